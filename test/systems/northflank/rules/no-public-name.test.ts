import { port } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const off = (value: string) => `disableNfDomain: ${value}`

ruleTable('northflank/no-public-name', {
  silent: {
    'a domain': port(`${off('true')}, domains: [app.example.com]`),
    'the default name': port(off('false')),
    'the default name, by default': port('domains: []'),
    'a private port': port(off('true')).replace('public: true', 'public: false'),
    'a port that is private by default': port(off('true')).replace('public: true, ', ''),
  },
  silentThoughBroken: {
    'a domain that broke the schema': port(`${off('true')}, domains: [7]`),
    'domains that are no list': port(`${off('true')}, domains: app.example.com`),
  },
  reports: {
    'no list': {
      document: port(off('«true»')),
      messages: [
        'true takes the default name away, and the port has no domain, so no public name leads to it; link a domain, or set this to false.',
      ],
      severities: ['warning'],
    },
    'an empty list': { document: port(`domains: [], ${off('«true»')}`) },
    'in an answer': {
      document: `data: { ports: [{ id: p01, name: p01, internalPort: 80, protocol: HTTP, public: true, domains: [], ${off('«true»')} }] }`,
    },
  },
})
