import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kinds, validate } from '../../../src/index.ts'
import { service } from '../../helpers/kubernetes.ts'

const rulesOf = (document: unknown, options = {}) =>
  validate(document, options).findings.map(({ rule }) => rule)
const own = kinds.map(({ id }) => id).filter((id) => id.startsWith('kubernetes/'))

describe('bad input gives a finding and no crash', () => {
  const nested = (depth: number) =>
    `${'{"apiVersion":"v1","kind":"List","items":['.repeat(depth)}1${']}'.repeat(depth)}`

  it.each<[string, unknown]>([
    ['kind: service', { apiVersion: 'v1', kind: 'service' }],
    ['items that are no objects', { apiVersion: 'v1', kind: 'List', items: [1, null, 'a', [], true] }],
    ['items that are a map', { apiVersion: 'v1', kind: 'List', items: {} }],
    ['a List in a List a thousand deep', nested(1000)],
    ['a List in a List a hundred deep', nested(100)],
    ['ports as a map', service('ports: { port: 80 }')],
    ['ports as a map of maps', service('ports: { http: { port: 80 } }')],
    ['a number beyond 2^53', service('ports: [{ port: 9007199254740993 }]')],
    ['a number beyond every other', service(`ports: [{ port: ${'9'.repeat(400)} }]`)],
    ['no number', service('ports: [{ port: .nan }]')],
    ['null everywhere', { apiVersion: 'v1', kind: 'Service', metadata: null, spec: null, status: null }],
    ['null in every list', service('ports: [~]\nexternalIPs: [~]\nloadBalancerSourceRanges: [~]')],
    [
      'prototype keys',
      JSON.parse(
        '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","labels":{"__proto__":"x","constructor":{}}},"spec":{"__proto__":{"ports":[]},"ports":[{"port":80,"__proto__":1}]}}',
      ),
    ],
    [
      'a selector of prototype keys',
      service('selector: { __proto__: a, toString: b }\nports: [{ port: 80 }]'),
    ],
    ['a spec that is a list', service('- port: 80')],
    ['a text of a megabyte', service(`externalName: ${'a'.repeat(1_000_000)}\ntype: ExternalName`)],
    [
      'a range of a megabyte',
      service(
        `type: LoadBalancer\nloadBalancerSourceRanges: ["${'1'.repeat(1_000_000)}"]\nports: [{ port: 80 }]`,
      ),
    ],
    [
      'an annotation of commas',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: 'web',
          annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': ','.repeat(100_000) },
        },
        spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
      },
    ],
  ])('%s', (_, document) => {
    const report = validate(document, { filename: 'bad.yaml' })
    expect(report.findings).not.toEqual([])
    for (const { message } of report.findings) expect(message.length).toBeLessThan(600)
  })
})

it('a Service of 10,000 ports takes no time worth speaking of', () => {
  const ports = Array.from({ length: 10_000 }, (_, index) => ({
    name: `p${index % 5000}`,
    port: (index % 6000) + 1,
  }))
  const start = performance.now()
  const rules = rulesOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports } })
  expect(rules.filter((rule) => rule === 'duplicate-port').length).toBe(9000)
  expect(performance.now() - start).toBeLessThan(20_000)
})

it.each(own)('%s never throws on anything', (kind) => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.string(), (value, text) => {
      for (const document of [value, text]) expect(validate(document, { kind }).version).toBe(1)
    }),
    { numRuns: 150 },
  )
})

describe('a Service with one part replaced by anything', () => {
  const whole = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'web',
      namespace: 'shop',
      labels: { a: 'b' },
      annotations: { a: 'b' },
      finalizers: ['a/b'],
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b' }],
    },
    spec: {
      type: 'LoadBalancer',
      clusterIP: '10.0.0.7',
      clusterIPs: ['10.0.0.7'],
      ipFamilies: ['IPv4'],
      selector: { a: 'b' },
      ports: [{ name: 'a', port: 80, targetPort: 'a', nodePort: 30080 }],
      externalIPs: ['203.0.113.7'],
      loadBalancerSourceRanges: ['198.51.100.0/24'],
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } },
    },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } },
  }
  const paths: (string | number)[][] = []
  const collect = (value: unknown, path: (string | number)[]) => {
    paths.push(path)
    if (typeof value === 'object' && value !== null)
      for (const [key, child] of Object.entries(value))
        collect(child, [...path, Array.isArray(value) ? Number(key) : key])
  }
  collect(whole, [])
  const replaced = (value: unknown, [step, ...rest]: readonly (string | number)[], by: unknown): unknown => {
    if (step === undefined) return by
    if (Array.isArray(value))
      return value.map((item, index) => (index === step ? replaced(item, rest, by) : item))
    return Object.fromEntries(
      Object.entries(value as object).map(([key, item]) => [
        key,
        key === step ? replaced(item, rest, by) : item,
      ]),
    )
  }
  const wrong = [
    null,
    0,
    -1,
    1.5,
    2 ** 53,
    '',
    'x',
    true,
    [],
    [null],
    [[]],
    {},
    { a: null },
    Number.NaN,
    { __proto__: null },
  ]

  it.each(paths.map((path) => [`/${path.join('/')}`, path] as const))('%s', (_, path) => {
    for (const by of wrong) {
      const { findings } = validate(replaced(whole, path, by), {
        kind: 'kubernetes/service',
        config: { kubernetes: { version: '1.9' } },
      })
      for (const { rule, message } of findings) {
        expect(rule).not.toBe('undecided')
        expect(message).toMatch(/^\S.*\.$/s)
        expect(message).not.toMatch(/undefined|NaN seconds|\[object/)
      }
    }
  })
})
