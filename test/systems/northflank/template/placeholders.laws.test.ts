// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of the platform
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Finding, validate } from '../../../../src/index.ts'

type Json = Record<string, unknown>

const template = (...steps: unknown[]): Json => ({
  apiVersion: 'v1.2',
  spec: { kind: 'Workflow', spec: { type: 'sequential', steps } },
})

/** Few values, so that lists and paths meet one another often. */
const addresses = ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '192.0.2.0/24', '0.0.0.0/0']
const values: Readonly<Record<string, readonly unknown[]>> = {
  name: ['a', 'b'],
  internalPort: [80, 81, 15000],
  public: [true, false],
  address: addresses,
  addresses: [['10.0.0.0/8'], ['10.1.2.3', '192.0.2.0/24'], ['0.0.0.0/0']],
  action: ['ALLOW', 'DENY'],
  path: ['/', '/a', '/a/b', '/b/'],
  routingMode: ['prefix', 'exact'],
  priority: [0, 1, 2],
  accessMode: ['protected', 'unprotected'],
  username: ['admin', 'guest'],
  policies: [
    [],
    [{ action: 'ALLOW', addresses: ['10.1.2.3'] }],
    [{ action: 'DENY', addresses: ['0.0.0.0/0'] }],
  ],
  organizationId: ['org-a', 'org-b'],
  allowInternalTrafficViaPublicDns: [true, false],
  value: ['x', 'y*'],
  regexMode: [true, false],
  securityPolicies: [
    {},
    { requiredPolicies: { policies: [{ action: 'ALLOW', addresses: ['10.1.2.3'] }] } },
    { orPolicies: { headers: [{ name: 'X-Env', value: 'x' }] } },
  ],
}

/** A value that may be a placeholder, of a kind by which it can be filled in. */
const slot = (kind: string, rate = 4) =>
  fc.oneof(
    { weight: rate, arbitrary: fc.constantFrom(...values[kind]!) },
    { weight: 1, arbitrary: fc.constantFrom(`\${args.${kind}}`, `\${args.${kind}_2}`) },
  )

const policy = fc.record({
  action: slot('action', 9),
  addresses: fc.oneof(
    { weight: 9, arbitrary: fc.array(slot('address', 6), { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: slot('addresses') },
  ),
})
const policies = fc.oneof(
  { weight: 9, arbitrary: fc.array(policy, { maxLength: 3 }) },
  { weight: 1, arbitrary: slot('policies') },
)
const group = fc.record(
  {
    policies,
    credentials: fc.array(
      fc.record({
        username: slot('username'),
        password: fc.constantFrom('${args.secret}', 'x'),
        type: fc.constant('basic-auth'),
      }),
      { maxLength: 2 },
    ),
    headers: fc.array(
      fc.record({ name: fc.constant('X-Env'), value: slot('value'), regexMode: slot('regexMode') }),
      {
        maxLength: 1,
      },
    ),
    sso: fc.record({
      organizationId: slot('organizationId'),
      allowInternalTrafficViaPublicDns: slot('allowInternalTrafficViaPublicDns'),
    }),
  },
  { requiredKeys: [] },
)
const rule = fc.record({
  accessMode: slot('accessMode', 9),
  paths: fc.array(
    fc.record({ path: slot('path', 6), routingMode: slot('routingMode', 9), priority: slot('priority', 6) }),
    { minLength: 1, maxLength: 2 },
  ),
  securityPolicies: fc.oneof(
    { weight: 6, arbitrary: fc.record({ requiredPolicies: group, orPolicies: group }, { requiredKeys: [] }) },
    { weight: 1, arbitrary: slot('securityPolicies') },
  ),
})
const port = fc.record({
  name: slot('name'),
  internalPort: slot('internalPort'),
  public: slot('public', 9),
  protocol: fc.constantFrom('HTTP', 'HTTP/2', 'TCP'),
  security: fc.oneof(
    fc.record({ policies, verificationMode: fc.constantFrom('or', 'and') }),
    group,
    fc.record({
      securePathConfiguration: fc.record({
        enabled: fc.constant(true),
        rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
      }),
    }),
  ),
})

const service = (ports: unknown): Json => ({ kind: 'CombinedService', spec: { name: 'shop', ports } })

/** The same document with every placeholder filled in; equal ones alike. */
function filled(value: unknown, choice: (name: string, kind: string) => unknown): unknown {
  if (typeof value === 'string') {
    const [, name, kind] = /^\$\{args\.((\w+?)(?:_2)?)\}$/.exec(value) ?? []
    return name !== undefined && kind !== undefined && values[kind] ? choice(name, kind) : value
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, choice))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, choice)]))
}

/** Rules whose findings are claims of a proof, which must hold whatever a placeholder stands for. */
const proved = [
  'allow-denied',
  'allow-nobody',
  'allow-everyone',
  'address-redundant',
  'deny-without-effect',
  'duplicate-port',
  'public-protocol',
  'route-tie',
  'route-unreachable',
]
/** Findings that take the place of others: what nobody passes is not told of its entries one by one. */
const instead: Readonly<Record<string, readonly string[]>> = {
  'allow-denied': ['allow-nobody'],
  'allow-everyone': ['allow-nobody', 'allow-denied'],
  'deny-without-effect': ['allow-nobody'],
  'address-redundant': ['allow-nobody', 'allow-denied', 'deny-without-effect'],
}

/** Of entries that do the same, either may be named, and of several routes that tie: only the list must be the same. */
const placeOf = ({ rule, pointer }: Finding): string =>
  rule.startsWith('route-unreachable') ? pointer : pointer.replace(/\/(policies|rules)(\/.*)?$/, '')

const claims = (value: unknown): Finding[] =>
  validate(value, { filename: 'case.json' }).findings.filter(({ rule }) => proved.includes(rule))

describe('a claim about a template with placeholders', () => {
  it('holds whatever they stand for', () => {
    let made = 0
    fc.assert(
      fc.property(
        fc.array(port, { minLength: 1, maxLength: 2 }),
        fc.infiniteStream(fc.nat(1000)),
        (ports, numbers) => {
          const open = template(service(ports))
          const claimed = claims(open)
          if (claimed.length === 0) return
          for (let round = 0; round < 4; round++) {
            const chosen = new Map<string, unknown>()
            const choice = (name: string, kind: string) => {
              const list = values[kind]!
              if (!chosen.has(name)) chosen.set(name, list[numbers.next().value! % list.length])
              return chosen.get(name)
            }
            const closed = filled(open, choice)
            const found = claims(closed)
            for (const claim of claimed) {
              const { rule, pointer, message } = claim
              made++
              const same = found.some(
                (other) =>
                  placeOf(other) === placeOf(claim) && [rule, ...(instead[rule] ?? [])].includes(other.rule),
              )
              expect(same, `${rule} at ${pointer}: ${message}\n${JSON.stringify(closed)}`).toBe(true)
            }
          }
        },
      ),
      { seed: 1, numRuns: 100 },
    )
    expect(made).toBeGreaterThan(100)
  })
})

describe('a template without placeholders', () => {
  const containers: readonly ((node: unknown) => unknown)[] = [
    (node) => node,
    (node) => ({ kind: 'LoopWorkflow', spec: { steps: [node] } }),
    (node) => ({ kind: 'Pipeline', spec: { preview: { kind: 'PreviewEnv', spec: { ...template(node) } } } }),
    (node) => ({ kind: 'PreviewBlueprint', spec: template(node) }),
    (node) => ({ kind: 'Template', spec: { kind: 'ResourceTemplate', spec: template(node) } }),
  ]

  it('says of its ports what the body of the service says, in every container', () => {
    const fill = (_: string, kind: string) => values[kind]![0]
    fc.assert(
      fc.property(
        fc.array(port, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...containers),
        (list, within) => {
          const ports = filled(list, fill)
          const told = (value: unknown, kind: string) => {
            const { findings } = validate(value, { filename: 'case.json', kind })
            return findings.map(
              ({ rule, severity, pointer }) =>
                `${severity} ${rule} ${pointer.replace(/^.*?(?=\/ports\/)/, '')}`,
            )
          }
          const own = told({ ports }, 'northflank/service')
          expect(told(template(within(service(ports))), 'northflank/template')).toEqual(own)
        },
      ),
      { seed: 1, numRuns: 100 },
    )
  })
})
