import { allow, deny, policies, port, security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const shut = `${allow('10.0.0.1')}, ${deny('10.0.0.0/8')}`
const header = 'headers: [{ name: X, value: y }]'
const user = 'credentials: [{ username: admin, password: abc, type: basic-auth }]'
const nested = (groups: string) =>
  security(
    `securePathConfiguration: { rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 1 }], securityPolicies: { ${groups} } }] }`,
  )
const sentence =
  'Nobody gets in: every address that is allowed here is denied as well, and DENY always wins; drop the DENY entries, since an ALLOW keeps out everyone else anyway.'

ruleTable('allow-nobody', {
  silent: {
    'nothing denied': policies(allow('10.0.0.1')),
    'nothing allowed': policies(deny('0.0.0.0/0', '::/0')),
    'an ALLOW without addresses, of which nobody knows what it does': policies(allow(), deny('0.0.0.0/0')),
    'one address left': policies(allow('10.0.0.0/31'), deny('10.0.0.1')),
    'one family left': policies(allow('10.0.0.1', '2001:db8::1'), deny('0.0.0.0/0')),
    'the other family left': policies(allow('10.0.0.1', '2001:db8::1'), deny('::/0')),
    'an ALLOW that nobody can read': policies(allow('10.0.0.1', 'office'), deny('10.0.0.0/8')),
    'an ALLOW with a leading zero': policies(allow('10.0.0.1', '010.0.0.1'), deny('10.0.0.0/8')),
    'any one mechanism is enough': security(`policies: [${shut}], ${header}, verificationMode: or`),
    'several mechanisms, and nobody says how they count': security(`policies: [${shut}], ${user}`),
    'across the lists': security(`ip: [${allow('10.0.0.1')}], policies: [${deny('10.0.0.0/8')}]`),
    'one list is shut, the other one only denies': security(
      `ip: [${shut}], policies: [${deny('11.0.0.0/8')}]`,
    ),
    'one list is shut, the other one lets in': security(`ip: [${shut}], policies: [${allow('11.0.0.0/8')}]`),
    'one list is shut, the other one is not known': security(`ip: [${shut}], policies: [${allow()}]`),
    'alternatives: the ALLOW may be enough': nested(`orPolicies: { policies: [${shut}] }`),
    'alternatives beside others': nested(
      `orPolicies: { policies: [${allow('10.0.0.1')}], ${header} }, requiredPolicies: { policies: [${deny('10.0.0.0/8')}] }`,
    ),
  },
  silentThoughBroken: {
    'an ALLOW entry that is no text': security(
      'policies: [{ action: ALLOW, addresses: ["10.0.0.1", 12] }, { action: DENY, addresses: ["10.0.0.0/8"] }]',
    ),
    'a policy without action': security(`policies: [${shut}, { addresses: ["11.0.0.1"] }]`),
    'a policy that is none': security(`policies: [${shut}, office]`),
    'a mode that nobody knows': security(`policies: [${shut}], ${header}, verificationMode: xor`),
  },
  reports: {
    'the whole list': {
      document: security(`policies: «[${shut}]»`),
      messages: [sentence],
      severities: ['error'],
      witnesses: [{ source: '10.0.0.1' }],
      related: ['"10.0.0.1"', '"10.0.0.0/8"'],
    },
    'DENY first': {
      document: security(`policies: «[${deny('10.0.0.0/8')}, ${allow('10.0.0.1')}]»`),
      severities: ['error'],
    },
    'in the list "ip"': { document: security(`ip: «[${shut}]»`) },
    'an empty list beside it': { document: security(`ip: [], policies: «[${shut}]»`) },
    'two halves': {
      document: security(`policies: «[${allow('10.0.0.0/24')}, ${deny('10.0.0.0/25', '10.0.0.128/25')}]»`),
    },
    'everything is denied': {
      document: security(`policies: «[${allow('10.0.0.1', '2001:db8::1')}, ${deny('0.0.0.0/0', '::/0')}]»`),
    },
    IPv6: { document: security(`policies: «[${allow('2001:db8::/48')}, ${deny('2001:db8::/32')}]»`) },
    'several policies': {
      document: security(
        `policies: «[${allow('10.0.0.1')}, ${deny('10.0.0.1')}, ${allow('11.0.0.1')}, ${deny('11.0.0.1')}]»`,
      ),
    },
    'an ALLOW without addresses beside it': { document: security(`policies: «[${shut}, ${allow()}]»`) },
    'a DENY that nobody can read beside it': {
      document: security(`policies: «[${shut}, ${deny('office')}]»`),
    },
    'every mechanism is needed': {
      document: security(`policies: «[${shut}]», ${header}, ${user}, verificationMode: and`),
    },
    'the mode of a single mechanism does not matter': {
      document: security(`policies: «[${shut}]», verificationMode: or`),
    },
    'a sign-in without an organisation is none': {
      document: security(`policies: «[${shut}]», sso: {}, verificationMode: or`),
    },
    'both lists are shut': {
      document: port(
        `security: «{ ip: [${shut}], policies: [${allow('11.0.0.1')}, ${deny('11.0.0.0/8')}] }»`,
      ),
      severities: ['error'],
    },
    'required policies, whatever else is asked for': {
      document: nested(`requiredPolicies: { policies: «[${shut}]», ${header} }, orPolicies: { ${user} }`),
      severities: ['error'],
    },
    'required policies beside one alternative': {
      document: nested(
        `orPolicies: { policies: [${allow('10.0.0.1')}] }, requiredPolicies: { ip: «[${shut}]» }`,
      ),
    },
  },
})
