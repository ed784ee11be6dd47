import { ports } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const port = (fields: string) => ports(`id: p01, name: p01, internalPort: 80, protocol: HTTP, ${fields}`)

ruleTable('northflank/domain-on-private-port', {
  silent: {
    'a public port': port('public: true, domains: [app.example.com]'),
    'no domain': port('public: false, domains: []'),
    'no list': port('public: false'),
    'an answer, which nobody refuses':
      'data: { ports: [{ id: p01, name: p01, internalPort: 80, protocol: HTTP, public: false, domains: [{ name: app.example.com, certificate: {} }] }] }',
  },
  silentThoughBroken: {
    'a public that is no flag': port('public: 1, domains: [app.example.com]'),
    'a domain that is no text': port('public: false, domains: [7]'),
  },
  reports: {
    'public is false': {
      document: port('public: false, domains: [«app.example.com»]'),
      messages: [
        'app.example.com cannot be linked to a port that is not public; set public to true, or remove the domain.',
      ],
      severities: ['error'],
      related: ['false'],
    },
    'public is absent, and there are two domains': {
      document: port('domains: [«app.example.com», www.example.com]'),
      messages: [/^app.example.com and 1 more cannot/],
      related: ['www.example.com'],
    },
    'in the body of a service': {
      document: `name: shop\n${port('domains: [«app.example.com/shop»]')}`,
      severities: ['error'],
    },
  },
})
