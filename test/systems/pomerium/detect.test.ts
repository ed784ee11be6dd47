import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { validate } from '../../../src/index.ts'
import { systems } from '../../../src/registry.ts'
import { detect } from '../../../src/systems/pomerium/detect.ts'

const kindOf = (value: unknown) =>
  detect(value).map(({ kind, at }) => (at.length > 0 ? `${kind} ${at.join('.')}` : kind))
const yaml = (text: string) => parse(text) as unknown

const route = { from: 'https://a.example', to: 'http://a' }
const zeroRoute = { ...route, to: ['http://a'], policyIds: [], tlsSkipVerify: false }
const policy = { ppl: {}, namespaceId: 'n' }
const settings = { autoApplyChangesets: true, cookieHttpOnly: true, timeoutRead: '30s' }
const ingress = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { annotations: { 'ingress.pomerium.io/policy': '' } },
}

describe('what is a document of Pomerium', () => {
  it.each<[string, unknown, string]>([
    ['a policy', policy, 'pomerium/policy'],
    ['a policy whose rules are broken', { ppl: null, enforced: true }, 'pomerium/policy'],
    ['policies that the API answers', [policy, null], 'pomerium/policy'],
    ['a route', zeroRoute, 'pomerium/route'],
    ['routes that the API answers', [zeroRoute], 'pomerium/route'],
    ['settings', settings, 'pomerium/settings'],
    [
      'a patch of a setting',
      [{ op: 'replace', path: '/logLevel', value: 'info' }],
      'pomerium/settings-patch',
    ],
    [
      'a patch of a part of a setting',
      [{ op: 'add', path: '/jwtClaimsHeaders/X', value: 'x' }],
      'pomerium/settings-patch',
    ],
    ['a route in a core file with a policy', { routes: [{ ...route, policy: [] }] }, 'pomerium/config'],
    [
      'bare routes beside an option of its own',
      { routes: [route], idp_provider: 'google' },
      'pomerium/config',
    ],
    ['bare routes and nothing else', { routes: [route], address: ':443' }, 'pomerium/config'],
    ['routes under their older name', { policy: [{ ...route, allowed_users: [] }] }, 'pomerium/config'],
    ['one route in place of a list', { routes: { ...route, policy: [] } }, 'pomerium/config'],
    ['routes with capitals', { Routes: [{ From: 'https://a.example', Policy: [] }] }, 'pomerium/config'],
    [
      'a route by TCP',
      { routes: [{ from: 'tcp+https://db.example:5432', to: 'tcp://db:5432', policy: [] }] },
      'pomerium/config',
    ],
    ['a route by SSH', { routes: [{ from: 'ssh://a', to: 'ssh://b', policy: [] }] }, 'pomerium/config'],
    [
      'options alone',
      { authenticate_service_url: 'https://a', idp_provider: 'google', cookie_secret: 'x' },
      'pomerium/config',
    ],
    ['a bare list of routes', [{ ...route, allowed_domains: ['a'] }], 'pomerium/config'],
    ['a rule', { allow: { and: [] } }, 'pomerium/ppl'],
    ['rules', [{ allow: { or: [{ accept: 1 }] } }, { deny: {} }], 'pomerium/ppl'],
    ['a rule that only denies', { deny: { nor: [{ email: 'a' }] } }, 'pomerium/ppl'],
    ['an Ingress', ingress, 'pomerium/ingress'],
    ['an Ingress of an older version', { ...ingress, apiVersion: 'extensions/v1beta1' }, 'pomerium/ingress'],
  ])('%s', (_, value, kind) => expect(kindOf(value)).toEqual([kind]))

  it('are Ingresses in a list, each by itself', () => {
    const other = { ...ingress, metadata: {} }
    expect(kindOf({ apiVersion: 'v1', kind: 'List', items: [other, ingress, null, ingress] })).toEqual([
      'pomerium/ingress items.1',
      'pomerium/ingress items.3',
    ])
    const { kind: _, apiVersion: __, ...bare } = ingress
    expect(kindOf({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressList', items: [bare] })).toEqual([
      'pomerium/ingress items.0',
    ])
    expect(kindOf({ apiVersion: 'v1', kind: 'ConfigMapList', items: [ingress] })).toEqual([])
  })
})

const strangers: Readonly<Record<string, string>> = {
  'a Compose file': 'services:\n  app: { image: nginx, ports: ["8080:80"] }\n',
  'a Traefik file': 'http:\n  routers: { app: { rule: Host(`a.example`), service: app } }\n',
  'a Traefik IngressRoute':
    'apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nspec: { routes: [{ match: Host(`a.example`), kind: Rule }] }\n',
  'routes of Kong': 'services:\n  - name: a\n    url: http://a\n    routes: [{ name: r, paths: [/] }]\n',
  'routes of Kong at the root': 'routes:\n  - name: r\n    paths: [/]\n    service: { name: a }\n',
  'routes of Envoy': 'routes:\n  - match: { prefix: / }\n    route: { cluster: a }\n',
  'routes of Spring Cloud Gateway': 'routes:\n  - id: a\n    uri: http://a\n    predicates: [Path=/a]\n',
  'routes of Zuul': 'zuul:\n  routes: { users: { path: /users/**, url: http://a } }\n',
  'routes of Vercel': 'routes:\n  - { src: /a, dest: /b }\n',
  'routes of Apache Camel': '- from:\n    uri: timer:tick\n    steps: [{ log: a }]\n',
  'routes of Apache Camel in one text': '- from: "timer:tick"\n  steps: [{ to: "log:a" }]\n',
  'redirects between paths': 'redirects:\n  - { from: /a, to: /b }\n',
  'routes between paths': 'routes:\n  - { from: /a, to: /b }\n',
  'a list of redirects between sites': '- { from: "https://old.example", to: "https://new.example" }\n',
  'routes of another proxy from URL to URL':
    'routes:\n  - { from: "https://a.example", to: "http://b", weight: 3 }\n',
  'options of oauth2-proxy':
    'cookie_secret: x\nclient_id: a\nclient_secret: b\nprovider: oidc\nemail_domains: ["*"]\n',
  'a NetworkPolicy':
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec: { ingress: [{ from: [{ podSelector: {} }] }] }\n',
  'an Ingress of another class':
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { annotations: { nginx.ingress.kubernetes.io/rewrite-target: / } }\n',
  'an Ingress without metadata': 'apiVersion: networking.k8s.io/v1\nkind: Ingress\n',
  'the resource of the controller':
    'apiVersion: ingress.pomerium.io/v1\nkind: Pomerium\nspec: { secrets: a/b }\n',
  'values of a chart':
    'config:\n  rootDomain: a.example\n  policy:\n    - { from: "https://a.example", to: "http://a", allowed_domains: [a] }\n',
  'permissions of another tool': 'allow: [read, write]\ndeny: [delete]\n',
  'rules of another tool': 'allow: { users: [a] }\ndeny: { users: [b] }\n',
  'a rule without operators': 'allow:\n',
  'a rule among other keys': 'allow: { and: [] }\nname: a\n',
  'a patch of a Service': '- { op: replace, path: /spec/type, value: ClusterIP }\n',
  'a patch of metadata': '- { op: add, path: /metadata/labels, value: {} }\n',
  'an empty patch': '[]\n',
  'cookie settings of an application': 'cookieHttpOnly: true\ncookieSameSite: lax\n',
  'one option of core': 'insecure_server: true\n',
  'two options of core among many others':
    'insecure_server: true\ngrpc_insecure: true\na: 1\nb: 1\nc: 1\nd: 1\ne: 1\n',
  'an organization': 'name: Shop\n',
  'a token': 'refreshToken: a\n',
  'a text': 'routes\n',
  'keys of every object': '{ constructor: 1, toString: 2, hasOwnProperty: 3, __proto__: 4 }\n',
}

describe('what is none', () => {
  it.each(Object.entries(strangers))('%s', (_, text) => expect(kindOf(yaml(text))).toEqual([]))

  it.each([null, undefined, 5, 'text', true, [], {}, [[]], [null]])('%j', (value) =>
    expect(kindOf(value)).toEqual([]),
  )
})

describe('a document', () => {
  it('of Pomerium is claimed by nobody else', () => {
    for (const value of [
      policy,
      [policy],
      zeroRoute,
      settings,
      { routes: [{ ...route, policy: [] }] },
      ingress,
    ])
      expect(systems.filter((system) => system.detect(value).length > 0).map(({ name }) => name)).toEqual([
        'pomerium',
      ])
  })

  it('that two systems know is read by both', () => {
    const value = { ...zeroRoute, ports: [{ internalPort: 80 }] }
    const { documents, findings } = validate(value)
    expect(documents.map(({ kind }) => kind).toSorted()).toEqual(['northflank/service', 'pomerium/route'])
    expect(findings.map(({ message }) => message).filter((message) => /\bbug\b/.test(message))).toEqual([])
  })
})
