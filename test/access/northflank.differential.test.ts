import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffAccess, traceRequest, validate } from '../../src/index.ts'
import {
  type Mechanisms,
  northflankDecides,
  type PathRule,
  type Port,
  type WholeRequest,
} from './northflank-interpreter.ts'

const blocks = ['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '198.51.100.0/24', '0.0.0.0/0', '0.0.0.0/1']
const sources = ['10.0.0.1', '10.1.0.1', '10.1.2.3', '198.51.100.7', '203.0.113.7', '192.0.2.1']
const users = ['admin', 'staff']
const values = ['1', '2', '12']
const groups = ['g1', 'g2']

const credential = fc
  .constantFrom(...users)
  .map((username) => ({ username, password: `${username}-password-1`, type: 'basic-auth' }))
const policy = fc.record({
  action: fc.constantFrom('ALLOW' as const, 'DENY' as const),
  addresses: fc.uniqueArray(fc.constantFrom(...blocks), { maxLength: 2 }),
})
const header = fc.record(
  { name: fc.constantFrom('X-A', 'X-B'), value: fc.constantFrom(...values, '[12]'), regexMode: fc.boolean() },
  { requiredKeys: ['name', 'value'] },
)
const sso = fc.record(
  {
    organizationId: fc.constantFrom('org-a', 'org-b'),
    directoryGroupIds: fc.uniqueArray(fc.constantFrom(...groups), { maxLength: 2 }),
    allowInternalTrafficViaPublicDns: fc.boolean(),
  },
  { requiredKeys: ['organizationId'] },
)
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 2 })
const mechanisms: fc.Arbitrary<Mechanisms> = fc.record(
  {
    credentials: fc.uniqueArray(credential, {
      minLength: 1,
      maxLength: 2,
      selector: ({ username }) => username,
    }),
    ip: some(policy),
    policies: some(policy),
    headers: some(header),
    sso,
  },
  { requiredKeys: [] },
)

const paths = ['/', '/a', '/a/', '/a/b', '/ab', '/b']
const pathMatch = fc.record({
  path: fc.constantFrom(...paths),
  routingMode: fc.constantFrom('prefix' as const, 'exact' as const),
  priority: fc.integer({ min: 0, max: 3 }),
})
const patternMatch = fc.record({
  path: fc.constantFrom('/a.*', '/[ab]', '/(a|b)/.*', '.*'),
  routingMode: fc.constant('regex' as const),
  priority: fc.integer({ min: 0, max: 3 }),
})
const rule: fc.Arbitrary<PathRule> = fc.record(
  {
    accessMode: fc.constantFrom('protected' as const, 'protected' as const, 'unprotected' as const),
    paths: fc.array(fc.oneof({ weight: 3, arbitrary: pathMatch }, patternMatch), {
      minLength: 1,
      maxLength: 2,
    }),
    securityPolicies: fc.record(
      { requiredPolicies: mechanisms, orPolicies: mechanisms },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['accessMode', 'paths'] },
)
const configuration = fc.record(
  {
    enabled: fc.boolean(),
    skipSecurityPoliciesForInternalTrafficViaPublicDns: fc.boolean(),
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['rules'] },
)
const security = fc
  .tuple(
    mechanisms,
    fc.record(
      {
        verificationMode: fc.constantFrom('or' as const, 'and' as const),
        securePathConfiguration: configuration,
      },
      { requiredKeys: [] },
    ),
  )
  .map(([own, more]) => ({ ...own, ...more }))
const port: fc.Arbitrary<Port> = fc.record(
  {
    name: fc.constant('web'),
    internalPort: fc.constant(8080),
    protocol: fc.constant('HTTP' as const),
    public: fc.constantFrom(true, true, true, true, true, true, false),
    security,
  },
  { requiredKeys: ['name', 'internalPort', 'protocol', 'public'] },
)

const request: fc.Arbitrary<WholeRequest> = fc.record({
  path: fc.constantFrom('/', '/a', '/a/', '/a/b', '/ab', '/b', '/b/c', '/c'),
  source: fc.constantFrom(...sources),
  credentials: fc.subarray(users),
  headers: fc.record(
    { 'x-a': fc.constantFrom(...values), 'x-b': fc.constantFrom(...values) },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Record<string, string>>,
  identity: fc.record(
    { claims: fc.record({ organization: fc.constantFrom('org-a', 'org-b') }), groups: fc.subarray(groups) },
    { requiredKeys: [] },
  ),
  facts: fc.constantFrom([], ['internal traffic']),
})

const body = (one: Port) => ({ ports: [one] })
const options = { kind: 'northflank/service' } as const
const decided = (truth: boolean | undefined) =>
  truth === undefined ? 'unknown' : truth ? 'allowed' : 'denied'

/** Requests asked of one document: the pairs are what counts. */
const requestsEach = 4

describe('Northflank, against a direct reading of its guides', () => {
  it('every document of these is one that the platform takes', () => {
    fc.assert(
      fc.property(port, (one) => {
        const { findings } = validate(body(one), options)
        expect(
          findings.filter(({ category, severity }) => category === 'validity' && severity === 'error'),
        ).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('traceRequest decides as the guides do, and leaves open what they leave open', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(
        port,
        fc.array(request, { minLength: requestsEach, maxLength: requestsEach }),
        (one, requests) => {
          for (const each of requests) {
            const expected = decided(northflankDecides(one, each))
            seen.set(expected, (seen.get(expected) ?? 0) + 1)
            expect(traceRequest(body(one), each, options).decision).toBe(expected)
          }
        },
      ),
      { numRuns: 1000 },
    )
    // All three come up often enough to mean something.
    expect(Math.min(...['allowed', 'denied', 'unknown'].map((each) => seen.get(each) ?? 0))).toBeGreaterThan(
      100,
    )
  })

  it('each witness of diffAccess gets in on one side only', () => {
    const shown = { opened: 0, closed: 0, same: 0 }
    fc.assert(
      fc.property(
        port,
        port,
        fc.array(request, { minLength: 3, maxLength: 3 }),
        (before, after, requests) => {
          const { verdict, changes } = diffAccess(body(before), body(after), options)
          for (const { direction, witness } of changes) {
            if (direction === 'unknown' || !witness) continue
            shown[direction]++
            for (const each of requests) {
              const whole = { ...each, ...witness, facts: witness.facts ?? each.facts } as WholeRequest
              const sides = [before, after].map((one) => northflankDecides(one, whole))
              expect(sides).toEqual(direction === 'opened' ? [false, true] : [true, false])
            }
          }
          if (verdict === 'same') {
            shown.same++
            for (const each of requests) {
              const [old, fresh] = [before, after].map((one) => northflankDecides(one, each))
              expect(old === undefined || fresh === undefined || old === fresh).toBe(true)
            }
          }
        },
      ),
      { numRuns: 150 },
    )
    expect(shown.opened).toBeGreaterThan(20)
    expect(shown.closed).toBeGreaterThan(20)
  })
})
