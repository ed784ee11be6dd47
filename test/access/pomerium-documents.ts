import fc from 'fast-check'
import type { DocumentInput } from '../../src/index.ts'
import type { Policy } from '../systems/pomerium/reading.ts'
import { type ReadRoute, sorted, type WholeRequest } from './pomerium-interpreter.ts'

/** Documents, and the same as the interpreter reads it. */
export interface ReadProxy {
  readonly documents: readonly DocumentInput[]
  readonly routes: readonly ReadRoute[]
}

type Fields = Readonly<Record<string, unknown>>

const emails = ['a@x.com', 'b@x.com', 'a@y.com']
const criterion = fc.constantFrom<Fields>(
  { accept: true },
  { authenticated_user: true },
  { email: 'a@x.com' },
  { email: { in: ['a@x.com', 'a@y.com'] } },
  { email: { not: 'b@x.com' } },
  { domain: 'x.com' },
  { domain: { ends_with: 'y.com' } },
  { user: 'u1' },
  { 'claim/groups': 'staff' },
  { 'claim/groups': { exclude: 'staff' } },
  { http_method: 'GET' },
  { http_path: { starts_with: '/a' } },
  { cors_preflight: true },
  { source_ip: '10.0.0.0/8' },
  { source_ip: ['10.1.0.0/16', '192.0.2.1'] },
)
const group = fc.tuple(
  fc.constantFrom('and', 'or', 'or', 'not', 'nor'),
  fc.array(criterion, { minLength: 1, maxLength: 2 }),
)
const rule = fc
  .tuple(fc.constantFrom('allow', 'allow', 'allow', 'deny'), group)
  .map(([action, [operator, criteria]]) => ({ [action]: { [operator]: criteria } }))
export const policy: fc.Arbitrary<readonly Fields[]> = fc.array(rule, { minLength: 1, maxLength: 3 })

const pages = [
  'https://a.x.com',
  'https://b.x.com',
  'https://a.x.com:8443',
  'https://*.x.com',
  'http://a.x.com',
]
const place = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      from: fc.constantFrom(...pages, 'https://a.x.com'),
      matcher: fc.constantFrom<Pick<ReadRoute, 'prefix' | 'path' | 'regex'>>(
        {},
        {},
        { prefix: '/' },
        { prefix: '/a' },
        { prefix: '/a/b' },
        { path: '/a' },
        { regex: '/a.*' },
        { regex: '/(a|b)/[a-z]+' },
        { path: '/b', prefix: '/a' },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      from: fc.constantFrom(
        'tcp+https://a.x.com:5432',
        'tcp+https://b.x.com:22',
        'ssh://b.x.com',
        'udp+https://a.x.com:53',
      ),
      matcher: fc.constant({}),
    }),
  },
)
const target = (from: string, index: number) =>
  `${/^(tcp|udp|ssh)/.exec(from)?.[1] ?? 'http'}://upstream-${index}:${1000 + index}`

/** What lets callers into a route of a core file beside a policy, and the same as a policy. */
const flags = fc.constantFrom<{ readonly fields: Fields; readonly says: readonly Fields[] }>(
  { fields: {}, says: [] },
  { fields: {}, says: [] },
  { fields: {}, says: [] },
  { fields: { allow_public_unauthenticated_access: true }, says: [{ allow: { or: [{ accept: true }] } }] },
  {
    fields: { allow_any_authenticated_user: true },
    says: [{ allow: { or: [{ authenticated_user: true }] } }],
  },
  { fields: { allowed_domains: ['y.com'] }, says: [{ allow: { or: [{ domain: 'y.com' }] } }] },
)

/** A core file: routes in the order in which they stand, those of `policy` first. */
export const coreFile: fc.Arbitrary<ReadProxy> = fc
  .record({
    list: fc.array(fc.tuple(place, policy, flags), { minLength: 1, maxLength: 4 }),
    older: fc.nat({ max: 1 }),
    signIn: fc.constantFrom({}, {}, { authenticate_service_url: 'https://b.x.com' }),
  })
  .map(({ list, older, signIn }) => {
    const written = list.map(([{ from, matcher }, rules, { fields }], index) => ({
      from,
      ...matcher,
      to: target(from, index),
      policy: rules,
      ...fields,
    }))
    const value = { ...signIn, policy: written.slice(0, older), routes: written.slice(older) }
    return {
      documents: [{ filename: 'config.yaml', value, kind: 'pomerium/config' }],
      routes: [
        ...list.map(([{ from, matcher }, rules, { says }]) => ({
          from,
          ...matcher,
          policies: [...rules, ...says] as unknown as Policy[],
        })),
        // A host that answers by itself takes what would come to a *.
        ...('authenticate_service_url' in signIn
          ? [{ from: 'https://b.x.com', path: ' ', policies: [] }]
          : []),
      ],
    }
  })

const needed = {
  namespaceId: 'n1',
  allowWebsockets: false,
  allowSpdy: false,
  tlsSkipVerify: false,
  tlsUpstreamAllowRenegotiation: false,
  preserveHostHeader: false,
  enableGoogleCloudServerlessAuthentication: false,
  showErrorDetails: false,
}
const words = { description: '', explanation: '', remediation: '' }

/** Routes and policies of Zero, in any order and in as many files as there are objects. */
export const zeroFiles: fc.Arbitrary<ReadProxy> = fc
  .record({
    list: fc.array(
      fc.tuple(
        place,
        fc.subarray(['p0', 'p1', 'p2'], { minLength: 1 }),
        fc.constantFrom(undefined, undefined, 1, 2),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    policies: fc.tuple(policy, policy, policy),
    enforced: fc.constantFrom(undefined, undefined, 'p0'),
    turn: fc.boolean(),
  })
  .map(({ list, policies, enforced, turn }) => {
    const ofId = new Map(policies.map((rules, index) => [`p${index}`, rules]))
    const bodies = [
      ...list.map(([{ from, matcher }, policyIds, priority], index) => ({
        kind: 'pomerium/route',
        value: {
          ...needed,
          ...matcher,
          id: `r${index}`,
          name: `route ${index}`,
          from,
          to: [target(from, index)],
          policyIds,
          ...(priority !== undefined && { regexPriorityOrder: priority }),
        },
      })),
      ...[...ofId].map(([id, ppl]) => ({
        kind: 'pomerium/policy',
        value: { id, name: id, namespaceId: 'n1', enforced: id === enforced, ppl, ...words },
      })),
    ]
    const routes = list.map(
      ([{ from, matcher }, policyIds, priority], index): ReadRoute => ({
        from,
        ...matcher,
        id: `r${index}`,
        ...(priority !== undefined && { priority }),
        policies: [...new Set([...policyIds, ...(enforced ? [enforced] : [])])].flatMap(
          (id) => ofId.get(id) as unknown as Policy[],
        ),
      }),
    )
    return {
      documents: (turn ? bodies.toReversed() : bodies).map((body, index) => ({
        ...body,
        filename: `${index}.json`,
      })),
      routes: sorted(routes),
    }
  })

const somebody = fc.record({
  email: fc.constantFrom(...emails),
  user: fc.constantFrom('u1', 'u2'),
  claims: fc.record({ groups: fc.constantFrom<string[][]>([], ['staff'], ['sales']) }),
})
const destination = fc.constantFrom(
  { host: 'a.x.com', port: 443, protocol: 'HTTP' },
  { host: 'a.x.com', port: 443, protocol: 'HTTP' },
  { host: 'a.x.com', port: 8443, protocol: 'HTTP' },
  { host: 'b.x.com', port: 443, protocol: 'HTTP' },
  { host: 'c.x.com', port: 443, protocol: 'HTTP' },
  { host: 'a.x.com', port: 80, protocol: 'HTTP' },
  { host: 'a.y.com', port: 443, protocol: 'HTTP' },
  { host: 'a.x.com', port: 5432, protocol: 'TCP' },
  { host: 'a.x.com', port: 53, protocol: 'UDP' },
  { host: 'b.x.com', port: 22, protocol: 'TCP' },
  { host: 'b.x.com', port: 22, protocol: 'SSH' },
)
export const request: fc.Arbitrary<WholeRequest> = fc
  .record({
    target: destination,
    path: fc.constantFrom('/', '/a', '/a/b', '/ab', '/b', '/b/c'),
    method: fc.constantFrom('GET', 'OPTIONS', 'POST'),
    source: fc.constantFrom('10.0.0.1', '10.1.0.1', '192.0.2.1', '203.0.113.7'),
    headers: fc.constantFrom<Record<string, string>>(
      {},
      { origin: 'x', 'access-control-request-method': 'GET' },
    ),
    identity: fc.oneof({ weight: 3, arbitrary: somebody }, { weight: 1, arbitrary: fc.constant({}) }),
  })
  .map(({ target, ...rest }) => ({ ...target, ...rest, facts: [], details: {} }))
