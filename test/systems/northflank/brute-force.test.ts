import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Finding, validate } from '../../../src/index.ts'

/**
 * The documented behaviour once more, as plainly as can be: every address and every path of a small universe is
 * tried, under every reading of what is undocumented. Every claim must be true, and every true case claimed.
 */
const runs = { seed: 1, numRuns: 120 }

const of = (findings: readonly Finding[], rule: string) => findings.filter((finding) => finding.rule === rule)
const pointers = (findings: readonly Finding[]) => findings.map(({ pointer }) => pointer).toSorted()

describe('lists of addresses', () => {
  /** Blocks, each with the addresses of the universe that lie in it: a /29, a /126, and one for each rest. */
  const near4 = Array.from({ length: 8 }, (_, last) => `192.0.2.${last}`)
  const near6 = Array.from({ length: 4 }, (_, last) => `2001:db8::${last}`)
  const [low4, high4, low6, high6] = ['1.1.1.1', '200.200.200.200', '2001:db9::1', 'f000::1']
  const all4 = [low4!, high4!, ...near4]
  const all6 = [low6!, high6!, ...near6]
  const parts = (near: readonly string[], size: number, prefix: number): [string, string[]][] =>
    Array.from({ length: near.length / size }, (_, part) => [
      `${near[part * size]}/${prefix}`,
      near.slice(part * size, (part + 1) * size),
    ])
  const blocks = new Map<string, readonly string[]>([
    ...parts(near4, 1, 32),
    ...parts(near4, 2, 31),
    ...parts(near4, 4, 30),
    ...parts(near4, 8, 29),
    ...near4.map((address): [string, string[]] => [address, [address]]),
    ...parts(near6, 1, 128),
    ...parts(near6, 2, 127),
    ...parts(near6, 4, 126),
    ['0.0.0.0/0', all4],
    ['0.0.0.0/1', [low4!]],
    ['128.0.0.0/1', [high4!, ...near4]],
    ['::/0', all6],
    ['::/1', [low6!, ...near6]],
    ['8000::/1', [high6!]],
    ['192.0.2.3/30', near4.slice(0, 4)],
  ])

  interface Policy {
    readonly action: 'ALLOW' | 'DENY'
    readonly addresses: readonly string[]
  }
  interface Entry {
    readonly at: string
    readonly action: Policy['action']
    readonly addresses: readonly string[]
  }

  const policies = fc.array(
    fc.record({
      action: fc.constantFrom('ALLOW' as const, 'DENY' as const),
      addresses: fc.array(fc.constantFrom(...blocks.keys()), { minLength: 1, maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  const places = ['port', 'requiredPolicies'] as const

  const documentOf = (
    place: (typeof places)[number],
    lists: Readonly<Record<string, readonly Policy[]>>,
  ) => ({
    ports: [
      {
        name: 'p01',
        internalPort: 8080,
        protocol: 'HTTP',
        public: true,
        security:
          place === 'port'
            ? lists
            : {
                securePathConfiguration: {
                  rules: [
                    {
                      accessMode: 'protected',
                      paths: [{ path: '/', routingMode: 'prefix', priority: 0 }],
                      securityPolicies: { [place]: lists },
                    },
                  ],
                },
              },
      },
    ],
  })
  const baseOf = (place: (typeof places)[number]) =>
    place === 'port'
      ? '/ports/0/security'
      : `/ports/0/security/securePathConfiguration/rules/0/securityPolicies/${place}`

  const entriesOf = (list: readonly Policy[], at: string): Entry[] =>
    list.flatMap(({ action, addresses }, index) =>
      addresses.map((text, position) => ({
        at: `${at}/${index}/addresses/${position}`,
        action,
        addresses: blocks.get(text)!,
      })),
    )
  const union = (entries: readonly Entry[], action: Policy['action']) =>
    new Set(entries.filter((entry) => entry.action === action).flatMap(({ addresses }) => addresses))
  const allowedOf = (entries: readonly Entry[]) => union(entries, 'ALLOW')
  const deniedOf = (entries: readonly Entry[]) => union(entries, 'DENY')
  const letsIn = (entries: readonly Entry[], address: string) => {
    const allowed = allowedOf(entries)
    return !deniedOf(entries).has(address) && (allowed.size === 0 || allowed.has(address))
  }
  const shut = (entries: readonly Entry[]) => ![...all4, ...all6].some((address) => letsIn(entries, address))
  const cancelled = (entries: readonly Entry[], { addresses }: Entry) =>
    addresses.every((address) => deniedOf(entries).has(address))

  it('one list', () => {
    fc.assert(
      fc.property(
        policies,
        fc.constantFrom('ip', 'policies'),
        fc.constantFrom(...places),
        (list, key, place) => {
          const { findings } = validate(documentOf(place, { [key]: list }))
          const at = `${baseOf(place)}/${key}`
          const entries = entriesOf(list, at)
          const allows = entries.filter(({ action }) => action === 'ALLOW')
          const denies = entries.filter(({ action }) => action === 'DENY')
          const nobody = allows.length > 0 && shut(entries)
          expect(pointers(of(findings, 'allow-nobody'))).toEqual(nobody ? [at] : [])

          const dead = nobody ? [] : allows.filter((entry) => cancelled(entries, entry))
          expect(pointers(of(findings, 'allow-denied'))).toEqual(dead.map(({ at }) => at).toSorted())
          for (const { severity } of of(findings, 'allow-denied')) expect(severity).toBe('error')

          const allowed = allowedOf(entries)
          const idle = denies.filter(({ addresses }) => !addresses.some((address) => allowed.has(address)))
          expect(pointers(of(findings, 'deny-without-effect'))).toEqual(
            allows.length === 0 ? [] : idle.map(({ at }) => at).toSorted(),
          )

          const redundant = new Set(of(findings, 'address-redundant').map(({ pointer }) => pointer))
          const kept = entries.filter(({ at }) => !redundant.has(at))
          for (const action of ['ALLOW', 'DENY'] as const) {
            expect(union(kept, action)).toEqual(union(entries, action))
            for (const entry of kept.filter((entry) => entry.action === action)) {
              const rest = union(
                kept.filter((other) => other !== entry),
                action,
              )
              expect(rest).not.toEqual(union(entries, action))
            }
          }

          const everyone = [all4, all6].filter(
            (family) =>
              family.every((address) => allowed.has(address)) &&
              family.some((address) => letsIn(entries, address)),
          )
          const claimed = of(findings, 'allow-everyone')
          expect(claimed).toHaveLength(everyone.length)
          for (const { witness } of claimed) {
            const { source = '' } = witness as { source?: string }
            // The sample may lie outside the universe, in the rest of its family.
            const known = [...all4, ...all6].includes(source)
            const like = known
              ? source
              : source.includes(':')
                ? low6!
                : source.startsWith('2')
                  ? high4!
                  : low4!
            expect(letsIn(entries, like)).toBe(true)
          }
        },
      ),
      runs,
    )
  })

  it('two lists, of which nobody knows how they go together', () => {
    fc.assert(
      fc.property(policies, policies, fc.constantFrom(...places), (ip, second, place) => {
        const { findings } = validate(documentOf(place, { ip, policies: second }))
        const lists = [entriesOf(ip, `${baseOf(place)}/ip`), entriesOf(second, `${baseOf(place)}/policies`)]
        const readings = [...lists, lists.flat()]
        const nobody = readings.every(
          (entries) => entries.some(({ action }) => action === 'ALLOW') && shut(entries),
        )
        expect(pointers(of(findings, 'allow-nobody'))).toEqual(nobody ? [baseOf(place)] : [])

        const verdicts = lists.flat().flatMap((entry) => {
          if (entry.action === 'DENY' || nobody) return []
          const counts = readings.filter((entries) => entries.includes(entry))
          const dead = counts.filter((entries) => cancelled(entries, entry))
          if (dead.length === 0) return []
          return [`${dead.length === counts.length ? 'error' : 'warning'} ${entry.at}`]
        })
        expect(
          of(findings, 'allow-denied')
            .map(({ severity, pointer }) => `${severity} ${pointer}`)
            .toSorted(),
        ).toEqual(verdicts.toSorted())

        const idle = lists.flat().filter(
          (entry) =>
            entry.action === 'DENY' &&
            readings
              .filter((entries) => entries.includes(entry))
              .every((entries) => {
                const allowed = allowedOf(entries)
                return allowed.size > 0 && !entry.addresses.some((address) => allowed.has(address))
              }),
        )
        expect(pointers(of(findings, 'deny-without-effect'))).toEqual(idle.map(({ at }) => at).toSorted())

        const covers = (family: readonly string[], entries: readonly Entry[]) =>
          family.every((address) => allowedOf(entries).has(address)) &&
          family.some((address) => letsIn(entries, address))
        for (const [name, family] of [
          ['IPv4', all4],
          ['IPv6', all6],
        ] as const) {
          const claims = of(findings, 'allow-everyone').filter(({ message }) => message.includes(name))
          const own = lists.filter((entries) => covers(family, entries)).length
          expect(claims).toHaveLength(own > 0 ? own : covers(family, lists.flat()) ? 1 : 0)
        }
      }),
      runs,
    )
  })
})

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
