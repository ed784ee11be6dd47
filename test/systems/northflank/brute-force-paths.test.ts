import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Finding, validate } from '../../../src/index.ts'

/**
 * The documented behaviour once more, as plainly as can be: every path of a small universe is tried, under
 * every reading of what is undocumented. Every claim must be true, and every true case claimed.
 */
const runs = { seed: 1, numRuns: 120 }

const of = (findings: readonly Finding[], rule: string) => findings.filter((finding) => finding.rule === rule)

describe('path rules', () => {
  const letters = ['a', 'b', 'c', '/']
  /** Every path of up to four characters behind its first slash. */
  const universe = letters.reduce<string[]>(
    (paths) => [...new Set([...paths, ...paths.flatMap((path) => letters.map((letter) => path + letter))])],
    ['/'],
  )
  const patterns = {
    exact: ['/', '/a', '/b', '/ab', '/a/', '/a/b'],
    prefix: ['/', '/a', '/b', '/ab', '/a/', '/a/b'],
    regex: ['/a', '/[ab]', '/.*', '/a.*', '/a/.*', '/a|/b', '/(a/)?b', '/[^a].*', '/a[^/].*'],
  }
  const accesses = {
    office: { accessMode: 'protected', address: '198.51.100.0/24' },
    home: { accessMode: 'protected', address: '203.0.113.7' },
    open: { accessMode: 'unprotected', address: undefined },
  } as const

  interface Route {
    readonly mode: keyof typeof patterns
    readonly path: string
    readonly priority: number
    readonly access: keyof typeof accesses
  }
  interface Reading {
    readonly prefixByText: boolean
    readonly slashTakesBare: boolean
    readonly unprotectedOpens: boolean
  }
  const bits = [false, true]
  const readings: Reading[] = bits.flatMap((prefixByText) =>
    bits.flatMap((slashTakesBare) =>
      bits.map((unprotectedOpens) => ({ prefixByText, slashTakesBare, unprotectedOpens })),
    ),
  )

  function matches({ mode, path }: Route, asked: string, reading: Reading): boolean {
    if (mode === 'exact') return asked === path
    if (mode === 'regex') return new RegExp(`^(?:${path})$`).test(asked)
    if (path.endsWith('/'))
      return asked.startsWith(path) || (reading.slashTakesBare && path !== '/' && `${asked}/` === path)
    return reading.prefixByText ? asked.startsWith(path) : asked === path || asked.startsWith(`${path}/`)
  }
  const takes = (route: Route, asked: string, reading: Reading) =>
    matches(route, asked, reading) && (route.access !== 'open' || reading.unprotectedOpens)

  const route = fc.constantFrom('exact' as const, 'prefix' as const, 'regex' as const).chain((mode) =>
    fc.record({
      mode: fc.constant(mode),
      path: fc.constantFrom(...patterns[mode]),
      priority: fc.integer({ min: 0, max: 2 }),
      access: fc.constantFrom('office' as const, 'home' as const, 'open' as const),
    }),
  )
  const tables = fc.array(route, { minLength: 2, maxLength: 6 })

  const documentOf = (routes: readonly Route[]) => ({
    ports: [
      {
        name: 'p01',
        internalPort: 8080,
        protocol: 'HTTP',
        security: {
          securePathConfiguration: {
            enabled: true,
            rules: routes.map(({ mode, path, priority, access }) => {
              const { accessMode, address } = accesses[access]
              const policies = [{ action: 'ALLOW', addresses: [address] }]
              return {
                accessMode,
                paths: [{ path, routingMode: mode, priority }],
                ...(address && { securityPolicies: { requiredPolicies: { policies } } }),
              }
            }),
          },
        },
      },
    ],
  })
  const indexOf = (pointer: string) => Number(/\/rules\/(\d+)\//.exec(pointer)![1])

  it('says of a path that it is never reached exactly where it is not', () => {
    fc.assert(
      fc.property(tables, (routes) => {
        const { findings } = validate(documentOf(routes))
        const isDead = (route: Route, reading: Reading) =>
          universe
            .filter((asked) => matches(route, asked, reading))
            .every((asked) =>
              routes.some((other) => other.priority > route.priority && takes(other, asked, reading)),
            )
        const expected = routes.flatMap((route, index) => {
          const dead = readings.filter((reading) => isDead(route, reading)).length
          if (dead === 0) return []
          return [`${dead === readings.length ? 'error' : 'warning'} ${index}`]
        })
        const claimed = of(findings, 'route-unreachable')
        expect(claimed.map(({ severity, pointer }) => `${severity} ${indexOf(pointer)}`)).toEqual(expected)
        for (const { pointer, witness, message, severity } of claimed) {
          const { path = '' } = witness as { path?: string }
          expect(readings.some((reading) => matches(routes[indexOf(pointer)]!, path, reading))).toBe(true)
          expect(message.includes('undocumented')).toBe(severity === 'warning')
        }
        expect(of(findings, 'undecided')).toEqual([])
      }),
      runs,
    )
  })

  it('says of two paths that they tie exactly where they do', () => {
    fc.assert(
      fc.property(tables, (routes) => {
        const { findings } = validate(documentOf(routes))
        const tie = (a: Route, b: Route, reading: Reading, paths: readonly string[]) =>
          a.access !== b.access &&
          a.priority === b.priority &&
          paths.some(
            (asked) =>
              matches(a, asked, reading) &&
              matches(b, asked, reading) &&
              !routes.some((other) => other.priority > a.priority && takes(other, asked, reading)),
          )
        const tied = routes.flatMap((a, i) =>
          routes.flatMap((b, j) =>
            i < j && readings.some((reading) => tie(a, b, reading, universe)) ? [[i, j] as const] : [],
          ),
        )
        const claimed = of(findings, 'route-tie').map((finding) => ({
          finding,
          centre: indexOf(finding.pointer),
          others: finding.related.map(({ pointer }) => indexOf(pointer)),
        }))
        const groupOf = new Map(
          claimed.flatMap(({ centre, others }, group) => [centre, ...others].map((index) => [index, group])),
        )
        for (const [i, j] of tied) {
          expect(groupOf.get(i)).toBeDefined()
          expect(groupOf.get(i)).toBe(groupOf.get(j))
        }
        for (const { finding, centre, others } of claimed) {
          const members = [centre, ...others]
          expect(new Set(members).size).toBe(members.length)
          for (const index of members)
            expect(
              tied.some(
                ([i, j]) => (i === index || j === index) && members.includes(i) && members.includes(j),
              ),
            ).toBe(true)
          const { path = '', source = '' } = finding.witness as { path?: string; source?: string }
          const partner = routes[others[0]!]!
          expect(readings.some((reading) => tie(routes[centre]!, partner, reading, [path]))).toBe(true)
          const admitted = ({ access }: Route) =>
            access === 'open' ||
            (access === 'office' ? source.startsWith('198.51.100.') : source === '203.0.113.7')
          expect(admitted(routes[centre]!)).not.toBe(admitted(partner))
          const certain = readings.every((reading) => tie(routes[centre]!, partner, reading, universe))
          const opens = [routes[centre]!, partner].some(({ access }) => access === 'open')
          expect(/, if .*which is undocumented/.test(finding.message)).toBe(!certain || opens)
          expect(finding.severity).toBe('warning')
        }
      }),
      runs,
    )
  })
})
