import { guarded, placeholder, security } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const header = (name: string, fields = 'value: a') => `headers: [{ name: ${name}, ${fields} }]`

ruleTable('northflank/header-name', {
  silent: {
    'letters and digits': security(header('X2')),
    'every other character of the pattern': security(header("'a_-%$+Z'")),
    'any name in regex mode': security(header("'X Env'", 'value: a, regexMode: true')),
    'a name that is filled in elsewhere': security(header(`'${placeholder('NAME')}'`)),
    'no headers': security('headers: []'),
  },
  silentThoughBroken: {
    'a name that is no text': security(header('12')),
    'a mode that is no flag': security(header("'X Env'", "value: a, regexMode: 'true'")),
  },
  reports: {
    'a blank': {
      document: security(header("«'X Env'»")),
      messages: [
        '"X Env" is outside the documented pattern of header names (letters, digits and _ - % $ +), which the schema of the platform fails to enforce; write the bare name of the header.',
      ],
      severities: ['warning'],
    },
    'a colon, with the mode switched off': {
      document: security(header("«'X-Env:'»", 'value: a, regexMode: false')),
    },
    'a dot': { document: security(header('«X.Env»')) },
    'no character at all': { document: security(header("«''»")) },
    'in both groups of a path rule': {
      document: guarded(`requiredPolicies: { ${header("«'a b'»")} }, orPolicies: { ${header("«'c:d'»")} }`),
    },
    'the second of two': {
      document: security("headers: [{ name: X-A, value: a }, { name: «'X/B'», value: b }]"),
    },
  },
})
