import { pathRules, placeholder, rule, security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const paths = (pattern: string) => pathRules(rule('office', 'prefix / 0', `regex ${pattern} 1`))
const path = (pattern: string) =>
  pathRules(`{ accessMode: unprotected, paths: [{ path: «'${pattern}'», routingMode: regex, priority: 1 }] }`)
const header = (value: string) => security(`headers: [{ name: X-A, value: ${value}, regexMode: true }]`)

ruleTable('regex-empty', {
  silent: {
    'a path': paths('/api/v[0-9]+'),
    'every path': paths('.*'),
    'a path in anchors': paths('^/api$'),
    'an anchor in one of two branches': paths('/(api$/x|app)'),
    'a path that is filled in elsewhere': paths(`/${placeholder('BASE')}/.*`),
    'a pattern that does not compile': paths('/(api$/x'),
    'any value of a header': header("'.*'"),
    'no value of a header': header("'$^'"),
    'a part of a value, which may be enough': header("'a.*'"),
    'exact paths and prefixes': pathRules(rule('office', 'exact /a 1', 'prefix /b 2')),
  },
  reports: {
    'text behind the end': {
      document: path('/admin$/users'),
      messages: [
        '/admin$/users matches no path that a request can have, so what hangs on it never applies; correct the pattern.',
      ],
      severities: ['error'],
    },
    'text before the start': { document: path('/admin^/users'), severities: ['error'] },
    'a blank in a path': { document: path('/a b'), severities: ['error'] },
    'an empty class': { document: path('/[^\\x00-\\x{10FFFF}]'), severities: ['error'] },
    'no slash at the start, where a part may be enough': {
      document: path('api/.*'),
      messages: [
        'api/.* matches no path that a request can have as a whole, and that it must match as a whole is likely but undocumented, so what hangs on it never applies; correct the pattern.',
      ],
      severities: ['warning'],
    },
    'no character at all, where a part may be enough': { document: path('()'), severities: ['warning'] },
    'a value of a header': {
      document: header("«'a$b'»"),
      messages: [/^a\$b matches no value of header X-A that a request can have,/],
      severities: ['error'],
    },
    'a line break in a value': { document: header("«'a\\nb'»"), severities: ['error'] },
  },
})
