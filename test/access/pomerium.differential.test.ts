import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffAccess, traceRequest, validateAll } from '../../src/index.ts'
import { coreFile, type ReadProxy, request, zeroFiles } from './pomerium-documents.ts'
import { pomeriumDecides, type WholeRequest } from './pomerium-interpreter.ts'

const decided = (truth: boolean) => (truth ? 'allowed' : 'denied')

describe.each<[string, fc.Arbitrary<ReadProxy>]>([
  ['a core file', coreFile],
  ['Zero', zeroFiles],
])('Pomerium, %s, against a direct reading', (_, proxy) => {
  it('every document of these is one that the platform takes', () => {
    fc.assert(
      fc.property(proxy, ({ documents }) => {
        const { findings } = validateAll(documents)
        const refused = findings.filter(({ rule }) => rule === 'schema' || rule.endsWith('refused'))
        expect(refused).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('traceRequest decides as it does', () => {
    const seen = { allowed: 0, denied: 0 }
    fc.assert(
      fc.property(
        proxy,
        fc.array(request, { minLength: 5, maxLength: 5 }),
        ({ documents, routes }, requests) => {
          for (const each of requests) {
            const truth = pomeriumDecides(routes, each)
            seen[decided(truth)]++
            expect(traceRequest(documents, each).decision).toBe(decided(truth))
          }
        },
      ),
      { numRuns: 500 },
    )
    expect(Math.min(seen.allowed, seen.denied)).toBeGreaterThan(200)
    expect(seen.allowed + seen.denied).toBeGreaterThan(2000)
  })

  it('each witness of diffAccess gets in on one side only, and what is the same lets in the same', () => {
    const shown = { opened: 0, closed: 0 }
    fc.assert(
      fc.property(
        proxy,
        proxy,
        fc.array(request, { minLength: 4, maxLength: 4 }),
        (before, after, requests) => {
          const { verdict, changes } = diffAccess(before.documents, after.documents)
          const decide = (one: WholeRequest) =>
            [before, after].map(({ routes }) => pomeriumDecides(routes, one))
          for (const { direction, witness } of changes) {
            // All is known of these documents.
            if (direction === 'unknown') throw new Error('nothing is open here')
            shown[direction]++
            for (const each of requests) {
              const whole = { ...each, ...witness } as WholeRequest
              if (witness?.protocol === undefined) Object.assign(whole, { protocol: 'HTTP' })
              expect(decide(whole)).toEqual(direction === 'opened' ? [false, true] : [true, false])
            }
          }
          for (const each of requests) {
            const [old, fresh] = decide(each)
            if (old === fresh) continue
            expect(['different', fresh ? 'wider' : 'narrower']).toContain(verdict)
          }
        },
      ),
      { numRuns: 120 },
    )
    expect(Math.min(shown.opened, shown.closed)).toBeGreaterThan(50)
  })
})
