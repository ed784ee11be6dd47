import { coreRoutes, stream, zeroPolicy, zeroRoute } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const bare = (fields: string) =>
  `routes:\n  - «{ from: https://app.example.com, to: http://app:8080${fields} }»\n`
const quiet = (fields: string) => bare(fields).replaceAll(/[«»]/g, '')
const staff = '{ allow: { or: [{ domain: example.com }] } }'
const ingress = (annotations: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: «{ name: app, annotations: { ${annotations} } }»
spec: { ingressClassName: pomerium, rules: [] }
`

ruleTable('pomerium/no-policy', {
  silent: {
    'a policy': coreRoutes(''),
    'each of the flags': [
      'allow_public_unauthenticated_access: true',
      'allow_any_authenticated_user: true',
      'cors_allow_preflight: true',
      'allowed_users: [a]',
      'allowed_domains: [a]',
      'allowed_idp_claims: { a: [b] }',
    ]
      .map((flag) => quiet(`, ${flag}`))
      .join('---\n'),
    'policies of a control plane': quiet(', sub_policies: [{ id: a, name: b, rego: [] }]'),
    'a route of Zero with a policy': stream(zeroPolicy('staff', staff), zeroRoute('policyIds: [staff]')),
    'a route of Zero whose policy is not among the documents': zeroRoute('policyIds: [staff]'),
    'a route of Zero that an enforced policy opens': stream(
      zeroPolicy('staff', staff, 'enforced: true'),
      zeroRoute('policyIds: []'),
    ),
    'a route of Zero that an enforced policy may open': stream(
      zeroPolicy('staff', staff, 'enforced: true').replace('ns1', 'root'),
      zeroRoute('policyIds: []'),
    ),
    'an Ingress with a policy': ingress(`ingress.pomerium.io/policy: '${staff}'`).replaceAll(/[«»]/g, ''),
  },
  reports: {
    'no policy': {
      document: bare(''),
      messages: ['This route has no policy, so it lets in nobody; say whom it is for below allow.'],
      severities: ['warning'],
    },
    'flags that are off': { document: bare(', allow_public_unauthenticated_access: false') },
    'a null': { document: bare(', policy: ') },
    'an empty policy': {
      document: coreRoutes('policy: «[]»'),
      messages: ['The policy of this route is empty, so it lets in nobody; say whom it is for below allow.'],
    },
    'a policy that only denies': {
      document: coreRoutes('policy: «{ deny: { or: [{ domain: a.com }] } }»'),
      messages: [
        'The policy of this route only denies, so it lets in nobody; say whom it is for below allow.',
      ],
    },
    'a route of Zero': {
      document: zeroRoute('policyIds: «[]»'),
      messages: [
        'This route has no policy, so it lets in nobody, unless a policy is enforced above its namespace; say whom it is for below allow.',
      ],
    },
    'a route of Zero beside policies that only deny': {
      document: stream(
        zeroPolicy('none', '{ deny: { or: [{ domain: a.com }] } }'),
        zeroRoute('policyIds: «[none]»'),
      ),
    },
    'a route of Zero whose policies shut out one another': {
      document: stream(
        `[${zeroPolicy('staff', staff)}, ${zeroPolicy('none', '{ deny: { or: [{ domain: example.com }] } }')}]`,
        zeroRoute('policyIds: «[staff, none]»'),
      ),
      messages: [/^The policies of this route together let in nobody/],
    },
  },
})
