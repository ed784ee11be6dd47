import { allow, guarded, pathRules, pathRulesWith, rule, user } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const paths = 'paths: [{ path: /, routingMode: prefix, priority: 0 }]'

ruleTable('northflank/protected-empty', {
  silent: {
    'an address': guarded(`requiredPolicies: { policies: [${allow('198.51.100.7')}] }`),
    'an address in "ip" of the alternatives': guarded(`orPolicies: { ip: [${allow('198.51.100.7')}] }`),
    'a password': guarded(`orPolicies: { credentials: [${user('admin')}] }`),
    'a header': guarded('requiredPolicies: { headers: [{ name: X-A, value: a }] }'),
    'a sign-in': guarded('requiredPolicies: { sso: { organizationId: org_a } }, orPolicies: {}'),
    'a rule that is not protected': pathRules(rule('open', 'prefix / 0')),
    'rules that are switched off': pathRulesWith('enabled: false', rule('empty', 'prefix / 0')),
  },
  silentThoughBroken: {
    'policies that broke the schema': guarded('requiredPolicies: { headers: [{ name: [] , value: a }] }'),
    'a group that broke the schema': guarded('requiredPolicies: 7'),
    'an address that broke the schema': guarded(
      'requiredPolicies: { policies: [{ action: ALLOW, addresses: [7] }] }',
    ),
    'both groups broke the schema': pathRules(`{ accessMode: protected, ${paths}, securityPolicies: [] }`),
  },
  reports: {
    'no policies at all': {
      document: pathRules(`{ accessMode: «protected», ${paths} }`),
      messages: [
        'protected without any policy: whether that locks the paths or opens them is undocumented; add a policy, or set accessMode to unprotected.',
      ],
      severities: ['warning'],
    },
    'groups without anything': {
      document: pathRules(`{ accessMode: «protected», ${paths}, securityPolicies: { orPolicies: {} } }`),
    },
    'lists without entries': {
      document: pathRules(
        `{ accessMode: «protected», ${paths}, securityPolicies: { requiredPolicies: { policies: [], headers: [], credentials: [], sso: {} } } }`,
      ),
    },
    'a list without addresses': {
      document: pathRules(
        `{ accessMode: «protected», ${paths}, securityPolicies: { requiredPolicies: { policies: [${allow()}] } } }`,
      ),
    },
    'a sign-in without an organisation': {
      document: pathRules(
        `{ accessMode: «protected», ${paths}, securityPolicies: { requiredPolicies: { sso: { validateInternalTraffic: true } } } }`,
      ),
    },
    'where "enabled" is absent': {
      document: pathRulesWith('', `{ accessMode: «protected», ${paths} }`),
    },
  },
})
