import { ports } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const port = (number: string, fields = 'protocol: TCP') =>
  ports(`name: p01, internalPort: ${number}, ${fields}`)

ruleTable('northflank/reserved-port', {
  silent: {
    ...Object.fromEntries(
      ['14999', '15001', '15019', '15021', '64999', '65001', '1500', '8080'].map((number) => [
        number,
        port(number),
      ]),
    ),
    'the answer of a GET':
      'data: { ports: [{ id: p01, name: p01, internalPort: 15000, protocol: TCP, public: false, domains: [] }] }',
  },
  silentThoughBroken: {
    'a number in quotes': port('"15000"'),
  },
  reports: {
    '15000': {
      document: port('«15000»'),
      messages: [
        "15000 is kept for the platform's own proxy, and the platform refuses it; choose another internal port.",
      ],
      severities: ['error'],
    },
    '15020, whatever the protocol': {
      document: port('«15020»', 'protocol: HTTP, public: true'),
      severities: ['error'],
    },
    '65000': { document: port('«65000»', 'protocol: UDP'), severities: ['error'] },
    'two of three': {
      document: ports(
        'name: a, internalPort: «65000», protocol: UDP',
        'name: b, internalPort: 8080, protocol: HTTP',
        'name: c, internalPort: «15000», protocol: TCP',
      ),
    },
    'in the body of a service, which takes it': {
      document: `name: shop\n${port('«15000»')}`,
      messages: [
        "15000 is kept for the platform's own proxy, and the service would share it with that proxy; choose another internal port.",
      ],
      severities: ['warning'],
    },
  },
})
