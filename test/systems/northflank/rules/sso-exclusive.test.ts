import { guarded, pathRulesWith, security } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const sso = (fields: string) => `sso: { organizationId: org_example, ${fields} }`
const skip = 'skipSecurityPoliciesForInternalTrafficViaPublicDns: true'

ruleTable('northflank/sso-exclusive', {
  silent: {
    'only the first': security(sso('validateInternalTraffic: true')),
    'only the second': security(sso('allowInternalTrafficViaPublicDns: true')),
    'the first on, the second off': security(
      sso('validateInternalTraffic: true, allowInternalTrafficViaPublicDns: false'),
    ),
    'the first off, the second on': security(
      sso('validateInternalTraffic: false, allowInternalTrafficViaPublicDns: true'),
    ),
    'internal traffic skips policies, and none asks it': guarded(
      `requiredPolicies: { ${sso('validateInternalTraffic: false')} }`,
      `enabled: true, ${skip}`,
    ),
    'internal traffic does not skip policies': guarded(
      `requiredPolicies: { ${sso('validateInternalTraffic: true')} }`,
      'enabled: true, skipSecurityPoliciesForInternalTrafficViaPublicDns: false',
    ),
    'the sign-in of the port, which is none of the paths': security(
      `${sso('validateInternalTraffic: true')}, securePathConfiguration: { enabled: true, ${skip} }`,
    ),
  },
  silentThoughBroken: {
    'a switch that is no flag': security(
      sso("validateInternalTraffic: true, allowInternalTrafficViaPublicDns: 'true'"),
    ),
  },
  reports: {
    'both on': {
      document: security(sso('validateInternalTraffic: true, allowInternalTrafficViaPublicDns: «true»')),
      messages: [/^true here excludes validateInternalTraffic, which is on as well/],
      severities: ['error'],
      related: ['true'],
    },
    'both on, in the other order': {
      document: security(sso('allowInternalTrafficViaPublicDns: «true», validateInternalTraffic: true')),
      severities: ['error'],
    },
    'in a group of a path rule': {
      document: guarded(
        `orPolicies: { ${sso('validateInternalTraffic: true, allowInternalTrafficViaPublicDns: «true»')} }`,
      ),
      severities: ['error'],
    },
    'a path that asks internal traffic, which skips all paths': {
      document: guarded(
        `requiredPolicies: { ${sso('validateInternalTraffic: «true»')} }`,
        `enabled: true, ${skip}`,
      ),
      messages: [/^true here cannot go with skipSecurityPoliciesForInternalTrafficViaPublicDns/],
      severities: ['error'],
    },
    'in rules that are switched off, where nobody knows what is checked': {
      document: guarded(
        `requiredPolicies: { ${sso('validateInternalTraffic: «true»')} }`,
        `enabled: false, ${skip}`,
      ),
      severities: ['warning'],
    },
    'in a rule that is not enforced': {
      document: pathRulesWith(
        `enabled: true, ${skip}`,
        `{ accessMode: unprotected, paths: [], securityPolicies: { orPolicies: { ${sso('validateInternalTraffic: «true»')} } } }`,
      ),
      severities: ['warning'],
    },
  },
})
