// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of the platform
import { describe, expect, it } from 'vitest'
import { validate } from '../../../../src/index.ts'
import { normaliseTemplate } from '../../../../src/systems/northflank/template/normalise.ts'
import {
  serviceNode,
  template,
  templatePort,
  templateSecurity,
} from '../../../helpers/northflank-template.ts'

const claims = (text: string) =>
  validate(text, { filename: 'case.yaml' }).findings.map(({ rule, pointer }) => `${rule} ${pointer}`)
const rulesOf = (text: string) => [...new Set(claims(text).map((claim) => claim.split(' ')[0]))]

const base = '/spec/spec/steps/0/spec/ports/0'
const policies = (...list: string[]) =>
  templateSecurity(`verificationMode: and, policies: [${list.join(', ')}]`)
const allow = (addresses: string) => `{ action: ALLOW, addresses: ${addresses} }`
const deny = (addresses: string) => `{ action: DENY, addresses: ${addresses} }`

describe('claims about addresses in a template', () => {
  it.each<[string, string, string[]]>([
    [
      'what is denied',
      policies(allow('[203.0.113.7, 198.51.100.0/24]'), deny('[203.0.113.0/24]')),
      ['allow-denied'],
    ],
    ['nobody gets in', policies(allow('[203.0.113.7]'), deny('[0.0.0.0/0]')), ['allow-nobody']],
    [
      'an address not known among those allowed',
      policies(allow('[203.0.113.7, "${args.a}"]'), deny('[0.0.0.0/0]')),
      ['allow-denied'],
    ],
    ['an address not known among those denied', policies(allow('[203.0.113.7]'), deny('["${args.a}"]')), []],
    ['a list of addresses that is not known', policies(allow('"${args.a}"'), deny('[0.0.0.0/0]')), []],
    [
      'an action that is not known',
      policies(`{ action: "\${args.a}", addresses: [203.0.113.7] }`, deny('[203.0.113.0/24]')),
      [],
    ],
    ['policies that are not known', templateSecurity('policies: "${args.a}"'), []],
    [
      'everyone, in a list with an address that is not known',
      policies(allow('[0.0.0.0/1, 128.0.0.0/1, "${args.a}"]')),
      ['allow-everyone'],
    ],
  ])('%s', (_, text, expected) => {
    const proved = rulesOf(text).filter((rule) => /^allow-|^deny-/.test(rule ?? ''))
    expect(proved).toEqual(expected)
  })
})

const path = (path: string, mode: string, priority: string) =>
  `{ path: "${path}", routingMode: ${mode}, priority: ${priority} }`
const office =
  'securityPolicies: { requiredPolicies: { policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }] } }'
const home =
  'securityPolicies: { requiredPolicies: { policies: [{ action: ALLOW, addresses: [203.0.113.7] }] } }'
const rule = (mode: string, policies: string, ...paths: string[]) =>
  `{ accessMode: ${mode}, paths: [${paths.join(', ')}]${policies && `, ${policies}`} }`
const paths = (...rules: string[]) =>
  templateSecurity(`securePathConfiguration: { enabled: true, rules: [${rules.join(', ')}] }`)

describe('claims about paths in a template', () => {
  const under = (fallback: string, first: string) => [fallback, first] as const
  const ofRoutes = (text: string) => claims(text).flatMap((claim) => /^(route-\S+)/.exec(claim)?.[1] ?? [])

  it.each<[string, readonly [string, string], string[]]>([
    [
      'a path behind the catch-all',
      under(
        rule('protected', office, path('/', 'prefix', '50')),
        rule('protected', home, path('/admin', 'exact', '10')),
      ),
      ['route-unreachable'],
    ],
    [
      'a tie',
      under(
        rule('protected', office, path('/', 'prefix', '10')),
        rule('protected', home, path('/admin', 'exact', '10')),
      ),
      ['route-tie'],
    ],
    [
      'a path that is not known',
      under(
        rule('protected', office, path('/a', 'prefix', '50')),
        rule('protected', home, path('${args.p}', 'exact', '10')),
      ),
      [],
    ],
    [
      'a taker that is not known',
      under(
        rule('protected', office, path('${args.p}', 'prefix', '50')),
        rule('protected', home, path('/admin', 'exact', '10')),
      ),
      [],
    ],
    [
      'a mode that is not known',
      under(
        rule('protected', office, path('/', '"${args.m}"', '50')),
        rule('protected', home, path('/admin', 'exact', '10')),
      ),
      [],
    ],
    [
      'a priority that is not known',
      under(
        rule('protected', office, path('/', 'prefix', '"${args.n}"')),
        rule('protected', home, path('/admin', 'exact', '10')),
      ),
      [],
    ],
    [
      'a priority that is not known, of the other one',
      under(
        rule('protected', office, path('/', 'prefix', '10')),
        rule('protected', home, path('/admin', 'exact', '"${args.n}"')),
      ),
      [],
    ],
    [
      'an access mode that is not known',
      under(
        rule('"${args.m}"', office, path('/', 'prefix', '50')),
        rule('protected', home, path('/admin', 'exact', '10')),
      ),
      ['route-unreachable'],
    ],
    [
      'a tie with policies that are not known',
      under(
        rule('protected', 'securityPolicies: "${args.s}"', path('/', 'prefix', '10')),
        rule('protected', home, path('/admin', 'exact', '10')),
      ),
      [],
    ],
  ])('%s', (_, [first, second], expected) => {
    expect(ofRoutes(paths(first, second))).toEqual(expected)
    expect(ofRoutes(paths(second, first))).toEqual(expected)
  })

  it.each([
    ['passwords that may be equal', 'admin', '"${args.p}"', '"${args.q}"', []],
    ['a password that may be the other one', 'admin', 'x', '"${args.q}"', []],
    ['one placeholder for both passwords', 'admin', '"${args.p}"', '"${args.p}"', []],
    ['users that may be equal', '"${args.u}"', 'x', 'x', []],
    ['two passwords', 'admin', 'x', 'y', ['route-tie']],
  ])('a tie of %s', (_, username, first, second, expected) => {
    const asks = (name: string, password: string, priority: string) =>
      rule(
        'protected',
        `securityPolicies: { requiredPolicies: { credentials: [{ username: ${name}, password: ${password}, type: basic-auth }] } }`,
        path(priority === '1' ? '/' : '/admin', priority === '1' ? 'prefix' : 'exact', '10'),
      )
    expect(ofRoutes(paths(asks('admin', first, '1'), asks(username, second, '2')))).toEqual(expected)
    expect(ofRoutes(paths(asks(username, second, '2'), asks('admin', first, '1')))).toEqual(expected)
  })

  it('says that they are open', () => {
    const text = paths(
      rule('protected', office, path('/', 'prefix', '"${args.n}"')),
      rule('protected', home, path('/admin', 'exact', '10')),
    )
    expect(rulesOf(text)).toContain('undecided')
  })
})

it('gives a load balancer a listener for each number', () => {
  const { listeners } = normaliseTemplate({
    spec: {
      kind: 'LoadBalancer',
      spec: { spec: { type: 'tcp', ports: [{ port: '80, 90-91' }, { port: '${args.p}' }] } },
    },
  })
  const at = ['spec', 'spec', 'spec', 'ports', 0, 'port']
  expect(listeners.map(({ port, protocol, reach }) => [port, protocol?.value, reach.value])).toEqual(
    [80, 90, 91].map((value) => [{ value, at }, 'TCP', 'internet']),
  )
})

describe('claims about ports in a template', () => {
  it.each<[string, string, string[]]>([
    [
      'a public TCP port',
      templatePort('').replace('protocol: HTTP', 'protocol: TCP'),
      [`public-protocol ${base}/protocol`],
    ],
    [
      'a TCP port that may be public',
      templatePort('').replace('protocol: HTTP, public: true', 'protocol: TCP, public: "${args.p}"'),
      [],
    ],
    ['services with equal ports', template([serviceNode(''), serviceNode('')]), []],
    [
      'equal ports of one service',
      template([
        '{ kind: CombinedService, spec: { ports: [{ name: a, internalPort: 80, protocol: HTTP }, { name: a, internalPort: 80, protocol: TCP }] } }',
      ]),
      [
        'duplicate-port /spec/spec/steps/0/spec/ports/1/name',
        'duplicate-port /spec/spec/steps/0/spec/ports/1/internalPort',
      ],
    ],
    [
      'ports that may be equal',
      template([
        '{ kind: CombinedService, spec: { ports: [{ name: "${args.a}", internalPort: "${args.b}", protocol: HTTP }, { name: "${args.a}", internalPort: "${args.b}", protocol: HTTP }] } }',
      ]),
      [],
    ],
    [
      'two entries of a load balancer for one number',
      template([
        '{ kind: LoadBalancer, spec: { spec: { type: tcp, ports: [{ port: "5432-5434" }, { port: "80, 5433" }] } } }',
      ]),
      ['duplicate-port /spec/spec/steps/0/spec/spec/ports/1/port'],
    ],
    [
      'load balancers with the same number',
      template([
        '{ kind: LoadBalancer, spec: { spec: { type: tcp, ports: [{ port: "80" }] } } }',
        '{ kind: LoadBalancer, spec: { spec: { type: tcp, ports: [{ port: "80" }] } } }',
      ]),
      [],
    ],
    [
      'numbers of a load balancer that are no numbers',
      template([
        '{ kind: LoadBalancer, spec: { spec: { type: udp, ports: [{ port: "${args.p}" }, { port: "1-65535" }, { port: "80" }, { port: x }, { port: "9-8" }, { port: "" }] } } }',
      ]),
      [],
    ],
    [
      'the addresses of an addon',
      template([
        '{ kind: Addon, spec: { ipPolicies: [{ action: ALLOW, addresses: [203.0.113.7] }, { action: DENY, addresses: [203.0.113.0/24] }] } }',
      ]),
      ['allow-nobody /spec/spec/steps/0/spec/ipPolicies'],
    ],
    [
      'the pattern of a subdomain path',
      template(['{ kind: SubdomainPath, spec: { subdomain: a.example.com, mode: regex, uri: "/a(" } }']),
      ['regex-syntax /spec/spec/steps/0/spec/uri'],
    ],
    [
      'the pattern of a subdomain path that is filled in elsewhere',
      template([
        '{ kind: SubdomainPath, spec: { subdomain: a.example.com, mode: regex, uri: "/a(${args.b}" } }',
      ]),
      [],
    ],
  ])('%s', (_, text, expected) => {
    const own = claims(text).filter((claim) =>
      /^(public-protocol|duplicate-port|allow-|regex-|schema|unknown-key)/.test(claim),
    )
    expect(own).toEqual(expected)
  })
})
