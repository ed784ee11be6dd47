import { allow, deny, guarded, port, security, user } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const credentials = `credentials: [${user('admin')}]`
const denied = deny('203.0.113.0/24')

ruleTable('northflank/or-deny-bypass', {
  silent: {
    'all must pass': security(`${credentials}, policies: [${denied}], verificationMode: and`),
    'no mode': security(`${credentials}, policies: [${denied}]`),
    'a list that allows': security(
      `${credentials}, policies: [${allow('198.51.100.7')}], verificationMode: or`,
    ),
    'a list that allows and denies': security(
      `${credentials}, policies: [${denied}, ${allow('198.51.100.7')}], verificationMode: or`,
    ),
    'an ALLOW in the other list': security(
      `${credentials}, ip: [${denied}], policies: [${allow('198.51.100.7')}], verificationMode: or`,
    ),
    'no other mechanism': security(`policies: [${denied}], verificationMode: or`),
    'nobody left to let in': security(
      `${credentials}, policies: [${deny('0.0.0.0/0', '::/0')}], verificationMode: or`,
    ),
    'an address that nobody can read': security(
      `${credentials}, policies: [${deny('office', '203.0.113.7')}], verificationMode: or`,
    ),
    'no address at all': security(`${credentials}, policies: [${deny()}], verificationMode: or`),
    'the required group': guarded(`requiredPolicies: { policies: [${denied}], ${credentials} }`),
    'a port without a public name': port(
      `security: { ${credentials}, policies: [${denied}], verificationMode: or }`,
    ).replace('public: true', 'public: false'),
  },
  reports: {
    'a list that only denies, beside a password': {
      document: security(`${credentials}, policies: «[${denied}]», verificationMode: or`),
      messages: [
        'This list only denies, and one mechanism is enough here: read literally, 198.51.100.7 and every other address that is not denied gets in without credentials, though how such a list counts is undocumented; have all mechanisms pass ("and", requiredPolicies).',
      ],
      severities: ['warning'],
      witnesses: [{ source: '198.51.100.7', credentials: [] }],
    },
    'the mode first': { document: security(`verificationMode: or, ip: «[${denied}]», ${credentials}`) },
    'beside a sign-in and a header': {
      document: security(
        `headers: [{ name: X-A, value: a }], policies: «[${denied}]», sso: { organizationId: org_a }, verificationMode: or`,
      ),
      messages: [/gets in without headers or single sign-on,/],
    },
    'all of IPv4, so that IPv6 gets in': {
      document: security(`${credentials}, policies: «[${deny('0.0.0.0/0')}]», verificationMode: or`),
      witnesses: [{ source: '2001:db8::7', credentials: [] }],
    },
    'the alternative group of a path rule': {
      document: guarded(`orPolicies: { policies: «[${denied}]», ${credentials} }`),
    },
  },
})
