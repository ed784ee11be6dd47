import { ports } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const certificate =
  'certificate: { inProgress: false, expiryDate: "2026-12-26T09:25:02.000Z", refreshDate: "2026-11-27T09:25:02.000Z" }'
const web = 'name: web, internalPort: 8080, protocol: HTTP'

ruleTable('duplicate-port', {
  silent: {
    'one port': ports(web),
    'other names and numbers': ports(web, 'name: api, internalPort: 8081, protocol: HTTP'),
    'one number over TCP and UDP': ports(
      'name: tcp, internalPort: 53, protocol: TCP',
      'name: udp, internalPort: 53, protocol: UDP',
    ),
    'a number in a name': ports(web, 'name: p8080, internalPort: 1, protocol: HTTP'),
    'other domains': ports(
      `${web}, domains: [a.example.com]`,
      'name: api, internalPort: 8081, protocol: HTTP, domains: [b.example.com]',
    ),
    'other paths of one domain': ports(
      `${web}, domains: [a.example.com/x]`,
      'name: api, internalPort: 8081, protocol: HTTP, domains: [a.example.com/y, a.example.com/X]',
    ),
    'two documents of one file': `${ports(web)}---\n${ports(web)}`,
  },
  silentThoughBroken: {
    'numbers that are none': ports(
      'name: a, internalPort: 70000, protocol: HTTP',
      'name: b, internalPort: 70000, protocol: HTTP',
    ),
    'no protocol': ports('name: a, internalPort: 1', 'name: b, internalPort: 1'),
  },
  reports: {
    'one name': {
      document: ports(web, 'name: «web», internalPort: 8081, protocol: HTTP'),
      messages: ['"web" is the name of another port too, and the name is part of the host name; rename one.'],
      severities: ['warning'],
      related: ['web'],
    },
    'one number': {
      document: ports(web, 'name: api, internalPort: «8080», protocol: HTTP'),
      messages: [
        '8080 over TCP is taken by port web already, and one service cannot have it twice; choose another number.',
      ],
      severities: ['warning'],
      related: ['8080'],
    },
    'HTTP and HTTP/2 share a transport': {
      document: ports(web, 'name: api, internalPort: «8080», protocol: HTTP/2'),
    },
    'TCP and HTTP share a transport': {
      document: ports(
        'name: a, internalPort: 1, protocol: TCP',
        'name: b, internalPort: «1», protocol: HTTP',
      ),
    },
    'HTTP and TCP share a transport': {
      document: ports(
        'name: b, internalPort: 1, protocol: HTTP',
        'name: a, internalPort: «1», protocol: TCP',
      ),
    },
    'UDP twice': {
      document: ports('name: a, internalPort: 1, protocol: UDP', 'name: b, internalPort: «1», protocol: UDP'),
      messages: [/^1 over UDP is taken by port a already/],
    },
    'name and number': { document: ports(web, 'name: «web», internalPort: «8080», protocol: HTTP/2') },
    'three of one name': {
      document: ports(
        web,
        'name: «web», internalPort: 1, protocol: HTTP',
        'name: «web», internalPort: 2, protocol: HTTP',
      ),
    },
    'one domain': {
      document: ports(
        `${web}, domains: [app.example.com]`,
        'name: api, internalPort: 1, protocol: HTTP, domains: [b.example.com, «app.example.com»]',
      ),
      messages: [
        'app.example.com leads to port web already, and a domain leads to one port only; remove one.',
      ],
      severities: ['warning'],
      related: ['app.example.com'],
    },
    'one domain in another case': {
      document: ports(
        `${web}, domains: [App.Example.com]`,
        'name: api, internalPort: 1, protocol: HTTP, domains: [«app.example.com»]',
      ),
    },
    'one domain twice on a port': {
      document: ports(`${web}, domains: [app.example.com, «app.example.com»]`),
      messages: [/leads to this port already/],
    },
    'one domain and path': {
      document: ports(
        `${web}, domains: [APP.example.com/x]`,
        'name: api, internalPort: 1, protocol: HTTP, domains: [«app.example.com/x»]',
      ),
    },
    'equal entries, where the platform refuses them': {
      document: ports(web, `«{ ${web} }»`).replace('- { «', '- «').replace('}» }', '}»'),
      messages: [
        'This entry is the same as port web, and the platform refuses a list with equal entries; remove one.',
      ],
      severities: ['error'],
    },
    'equal entries, keys in another order': {
      document: ports(web, '«{ protocol: HTTP, name: web, internalPort: 8080 }»')
        .replace('- { «', '- «')
        .replace('}» }', '}»'),
      severities: ['error'],
    },
    'equal entries of a service body, which takes them': {
      document: `name: shop\n${ports(web, 'name: «web», internalPort: «8080», protocol: HTTP')}`,
      severities: ['warning', 'warning'],
    },
    'entries that differ in an id only': {
      document: ports(`id: p01, ${web}`, 'id: p02, name: «web», internalPort: «8080», protocol: HTTP'),
      severities: ['warning', 'warning'],
    },
    'the answer of a GET': {
      document: `data: { ports: [{ id: p01, name: a, internalPort: 1, protocol: HTTP, public: true, dns: a.example.com, domains: [{ name: x.example.com, ${certificate} }] }, { id: p02, name: b, internalPort: 2, protocol: HTTP, public: true, dns: b.example.com, domains: [{ name: «x.example.com», ${certificate} }] }] }`,
    },
  },
})
