import { guarded, pathRulesWith, security } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('northflank/sso-empty', {
  silent: {
    'an organisation and nothing else': security('sso: { organizationId: org_example }'),
    'an organisation and switches': security(
      'sso: { organizationId: org_example, validateInternalTraffic: true }',
    ),
    'settings that are empty, as the interface writes them': security('sso: {}'),
    'switches that are off': security('sso: { validateInternalTraffic: false, directoryGroupIds: [] }'),
    'a path rule that is not enforced': pathRulesWith(
      'enabled: true',
      '{ accessMode: unprotected, paths: [], securityPolicies: { orPolicies: { sso: { allowAnyOrgUsers: true } } } }',
    ),
  },
  silentThoughBroken: {
    'an organisation that is no text': security('sso: { organizationId: 7, validateInternalTraffic: true }'),
  },
  reports: {
    'a switch': {
      document: security('sso: «{ validateInternalTraffic: true }»'),
      messages: [
        'validateInternalTraffic without an organizationId asks nobody to sign in, as far as is documented; name the organisation, or remove sso.',
      ],
      severities: ['warning'],
    },
    'groups and a switch': {
      document: security('sso: «{ directoryGroupIds: [directory_group_a], setCookieOnRootDomain: true }»'),
      messages: [/^directoryGroupIds and setCookieOnRootDomain without an organizationId ask nobody/],
    },
    'an organisation without a name': {
      document: security("sso: «{ organizationId: '', allowAnyOrgUsers: true }»"),
    },
    'in a path rule': {
      document: guarded('orPolicies: { sso: «{ directoryGroupIds: [directory_group_a] }» }'),
    },
    'in an answer': {
      document:
        'data: { ports: [{ id: p01, name: p01, internalPort: 80, protocol: HTTP, public: true, domains: [], security: { sso: «{ directoryGroupIds: [directory_group_a] }» } }] }',
    },
  },
})
