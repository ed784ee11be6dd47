import { allow, deny, guarded, pathRulesWith, security } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const both = (key: string) => `${key}: [${deny('203.0.113.7')}], policies: [${allow('198.51.100.0/24')}]`

ruleTable('northflank/ip-and-policies', {
  silent: {
    'only "ip"': security(`ip: [${deny('203.0.113.7')}]`),
    'only "policies"': security(`policies: [${deny('203.0.113.7')}]`),
    'one of them empty': security(`ip: [], policies: [${deny('203.0.113.7')}]`),
    'the other one empty': security(`policies: [], ip: [${deny('203.0.113.7')}]`),
    'one in each group': guarded(
      `requiredPolicies: { ip: [${deny('203.0.113.7')}] }, orPolicies: { policies: [${allow('198.51.100.7')}] }`,
    ),
    'in rules that are switched off': guarded(`requiredPolicies: { ${both('ip')} }`, 'enabled: false'),
    'in a rule that is not enforced': pathRulesWith(
      'enabled: true',
      `{ accessMode: unprotected, paths: [], securityPolicies: { requiredPolicies: { ${both('ip')} } } }`,
    ),
  },
  reports: {
    'both, on a port': {
      document: security(both('«ip»')),
      messages: [
        '"ip" and "policies" are both filled, and whether they are merged or one of them wins is undocumented; put all entries into "policies".',
      ],
      severities: ['warning'],
      related: [`[${allow('198.51.100.0/24')}]`],
    },
    'both, in the other order': {
      document: security(`policies: [${allow('198.51.100.0/24')}], «ip»: [${deny('203.0.113.7')}]`),
    },
    'both, in a path rule': { document: guarded(`orPolicies: { ${both('«ip»')} }`) },
  },
})
