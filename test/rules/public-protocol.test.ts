import { ports } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const port = (fields: string) => ports(`name: p01, internalPort: 8080, ${fields}`)

ruleTable('public-protocol', {
  silent: {
    'no port': 'ports: []\n# portcullis: kind=northflank/service-ports\n',
    'public HTTP': port('protocol: HTTP, public: true'),
    'public HTTP/2': port('protocol: HTTP/2, public: true'),
    'private TCP': port('protocol: TCP, public: false'),
    'private UDP': port('protocol: UDP, public: false'),
    'TCP that says nothing of being public': port('protocol: TCP'),
  },
  silentThoughBroken: {
    'a protocol that nobody knows': port('protocol: HTTPS, public: true'),
    'a word where a boolean is expected': port('protocol: TCP, public: "true"'),
    'a YAML 1.1 boolean': port('protocol: TCP, public: yes'),
    'no protocol': port('public: true'),
  },
  reports: {
    'public TCP': {
      document: port('protocol: «TCP», public: true'),
      messages: [
        'TCP is not published: public ports speak HTTP or HTTP/2 only; set public to false, or put a load balancer in front.',
      ],
      severities: ['error'],
      related: ['true'],
    },
    'public UDP, public first': {
      document: port('public: true, protocol: «UDP»'),
      messages: [/^UDP is not published/],
    },
    'a protocol in quotes': { document: port('protocol: «"TCP"», public: true') },
    'two of three': {
      document: ports(
        'name: a, internalPort: 1, protocol: «UDP», public: true',
        'name: b, internalPort: 2, protocol: HTTP, public: true',
        'name: c, internalPort: 3, protocol: «TCP», public: true',
      ),
    },
    JSON: {
      document: '{"ports":[{"name":"p01","internalPort":8080,"protocol":«"TCP"»,"public":true}]}',
    },
    'the body of a service': { document: `name: shop\n${port('protocol: «TCP», public: true')}` },
    'the answer of a GET': {
      document:
        'data: { ports: [{ id: p01, name: p01, internalPort: 1, protocol: «TCP», public: true, dns: p01.example.com, domains: [] }] }',
    },
    'beside a part that breaks the schema': {
      document: port('protocol: «TCP», public: true, domains: 12'),
      broken: true,
    },
  },
})
