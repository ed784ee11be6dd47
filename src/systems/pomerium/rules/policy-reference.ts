import type { Rule } from '../../../rule.ts'
import { closest, shown } from '../../../schema/words.ts'
import type { Member } from '../../../system.ts'
import { isOpen } from '../fields.ts'
import { knowsAllIds, namedPolicies, zeroPolicies, zeroProjectRoutes } from '../routes/zero.ts'

export const policyReference: Rule<readonly Member[]> = {
  id: 'pomerium/policy-reference',
  summary: 'The id of a policy that no document of the input defines.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      A route of Zero names its policies by their ids. Where the input holds policies with their ids, an id that none
      of them has is a slip or belongs to another organization: the API refuses it, or the route lacks the policy that
      its author had in mind. Nothing is said where no policy is among the documents, or one whose id is not known.`,
    bad: `
      [{ id: pol_staff, namespaceId: ns1, name: staff, enforced: false, ppl: { allow: { or: [{ domain: example.com }] } }, description: "", explanation: "", remediation: "" }]
      ---
      namespaceId: ns1
      name: app
      from: https://app.example.com
      to: [https://app.internal]
      allowWebsockets: false
      allowSpdy: false
      tlsSkipVerify: false
      tlsUpstreamAllowRenegotiation: false
      preserveHostHeader: false
      enableGoogleCloudServerlessAuthentication: false
      showErrorDetails: false
      policyIds: [pol_stuff]`,
    good: `
      [{ id: pol_staff, namespaceId: ns1, name: staff, enforced: false, ppl: { allow: { or: [{ domain: example.com }] } }, description: "", explanation: "", remediation: "" }]
      ---
      namespaceId: ns1
      name: app
      from: https://app.example.com
      to: [https://app.internal]
      allowWebsockets: false
      allowSpdy: false
      tlsSkipVerify: false
      tlsUpstreamAllowRenegotiation: false
      preserveHostHeader: false
      enableGoogleCloudServerlessAuthentication: false
      showErrorDetails: false
      policyIds: [pol_staff]`,
  },

  *check(members) {
    const policies = zeroPolicies(members)
    if (!knowsAllIds(policies)) return
    const known = new Set(policies.flatMap(({ id }) => id ?? []))
    for (const { view } of zeroProjectRoutes(members)) {
      for (const { id, at } of namedPolicies(view)) {
        if (known.has(id) || isOpen(id)) continue
        const meant = known.size > mostCompared ? undefined : closest(id, [...known])
        const fix = meant === undefined ? 'correct it, or add the policy' : `did you mean ${meant}`
        yield {
          at,
          message: `${shown(id)} is the id of no policy among these documents, so this route refers to nothing; ${fix}.`,
        }
      }
    }
  },
}

/** Ids among which a misspelt one is looked up. */
const mostCompared = 500
