import { security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const header = (value: string, more = 'regexMode: true') =>
  security(`headers: [{ name: X-Env, value: ${value}, ${more} }]`)
const path = (pattern: string, mode = 'regex') =>
  security(
    `securePathConfiguration: { enabled: true, rules: [{ accessMode: unprotected, paths: [{ path: ${pattern}, routingMode: ${mode}, priority: 1 }] }] }`,
  )
const inGroup = (group: string, value: string) =>
  security(
    `securePathConfiguration: { enabled: true, rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 1 }], securityPolicies: { ${group}: { headers: [{ name: X-Env, value: ${value}, regexMode: true }] } } }] }`,
  )
/** A path pattern as a block of its own. */
const block = (style: string, pattern: string) => `ports:
  - id: p01
    name: p01
    internalPort: 8080
    protocol: HTTP
    security:
      securePathConfiguration:
        enabled: true
        rules:
          - accessMode: unprotected
            paths:
              - path: ${style}
                  ${pattern}
                routingMode: regex
                priority: 1
`
const json = (pattern: string) =>
  `{"ports":[{"id":"p01","name":"p01","internalPort":8080,"protocol":"HTTP","security":{"headers":[{"name":"X-Env","value":${pattern},"regexMode":true}]}}]}`
const response = (pattern: string) =>
  `{"data":{"ports":[{"id":"p01","name":"p01","internalPort":8080,"protocol":"HTTP","public":true,"dns":"p01.example.com","domains":[],"security":{"headers":[{"name":"X-Env","value":${pattern},"regexMode":true}]}}]}}`

ruleTable('regex-syntax', {
  silent: {
    'a plain pattern': header('"prod|staging"'),
    'the empty pattern': header('""'),
    'anchors, classes, counted repeats': path("'^/v[0-9]{1,3}/[^/]+/?$'"),
    'a brace that is no repeat': path("'/{id}'"),
    'Unicode classes, named groups, flags': path("'(?i)/(?P<name>\\p{L}+)'"),
    'broken text in string mode': header('"a(b"', 'regexMode: false'),
    'broken text where the mode is left out': security('headers: [{ name: X-Env, value: "a(b" }]'),
    'what other engines take: look-ahead': header('"(?!prod).*"'),
    'what other engines take: back-reference': header("'(a)\\1'"),
    'what other engines take: atomic group, possessive': path("'/(?>a|b)c++'"),
  },
  reports: {
    'an open group': {
      document: header('"stag«(»ing|e"'),
      messages: [
        'stag(ing|e does not compile in any engine: it has no closing ) for this group (position 5 of the value of header X-Env).',
      ],
      severities: ['error'],
    },
    'a closing bracket too many': {
      document: path("'/a«)»b'"),
      messages: [
        '/a)b does not compile in any engine: it has a closing ) without an opening one (position 3 of the path).',
      ],
    },
    'an open class': { document: path("'/«[»a-z'"), messages: [/no closing \] for this class/] },
    'nothing to repeat': { document: path("'«*»a'"), messages: [/nothing to repeat before \*/] },
    'a repeat from high to low': { document: path("'/a«{3,1}»'"), messages: [/from high to low/] },
    'a range from high to low': { document: path("'/[«z-a»]'"), messages: [/from high to low/] },
    'a last backslash, plain': { document: path('/a«\\»'), messages: [/single backslash/] },
    'a POSIX class that nobody has': { document: path("'/[«[:foo:]»]'"), messages: [/POSIX class/] },
    'the graver of two troubles': {
      document: path("'/a(?=b)«(»c'"),
      messages: [/does not compile in any engine/],
    },
    'two headers, each once': {
      document: security(
        "headers: [{ name: X-A, value: 'a«(»', regexMode: true }, { name: X-B, value: '«(»b', regexMode: true }]",
      ),
      messages: [/header X-A/, /header X-B/],
    },
    'a header among the required policies': { document: inGroup('requiredPolicies', "'a«(»b'") },
    'a header among the alternatives': { document: inGroup('orPolicies', "'a«(»b'") },

    'single quotes, of which one is written twice': { document: path("'/it''s''«(»'") },
    'double quotes behind escapes': { document: path('"/\\x41\\u00e9\\\\d\\"«(»b"') },
    'double quotes, a character beyond the BMP as an escape': { document: path('"/\\U0001f600«(»"') },
    'a character beyond the BMP as itself': { document: path("'/😀«(»'") },
    'a plain scalar': { document: path('/a«(»b') },
    'JSON behind escapes': { document: json('"\\u0061\\\\d\\t\\/«(»x"') },
    'JSON, an escaped surrogate pair': { document: json('"\\ud83d\\ude00«(»"') },
    'JSON, a trouble that is an escape itself': { document: json('"a«\\u0028»b"') },
    'the answer of a GET': { document: response('"a«(»"') },
    'a literal block': { document: block('|-', '/a«(»b\n') },
    'a folded block, as a whole': { document: block('«>-', '/a(b\n»') },
    'a long pattern, shortened': {
      document: path(`'/${'a'.repeat(200)}«(»${'b'.repeat(200)}'`),
      messages: [/^…a{40}\(b{40}… does not compile/],
    },
  },
})
