import { expect, it } from 'vitest'
import { validate } from '../../../../src/index.ts'
import { service } from '../../../helpers/kubernetes.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const port = (target: string) => service(`ports: [{ port: 80, targetPort: ${target} }]`)

ruleTable('kubernetes/quoted-target-port', {
  silent: {
    'a number': port('8080'),
    'a name': port('http'),
    'a name with digits': port('"8080-tcp"'),
    'nothing in quotes': port('""'),
    'digits and a dash': port('"80-80"'),
  },
  reports: {
    'a number in double quotes': {
      document: port('«"8080"»'),
      messages: [
        '"8080" in quotes is the name of a port and no number, and the API server refuses a name without a letter; write 8080 without quotes.',
      ],
      severities: ['error'],
    },
    'in single quotes': { document: port("«'8080'»") },
    'zero in quotes': { document: port('«"0"»') },
    'more digits than a name may have': { document: port('«"1234567890123456"»') },
    'the second of two': {
      document: service('ports: [{ name: a, port: 80 }, { name: b, port: 81, targetPort: «"81"» }]'),
    },
  },
})

it('is one finding and not two', () => {
  expect(validate(port('"8080"')).findings.map(({ rule }) => rule)).toEqual(['kubernetes/quoted-target-port'])
})
