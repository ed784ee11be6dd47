import { describe, expect, it } from 'vitest'
import { type Request, type Trace, traceRequest, validate } from '../../../src/index.ts'
import {
  allow,
  deny,
  guarded,
  pathRules,
  pathRulesWith,
  port,
  ports,
  rule,
  security,
  user,
} from '../../helpers/northflank.ts'
import { serviceNode, template } from '../../helpers/northflank-template.ts'

/*
 * Policy logic by the request that shows it. The guides:
 * https://northflank.com/docs/v1/application/network/add-security-policies-for-ports
 * https://northflank.com/docs/v1/application/network/create-path-based-security-policies
 */

const nobody: Request = {
  path: '/',
  source: '192.0.2.1',
  headers: {},
  credentials: [],
  identity: {},
  facts: [],
}
const from = (source: string, more: Request = {}): Request => ({ ...nobody, source, ...more })
const admin = { credentials: ['admin'] }
const member = (organization: string, ...groups: string[]): Request => ({
  identity: { claims: { organization }, groups },
})
const internal = { facts: ['internal traffic'] }
const office = allow('198.51.100.0/24')
const signIn = 'sso: { organizationId: org-a }'

/** A port with path rules and mechanisms of its own. */
const both = (own: string, rules: string) => rules.replace('security: {', `security: { ${own},`)

const cases: Readonly<Record<string, readonly (readonly [string, string, Request, Trace['decision']])[]>> = {
  'addresses (documented)': [
    ['an ALLOW lets in whom it lists', security(`policies: [${office}]`), from('198.51.100.7'), 'allowed'],
    ['and nobody else', security(`policies: [${office}]`), nobody, 'denied'],
    ['a DENY keeps out whom it lists', security(`policies: [${deny('192.0.2.0/24')}]`), nobody, 'denied'],
    ['and nobody else', security(`policies: [${deny('192.0.2.0/24')}]`), from('198.51.100.7'), 'allowed'],
    [
      'DENY wins before ALLOW',
      security(`policies: [${deny('198.51.100.7')}, ${office}]`),
      from('198.51.100.7'),
      'denied',
    ],
    [
      'and behind it',
      security(`policies: [${office}, ${deny('198.51.100.7')}]`),
      from('198.51.100.7'),
      'denied',
    ],
    [
      'no ALLOW within a DENY',
      security(`policies: [${deny('198.51.0.0/16')}, ${office}]`),
      from('198.51.100.7'),
      'denied',
    ],
    ['several ALLOW add up', security(`policies: [${office}, ${allow('192.0.2.1')}]`), nobody, 'allowed'],
    ['no list is no restriction', security('policies: []'), nobody, 'allowed'],
  ],
  'several mechanisms of a port (documented)': [
    [
      'any one pair of several is enough',
      security(`credentials: [${user('admin')}, ${user('staff')}]`),
      { ...nobody, ...admin },
      'allowed',
    ],
    ['but one of them', security(`credentials: [${user('admin')}, ${user('staff')}]`), nobody, 'denied'],
    [
      '"or": one mechanism',
      security(`verificationMode: or, credentials: [${user('admin')}], policies: [${office}]`),
      { ...nobody, ...admin },
      'allowed',
    ],
    [
      '"and": all of them',
      security(`verificationMode: and, credentials: [${user('admin')}], policies: [${office}]`),
      { ...nobody, ...admin },
      'denied',
    ],
    [
      '"and" with all of them',
      security(`verificationMode: and, credentials: [${user('admin')}], policies: [${office}]`),
      from('198.51.100.7', admin),
      'allowed',
    ],
    [
      'all headers',
      security('headers: [{ name: X-A, value: a }, { name: X-B, value: b }]'),
      { ...nobody, headers: { 'X-A': 'a' } },
      'denied',
    ],
    [
      'all headers, given',
      security('headers: [{ name: X-A, value: a }, { name: X-B, value: b }]'),
      { ...nobody, headers: { 'X-A': 'a', 'X-B': 'b' } },
      'allowed',
    ],
  ],
  'single sign-on (documented)': [
    ['a member of the organisation', security(signIn), { ...nobody, ...member('org-a') }, 'allowed'],
    ['a member of another one', security(signIn), { ...nobody, ...member('org-b') }, 'denied'],
    [
      'in one of the groups',
      security('sso: { organizationId: org-a, directoryGroupIds: [g1, g2] }'),
      { ...nobody, ...member('org-a', 'g2') },
      'allowed',
    ],
    [
      'in none of the groups',
      security('sso: { organizationId: org-a, directoryGroupIds: [g1, g2] }'),
      { ...nobody, ...member('org-a', 'g3') },
      'denied',
    ],
    [
      'any member with allowAnyOrgUsers',
      security('sso: { organizationId: org-a, directoryGroupIds: [g1], allowAnyOrgUsers: true }'),
      { ...nobody, ...member('org-a') },
      'allowed',
    ],
    ['internal traffic by public DNS must sign in', security(signIn), { ...nobody, ...internal }, 'denied'],
    [
      'unless it is let in',
      security('sso: { organizationId: org-a, allowInternalTrafficViaPublicDns: true }'),
      { ...nobody, ...internal },
      'allowed',
    ],
    ['private DNS need not', security(signIn), { ...nobody, facts: ['inside the network'] }, 'allowed'],
    [
      'unless it is asked to',
      security('sso: { organizationId: org-a, validateInternalTraffic: true }'),
      { ...nobody, facts: ['inside the network'] },
      'denied',
    ],
  ],
  'path rules (documented)': [
    [
      'the highest priority decides alone',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a 5')),
      from('203.0.113.7', { path: '/a' }),
      'allowed',
    ],
    [
      'and overrides the lower one',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a 5')),
      from('198.51.100.7', { path: '/a' }),
      'denied',
    ],
    [
      'priority is that of the path',
      pathRules(rule('office', 'prefix / 0', 'exact /a 9'), rule('home', 'prefix /a 5')),
      from('198.51.100.7', { path: '/a' }),
      'allowed',
    ],
    [
      'exact takes no path below',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'exact /a 5')),
      from('198.51.100.7', { path: '/a/b' }),
      'allowed',
    ],
    [
      'prefix takes the path itself',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a 5')),
      from('203.0.113.7', { path: '/a' }),
      'allowed',
    ],
    [
      'prefix takes what is below',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a 5')),
      from('203.0.113.7', { path: '/a/b' }),
      'allowed',
    ],
    [
      'a pattern must match the whole path',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'regex /a|/b 5')),
      from('198.51.100.7', { path: '/a/c' }),
      'allowed',
    ],
    [
      'required: all must pass',
      guarded(`requiredPolicies: { policies: [${office}], credentials: [${user('admin')}] }`),
      from('198.51.100.7'),
      'denied',
    ],
    [
      'alternatives: one must pass',
      guarded(`orPolicies: { policies: [${office}], credentials: [${user('admin')}] }`),
      from('198.51.100.7'),
      'allowed',
    ],
    [
      'both groups where both are given',
      guarded(
        `requiredPolicies: { policies: [${office}] }, orPolicies: { credentials: [${user('admin')}], ${signIn} }`,
      ),
      from('198.51.100.7', admin),
      'allowed',
    ],
    [
      'and one alone is not enough',
      guarded(
        `requiredPolicies: { policies: [${office}] }, orPolicies: { credentials: [${user('admin')}], ${signIn} }`,
      ),
      from('192.0.2.1', admin),
      'denied',
    ],
    [
      'several required pairs must all be presented',
      guarded(`requiredPolicies: { credentials: [${user('admin')}, ${user('staff')}] }`),
      { ...nobody, ...admin },
      'denied',
    ],
    [
      'rules that are off ask nothing',
      pathRulesWith('enabled: false', rule('office', 'prefix / 0')),
      nobody,
      'allowed',
    ],
    [
      'internal traffic skips the policies where that is said',
      pathRulesWith(
        'enabled: true, skipSecurityPoliciesForInternalTrafficViaPublicDns: true',
        rule('office', 'prefix / 0'),
      ),
      { ...nobody, ...internal },
      'allowed',
    ],
    [
      'and nobody else does',
      pathRulesWith(
        'enabled: true, skipSecurityPoliciesForInternalTrafficViaPublicDns: true',
        rule('office', 'prefix / 0'),
      ),
      nobody,
      'denied',
    ],
    [
      'paths are compared in their case',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'exact /a 5')),
      from('198.51.100.7', { path: '/A' }),
      'allowed',
    ],
  ],
  'not documented, so the decision is open': [
    ['an ALLOW without addresses', security(`policies: [${allow()}]`), nobody, 'unknown'],
    [
      'no mode',
      security(`credentials: [${user('admin')}], policies: [${office}]`),
      { ...nobody, ...admin },
      'unknown',
    ],
    [
      'no mode, and all mechanisms pass',
      security(`credentials: [${user('admin')}], policies: [${office}]`),
      from('198.51.100.7', admin),
      'allowed',
    ],
    [
      'no mode, and none passes',
      security(`credentials: [${user('admin')}], policies: [${office}]`),
      nobody,
      'denied',
    ],
    [
      'two lists that disagree',
      security(`ip: [${office}], policies: [${deny('198.51.100.7')}]`),
      from('198.51.100.7'),
      'unknown',
    ],
    [
      'two lists that agree',
      security(`ip: [${office}], policies: [${allow('198.51.100.7')}]`),
      from('198.51.100.7'),
      'allowed',
    ],
    [
      'a DENY alone, under or',
      security(`verificationMode: or, credentials: [${user('admin')}], policies: [${deny('10.0.0.0/8')}]`),
      nobody,
      'unknown',
    ],
    [
      'whom it denies, under or',
      security(`verificationMode: or, credentials: [${user('admin')}], policies: [${deny('192.0.2.0/24')}]`),
      { ...nobody, ...admin },
      'unknown',
    ],
    [
      'a DENY alone among alternatives',
      guarded(`orPolicies: { credentials: [${user('admin')}], policies: [${deny('10.0.0.0/8')}] }`),
      nobody,
      'unknown',
    ],
    [
      'an unprotected rule above a lock',
      pathRules(rule('open', 'prefix /a 5'), rule('office', 'prefix / 0')),
      { ...nobody, path: '/a' },
      'unknown',
    ],
    [
      'an unprotected rule above what lets in anyway',
      pathRules(rule('open', 'prefix /a 5'), rule('office', 'prefix / 0')),
      from('198.51.100.7', { path: '/a' }),
      'allowed',
    ],
    ['a protected rule without policies', pathRules(rule('empty', 'prefix / 0')), nobody, 'unknown'],
    ['a path that no rule takes', pathRules(rule('office', 'prefix /a 5')), nobody, 'unknown'],
    ['no "enabled"', pathRulesWith('', rule('office', 'prefix / 0')), nobody, 'unknown'],
    [
      'no "enabled", and let in anyway',
      pathRulesWith('', rule('office', 'prefix / 0')),
      from('198.51.100.7'),
      'allowed',
    ],
    [
      '/a and /ab',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a 5')),
      from('198.51.100.7', { path: '/ab' }),
      'unknown',
    ],
    [
      '/a/ and /a',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a/ 5')),
      from('198.51.100.7', { path: '/a' }),
      'unknown',
    ],
    [
      'a tie',
      pathRules(rule('office', 'prefix / 5'), rule('home', 'exact /a 5')),
      from('198.51.100.7', { path: '/a' }),
      'unknown',
    ],
    [
      'a star within a value',
      security("headers: [{ name: X-A, value: 'a*c' }]"),
      { ...nobody, headers: { 'X-A': 'abc' } },
      'unknown',
    ],
    [
      'a pattern for a header that matches a part',
      security('headers: [{ name: X-A, value: b, regexMode: true }]'),
      { ...nobody, headers: { 'X-A': 'abc' } },
      'unknown',
    ],
    [
      'a pattern for a header that matches the whole',
      security('headers: [{ name: X-A, value: abc, regexMode: true }]'),
      { ...nobody, headers: { 'X-A': 'abc' } },
      'allowed',
    ],
    [
      'policies of the port beside those of the path',
      both(`policies: [${deny('198.51.100.7')}]`, pathRules(rule('office', 'prefix / 0'))),
      from('198.51.100.7'),
      'unknown',
    ],
    [
      'where both let in',
      both(`policies: [${deny('10.0.0.0/8')}]`, pathRules(rule('office', 'prefix / 0'))),
      from('198.51.100.7'),
      'allowed',
    ],
    [
      'where the path refuses',
      both(`policies: [${deny('10.0.0.0/8')}]`, pathRules(rule('office', 'prefix / 0'))),
      nobody,
      'denied',
    ],
  ],
}

describe.each(Object.entries(cases))('%s', (_, rows) => {
  it.each(rows)('%s', (_, text, request, decision) => {
    expect(traceRequest(text, request).decision).toBe(decision)
  })
})

const errors = (text: string) =>
  validate(text, { filename: 'case.yaml' })
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule)

describe('ports (documented)', () => {
  it('the order of ports does not matter', () => {
    const [a, b] = [
      'id: a1, name: a, internalPort: 1000, protocol: HTTP, public: true',
      'id: b1, name: b, internalPort: 1001, protocol: TCP',
    ]
    for (const text of [ports(a!, b!), ports(b!, a!)]) {
      expect(errors(text)).toEqual([])
      expect(traceRequest(text, { port: 443 }).decision).toBe('allowed')
      expect(traceRequest(text, { port: 1000 }).decision).toBe('denied')
    }
  })

  it('public ports listen on 443, whatever the internal port is; private ones are not reached from outside', () => {
    expect(traceRequest(port(''), { port: 443 }).decision).toBe('allowed')
    expect(traceRequest(port(''), { port: 8080 }).decision).toBe('denied')
    const closed = port('').replace('public: true', 'public: false')
    expect(traceRequest(closed, { port: 8080 }).decision).toBe('denied')
    expect(traceRequest(closed, { port: 8080, facts: ['inside the network'] }).decision).toBe('allowed')
  })

  it('there may be as many as needed', () => {
    const many = Array.from(
      { length: 300 },
      (_, index) => `id: p-${index}, name: p${index}, internalPort: ${1000 + index}, protocol: TCP`,
    )
    expect(errors(ports(...many))).toEqual([])
  })
})

describe('load balancers (documented)', () => {
  const balancer = (listening: string, more = '') =>
    template([
      `{ kind: LoadBalancer, spec: { name: lb, spec: { type: tcp, ports: [{ port: "${listening}"${more} }] } } }`,
    ])

  it('listen on a number, a list or a range', () => {
    for (const listening of ['5432', '80,5432', '5000-5500']) {
      expect(traceRequest(balancer(listening), { port: 5432 })).toMatchObject({
        listener: { pointer: '/spec/spec/steps/0/spec/spec/ports/0' },
      })
      expect(traceRequest(balancer(listening), { port: 22 }).decision).toBe('denied')
    }
  })

  it('may listen on 100 ports', () => {
    expect(errors(balancer('5000'))).toEqual([])
    const list = Array.from({ length: 101 }, (_, index) => `{ port: "${1000 + index}" }`).join(', ')
    expect(
      errors(template([`{ kind: LoadBalancer, spec: { name: lb, spec: { type: tcp, ports: [${list}] } } }`])),
    ).toEqual(['schema'])
  })

  it('no error rests on what becomes of the policies of the port behind one', () => {
    const text = template([
      serviceNode('security: { policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }] }'),
      '{ kind: LoadBalancer, spec: { name: lb, spec: { type: tcp, ports: [{ port: "8080" }] } } }',
    ])
    expect(errors(text)).toEqual([])
    expect(traceRequest(text, { port: 8080 }).decision).toBe('unknown')
  })
})

it('no error rests on whether paths are compared before or behind a rewrite', () => {
  const path =
    '{ kind: SubdomainPath, spec: { subdomain: a.example.com, mode: prefix, uri: /api, options: { priority: 5, rewrite: { uri: /v1 } } } }'
  const rules =
    'securePathConfiguration: { enabled: true, rules: [{ accessMode: protected, paths: [{ path: /v1, routingMode: prefix, priority: 5 }, { path: /, routingMode: prefix, priority: 0 }], securityPolicies: { requiredPolicies: { policies: [{ action: ALLOW, addresses: [198.51.100.7] }] } } }] }'
  expect(
    errors(template([path, serviceNode(`domains: [a.example.com/api], security: { ${rules} }`)])),
  ).toEqual([])
})
