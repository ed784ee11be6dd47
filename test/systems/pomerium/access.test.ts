import { describe, expect, it } from 'vitest'
import type { Request } from '../../../src/analysis/request.ts'
import type { Listener } from '../../../src/model.ts'
import { answer, coreListeners, zeroListeners } from './proxy.ts'

const app: Request = {
  host: 'app.example.com',
  port: 443,
  protocol: 'HTTP',
  path: '/',
  method: 'GET',
  source: '203.0.113.7',
  headers: {},
  facts: [],
}
const staff: Request = { ...app, identity: { email: 'a@example.com', user: 'u1' } }
const guest: Request = { ...app, identity: { email: 'b@example.org', user: 'u2' } }
const nobody: Request = { ...app, identity: {} }

/** Which of staff, guest and nobody get in. */
function who(listeners: readonly Listener[], change: Partial<Request> = {}): string {
  return Object.entries({ staff, guest, nobody })
    .flatMap(([name, request]) => {
      const found = answer(listeners, { ...request, ...change })
      if (found === undefined || found === 'nobody') return [`${name}?`]
      return found.allowed === undefined ? [`${name}?`] : found.allowed ? [name] : []
    })
    .join(' ')
}

const core = (fields: object) =>
  coreListeners({ routes: [{ from: 'https://app.example.com', to: 'http://app', ...fields }] })
const domain = { or: [{ domain: 'example.com' }] }

describe('who gets into a route of a core file', () => {
  it.each<[string, object, string]>([
    ['no policy', {}, ''],
    ['a public route', { allow_public_unauthenticated_access: true }, 'staff guest nobody'],
    ['any user', { allow_any_authenticated_user: true }, 'staff guest'],
    ['users by their e-mail', { allowed_users: ['a@example.com'] }, 'staff'],
    ['users by their id', { allowed_users: ['u2'] }, 'guest'],
    ['users in one text', { allowed_users: 'u1,u2' }, 'staff guest'],
    ['domains', { allowed_domains: ['example.org'] }, 'guest'],
    ['a policy', { policy: { allow: domain } }, 'staff'],
    [
      'a policy as a list',
      { policy: [{ allow: domain }, { allow: { or: [{ user: 'u2' }] } }] },
      'staff guest',
    ],
    [
      'a flag and a policy are OR-ed',
      { allowed_domains: ['example.org'], policy: { allow: domain } },
      'staff guest',
    ],
    ['deny wins', { allow_any_authenticated_user: true, policy: { deny: domain } }, 'guest'],
    ['an accept that says false', { policy: { allow: { or: [{ accept: false }] } } }, 'staff guest nobody'],
    ['a reject', { policy: { allow: { or: [{ reject: false }] } } }, ''],
    ['whoever is not staff, once they have signed in', { policy: { allow: { not: domain.or } } }, 'guest'],
    [
      'a domain that differs, of which nobody has one',
      { policy: { allow: { or: [{ domain: { not: 'example.com' } }] } } },
      'guest',
    ],
    [
      'an e-mail that differs, of which nobody has the empty one',
      { policy: { allow: { or: [{ email: { not: 'a@example.com' } }] } } },
      'guest nobody',
    ],
    [
      'a deny has callers sign in',
      { allow_public_unauthenticated_access: true, policy: { deny: domain } },
      'guest',
    ],
    [
      'nor is that one does not hold',
      { policy: { allow: { nor: [{ domain: 'example.com' }, { user: 'u1' }] } } },
      'guest',
    ],
    ['capitals in keys', { Policy: { Allow: { Or: [{ Domain: 'example.com' }] } } }, 'staff'],
    [
      'any device that is not approved',
      { policy: { allow: { or: [{ device: { approved: false } }] } } },
      'staff guest nobody',
    ],
    ['a null is no policy', { policy: null }, ''],
  ])('%s', (_, fields, expected) => expect(who(core(fields))).toBe(expected))

  it('rests on the client certificate where the file asks for one', () => {
    const route = { from: 'https://app.example.com', to: 'http://app', policy: { allow: domain } }
    const listeners = coreListeners({ downstream_mtls: { ca: 'YWJj' }, routes: [route] })
    expect(who(listeners)).toBe('')
    expect(who(listeners, { facts: ['client certificate valid'] })).toBe('staff')
    const left = coreListeners({ downstream_mtls: { ca: 'YWJj', enforcement: 'policy' }, routes: [route] })
    expect(who(left)).toBe('staff')
  })

  it('is open where a policy is filled in elsewhere, or refused', () => {
    expect(who(core({ policy: { allow: { or: [{ domain: ['$', '{DOMAIN}'].join('') }] } } }))).toBe(
      'staff? guest?',
    )
    expect(who(core({ policy: { allow: { or: [{ domian: 'example.com' }] } } }))).toBe(
      'staff? guest? nobody?',
    )
  })
})

const policy = (id: string, ppl: object, more: object = {}) => ({
  id,
  namespaceId: 'ns1',
  name: id,
  enforced: false,
  ppl,
  ...more,
})
const zero = (policyIds: readonly string[], policies: readonly object[], more: object = {}) =>
  zeroListeners(
    [{ from: 'https://app.example.com', namespaceId: 'ns1', to: ['http://app'], policyIds, ...more }],
    policies,
  )

describe('who gets into a route of Zero', () => {
  const example = policy('staff', { allow: domain })
  const guests = policy('guests', { allow: { or: [{ domain: 'example.org' }] } })
  const noGuests = policy('no-guests', { deny: { or: [{ domain: 'example.org' }] } })
  const enforced = { enforced: true }

  it.each<[string, readonly string[], readonly object[], string]>([
    ['no policy', [], [], ''],
    ['one policy', ['staff'], [example], 'staff'],
    ['two policies are OR-ed', ['staff', 'guests'], [example, guests], 'staff guest'],
    [
      'a deny of one wins over an allow of another',
      ['staff', 'guests', 'no-guests'],
      [example, guests, noGuests],
      'staff',
    ],
    ['a policy that is not named', ['staff'], [example, guests], 'staff'],
    ['an enforced allow widens', ['staff'], [example, { ...guests, ...enforced }], 'staff guest'],
    ['an enforced allow opens a route without a policy', [], [{ ...guests, ...enforced }], 'guest'],
    [
      'an enforced deny narrows',
      ['staff', 'guests'],
      [example, guests, { ...noGuests, ...enforced }],
      'staff',
    ],
    ['a policy that is enforced and named, once', ['guests'], [{ ...guests, ...enforced }], 'guest'],
    ['a policy that is not among the documents', ['other'], [], 'staff? guest? nobody?'],
    [
      'a policy that a namespace above may enforce',
      ['staff'],
      [example, { ...guests, ...enforced, namespaceId: 'root' }],
      'staff? guest? nobody?',
    ],
  ])('%s', (_, ids, policies, expected) => expect(who(zero(ids, policies))).toBe(expected))

  it('by the policies that an answer of the API names', () => {
    const route = {
      from: 'https://app.example.com',
      namespaceId: 'ns1',
      to: ['http://app'],
      policies: [{ id: 'staff', name: 'staff' }],
    }
    expect(who(zeroListeners([route], [example]))).toBe('staff')
  })

  it('by the enforced policies that an answer of the API names', () => {
    const above = { ...guests, ...enforced, namespaceId: 'root' }
    expect(who(zero(['staff'], [example, above], { enforcedPolicies: [] }))).toBe('staff')
    expect(who(zero(['staff'], [example, above], { enforcedPolicies: [{ id: 'guests' }] }))).toBe(
      'staff guest',
    )
  })
})
