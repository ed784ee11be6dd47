import { allow, deny, guarded, placeholder, security, user } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const header = (name: string, value: string, regex = false) =>
  `{ name: ${name}, value: '${value}', regexMode: ${regex} }`
const headers = (...list: string[]) => `headers: [${list.join(', ')}]`
const marked = (fields: string) => security(fields).replace(/security: (\{.*\}) \}/s, 'security: «$1» }')
const groups = (fields: string, settings?: string) =>
  guarded(fields, settings).replace(/securityPolicies: (\{.*\}) \} \]/s, 'securityPolicies: «$1» } ]')
const required = (...addresses: string[]) => `requiredPolicies: { policies: [${allow(...addresses)}] }`
const either = (...addresses: string[]) => `orPolicies: { policies: [${allow(...addresses)}] }`

ruleTable('condition-never', {
  silent: {
    'two headers': security(headers(header('X-A', 'a'), header('X-B', 'b'))),
    'one header twice': security(headers(header('X-A', 'a'), header('x-a', 'a'))),
    'a value and a pattern that takes it': security(
      headers(header('X-A', 'abc'), header('X-A', 'a.*', true)),
    ),
    'two values, of which one is enough': guarded(
      `requiredPolicies: { ${headers(header('X-A', 'a'))} }, orPolicies: { ${headers(header('X-A', 'b'))}, credentials: [${user('admin')}] }`,
    ),
    'a value and a pattern that is found in it': security(
      headers(header('X-A', 'abc'), header('X-A', 'b', true)),
    ),
    'a value that is filled in elsewhere': security(
      headers(header('X-A', placeholder('KEY')), header('X-A', 'b')),
    ),
    'two values that are filled in elsewhere': security(
      headers(header('X-A', placeholder('OLD')), header('X-A', placeholder('NEW'))),
    ),
    'networks that overlap': guarded(`${required('198.51.100.0/24')}, ${either('198.51.100.7')}`),
    'two organisations, of which one may be a member': guarded(
      'requiredPolicies: { sso: { organizationId: org_a } }, orPolicies: { sso: { organizationId: org_b } }',
    ),
    'nobody, which is told of the list': security(
      `policies: [${allow('203.0.113.7', '::1')}, ${deny('0.0.0.0/0', '::/0')}]`,
    ),
    'a pattern that nothing matches, which is told there': security(
      headers(header('X-A', 'a$b', true), header('X-A', 'c')),
    ),
    'networks apart, in rules that are switched off': guarded(
      `${required('198.51.100.7')}, ${either('203.0.113.7')}`,
      'enabled: false',
    ),
    'an ALLOW without addresses, on a reading only': guarded(
      `requiredPolicies: { policies: [${allow()}] }, ${either('203.0.113.7')}`,
    ),
  },
  reports: {
    'two values of one header': {
      document: marked(headers(header('X-A', 'a'), header('X-A', 'b'))),
      messages: [
        'Nobody gets in: no request can pass the policies of port p01 (header X-A and header X-A); drop the requirements that exclude one another.',
      ],
      severities: ['warning'],
    },
    'in another case': { document: marked(headers(header('x-a', 'b'), header('X-A', 'a'))) },
    'a value and a pattern that is not in it': {
      document: marked(headers(header('X-A', 'abc'), header('X-A', '[0-9]', true))),
    },
    'a pattern and a value': {
      document: marked(headers(header('X-A', '[0-9]', true), header('X-A', 'abc'))),
    },
    'networks apart in the two groups': {
      document: groups(`${required('198.51.100.0/24')}, ${either('203.0.113.0/24')}`),
      messages: [/^Nobody gets in: no request can pass the policies of prefix \/ \(the list "policies" and/],
    },
    'networks apart, in the other order': {
      document: groups(`${either('203.0.113.0/24')}, ${required('198.51.100.0/24')}`),
    },
    'families apart': { document: groups(`${required('0.0.0.0/0')}, ${either('::/0')}`) },
    'all but internal traffic': {
      document: groups(
        `${required('198.51.100.0/24')}, ${either('203.0.113.0/24')}`,
        'enabled: true, skipSecurityPoliciesForInternalTrafficViaPublicDns: true',
      ),
      messages: [/^Nobody but internal traffic gets in/],
    },
    'two values of one header, one in each group': {
      document: groups(
        `requiredPolicies: { ${headers(header('X-A', 'a'))} }, orPolicies: { ${headers(header('X-A', 'b'))} }`,
      ),
    },
  },
})
