import { coreRoutes } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const twin = (fields: string) =>
  `«{ from: https://app.example.com, to: http://app:8080, policy: { allow: { or: [{ domain: example.com }] } }${fields} }»`
const list = (...routes: readonly string[]) => `routes:\n${routes.map((route) => `  - ${route}\n`).join('')}`
const plain = (fields: string) => twin(fields).replaceAll(/[«»]/g, '')

ruleTable('pomerium/duplicate-route', {
  silent: {
    'two hosts': coreRoutes('from: https://a.example.com', 'from: https://b.example.com'),
    'two prefixes': coreRoutes('prefix: /a/', 'prefix: /b/'),
    'a path and a prefix': coreRoutes('prefix: /a', 'path: /a'),
    'two targets': coreRoutes('to: http://a', 'to: http://b'),
    'two names': coreRoutes('name: a', 'name: b'),
    'a name and none': coreRoutes('name: a', ''),
    weights: coreRoutes('to: ["http://a,1", "http://b,2"]', 'to: ["http://a,2", "http://b,1"]'),
  },
  reports: {
    twins: {
      document: list(plain(''), twin('')),
      messages: [
        'This route has the from, path and target of an earlier one, so Pomerium refuses the whole configuration; join the policies of the two in one route.',
      ],
      severities: ['error'],
    },
    'with one name': {
      document: list(plain(', name: a'), twin(', name: a')),
      messages: [/target of an earlier one and its name,/],
    },
    'a list of one': {
      document: list(plain('').replace('to: http://app:8080', 'to: [http://app:8080]'), twin('')),
    },
    'three of them': { document: list(plain(''), twin(''), twin('')) },
    'in both lists': { document: `${list(twin(''))}policy:\n  - ${plain('')}\n` },
    redirects: {
      document: list(
        '{ from: https://a.example.com, redirect: { host_redirect: b, https_redirect: true }, allow_public_unauthenticated_access: true }',
        '«{ from: https://a.example.com, redirect: { https_redirect: true, host_redirect: b }, allow_public_unauthenticated_access: true }»',
      ),
    },
  },
})
