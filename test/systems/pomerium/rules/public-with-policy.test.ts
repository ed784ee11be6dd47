import { coreRoutes, stream, zeroPolicy, zeroRoute } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const staff = zeroPolicy('staff', '{ allow: { or: [{ domain: example.com }] } }')
const everyone = zeroPolicy('everyone', '{ allow: { or: [{ accept: true }] } }')
const users = zeroPolicy('users', '{ allow: { and: [{ authenticated_user: true }] } }')
const office = zeroPolicy('office', '{ deny: { not: [{ source_ip: 198.51.100.0/24 }] } }')

ruleTable('pomerium/public-with-policy', {
  silent: {
    'a flag alone': coreRoutes('-policy, allow_public_unauthenticated_access: true'),
    'a policy alone': coreRoutes(''),
    'a flag that is off': coreRoutes('allow_public_unauthenticated_access: false'),
    'a policy that only denies': coreRoutes(
      'allow_public_unauthenticated_access: true, policy: { deny: { or: [{ domain: a.com }] } }',
    ),
    'any user beside a policy for callers without one': coreRoutes(
      'allow_any_authenticated_user: true, policy: { allow: { or: [{ source_ip: 198.51.100.0/24 }] } }',
    ),
    'a policy of Zero alone': stream(staff, zeroRoute('policyIds: [staff]')),
    'a public policy of Zero beside a deny': stream(
      `[${everyone}, ${office}]`,
      zeroRoute('policyIds: [everyone, office]'),
    ),
    'policies of two routes': stream(
      `[${staff}, ${everyone}]`,
      `[${zeroRoute('policyIds: [staff]')}, ${zeroRoute('policyIds: [everyone], from: https://b.example.com')}]`,
    ),
  },
  reports: {
    public: {
      document: coreRoutes(
        'allow_public_unauthenticated_access: true, policy: { «allow»: { or: [{ domain: a.com }] } }',
      ),
      messages: [
        'allow_public_unauthenticated_access lets in everyone whom this allow lets in, and more, so it limits nothing; remove one of the two.',
      ],
      severities: ['warning'],
      related: ['true'],
    },
    'any user': {
      document: coreRoutes(
        'allow_any_authenticated_user: true, policy: [{ «allow»: { or: [{ domain: a.com }] } }]',
      ),
    },
    'an Ingress': {
      document: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    ingress.pomerium.io/allow_any_authenticated_user: "true"
    ingress.pomerium.io/policy: |
      «allow»:
        or:
          - domain: a.com
spec: { ingressClassName: pomerium, rules: [] }
`,
    },
    'a public policy of Zero': {
      document: stream(`[${staff}, ${everyone}]`, zeroRoute('policyIds: [«staff», everyone]')),
      messages: [
        'policy everyone lets in everyone whom policy staff lets in, and more, so its allow limits nothing on this route; remove one of the two.',
      ],
    },
    'a policy of Zero for any user': {
      document: stream(`[${users}, ${staff}]`, zeroRoute('policyIds: [users, «staff»]')),
    },
  },
})
