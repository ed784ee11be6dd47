import { describe, expect, it } from 'vitest'
import { evaluate } from '../../../src/analysis/condition.ts'
import type { Request } from '../../../src/analysis/request.ts'
import { validate } from '../../../src/index.ts'
import { behaviour } from '../../../src/systems/northflank/behaviour.ts'
import type { Port, Security } from '../../../src/systems/northflank/document.ts'
import { normalisePorts } from '../../../src/systems/northflank/normalise.ts'
import {
  allow,
  deny,
  guarded,
  pathRules,
  pathRulesWith,
  placeholder,
  port,
  ports,
  rule,
  security,
  user,
} from '../../helpers/northflank.ts'

/** What is documented of the platform, statement by statement, and that no error rests on what is not. */
const base: Port = { name: 'p01', internalPort: 8080, protocol: 'HTTP', public: true }
const listener = (security: Security) =>
  normalisePorts([{ ...base, security }], ['ports'], { uniqueItems: true }).listeners[0]!
const nobody: Request = { source: '192.0.2.1', headers: {}, credentials: [], identity: {}, facts: [] }
const office: Request = { ...nobody, source: '198.51.100.7' }
/** Whether a port lets a request in; undefined where that is undocumented. */
const lets = (security: Security, request: Request, readings: Readonly<Record<string, boolean>> = {}) =>
  evaluate(
    listener(security).access!,
    request,
    new Map(Object.entries(readings).map(([name, value]) => [`northflank/${name}`, value])),
  )
const letsRoute = (policies: object, request: Request, readings: Readonly<Record<string, boolean>> = {}) =>
  evaluate(
    listener({
      securePathConfiguration: {
        enabled: true,
        rules: [
          {
            accessMode: 'protected',
            paths: [{ path: '/', routingMode: 'prefix', priority: 0 }],
            securityPolicies: policies,
          },
        ],
      },
    }).routes[0]!.access,
    request,
    new Map(Object.entries(readings).map(([name, value]) => [`northflank/${name}`, value])),
  )
const addresses = (action: 'ALLOW' | 'DENY', ...list: string[]) => ({ action, addresses: list })
const pair = (username: string) => ({ username, password: 'p', type: 'basic-auth' })
const member = (...groups: string[]): Request => ({
  ...nobody,
  identity: { groups, claims: { organization: 'org_a' } },
})

const officeNet = addresses('ALLOW', '198.51.100.0/24')
const hole = addresses('DENY', '198.51.100.7')

describe('documented: addresses', () => {
  it.each<[string, Security, Request, boolean]>([
    ['DENY beats ALLOW behind it', { policies: [hole, officeNet] }, office, false],
    ['DENY beats ALLOW before it', { policies: [officeNet, hole] }, office, false],
    [
      'no exception in a denied range',
      { policies: [addresses('DENY', '198.51.100.0/24'), addresses('ALLOW', '198.51.100.7')] },
      office,
      false,
    ],
    [
      'a hole in an allowed range',
      { policies: [officeNet, hole] },
      { ...nobody, source: '198.51.100.8' },
      true,
    ],
    ['only ALLOW: everyone else is blocked', { policies: [officeNet] }, nobody, false],
    ['only DENY: everyone else passes', { policies: [hole] }, nobody, true],
    ['only DENY: the one that is listed does not', { policies: [hole] }, office, false],
    ['an empty list asks nothing', { policies: [] }, nobody, true],
    ['no list asks nothing', {}, nobody, true],
    ['blocks are taken', { ip: [officeNet] }, office, true],
    ['"ip" holds the same entries as "policies"', { ip: [officeNet] }, nobody, false],
  ])('%s', (_, security, request, expected) => expect(lets(security, request)).toBe(expected))
})

describe('documented: several mechanisms', () => {
  const { username } = pair('admin')
  it.each<[string, Security, Request, boolean]>([
    [
      'any one pair works',
      { credentials: [pair('admin'), pair('guest')] },
      { ...nobody, credentials: ['guest'] },
      true,
    ],
    ['no pair does not', { credentials: [pair('admin'), pair('guest')] }, nobody, false],
    [
      'any pair, also where all mechanisms must pass',
      { credentials: [pair('admin'), pair('guest')], policies: [officeNet], verificationMode: 'and' },
      { ...office, credentials: [username] },
      true,
    ],
    [
      'all headers must be there',
      {
        headers: [
          { name: 'X-A', value: 'a' },
          { name: 'X-B', value: 'b' },
        ],
      },
      { ...nobody, headers: { 'x-a': 'a' } },
      false,
    ],
    [
      'all headers are there',
      {
        headers: [
          { name: 'X-A', value: 'a' },
          { name: 'X-B', value: 'b' },
        ],
      },
      { ...nobody, headers: { 'x-a': 'a', 'x-b': 'b' } },
      true,
    ],
    [
      'a header is no pattern by default',
      { headers: [{ name: 'X-A', value: 'a+' }] },
      { ...nobody, headers: { 'x-a': 'aa' } },
      false,
    ],
    [
      'a header is a pattern in regex mode',
      { headers: [{ name: 'X-A', value: 'a+', regexMode: true }] },
      { ...nobody, headers: { 'x-a': 'aa' } },
      true,
    ],
    [
      'or: one mechanism is enough',
      { credentials: [pair('admin')], policies: [officeNet], verificationMode: 'or' },
      office,
      true,
    ],
    [
      'and: one mechanism is not enough',
      { credentials: [pair('admin')], policies: [officeNet], verificationMode: 'and' },
      office,
      false,
    ],
    [
      'and: all mechanisms are',
      { credentials: [pair('admin')], policies: [officeNet], verificationMode: 'and' },
      { ...office, credentials: ['admin'] },
      true,
    ],
  ])('%s', (_, security, request, expected) => expect(lets(security, request)).toBe(expected))
})

describe('documented: single sign-on', () => {
  const sso = { organizationId: 'org_a', directoryGroupIds: ['staff', 'admins'] }
  const internal: Request = { ...nobody, facts: ['internal traffic'] }
  it.each<[string, Security, Request, boolean]>([
    ['a member of one of the groups', { sso }, member('admins'), true],
    ['a member of no group', { sso }, member(), false],
    ['any member, where that is said', { sso: { ...sso, allowAnyOrgUsers: true } }, member(), true],
    ['internal traffic by way of public DNS is asked', { sso }, internal, false],
    ['unless it is let in', { sso: { ...sso, allowInternalTrafficViaPublicDns: true } }, internal, true],
    ['settings without any field are no sign-in', { sso: {} }, nobody, true],
  ])('%s', (_, security, request, expected) => expect(lets(security, request)).toBe(expected))
})

describe('documented: path rules', () => {
  it.each<[string, object, Request, boolean]>([
    ['protected enforces its policies', { requiredPolicies: { policies: [officeNet] } }, nobody, false],
    [
      'required policies must all pass',
      { requiredPolicies: { policies: [officeNet], headers: [{ name: 'X-A', value: 'a' }] } },
      office,
      false,
    ],
    [
      'of alternatives one is enough',
      { orPolicies: { policies: [officeNet], headers: [{ name: 'X-A', value: 'a' }] } },
      office,
      true,
    ],
    [
      'of alternatives one is needed',
      { orPolicies: { policies: [officeNet], headers: [{ name: 'X-A', value: 'a' }] } },
      nobody,
      false,
    ],
    [
      'both groups must be satisfied',
      { requiredPolicies: { policies: [officeNet] }, orPolicies: { credentials: [pair('admin')] } },
      office,
      false,
    ],
    [
      'both groups are',
      { requiredPolicies: { policies: [officeNet] }, orPolicies: { credentials: [pair('admin')] } },
      { ...office, credentials: ['admin'] },
      true,
    ],
  ])('%s', (_, policies, request, expected) => expect(letsRoute(policies, request)).toBe(expected))

  const ranks = (document: Security) =>
    listener(document).routes.map(({ rank, rankName }) => [rank, rankName])
  const paths = (...priorities: number[]) =>
    priorities.map((priority) => ({ path: '/a', routingMode: 'exact' as const, priority }))

  it('priority belongs to each path, and the highest is asked first', () => {
    const rules = [{ accessMode: 'protected' as const, paths: paths(3, 90) }]
    expect(ranks({ securePathConfiguration: { rules } })).toEqual([
      [-3, 'priority 3'],
      [-90, 'priority 90'],
    ])
  })

  it('a configuration that is switched off holds no rules', () => {
    const rules = [{ accessMode: 'protected' as const, paths: paths(3) }]
    expect(ranks({ securePathConfiguration: { enabled: false, rules } })).toEqual([])
  })

  it('internal traffic skips the policies where that is said', () => {
    const configuration = {
      enabled: true,
      skipSecurityPoliciesForInternalTrafficViaPublicDns: true,
      rules: [
        {
          accessMode: 'protected' as const,
          paths: paths(3),
          securityPolicies: { requiredPolicies: { policies: [officeNet] } },
        },
      ],
    }
    const [route] = listener({ securePathConfiguration: configuration }).routes
    expect(evaluate(route!.access, { ...nobody, facts: ['internal traffic'] })).toBe(true)
    expect(evaluate(route!.access, nobody)).toBe(false)
  })

  it.each<[string, 'exact' | 'prefix' | 'regex', string, string, boolean]>([
    ['exact takes the path', 'exact', '/api', '/api', true],
    ['exact takes no subpath', 'exact', '/api', '/api/x', false],
    ['prefix takes the path', 'prefix', '/api', '/api', true],
    ['prefix takes what is below', 'prefix', '/api', '/api/x', true],
    ['regex takes a whole path', 'regex', '/api|/app', '/app', true],
    ['regex takes no subpath', 'regex', '/api|/app', '/app/x', false],
    ['paths differ by case', 'exact', '/Api', '/api', false],
  ])('%s', (_, routingMode, path, asked, expected) => {
    const rules = [{ accessMode: 'protected' as const, paths: [{ path, routingMode, priority: 0 }] }]
    const [route] = listener({ securePathConfiguration: { rules } }).routes
    for (const byText of [false, true]) {
      const readings = new Map([['northflank/prefixByText', byText]])
      expect(evaluate(route!.match, { path: asked }, readings)).toBe(expected)
    }
  })
})

const errors = (document: string, kind?: string) =>
  validate(document, { filename: 'case.yaml', ...(kind && { kind }) })
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule)

describe('documented: what the platform refuses', () => {
  it.each<[string, string, string]>([
    ['a public port that speaks TCP', port('domains: []').replace('HTTP', 'TCP'), 'public-protocol'],
    [
      'a reserved port in an update',
      ports('id: p01, name: p01, internalPort: 15020, protocol: TCP'),
      'northflank/reserved-port',
    ],
    [
      'a domain on a private port',
      port('domains: [a.example.com]').replace('public: true', 'public: false'),
      'northflank/domain-on-private-port',
    ],
    [
      'equal entries in an update',
      ports('name: p01, internalPort: 80, protocol: TCP', 'name: p01, internalPort: 80, protocol: TCP'),
      'duplicate-port',
    ],
    [
      'exclusive switches',
      security(
        'sso: { organizationId: a, validateInternalTraffic: true, allowInternalTrafficViaPublicDns: true }',
      ),
      'northflank/sso-exclusive',
    ],
    [
      'a name of nine characters',
      ports('id: p01, name: abcdefghi, internalPort: 80, protocol: TCP'),
      'schema',
    ],
    ['a name with an underscore', ports('id: p01, name: a_b, internalPort: 80, protocol: TCP'), 'schema'],
    ['a star in a prefix', pathRules(rule('office', 'prefix / 0', 'prefix /a* 1')), 'schema'],
    ['an empty segment in an exact path', pathRules(rule('office', 'prefix / 0', 'exact /a//b 1')), 'schema'],
    ['a priority above 100', pathRules(rule('office', 'prefix / 101')), 'schema'],
    [
      'a rule without a mode',
      pathRules('{ paths: [{ path: /, routingMode: prefix, priority: 0 }] }'),
      'schema',
    ],
    ['an unknown key', port('vpcAccessible2: true'), 'unknown-key'],
    ['a domain as an object', port('domains: [{ name: a.example.com }]'), 'schema'],
  ])('%s', (_, document, rule) => expect(errors(document)).toContain(rule))

  it.each<[string, string]>([
    [
      'as many ports as needed',
      ports(
        ...Array.from(
          { length: 200 },
          (_, n) => `id: p${n}, name: p${n}, internalPort: ${n + 1}, protocol: TCP`,
        ),
      ),
    ],
    ['a port with its defaults', ports('name: p01, internalPort: 80, protocol: HTTP')],
    [
      'a reserved port in the body of a service',
      `name: shop\n${ports('name: p01, internalPort: 15020, protocol: TCP')}`,
    ],
    ['a regex without a pattern of its own', pathRules(rule('office', 'prefix / 0', 'regex /a*:b,c 1'))],
    ['an IPv6 block in the body of an update', security(`policies: [${allow('2001:db8::/32')}]`)],
    ['a block with host bits', security(`policies: [${allow('198.51.100.5/24')}]`)],
    ['a domain with a path behind it', port('domains: [a.example.com/shop]')],
  ])('and takes %s', (_, document) => expect(errors(document)).toEqual([]))
})

describe('undocumented, so that no error rests on it', () => {
  const either = (security: Security, request: Request, name: keyof typeof behaviour, when: boolean) => {
    expect(behaviour[name].documented).toBe(false)
    expect(lets(security, request)).toBeUndefined()
    expect(lets(security, request, { [name]: true })).toBe(when)
    expect(lets(security, request, { [name]: false })).toBe(!when)
  }

  it('an ALLOW without addresses', () =>
    either({ policies: [addresses('ALLOW')] }, nobody, 'emptyAllowCloses', false))
  it('the mode that is not given', () =>
    either({ credentials: [pair('admin')], policies: [officeNet] }, office, 'modeDefaultsToOr', true))
  it('a list that only denies, under or', () =>
    either(
      { credentials: [pair('admin')], policies: [hole], verificationMode: 'or' },
      nobody,
      'denyOnlyCounts',
      true,
    ))
  it('whether a header regex is searched for', () =>
    either(
      { headers: [{ name: 'X-A', value: 'b', regexMode: true }] },
      { ...nobody, headers: { 'x-a': 'abc' } },
      'headerRegexWhole',
      false,
    ))
  it('whether two lists are merged', () => {
    const both: Security = { ip: [officeNet], policies: [hole] }
    expect(lets(both, office)).toBeUndefined()
    expect(lets(both, office, { severalListsMerge: true })).toBe(false)
    expect(lets(both, office, { severalListsMerge: false, ipListWins: true })).toBe(true)
  })

  it.each<[string, string]>([
    ['an ALLOW without addresses', security(`policies: [${allow()}]`)],
    [
      '"ip" beside "policies"',
      security(`ip: [${allow('203.0.113.7')}], policies: [${deny('203.0.113.0/24')}]`),
    ],
    [
      'no verificationMode',
      security(`credentials: [${user('admin')}], policies: [${allow('198.51.100.7')}]`),
    ],
    [
      'a list that only denies, under or',
      security(`credentials: [${user('admin')}], policies: [${deny('203.0.113.7')}], verificationMode: or`),
    ],
    ['a star in a header', security("headers: [{ name: X-A, value: 'a*b' }, { name: X-A, value: 'c*' }]")],
    ['a header name outside the pattern', security("headers: [{ name: 'X A', value: a }]")],
    ['a sign-in without an organisation', security('sso: { validateInternalTraffic: true }')],
    ['two paths of one priority', pathRules(rule('office', 'prefix / 1'), rule('home', 'prefix /a 1'))],
    ['paths that no rule takes', pathRules(rule('office', 'exact /a 1'))],
    [
      'an unprotected rule above a protected one',
      pathRules(rule('open', 'prefix / 2'), rule('office', 'prefix /a 1')),
    ],
    ['a protected rule without policies', pathRules(rule('empty', 'prefix / 0'))],
    ['no "enabled"', pathRulesWith('', rule('office', 'prefix / 0'))],
    [
      'rules that are switched off',
      pathRulesWith('enabled: false', rule('office', 'prefix / 1', 'prefix /a 0')),
    ],
    [
      'policies of a port beside those of its paths',
      guarded(`requiredPolicies: { policies: [${allow('203.0.113.7')}] }`).replace(
        'security: {',
        `security: { policies: [${deny('203.0.113.7')}],`,
      ),
    ],
    ['/a and /ab', pathRules(rule('office', 'prefix / 0', 'prefix /a 9'), rule('home', 'prefix /ab 1'))],
    ['/a/ and /a', pathRules(rule('office', 'prefix / 0', 'prefix /a/ 9'), rule('home', 'exact /a 1'))],
    [
      'two ports of one name',
      ports(
        'id: a1, name: a, internalPort: 1, protocol: TCP',
        'id: a2, name: a, internalPort: 2, protocol: TCP',
      ),
    ],
    [
      'one number twice',
      ports(
        'id: a1, name: a, internalPort: 1, protocol: TCP',
        'id: b1, name: b, internalPort: 1, protocol: TCP',
      ),
    ],
    ['no name at all', port('disableNfDomain: true')],
    [
      'policies on a private port',
      security(`policies: [${allow('203.0.113.7')}]`).replace('public: true', 'public: false'),
    ],
    [
      'several required pairs',
      guarded(`requiredPolicies: { credentials: [${user('admin')}, ${user('guest')}] }`),
    ],
    ['look-around in a regex', pathRules(rule('office', 'prefix / 0', 'regex /(?!a).* 1'))],
    ['a regex path without a slash', pathRules(rule('office', 'prefix / 0', 'regex api 1'))],
    [
      'a value that is filled in elsewhere',
      security(`headers: [{ name: X-A, value: '${placeholder('A')}' }, { name: X-A, value: b }]`),
    ],
  ])('%s', (_, document) => expect(errors(document)).toEqual([]))

  it('every statement names its source', () => {
    for (const { says, source } of Object.values(behaviour)) {
      expect(says.length).toBeGreaterThan(20)
      expect(source.length).toBeGreaterThan(20)
    }
  })
})
