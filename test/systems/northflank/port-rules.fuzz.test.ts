import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validate } from '../../../src/index.ts'

/** A port with everything that a rule looks at. */
const group = {
  credentials: [{ username: 'admin', password: 'p', type: 'basic-auth' }],
  ip: [{ action: 'DENY', addresses: ['203.0.113.7'] }],
  policies: [{ action: 'ALLOW', addresses: ['198.51.100.0/24', '::/0'] }],
  headers: [{ name: 'X-A', value: 'a*', regexMode: true }],
  sso: { organizationId: 'org_a', directoryGroupIds: ['a', 'a'], validateInternalTraffic: true },
}
const port = {
  id: 'p01',
  name: 'p01',
  internalPort: 9200,
  protocol: 'HTTP',
  public: true,
  domains: ['a.example.com'],
  disableNfDomain: true,
  security: {
    ...group,
    verificationMode: 'or',
    securePathConfiguration: {
      enabled: true,
      skipSecurityPoliciesForInternalTrafficViaPublicDns: true,
      rules: [
        {
          accessMode: 'protected',
          paths: [
            { path: '/a', routingMode: 'prefix', priority: 1 },
            { path: '/b.*', routingMode: 'regex', priority: 1 },
          ],
          securityPolicies: { requiredPolicies: group, orPolicies: group },
        },
      ],
    },
  },
}
const documents = {
  'northflank/service-ports': { ports: [port] },
  'northflank/service': { name: 'shop', ports: [port] },
  'northflank/service-ports-response': { data: { ports: [port] } },
  'northflank/template': {
    apiVersion: 'v1.2',
    spec: { kind: 'DeploymentService', spec: { name: 'shop', ports: [port] } },
  },
} as const

/** Puts something else in the place that the number leads to. */
function spoil(value: unknown, place: number, other: unknown): unknown {
  let left = place
  const walk = (item: unknown): unknown => {
    if (left-- === 0) return other
    if (Array.isArray(item)) return item.map(walk)
    if (item === null || typeof item !== 'object') return item
    return Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(value)
}

describe('the rules on ports', () => {
  const others = fc.constantFrom<unknown>(null, 7, '', `$${'{args.x}'}`, [], [null], {}, true, ['a', 7], {
    a: 1,
  })
  it.each(Object.keys(documents) as (keyof typeof documents)[])(
    'fail on no %s, however it is broken',
    (kind) => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.nat({ max: 130 }), others), { minLength: 1, maxLength: 4 }),
          (changes) => {
            const value = changes.reduce<unknown>(
              (document, [place, other]) => spoil(document, place, other),
              documents[kind],
            )
            const { findings } = validate(value, { kind })
            expect(findings.filter(({ message }) => message.includes('which is a bug'))).toEqual([])
          },
        ),
        { seed: 1, numRuns: 60 },
      )
    },
  )
})
