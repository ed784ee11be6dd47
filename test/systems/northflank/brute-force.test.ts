import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Finding, validate } from '../../../src/index.ts'

/**
 * The documented behaviour once more, as plainly as can be: every address of a small universe is tried, under
 * every reading of what is undocumented. Every claim must be true, and every true case claimed.
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
