import { defineRule } from '../../../rule.ts'
import { groupsOf, isActive } from '../groups.ts'
import type { PortsView } from '../view.ts'

export const ssoExclusive = defineRule<PortsView>({
  id: 'northflank/sso-exclusive',
  summary: 'Single sign-on switches that exclude one another are both on.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      \`validateInternalTraffic\` has internal callers sign in, \`allowInternalTrafficViaPublicDns\` spares them
      the sign-in: the guide calls the two exclusive. Within path rules the first one cannot be on together with
      \`skipSecurityPoliciesForInternalTrafficViaPublicDns\` either.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            sso:
              organizationId: org_example
              validateInternalTraffic: true
              allowInternalTrafficViaPublicDns: true`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            sso:
              organizationId: org_example
              validateInternalTraffic: true`,
  },

  *check({ ports }) {
    for (const group of ports.flatMap(groupsOf)) {
      const { value, at, configuration } = group
      if (value.sso?.validateInternalTraffic !== true) continue
      // What the platform checks of rules that are switched off is not known.
      const weight = isActive(group) ? {} : { severity: 'warning' as const }
      const own = [...at, 'sso', 'validateInternalTraffic']
      if (value.sso.allowInternalTrafficViaPublicDns === true) {
        const other = [...at, 'sso', 'allowInternalTrafficViaPublicDns']
        yield {
          at: other,
          message:
            'true here excludes validateInternalTraffic, which is on as well: internal traffic cannot be let in and be asked to sign in; switch one of them off.',
          related: [{ at: own, message: 'asks internal traffic to sign in' }],
          ...weight,
        }
      }
      if (configuration?.skipSecurityPoliciesForInternalTrafficViaPublicDns === true) {
        const base = at.slice(0, at.indexOf('securePathConfiguration') + 1)
        yield {
          at: own,
          message:
            'true here cannot go with skipSecurityPoliciesForInternalTrafficViaPublicDns, by which internal traffic skips every policy on paths; switch one of them off.',
          related: [
            {
              at: [...base, 'skipSecurityPoliciesForInternalTrafficViaPublicDns'],
              message: 'lets internal traffic skip the policies',
            },
          ],
          ...weight,
        }
      }
    }
  },
})
