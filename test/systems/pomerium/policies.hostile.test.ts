import { describe, expect, it } from 'vitest'
import { validate } from '../../../src/index.ts'

const core = (route: object) => ({
  routes: [
    {
      from: 'https://app.example.com',
      to: 'http://app',
      policy: { allow: { or: [{ domain: 'a.com' }] } },
      ...route,
    },
  ],
})
const policy = (value: unknown) => core({ policy: value })

/** What is found in a value, which must come without a bug and in time. */
function found(value: unknown, kind = 'pomerium/config'): string[] {
  const start = performance.now()
  const { findings } = validate(value, { kind })
  expect(performance.now() - start).toBeLessThan(20_000)
  return findings.map(({ rule, severity }) => `${severity} ${rule}`)
}

const nested = (depth: number): unknown => {
  let value: unknown = { domain: 'a.com' }
  for (let level = 0; level < depth; level++) value = { and: [value] }
  return value
}
const many = (count: number, of: (index: number) => unknown) =>
  Array.from({ length: count }, (_, index) => of(index))

describe('a policy that no one would write', () => {
  it.each<[string, unknown]>([
    ['nested', { allow: { or: [nested(100)] } }],
    ['nested without an operator', nested(100)],
    ['a null', [null]],
    ['a null body', { allow: null }],
    ['a null list', { allow: { or: null } }],
    ['a null criterion', { allow: { or: [null] } }],
    ['a list of lists', [[[{ allow: {} }]]]],
    [
      'keys of every object',
      { allow: { or: [JSON.parse('{ "__proto__": 1 }'), { constructor: 1 }, { toString: 1 }] } },
    ],
    [
      'operators of every object',
      { allow: { or: [{ email: JSON.parse('{ "__proto__": 1 }') }, { email: { constructor: 1 } }] } },
    ],
    ['actions of every object', JSON.parse('{ "allow": {}, "__proto__": {}, "constructor": {} }')],
    [
      'ten thousand keys',
      Object.fromEntries(many(10_000, (index) => [`k${index}`, 1]) as [string, number][]),
    ],
  ])('%s is refused', (_, value) => {
    expect(found(policy(value)).join()).toMatch(/error (pomerium\/ppl-|schema)/)
  })

  it('a claim named like a part of every object is a claim', () => {
    expect(
      found(
        policy({ allow: { or: [JSON.parse('{ "claim/__proto__": "x" }'), { 'claim/constructor': 'x' }] } }),
      ),
    ).toEqual([])
  })

  it('ten thousand criteria are read', () => {
    const criteria = many(10_000, (index) => ({ email: `user${index}@example.com` }))
    for (const operator of ['and', 'or', 'not', 'nor']) {
      const rules = found(policy({ allow: { [operator]: criteria } }))
      expect(rules.filter((rule) => rule.startsWith('error'))).toEqual([])
    }
  })

  it('ten thousand rules are read', () => {
    const rules = many(10_000, (index) => ({
      [index % 2 === 0 ? 'allow' : 'deny']: { or: [{ 'claim/a': `v${index}` }] },
    }))
    expect(found(policy(rules)).filter((rule) => rule.startsWith('error'))).toEqual([])
  })

  it('ten thousand mistakes are told up to a limit', () => {
    const criteria = many(10_000, (index) => ({ [`x${index}`]: 1 }))
    expect(found(policy({ allow: { or: criteria } })).length).toBeLessThan(200)
  })

  it('a claim of a million characters is read', () => {
    const text = 'x'.repeat(1_000_000)
    expect([
      ...new Set(
        found(
          policy({ allow: { or: [{ 'claim/a': text }, { domain: text }, { email: { contains: text } }] } }),
        ),
      ),
    ]).toEqual(['note undecided'])
    expect(found(policy({ allow: { and: [{ domain: `@${text}` }, { domain: text }] } })).join()).toContain(
      'ppl-never-matches',
    )
    expect(found(policy({ allow: { or: [{ [text]: 1 }] } })).join()).toContain('ppl-criterion')
    expect(
      found(policy({ allow: { or: [{ client_certificate: { san_dns: { not: text } } }] } })).filter((rule) =>
        rule.startsWith('error'),
      ),
    ).toEqual([])
  })

  it('ten thousand addresses are read', () => {
    const list = many(10_000, (index) => `10.${index >> 8}.${index & 255}.0/24`)
    expect(
      found(policy({ allow: { or: [{ source_ip: list }] } })).filter((rule) => rule.startsWith('error')),
    ).toEqual([])
  })

  it('is refused as a text that only looks like a policy', () => {
    for (const text of [
      '',
      'allow',
      'allow: {',
      '"',
      '\t',
      '- - -',
      'allow: &a { or: [*a] }',
      `${'['.repeat(600)}`,
    ]) {
      expect(found(policy(text)).join()).toMatch(/error (pomerium\/ppl-grammar|syntax)/)
    }
  })
})

describe('a route that no one would write', () => {
  it('a pattern of a hundred thousand characters', () => {
    expect(
      found(core({ regex: `/${'(a|b)?'.repeat(16_000)}` })).filter((rule) => !rule.startsWith('error')),
    ).not.toBeUndefined()
    expect(found(core({ regex: `/${'a'.repeat(100_000)}` }))).toEqual(['note undecided'])
    expect(found(core({ regex: `/${'('.repeat(100_000)}` })).join()).toContain('regex-syntax')
  })

  it.each<[string, object]>([
    ['from', { from: `https://${'a.'.repeat(100_000)}com` }],
    ['stars', { from: `https://${'*.a'.repeat(1000)}` }],
    ['path', { path: `/${'a/'.repeat(500_000)}` }],
    ['to', { to: many(10_000, (index) => `http://app-${index}`) }],
    ['claims', { policy: null, allowed_idp_claims: nested(100) }],
    ['users', { policy: null, allowed_users: many(10_000, (index) => `u${index}`) }],
  ])('a long %s', (_, fields) => {
    expect(found(core(fields)).filter((rule) => rule.startsWith('error schema'))).toEqual([])
  })

  it.each<[string, unknown]>([
    ['nulls', { routes: [null, { from: null, to: null }] }],
    ['numbers', { routes: [{ from: 1, to: 2, prefix: 3 }] }],
    ['maps', { routes: [{ from: {}, to: {}, prefix: {}, policy: 3 }] }],
    [
      'keys of every object',
      JSON.parse(
        '{ "routes": [{ "from": "https://a.com", "to": "http://b", "__proto__": { "policy": 1 }, "constructor": 1 }] }',
      ),
    ],
  ])('%s', (_, value) => {
    expect(found(value)).not.toEqual([])
  })

  it('routes of Zero with values of other types', () => {
    for (const value of [
      [null],
      { policyIds: {} },
      [{ from: 3, policyIds: [null, 3] }],
      [JSON.parse('{ "policyIds": ["__proto__"], "from": "https://a.com" }')],
    ])
      expect(found(value, 'pomerium/route')).not.toEqual([])
  })
})
