import { ports } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const fields = 'name: p01, internalPort: 80, protocol: HTTP'

ruleTable('northflank/missing-port-id', {
  silent: {
    'an id': ports(`id: p01, ${fields}`),
    'the body of a service, which has none': `name: shop\n${ports(fields)}`,
  },
  silentThoughBroken: {
    'an id that is no text': ports(`id: 12, ${fields}`),
    'an answer without one': `data: { ports: [{ ${fields}, public: true, domains: [] }] }`,
  },
  reports: {
    'no id': {
      document: `ports:\n  - «{ ${fields} }»\n`,
      messages: [
        'Port p01 has no id, so the update takes it for a new one and may drop the security of the port that it replaces; add the id that a GET shows, unless it is new.',
      ],
      severities: ['note'],
    },
    'one of two': {
      document: `ports:\n  - { id: p02, name: p02, internalPort: 81, protocol: HTTP }\n  - «{ ${fields} }»\n`,
    },
  },
})
