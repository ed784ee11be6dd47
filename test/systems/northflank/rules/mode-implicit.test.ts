import { allow, deny, guarded, security, user } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const credentials = `credentials: [${user('admin')}]`
const policies = `policies: [${allow('198.51.100.0/24')}]`
const ip = `ip: [${deny('198.51.100.7')}]`
const headers = 'headers: [{ name: X-Env, value: staging }]'
const sso = 'sso: { organizationId: org_example }'

/** The key of the port's security is what the rule points at. */
const marked = (document: string) => document.replace('security:', '«security»:')

ruleTable('northflank/mode-implicit', {
  silent: {
    'one mechanism': security(credentials),
    'several pairs of one mechanism': security(`credentials: [${user('admin')}, ${user('guest')}]`),
    'two lists of addresses, which are one mechanism': security(`${policies}, ${ip}`),
    'all of them': security(`${credentials}, ${policies}, verificationMode: and`),
    'any of them': security(`${credentials}, ${policies}, verificationMode: or`),
    'a second mechanism that is empty': security(`${credentials}, policies: [], headers: [], sso: {}`),
    'a list without addresses': security(`${credentials}, policies: [{ action: DENY, addresses: [] }]`),
    'a sign-in without an organisation': security(`${credentials}, sso: { allowAnyOrgUsers: true }`),
    'a path rule, whose groups say how they count': guarded(`requiredPolicies: { ${policies}, ${headers} }`),
  },
  silentThoughBroken: {
    'a mode that is none': security(`${credentials}, ${policies}, verificationMode: any`),
    'a second mechanism that is none': security(`${credentials}, headers: 7`),
  },
  reports: {
    'credentials and addresses': {
      document: marked(security(`${credentials}, ${policies}`)),
      messages: [
        'credentials and addresses stand side by side without a verificationMode: whether a request must pass all of them or any one is undocumented; set it to "and" or "or".',
      ],
      severities: ['warning'],
    },
    'addresses and credentials': { document: marked(security(`${policies}, ${credentials}`)) },
    'headers and a sign-in': {
      document: marked(security(`${headers}, ${sso}`)),
      messages: [/^headers and single sign-on stand/],
    },
    'all four': {
      document: marked(security(`${headers}, ${sso}, ${ip}, ${credentials}`)),
      messages: [/^credentials, addresses, headers and single sign-on stand/],
    },
  },
})
