import { security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const header = (value: string, mode = 'true') =>
  security(`headers: [{ name: X-Env, value: ${value}, regexMode: ${mode} }]`)
const path = (pattern: string, mode = 'regex') =>
  security(
    `securePathConfiguration: { enabled: true, rules: [{ accessMode: unprotected, paths: [{ path: ${pattern}, routingMode: ${mode}, priority: 1 }] }] }`,
  )

ruleTable('regex-dialect', {
  silent: {
    'what RE2 takes': header("'^(?i:prod|stag(?P<n>e)?)$'"),
    'lazy repeats': path("'/a+?b*?'"),
    'what no engine takes': header('"a(b"'),
    'both troubles: the graver one is reported': header('"(?=a)(b"'),
    'look-ahead as plain text': header('"(?!prod)"', 'false'),
    'an escaped group': path("'/\\(?=a'"),
    'the largest repeat': path("'/a{1000}'"),
  },
  reports: {
    'look-ahead': {
      document: path("'/a«(?=»b)'"),
      messages: [
        '/a(?=b) looks ahead with (?=, which RE2 refuses (look-around, position 3 of the path), and the platform names no engine that takes it; write it without.',
      ],
      severities: ['warning'],
    },
    'negative look-ahead in a header': {
      document: header("'«(?!»prod).*'"),
      messages: [/position 1 of the value of header X-Env/],
    },
    'look-behind': { document: path("'/a«(?<=»b)'"), messages: [/look-around/] },
    'negative look-behind': { document: path("'/a«(?<!»b)'"), messages: [/look-around/] },
    'back-reference by number': { document: path("'/(a)«\\1»'"), messages: [/back-reference/] },
    'back-reference by name': { document: path("'/(?P<n>a)«(?P=n)»'"), messages: [/back-reference/] },
    'atomic group': { document: path("'/«(?>»a|b)'"), messages: [/atomic group/] },
    'possessive quantifier': { document: path("'/a«++»b'"), messages: [/possessive quantifier/] },
    'a repeat above the limit': { document: path("'/a«{1001}»'"), messages: [/repeat count/] },
    conditional: { document: path("'/(a)?«(?(1)»b|c)'"), messages: [/conditional/] },
    'the first of two': { document: path("'/a«(?=»b)(?!c)'") },
    'behind escapes': { document: path('"/\\x41\\\\d«(?=»b)"') },
    'behind a doubled quote': { document: path("'/it''s«(?=»b)'") },
    'in a plain scalar': { document: header('a«(?=»b)') },
    'in a folded block, as a whole': {
      document: `ports:
  - id: p01
    name: p01
    internalPort: 8080
    protocol: HTTP
    security:
      headers:
        - name: X-Env
          regexMode: true
          value: «>-
            a(?=b)
»`,
    },
  },
})
