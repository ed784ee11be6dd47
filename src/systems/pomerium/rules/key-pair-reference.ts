import type { Problem, Rule } from '../../../rule.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { shown } from '../../../schema/words.ts'
import type { Member } from '../../../system.ts'
import { isOpen } from '../fields.ts'
import { bodiesOf } from '../lists.ts'

export const keyPairReference: Rule<readonly Member[]> = {
  id: 'pomerium/key-pair-reference',
  summary: 'The id of a key pair that no document of the input defines.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      Routes and settings name certificates by the id of their key pair. Where the input holds the key pairs with
      their ids, an id that none of them has is a slip or belongs to another organization: the API refuses it.
      Nothing is said where no key pair is among the documents, or one whose id is not known.`,
    bad: `
      # portcullis: kind=pomerium/key-pair
      [{ id: kp_internal_ca, namespaceId: ns1, name: internal CA, certificate: "", origin: user }]
      ---
      namespaceId: ns1
      name: app
      from: https://app.example.com
      to: [https://app.internal]
      tlsCustomCaKeyPairId: kp_interal_ca
      allowWebsockets: false
      allowSpdy: false
      tlsSkipVerify: false
      tlsUpstreamAllowRenegotiation: false
      preserveHostHeader: false
      enableGoogleCloudServerlessAuthentication: false
      showErrorDetails: false
      policyIds: [staff]`,
    good: `
      # portcullis: kind=pomerium/key-pair
      [{ id: kp_internal_ca, namespaceId: ns1, name: internal CA, certificate: "", origin: user }]
      ---
      namespaceId: ns1
      name: app
      from: https://app.example.com
      to: [https://app.internal]
      tlsCustomCaKeyPairId: kp_internal_ca
      allowWebsockets: false
      allowSpdy: false
      tlsSkipVerify: false
      tlsUpstreamAllowRenegotiation: false
      preserveHostHeader: false
      enableGoogleCloudServerlessAuthentication: false
      showErrorDetails: false
      policyIds: [staff]`,
  },

  *check(members) {
    const pairs = members.flatMap(({ kind, value }) =>
      kind === 'pomerium/key-pair'
        ? bodiesOf<Readonly<Record<string, unknown>>>(value).map(({ value }) => value['id'])
        : [],
    )
    if (pairs.length === 0 || pairs.some((id) => typeof id !== 'string')) return
    const known = new Set(pairs as string[])
    for (const [index, { kind, value }] of members.entries()) {
      if (kind !== 'pomerium/route' && kind !== 'pomerium/settings') continue
      for (const body of bodiesOf<Readonly<Record<string, unknown>>>(value))
        yield* references(body.value, [index, ...body.at], known)
    }
  },
}

function* references(
  body: unknown,
  at: readonly (string | number)[],
  known: ReadonlySet<string>,
): Iterable<Problem> {
  for (const [key, value] of isMap(body) ? Object.entries(body) : []) {
    if (
      !key.endsWith('KeyPairId') ||
      typeof value !== 'string' ||
      value === '' ||
      known.has(value) ||
      isOpen(value)
    )
      continue
    yield {
      at: [...at, key],
      message: `${shown(value)} is the id of no key pair among these documents, so ${key} refers to nothing; correct it, or add the key pair.`,
    }
  }
}
