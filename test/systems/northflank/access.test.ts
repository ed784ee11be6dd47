import { describe, expect, it } from 'vitest'
import { evaluate } from '../../../src/analysis/condition.ts'
import type { Request } from '../../../src/analysis/request.ts'
import { credentialNames, ruleAccess } from '../../../src/systems/northflank/access.ts'
import type { Mechanisms, PathRule } from '../../../src/systems/northflank/document.ts'

const access = (rule: PathRule, request: Request, readings: Readonly<Record<string, boolean>> = {}) =>
  evaluate(
    ruleAccess(rule, credentialNames()),
    request,
    new Map(Object.entries(readings).map(([name, value]) => [`northflank/${name}`, value])),
  )
const required = (requiredPolicies: Mechanisms): PathRule => ({
  accessMode: 'protected',
  securityPolicies: { requiredPolicies },
})
const either = (orPolicies: Mechanisms): PathRule => ({
  accessMode: 'protected',
  securityPolicies: { orPolicies },
})
const from = (source: string): Request => ({ source, headers: {}, credentials: [], identity: {} })
const allow = (...addresses: string[]) => ({ action: 'ALLOW' as const, addresses })
const deny = (...addresses: string[]) => ({ action: 'DENY' as const, addresses })

describe('addresses', () => {
  it.each<[string, Mechanisms, string, boolean]>([
    ['allowed', { policies: [allow('10.0.0.0/8')] }, '10.1.1.1', true],
    ['not allowed', { policies: [allow('10.0.0.0/8')] }, '11.1.1.1', false],
    ['of the other family', { policies: [allow('0.0.0.0/0')] }, '2001:db8::1', false],
    ['denied', { policies: [deny('10.0.0.0/8')] }, '10.1.1.1', false],
    ['not denied', { policies: [deny('10.0.0.0/8')] }, '11.1.1.1', true],
    ['allowed and denied', { policies: [allow('10.0.0.0/8'), deny('10.1.0.0/16')] }, '10.1.1.1', false],
    ['denied and allowed', { policies: [deny('10.1.0.0/16'), allow('10.0.0.0/8')] }, '10.1.1.1', false],
    ['allowed beside a hole', { policies: [deny('10.1.0.0/16'), allow('10.0.0.0/8')] }, '10.2.1.1', true],
    [
      'allowed by the second policy',
      { policies: [allow('10.0.0.0/8'), allow('11.0.0.0/8')] },
      '11.1.1.1',
      true,
    ],
    ['in the list "ip"', { ip: [allow('10.0.0.0/8')] }, '10.1.1.1', true],
    ['an empty list asks nothing', { ip: [], policies: [allow('10.0.0.0/8')] }, '10.1.1.1', true],
  ])('%s', (_, group, source, expected) => {
    expect(access(required(group), from(source))).toBe(expected)
  })

  it('two lists: together, or one of them', () => {
    const rule = required({ ip: [allow('10.0.0.0/8')], policies: [allow('11.0.0.0/8'), deny('10.1.0.0/16')] })
    const verdicts = (source: string) => [
      access(rule, from(source), { severalListsMerge: true }),
      access(rule, from(source), { severalListsMerge: false, ipListWins: true }),
      access(rule, from(source), { severalListsMerge: false, ipListWins: false }),
      access(rule, from(source)),
    ]
    expect(verdicts('10.1.1.1')).toEqual([false, true, false, undefined])
    expect(verdicts('11.1.1.1')).toEqual([true, false, true, undefined])
    expect(verdicts('12.1.1.1')).toEqual([false, false, false, false])
  })

  it('an ALLOW without addresses: everyone or nobody', () => {
    const rule = required({ policies: [allow()] })
    expect(access(rule, from('10.0.0.1'), { emptyAllowCloses: true })).toBe(false)
    expect(access(rule, from('10.0.0.1'), { emptyAllowCloses: false })).toBe(true)
    expect(access(rule, from('10.0.0.1'))).toBeUndefined()
  })

  it('an address that nobody can read', () => {
    expect(access(required({ policies: [allow('office')] }), from('10.0.0.1'))).toBeUndefined()
    expect(access(required({ policies: [allow('office', '10.0.0.1')] }), from('10.0.0.1'))).toBe(true)
    expect(access(required({ policies: [deny('office')] }), from('10.0.0.1'))).toBeUndefined()
    expect(access(required({ policies: [deny('office', '10.0.0.1')] }), from('10.0.0.1'))).toBe(false)
  })

  it('alternatives: together, or one that is enough', () => {
    const rule = either({ policies: [allow('10.0.0.0/8'), deny('10.1.0.0/16')] })
    expect(access(rule, from('10.1.1.1'), { alternativesMerge: true })).toBe(false)
    expect(access(rule, from('10.1.1.1'), { alternativesMerge: false })).toBe(true)
    expect(access(rule, from('10.2.1.1'))).toBe(true)
    expect(access(rule, from('11.1.1.1'), { alternativesMerge: true })).toBe(false)
    expect(access(rule, from('11.1.1.1'), { alternativesMerge: false })).toBe(true)
  })

  it('alternatives that only allow let in the same, together or alone', () => {
    const rule = either({ policies: [allow('10.0.0.0/8'), allow('11.0.0.0/8')] })
    expect(access(rule, from('11.1.1.1'))).toBe(true)
    expect(access(rule, from('12.1.1.1'))).toBe(false)
  })
})

describe('credentials', () => {
  const admin = { username: 'admin', password: 'a' }
  const guest = { username: 'guest', password: 'b' }
  const as = (...credentials: string[]): Request => ({ credentials })

  it('that are required must all be presented', () => {
    const rule = required({ credentials: [admin, guest] })
    expect(access(rule, as('admin'))).toBe(false)
    expect(access(rule, as('admin', 'guest'))).toBe(true)
  })

  it('that are alternatives are enough one by one', () => {
    const rule = either({ credentials: [admin, guest] })
    expect(access(rule, as('guest'))).toBe(true)
    expect(access(rule, as('other'))).toBe(false)
    expect(access(rule, as())).toBe(false)
  })

  it('have names that show no password and tell two of one user apart', () => {
    const name = credentialNames()
    expect([admin, guest, { ...admin, password: 'c' }, admin].map((pair) => name(pair).name)).toEqual([
      'admin',
      'guest',
      'admin (password 2)',
      'admin',
    ])
  })
})

describe('headers', () => {
  const having = (headers: Record<string, string>): Request => ({ headers })

  it('must all be there, whatever the case of their names', () => {
    const rule = required({
      headers: [
        { name: 'X-A', value: '1' },
        { name: 'x-b', value: '2' },
      ],
    })
    expect(access(rule, having({ 'x-a': '1', 'x-b': '2' }))).toBe(true)
    expect(access(rule, having({ 'x-a': '1' }))).toBe(false)
    expect(access(rule, having({ 'x-a': '1', 'x-b': '3' }))).toBe(false)
  })

  it('are one alternative together', () => {
    const rule = either({
      headers: [
        { name: 'X-A', value: '1' },
        { name: 'X-B', value: '2' },
      ],
    })
    expect(access(rule, having({ 'x-a': '1' }))).toBe(false)
  })

  it('with a star: any run of characters, or nobody knows', () => {
    const rule = required({ headers: [{ name: 'X-A', value: 'a*c' }] })
    expect(access(rule, having({ 'x-a': 'abc' }), { starAnywhere: true })).toBe(true)
    expect(access(rule, having({ 'x-a': 'abd' }), { starAnywhere: true })).toBe(false)
    expect(access(rule, having({ 'x-a': 'abc' }), { starAnywhere: false })).toBeUndefined()
  })

  it('with a regex: the whole value, or a part of it', () => {
    const rule = required({ headers: [{ name: 'X-A', value: 'b+', regexMode: true }] })
    expect(access(rule, having({ 'x-a': 'bb' }))).toBe(true)
    expect(access(rule, having({ 'x-a': 'abc' }), { headerRegexWhole: true })).toBe(false)
    expect(access(rule, having({ 'x-a': 'abc' }), { headerRegexWhole: false })).toBe(true)
    expect(access(rule, having({ 'x-a': 'ac' }))).toBe(false)
  })

  it('with a star in regex mode: a regex', () => {
    const rule = required({ headers: [{ name: 'X-A', value: 'ab*', regexMode: true }] })
    expect(access(rule, having({ 'x-a': 'abb' }))).toBe(true)
  })

  it('that nobody can read', () => {
    const broken = required({ headers: [{ name: 'X-A', value: 'a(', regexMode: true }] })
    expect(access(broken, having({ 'x-a': 'a' }))).toBeUndefined()
    expect(access(required({ headers: [{ name: 'X-A' }] }), having({ 'x-a': 'a' }))).toBeUndefined()
    expect(access(required({ headers: [{ name: 'X-A' }] }), having({}))).toBe(false)
  })
})

describe('single sign-on', () => {
  const member = (organization: string, ...groups: string[]): Request => ({
    identity: { groups, claims: { organization } },
    facts: [],
  })
  const sso = { organizationId: 'org_a', directoryGroupIds: ['staff', 'admins'] }

  it.each<[string, NonNullable<Mechanisms['sso']>, Request, boolean]>([
    ['of a group', sso, member('org_a', 'admins'), true],
    ['of none of the groups', sso, member('org_a', 'guests'), false],
    ['of another organisation', sso, member('org_b', 'staff'), false],
    ['nobody', sso, { identity: {}, facts: [] }, false],
    ['any member, where no group is listed', { organizationId: 'org_a' }, member('org_a'), true],
    ['any member, where that is said', { ...sso, allowAnyOrgUsers: true }, member('org_a'), true],
    ['another organisation all the same', { ...sso, allowAnyOrgUsers: true }, member('org_b'), false],
    [
      'internal traffic',
      { ...sso, allowInternalTrafficViaPublicDns: true },
      { identity: {}, facts: ['internal traffic'] },
      true,
    ],
    ['internal traffic that must sign in', sso, { identity: {}, facts: ['internal traffic'] }, false],
  ])('%s', (_, settings, request, expected) => {
    expect(access(required({ sso: settings }), request)).toBe(expected)
  })

  it('without an organisation asks nothing', () => {
    const rule = required({ sso: {}, policies: [allow('10.0.0.1')] })
    expect(access(rule, from('10.0.0.1'))).toBe(true)
  })
})

describe('both groups', () => {
  const rule: PathRule = {
    accessMode: 'protected',
    securityPolicies: {
      requiredPolicies: { policies: [allow('10.0.0.0/8')], headers: [{ name: 'X-A', value: '1' }] },
      orPolicies: { credentials: [{ username: 'admin' }], sso: { organizationId: 'org_a' } },
    },
  }
  const request: Request = {
    source: '10.0.0.1',
    headers: { 'x-a': '1' },
    credentials: ['admin'],
    identity: {},
  }

  it.each<[string, Request, boolean]>([
    ['all', request, true],
    [
      'the other alternative',
      { ...request, credentials: [], identity: { claims: { organization: 'org_a' } } },
      true,
    ],
    ['no alternative', { ...request, credentials: [] }, false],
    ['another address', { ...request, source: '11.0.0.1' }, false],
    ['no header', { ...request, headers: {} }, false],
  ])('%s', (_, asked, expected) => expect(access(rule, asked)).toBe(expected))
})

describe('a rule', () => {
  it('that is unprotected asks nothing, whatever it holds', () => {
    expect(
      access({ ...required({ policies: [allow('10.0.0.1')] }), accessMode: 'unprotected' }, from('11.0.0.1')),
    ).toBe(true)
  })

  it.each<PathRule>([
    { accessMode: 'protected' },
    { accessMode: 'protected', securityPolicies: {} },
    required({ policies: [], headers: [], sso: {} }),
  ])('that is protected by nothing locks or opens: %j', (rule) => {
    expect(access(rule, {}, { emptyProtectedLocks: true })).toBe(false)
    expect(access(rule, {}, { emptyProtectedLocks: false })).toBe(true)
    expect(access(rule, {})).toBeUndefined()
  })
})
