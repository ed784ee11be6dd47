import { allow, pathRules, pathRulesWith, rule, user } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const paths = 'paths: [{ path: /, routingMode: prefix, priority: 0 }]'
const open = (groups: string, mode = 'unprotected') =>
  `{ accessMode: ${mode}, ${paths}, securityPolicies: { ${groups} } }`
const office = `policies: [${allow('198.51.100.0/24')}]`

ruleTable('northflank/unprotected-with-policies', {
  silent: {
    'no policies': pathRules(rule('open', 'prefix / 0')),
    'groups without anything': pathRules(open('requiredPolicies: { policies: [] }, orPolicies: {}')),
    'a sign-in without an organisation': pathRules(open('orPolicies: { sso: {} }')),
    'a protected rule': pathRules(open(`requiredPolicies: { ${office} }`, 'protected')),
    'rules that are switched off': pathRulesWith('enabled: false', open(`requiredPolicies: { ${office} }`)),
  },
  silentThoughBroken: {
    'a mode that is none': pathRules(open(`requiredPolicies: { ${office} }`, 'open')),
  },
  reports: {
    'required policies': {
      document: pathRules(open(`requiredPolicies: { ${office} }`, '«unprotected»')),
      messages: [
        'unprotected means that the policies of this rule (addresses) are not enforced; set it to protected, or remove them.',
      ],
      severities: ['warning'],
      related: [`{ requiredPolicies: { ${office} } }`],
    },
    'alternatives, of two kinds': {
      document: pathRules(
        open(`orPolicies: { ${office}, credentials: [${user('admin')}] }`, '«unprotected»'),
      ),
      messages: [/\(credentials, addresses\) are not enforced/],
    },
    'the second of two rules': {
      document: pathRules(
        rule('office', 'prefix /a 1'),
        open('orPolicies: { sso: { organizationId: org_a } }', '«unprotected»'),
      ),
    },
  },
})
