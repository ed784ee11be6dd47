// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of the platform
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { validate } from '../../../../src/index.ts'
import { plainVerdict } from '../../../helpers/compiled-schema.ts'

type Json = Record<string, unknown>

const template = (...steps: unknown[]): Json => ({
  apiVersion: 'v1.2',
  spec: { kind: 'Workflow', spec: { type: 'sequential', steps } },
})
const port = (more: Json): Json => ({ name: 'web', internalPort: 8080, protocol: 'HTTP', ...more })
const service = (more: Json): Json =>
  template({ kind: 'CombinedService', spec: { name: 'shop', ports: [port(more)] } })
const security = (more: Json): Json => service({ security: more })
const pathRule = (more: Json): Json =>
  security({
    securePathConfiguration: { enabled: true, rules: [{ accessMode: 'protected', paths: [], ...more }] },
  })
const path = (more: Json): Json =>
  pathRule({ paths: [{ path: '/', routingMode: 'prefix', priority: 0, ...more }] })
const policy = (more: Json): Json =>
  security({ policies: [{ action: 'ALLOW', addresses: ['203.0.113.7'], ...more }] })
const credential = (more: Json): Json =>
  security({ credentials: [{ username: 'admin', password: 'x', type: 'basic-auth', ...more }] })
const header = (more: Json): Json => security({ headers: [{ name: 'X-Env', value: 'a', ...more }] })
const loadBalancer = (more: Json): Json =>
  template({
    kind: 'LoadBalancer',
    spec: { name: 'db', spec: { type: 'tcp', ports: [{ port: '80', ...more }] } },
  })
const addon = (more: Json): Json => template({ kind: 'Addon', spec: { name: 'db', type: 'redis', ...more } })
const subdomainPath = (more: Json): Json =>
  template({ kind: 'SubdomainPath', spec: { subdomain: 'a.example.com', mode: 'prefix', uri: '/', ...more } })
const model = (more: Json): Json => template({ kind: 'LLMModelDeployment', spec: { ports: [port(more)] } })

const open = '${args.x}'
const broken = (value: Json) =>
  validate(value, { filename: 'case.json' }).findings.flatMap(({ rule, severity, pointer }) =>
    rule === 'schema' || rule === 'unknown-key' ? [`${severity} ${rule} ${pointer}`] : [],
  )

describe('a placeholder is taken', () => {
  it.each<[string, Json]>([
    ['as a name', service({ name: 'p-${args.x}-longer-than-a-name' })],
    ['as a number', service({ internalPort: open })],
    ['as a flag', service({ public: open, disableNfDomain: open, vpcAccessible: open })],
    ['as a TLS flag', service({ advancedOptions: { enableTlsPassthrough: open } })],
    ['as all domains', service({ domains: open })],
    ['as one domain', service({ domains: ['${args.x}.example.com'] })],
    ['as all address policies', security({ ip: open, policies: open })],
    ['as all addresses', policy({ addresses: open })],
    ['as one address', policy({ addresses: [open, '203.0.113.7/32'] })],
    ['as a part of an address', policy({ addresses: ['10.${args.x}.0.0/16'] })],
    ['as an action', policy({ action: open })],
    ['in credentials', credential({ username: open, password: open, type: open })],
    ['in headers', header({ regexMode: open, name: open, value: open })],
    [
      'in single sign-on',
      security({
        sso: {
          organizationId: open,
          directoryGroupIds: open,
          allowAnyOrgUsers: open,
          validateInternalTraffic: open,
          setCookieOnRootDomain: open,
          allowInternalTrafficViaPublicDns: open,
          noindexRedirect: open,
        },
      }),
    ],
    ['in a path', path({ path: '/${args.x}*', routingMode: open, priority: open })],
    ['as the path of a prefix', path({ path: '/${args.x}*' })],
    ['as a mode, with any path', path({ routingMode: open, path: '^/a*' })],
    ['as an access mode and all policies', pathRule({ accessMode: open, securityPolicies: open })],
    [
      'in a load balancer',
      loadBalancer({ port: open, backends: [{ id: open, type: open, port: open, weight: open }] }),
    ],
    [
      'in a subdomain path',
      subdomainPath({
        subdomain: open,
        mode: open,
        uri: open,
        options: { priority: open, ignoreUriCase: open },
      }),
    ],
    ['in a model deployment', model({ name: open, internalPort: open, public: open, domains: open })],
  ])('%s', (_, value) => expect(broken(value)).toEqual([]))
})

const base = '/spec/spec/steps/0/spec/ports/0'

describe('a placeholder is refused', () => {
  it.each<[string, Json, string]>([
    ['as a protocol', service({ protocol: open }), `${base}/protocol`],
    ['as a protocol of a model', model({ protocol: open }), `${base}/protocol`],
    ['as a verification mode', security({ verificationMode: open }), `${base}/security/verificationMode`],
    [
      'as the switch of path rules',
      security({ securePathConfiguration: { enabled: open } }),
      `${base}/security/securePathConfiguration/enabled`,
    ],
    [
      'as the internal switch',
      security({ securePathConfiguration: { skipSecurityPoliciesForInternalTrafficViaPublicDns: open } }),
      `${base}/security/securePathConfiguration/skipSecurityPoliciesForInternalTrafficViaPublicDns`,
    ],
    [
      'as all ports',
      template({ kind: 'CombinedService', spec: { ports: open } }),
      '/spec/spec/steps/0/spec/ports',
    ],
    [
      'as all address policies of an addon',
      addon({ ipPolicies: open }),
      '/spec/spec/steps/0/spec/ipPolicies',
    ],
    [
      'as an address of an addon',
      addon({ ipPolicies: [{ action: 'ALLOW', addresses: [open] }] }),
      '/spec/spec/steps/0/spec/ipPolicies/0/addresses/0',
    ],
    [
      'as an action of an addon',
      addon({ ipPolicies: [{ action: open, addresses: [] }] }),
      '/spec/spec/steps/0/spec/ipPolicies/0/action',
    ],
    ['that is never closed, as a number', service({ internalPort: '${args.x' }), `${base}/internalPort`],
  ])('%s', (_, value, pointer) => expect(broken(value)).toEqual([`error schema ${pointer}`]))
})

describe('one mistake is one finding', () => {
  it.each<[string, Json, string]>([
    ['a text for a number', service({ internalPort: '8080' }), `error schema ${base}/internalPort`],
    ['a number out of range', service({ internalPort: 65536 }), `error schema ${base}/internalPort`],
    ['a name that is too long', service({ name: 'longer-than-eight' }), `error schema ${base}/name`],
    [
      'no protocol',
      template({ kind: 'CombinedService', spec: { ports: [{ name: 'a', internalPort: 1 }] } }),
      `error schema ${base}`,
    ],
    ['an id, which the template has no key for', service({ id: 'p01' }), `error unknown-key ${base}/id`],
    ['a misspelt key', service({ pubic: true }), `error unknown-key ${base}/pubic`],
    [
      'an IPv6 address',
      policy({ addresses: ['2001:db8::1'] }),
      `error schema ${base}/security/policies/0/addresses/0`,
    ],
    [
      'a leading zero',
      policy({ addresses: ['10.0.0.01'] }),
      `error schema ${base}/security/policies/0/addresses/0`,
    ],
    [
      'a prefix length above 32',
      policy({ addresses: ['10.0.0.0/33'] }),
      `error schema ${base}/security/policies/0/addresses/0`,
    ],
    ['an unknown action', policy({ action: 'allow' }), `error schema ${base}/security/policies/0/action`],
    [
      'a star in a prefix',
      path({ path: '/a*' }),
      `error schema ${base}/security/securePathConfiguration/rules/0/paths/0/path`,
    ],
    [
      'an unknown mode',
      path({ routingMode: 'glob' }),
      `error schema ${base}/security/securePathConfiguration/rules/0/paths/0/routingMode`,
    ],
    [
      'a priority above 100',
      path({ priority: 101 }),
      `error schema ${base}/security/securePathConfiguration/rules/0/paths/0/priority`,
    ],
    ['access rules on a model', model({ security: {} }), `error unknown-key ${base}/security`],
    ['a node without a kind', template({ spec: {} }), 'error schema /spec/spec/steps/0'],
    ['a node without a spec', template({ kind: 'Message' }), 'error schema /spec/spec/steps/0'],
    ['spec: null', template({ kind: 'Message', spec: null }), 'error schema /spec/spec/steps/0/spec'],
    ['spec: null at the root', { apiVersion: 'v1.2', spec: null }, 'error schema /spec'],
    [
      'steps as a map',
      { apiVersion: 'v1.2', spec: { kind: 'Workflow', spec: { type: 'parallel', steps: { a: {} } } } },
      'error schema /spec/spec/steps',
    ],
    [
      'another order of steps',
      { apiVersion: 'v1.2', spec: { kind: 'Workflow', spec: { type: 'deployment', steps: [] } } },
      'error schema /spec/spec/type',
    ],
    ['no version', { spec: { kind: 'Workflow', spec: { type: 'parallel' } } }, 'error schema '],
    [
      'a number for a load balancer’s text',
      loadBalancer({ port: 80 }),
      'error schema /spec/spec/steps/0/spec/spec/ports/0/port',
    ],
    [
      'a weight of 0',
      loadBalancer({ backends: [{ weight: 0 }] }),
      'error schema /spec/spec/steps/0/spec/spec/ports/0/backends/0/weight',
    ],
    [
      'a mode of a subdomain path',
      subdomainPath({ mode: 'glob' }),
      'error schema /spec/spec/steps/0/spec/mode',
    ],
    [
      'an addon that is open perhaps',
      addon({ externalAccessEnabled: 'yes' }),
      'error schema /spec/spec/steps/0/spec/externalAccessEnabled',
    ],
    [
      'a mistake in a nested preview',
      template({
        kind: 'Pipeline',
        spec: { preview: { kind: 'PreviewEnv', spec: service({ internalPort: 0 }) } },
      }),
      'error schema /spec/spec/steps/0/spec/preview/spec/spec/spec/steps/0/spec/ports/0/internalPort',
    ],
    [
      'a mistake in a release flow',
      template({
        kind: 'Pipeline',
        spec: { stages: [{ releaseFlow: { kind: 'ReleaseFlow', spec: addon({ ipPolicies: {} }) } }] },
      }),
      'error schema /spec/spec/steps/0/spec/stages/0/releaseFlow/spec/spec/spec/steps/0/spec/ipPolicies',
    ],
    [
      'a mistake in a template of a template',
      template({ kind: 'Template', spec: { kind: 'ResourceTemplate', spec: service({ public: 'yes' }) } }),
      'error schema /spec/spec/steps/0/spec/spec/spec/spec/steps/0/spec/ports/0/public',
    ],
    [
      'a mistake in a loop',
      template({
        kind: 'LoopWorkflow',
        spec: { steps: [{ kind: 'Harness', spec: { ports: [port({ domains: 'a.example.com' })] } }] },
      }),
      'error schema /spec/spec/steps/0/spec/steps/0/spec/ports/0/domains',
    ],
  ])('%s', (_, value, expected) => expect(broken(value)).toEqual([expected]))
})

it('passes nodes of other kinds whatever they hold', () => {
  const value = template(
    { kind: 'Build', spec: { ports: 'x', steps: 7 } },
    { kind: 'Nobody', spec: { ports: [{}] } },
  )
  expect(broken(value)).toEqual([])
})

it('takes its own examples', () => {
  const schema = JSON.parse(readFileSync('schemas/northflank/template.schema.json', 'utf8')) as {
    examples: Json[]
  }
  const verdict = plainVerdict(schema as never)
  expect(schema.examples.length).toBeGreaterThan(1)
  for (const example of schema.examples) {
    expect(verdict(example)).toBe(true)
    expect(broken(example)).toEqual([])
  }
})
