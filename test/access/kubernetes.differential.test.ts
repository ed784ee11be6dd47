import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffAccess, traceRequest, validate } from '../../src/index.ts'
import { request, service } from './kubernetes-documents.ts'
import { kubernetesDecides, type WholeRequest } from './kubernetes-interpreter.ts'

const decided = (truth: boolean | undefined) =>
  truth === undefined ? 'unknown' : truth ? 'allowed' : 'denied'
/** Where the callers stand of whom a change is told. */
const standing = {
  internet: [],
  network: ['inside the network'],
  cluster: ['inside the network', 'inside the cluster'],
}

describe('Kubernetes, against a direct reading', () => {
  it('every document of these is one that the platform takes', () => {
    fc.assert(
      fc.property(service, (one) => {
        const { findings } = validate(one)
        expect(
          findings.filter(({ category, severity }) => category === 'validity' && severity === 'error'),
        ).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('traceRequest decides as it does, and leaves open what no document says', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(service, fc.array(request, { minLength: 4, maxLength: 4 }), (one, requests) => {
        for (const each of requests) {
          const expected = decided(kubernetesDecides(one, each))
          seen.set(expected, (seen.get(expected) ?? 0) + 1)
          expect(traceRequest(one, each).decision).toBe(expected)
        }
      }),
      { numRuns: 600 },
    )
    expect(Math.min(...['allowed', 'denied', 'unknown'].map((each) => seen.get(each) ?? 0))).toBeGreaterThan(
      40,
    )
  })

  it('each witness of diffAccess gets in on one side only, and what is the same lets in the same', () => {
    const shown = { opened: 0, closed: 0, unknown: 0 }
    fc.assert(
      fc.property(
        service,
        service,
        fc.array(request, { minLength: 4, maxLength: 4 }),
        (before, after, requests) => {
          const { verdict, changes } = diffAccess(before, after)
          const decide = (one: WholeRequest) => [before, after].map((each) => kubernetesDecides(each, one))
          for (const { direction, witness, listener } of changes) {
            shown[direction]++
            if (direction === 'unknown') continue
            const [, reach = 'internet'] = / \((network|cluster)\)$/.exec(listener) ?? []
            for (const each of requests) {
              const whole = {
                ...each,
                ...witness,
                facts: standing[reach as keyof typeof standing],
              } as WholeRequest
              expect(decide(whole)).toEqual(direction === 'opened' ? [false, true] : [true, false])
            }
          }
          for (const each of requests) {
            const [old, fresh] = decide(each)
            if (old === fresh) continue
            const told = old === undefined || fresh === undefined ? 'unknown' : fresh ? 'wider' : 'narrower'
            if (told === 'unknown') expect(verdict).not.toBe('same')
            else expect(['different', 'unknown', told]).toContain(verdict)
          }
        },
      ),
      { numRuns: 250 },
    )
    expect(Math.min(shown.opened, shown.closed, shown.unknown)).toBeGreaterThan(20)
  })
})
