import { allow, guarded, ports, user } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const port = (security: string, fields = '') =>
  ports(`id: p01, name: p01, internalPort: 80, protocol: HTTP, ${fields}security: { ${security} }`)
const marked = (document: string) => document.replace('security:', '«security»:')
const office = `policies: [${allow('198.51.100.0/24')}]`

ruleTable('northflank/policy-on-private-port', {
  silent: {
    'a public port': port(office, 'public: true, '),
    'nothing asked': port('credentials: [], policies: [], sso: {}'),
    'internal traffic that must sign in': port(
      'sso: { organizationId: org_a, validateInternalTraffic: true }',
    ),
    'rules that are switched off': guarded(`requiredPolicies: { ${office} }`, 'enabled: false').replace(
      'public: true, ',
      '',
    ),
  },
  silentThoughBroken: {
    'a public that is no flag': port(office, "public: 'yes', "),
    'a switch that is no flag': port('sso: { organizationId: org_a, validateInternalTraffic: 1 }'),
  },
  reports: {
    'addresses, where public is false': {
      document: marked(port(office, 'public: false, ')),
      messages: [
        'The policies of this port (addresses) guard its public names, and it is not public, so nobody is asked; make it public, or remove them.',
      ],
      severities: ['warning'],
      related: ['false'],
    },
    'credentials, where public is absent': {
      document: marked(port(`credentials: [${user('admin')}]`)),
      messages: [/^The policies of this port \(credentials\)/],
      related: [],
    },
    'a sign-in that internal traffic is not asked for': {
      document: marked(port('sso: { organizationId: org_a, validateInternalTraffic: false }')),
    },
    'path rules': {
      document: marked(guarded(`requiredPolicies: { ${office} }`).replace('public: true, ', '')),
    },
  },
})
