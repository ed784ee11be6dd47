import { allow, deny, guarded, security, user } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const everyone = allow('0.0.0.0/0', '::/0')
const key = `credentials: [${user('admin')}]`
/** The security of a port, marked as a whole. */
const marked = (fields: string) => security(fields).replace(/security: (\{.*\}) \}/s, 'security: «$1» }')
const groups = (fields: string) =>
  guarded(fields).replace(/securityPolicies: (\{.*\}) \} \]/s, 'securityPolicies: «$1» } ]')

ruleTable('condition-always', {
  silent: {
    'no policy': security(''),
    'one pair': security(key),
    'everyone, and a password': security(`${key}, policies: [${everyone}], verificationMode: and`),
    'everyone or a password, where nobody knows which': security(`${key}, policies: [${everyone}]`),
    'all of IPv4 or a password': security(`${key}, policies: [${allow('0.0.0.0/0')}], verificationMode: or`),
    'everyone but one or a password': security(
      `${key}, policies: [${everyone}, ${deny('203.0.113.7')}], verificationMode: or`,
    ),
    'one that is denied or a password, on a reading only': security(
      `${key}, policies: [${deny('203.0.113.7')}], verificationMode: or`,
    ),
    'everyone alone, which is told at its entries': security(`policies: [${everyone}]`),
    'an ALLOW without addresses, on a reading only': security(`policies: [${allow()}]`),
    'any value of a header, which must be there': security(
      "headers: [{ name: X-A, value: '.*', regexMode: true }]",
    ),
    'a member of any group': security(
      'sso: { organizationId: org_a, allowAnyOrgUsers: true, directoryGroupIds: [a] }',
    ),
    'an address that nobody can read': security(
      `${key}, policies: [${allow('::/0', 'office')}], verificationMode: or`,
    ),
    'a port that asks nobody': security(`${key}, policies: [${everyone}], verificationMode: or`).replace(
      'public: true, ',
      '',
    ),
    'required and everyone': guarded(`requiredPolicies: { policies: [${everyone}], ${key} }`),
    'rules that are switched off': guarded(
      `orPolicies: { policies: [${everyone}], ${key} }`,
      'enabled: false',
    ),
  },
  silentThoughBroken: {
    'a list that has lost an entry': security(`${key}, policies: [${everyone}, 7], verificationMode: or`),
  },
  reports: {
    'everyone or a password': {
      document: marked(`${key}, policies: [${everyone}], verificationMode: or`),
      messages: [
        'Every request gets in: the policies of port p01 (credential admin and the list "policies") keep out nobody, however a request comes; take out what lets everyone in.',
      ],
      severities: ['warning'],
      witnesses: [{ source: '203.0.113.7', credentials: [] }],
    },
    'a password or everyone in halves': {
      document: marked(
        `verificationMode: or, ip: [${allow('0.0.0.0/1', '128.0.0.0/1', '8000::/1', '::/1')}], ${key}`,
      ),
    },
    'a DENY without addresses': { document: marked(`policies: [${deny()}]`) },
    'everyone as an alternative of a path rule': {
      document: groups(`orPolicies: { policies: [${everyone}], ${key} }`),
      messages: [/^Every request gets in: the policies of prefix \/ \(/],
    },
  },
})
