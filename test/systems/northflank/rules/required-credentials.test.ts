import { guarded, pathRulesWith, security, user } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const two = `[${user('admin')}, ${user('guest')}]`

ruleTable('northflank/required-credentials', {
  silent: {
    'one pair': guarded(`requiredPolicies: { credentials: [${user('admin')}] }`),
    'one pair twice': guarded(`requiredPolicies: { credentials: [${user('admin')}, ${user('admin')}] }`),
    alternatives: guarded(`orPolicies: { credentials: ${two} }`),
    'one in each group': guarded(
      `requiredPolicies: { credentials: [${user('admin')}] }, orPolicies: { credentials: [${user('guest')}] }`,
    ),
    'pairs of a port, of which any is enough': security(`credentials: ${two}, verificationMode: and`),
    'rules that are switched off': guarded(`requiredPolicies: { credentials: ${two} }`, 'enabled: false'),
    'a rule that is not enforced': pathRulesWith(
      'enabled: true',
      `{ accessMode: unprotected, paths: [], securityPolicies: { requiredPolicies: { credentials: ${two} } } }`,
    ),
  },
  silentThoughBroken: {
    'a second pair that broke the schema': guarded(
      `requiredPolicies: { credentials: [${user('admin')}, 7] }`,
    ),
  },
  reports: {
    'two users': {
      document: guarded(`requiredPolicies: { credentials: «${two}» }`),
      messages: [
        '2 pairs (admin, guest) must all be presented here, and a request carries only one, so that no caller can pass; move them to orPolicies.',
      ],
      severities: ['warning'],
    },
    'one user with two passwords': {
      document: guarded(
        `requiredPolicies: { credentials: «[${user('admin')}, ${user('admin').replace('admin_', 'other_')}]» }`,
      ),
      messages: [/^2 pairs \(admin\) must/],
    },
  },
})
