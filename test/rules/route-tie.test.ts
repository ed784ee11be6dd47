import { pathRules, pathRulesWith, rule } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

ruleTable('route-tie', {
  silent: {
    'one path': pathRules(rule('office', 'prefix / 0')),
    'paths apart': pathRules(rule('office', 'prefix /a 1'), rule('home', 'prefix /b 1')),
    'exact paths apart': pathRules(rule('office', 'exact /a 1'), rule('home', 'exact /a/ 1')),
    'an exact path above a prefix': pathRules(rule('office', 'exact /a 1'), rule('home', 'prefix /a/b 1')),
    'a regex apart from a prefix': pathRules(rule('office', 'regex /v[0-9]+ 1'), rule('home', 'prefix /a 1')),
    'regexes apart': pathRules(rule('office', 'regex /v[0-4]+ 1'), rule('home', 'regex /v[5-9]+ 1')),
    'a regex that matches whole paths only': pathRules(
      rule('office', 'regex /a 1'),
      rule('home', 'exact /a/b 1'),
    ),
    'other priorities': pathRules(rule('office', 'prefix / 1'), rule('home', 'prefix /a 2')),
    'the lowest and the highest priority': pathRules(
      rule('office', 'prefix / 0'),
      rule('home', 'prefix /a 100'),
    ),
    'two paths of one rule': pathRules(rule('office', 'prefix / 1', 'prefix /a 1')),
    'two rules that ask the same': pathRules(rule('office', 'prefix / 1'), rule('office', 'prefix /a 1')),
    'two rules that ask the same in other words': pathRules(
      rule('office', 'prefix / 1'),
      rule('officeInHalves', 'prefix /a 1'),
    ),
    'two rules that ask nothing': pathRules(rule('open', 'prefix / 1'), rule('open', 'prefix /a 1')),
    'rules that are switched off': pathRulesWith(
      'enabled: false',
      rule('office', 'prefix / 1'),
      rule('home', 'prefix /a 1'),
    ),
    'what both match goes to a path of higher priority': pathRules(
      rule('key', 'exact /a/b 2'),
      rule('office', 'exact /a/b 1'),
      rule('home', 'regex /a/[b] 1'),
    ),
    'two paths that are never asked': pathRules(
      rule('key', 'prefix / 2'),
      rule('office', 'prefix /a 1'),
      rule('home', 'prefix /a 1'),
    ),
    'no rules': pathRules(),
  },
  reports: {
    'the narrower path second': {
      document: pathRules(rule('office', 'prefix / 10'), rule('home', '«prefix /admin 10»')),
      messages: [
        'prefix /admin ties with prefix / at priority 10: it and prefix / both take /admin and let in different requests, and which one wins is undocumented; give them different priorities.',
      ],
      severities: ['warning'],
      witnesses: [{ path: '/admin', source: '198.51.100.7' }],
      related: ["{ path: '/', routingMode: prefix, priority: 10 }"],
    },
    'the narrower path first': {
      document: pathRules(rule('home', 'prefix /admin 10'), rule('office', '«prefix / 10»')),
      messages: [/^prefix \/ ties with prefix \/admin at priority 10: .* both take \/admin and/],
    },
    'where the rules are neither switched on nor off': {
      document: pathRulesWith('', rule('office', 'prefix / 1'), rule('home', '«prefix /a 1»')),
    },
    'the same exact path': {
      document: pathRules(rule('office', 'exact /a 0'), rule('home', '«exact /a 0»')),
      messages: [/take \/a and/],
    },
    'exact and prefix': { document: pathRules(rule('office', 'exact /a 0'), rule('home', '«prefix /a 0»')) },
    'prefix and exact': { document: pathRules(rule('home', 'prefix /a 0'), rule('office', '«exact /a 0»')) },
    'exact and regex': {
      document: pathRules(rule('office', 'exact /v1 1'), rule('home', '«regex /v[0-9]+ 1»')),
    },
    'regex and exact': {
      document: pathRules(rule('home', 'regex /v[0-9]+ 1'), rule('office', '«exact /v1 1»')),
    },
    'prefix and regex': {
      document: pathRules(rule('office', 'prefix /v1 1'), rule('home', '«regex /v[0-9]+/x 1»')),
      messages: [/take \/v1\/x and/],
    },
    'regex and prefix': {
      document: pathRules(rule('home', 'regex /v[0-9]+/x 1'), rule('office', '«prefix /v1 1»')),
      messages: [/take \/v1\/x and/],
    },
    'regex and regex': {
      document: pathRules(rule('office', 'regex /[a-m]+ 1'), rule('home', '«regex /[m-z]+ 1»')),
      messages: [/take \/m and/],
    },
    'the same regex': { document: pathRules(rule('office', 'regex /a+ 1'), rule('home', '«regex /a+ 1»')) },
    'the highest priority': {
      document: pathRules(rule('office', 'prefix / 100'), rule('home', '«exact /a 100»')),
    },
    'one path of several': {
      document: pathRules(
        rule('office', 'prefix /a 1', 'prefix /b 2'),
        rule('home', 'prefix /c 1', '«exact /b/x 2»'),
      ),
    },
    'two ties apart from one another': {
      document: pathRules(
        rule('office', 'prefix /a 1', 'prefix /b 1'),
        rule('home', '«prefix /a/x 1»', '«prefix /b/x 1»'),
      ),
    },

    'three of one priority are one finding that names all': {
      document: pathRules(
        rule('office', 'prefix / 1'),
        rule('home', 'prefix /a 1'),
        rule('key', '«exact /a/b 1»'),
      ),
      messages: [
        /^exact \/a\/b ties with prefix \/ and 1 more at priority 1: it and prefix \/ both take \/a\/b/,
      ],
      related: [
        "{ path: '/', routingMode: prefix, priority: 1 }",
        "{ path: '/a', routingMode: prefix, priority: 1 }",
      ],
    },
    'three in the other order': {
      document: pathRules(
        rule('key', 'exact /a/b 1'),
        rule('home', 'prefix /a 1'),
        rule('office', '«prefix / 1»'),
      ),
    },
    'four, of which one meets all others': {
      document: pathRules(
        rule('home', 'exact /a 1', 'exact /b 1'),
        rule('office', '«prefix / 1»'),
        rule('key', 'exact /c 1'),
      ),
      messages: [/^prefix \/ ties with exact \/a and 2 more/],
    },
    'of three, those two that ask otherwise than the third': {
      document: pathRules(
        rule('office', 'prefix / 1'),
        rule('officeInHalves', 'prefix /a 1'),
        rule('home', '«exact /a/b 1»'),
      ),
      messages: [/^exact \/a\/b ties with prefix \/ and 1 more/],
    },

    'protected and unprotected, on a reading': {
      document: pathRules(rule('office', 'prefix / 1'), rule('open', '«prefix /a 1»')),
      messages: [
        /if an unprotected rule opens its paths \(and is not passed over\), which is undocumented; give/,
      ],
      severities: ['warning'],
    },
    'unprotected and protected, on a reading': {
      document: pathRules(rule('open', 'prefix /a 1'), rule('office', '«prefix / 1»')),
      messages: [/if an unprotected rule opens its paths/],
    },
    'a rule that asks for nothing, on a reading': {
      document: pathRules(rule('empty', 'prefix / 1'), rule('office', '«prefix /a 1»')),
      messages: [
        /if it is not so that a protected rule without any policy locks its paths, which is undocumented/,
      ],
    },
    '/a and /ab, on a reading': {
      document: pathRules(rule('office', 'prefix /a 1'), rule('home', '«prefix /ab 1»')),
      messages: [/, if a prefix takes every path that starts with its text .*, which is undocumented; give/],
      witnesses: [{ path: '/ab', source: '198.51.100.7' }],
    },
    '/ab and /a, on a reading': {
      document: pathRules(rule('office', 'prefix /ab 1'), rule('home', '«prefix /a 1»')),
      messages: [/if a prefix takes every path that starts with its text/],
    },
    '/a/ and /a, on a reading': {
      document: pathRules(rule('office', 'prefix /a/ 1'), rule('home', '«exact /a 1»')),
      messages: [/if a prefix that ends in a slash also takes the path without it/],
    },
    '/a/ and prefix /a, on none': {
      document: pathRules(rule('office', 'prefix /a/ 1'), rule('home', '«prefix /a 1»')),
      messages: [/take \/a\/ and let in different requests, and which one wins is undocumented; give/],
    },
    'the tie that rests on nothing is the one that is told': {
      document: pathRules(
        rule('office', 'prefix /a 1'),
        rule('key', 'prefix / 1'),
        rule('home', '«prefix /ab 1»'),
      ),
      messages: [/^prefix \/ab ties with prefix \/ and 1 more .* undocumented; give/],
    },
  },
})
