import { allow, port, security, user } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const paths = 'paths: [{ path: /, routingMode: prefix, priority: 0 }]'
const rules = (accessMode = 'protected', enabled = 'enabled: true, ') =>
  `securePathConfiguration: { ${enabled}rules: [{ accessMode: ${accessMode}, ${paths}, securityPolicies: { requiredPolicies: { policies: [${allow('198.51.100.7')}] } } }] }`
const marked = (document: string) => document.replace('securePathConfiguration', '«securePathConfiguration»')

ruleTable('northflank/port-and-path-policies', {
  silent: {
    'policies of paths only': security(rules()),
    'policies of the port only': security(`credentials: [${user('admin')}]`),
    'the port has empty lists': security(`credentials: [], policies: [], sso: {}, ${rules()}`),
    'rules that are switched off': security(
      `credentials: [${user('admin')}], ${rules('protected', 'enabled: false, ')}`,
    ),
    'a rule that is not enforced': security(`credentials: [${user('admin')}], ${rules('unprotected')}`),
    'two ports': `ports: [{ id: a1, name: a, internalPort: 1, protocol: HTTP, security: { credentials: [${user('admin')}] } }, { id: b1, name: b, internalPort: 2, protocol: HTTP, security: { ${rules()} } }]\n`,
    'no security': port('domains: []'),
  },
  reports: {
    'credentials and paths': {
      document: marked(security(`credentials: [${user('admin')}], ${rules()}`)),
      messages: [
        'The port asks for credentials and its path rules ask for their own: whether a request must pass both is undocumented; write all of it into the path rules.',
      ],
      severities: ['note'],
      related: [`[${user('admin')}]`],
    },
    'paths and a sign-in, in the other order': {
      document: marked(security(`${rules()}, sso: { organizationId: org_a }`)),
    },
    'where "enabled" is absent': {
      document: marked(security(`headers: [{ name: X-A, value: a }], ${rules('protected', '')}`)),
    },
  },
})
