import { pathRules, security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

/** A pattern that is written without quotes, so that marks can stand within it. */
const path = (pattern: string) =>
  pathRules(
    '{ accessMode: unprotected, paths: [{ path: /, routingMode: prefix, priority: 0 }] }',
    `{ accessMode: unprotected, paths: [{ path: '${pattern}', routingMode: regex, priority: 1 }] }`,
  )
const header = (value: string) => security(`headers: [{ name: Origin, value: '${value}', regexMode: true }]`)

ruleTable('regex-anchor', {
  silent: {
    'no anchors': path('/api/v[0-9]+'),
    'anchors within a pattern': path('/(api$|app)'),
    'an escaped end': path('/price\\$'),
    'anchors of a header, of which a part may be enough': header('^staging$'),
    'escaped dots': header('https://app\\.example\\.com'),
    'dots in classes': header('https://app[.]example[.]com'),
    'a dot that is repeated': header('app.*'),
    'a dot in a file name': path('/index.html'),
    'no regex': security('headers: [{ name: Origin, value: https://app.example.com }]'),
  },
  reports: {
    'a start': {
      document: path('«^»/api'),
      messages: ['^ changes nothing where the whole path must match, as is most likely; remove it.'],
      severities: ['note'],
    },
    'a start and an end': { document: path('«^»/api«$»') },
    'an unescaped dot': {
      document: header('https://app«.»example[.]com'),
      messages: [
        'https://app.example[.]com has an unescaped dot in what looks like a host name, so it also matches https://appxexample.com; write [.] for a dot.',
      ],
      witnesses: [{ sample: 'https://appxexample.com' }],
    },
    'two unescaped dots, at the first': {
      document: header('app«.»example.com'),
      messages: [/has 2 unescaped dots/],
    },
  },
})
