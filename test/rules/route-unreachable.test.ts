import { describe, expect, it } from 'vitest'
import { validate } from '../../src/index.ts'
import { pathRules, pathRulesWith, rule } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const byText =
  /, if a prefix takes every path that starts with its text \(\/api takes \/apix\), which is undocumented; /

ruleTable('route-unreachable', {
  silent: {
    'the narrower path is asked first': pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a 1')),
    'the same, in the other order': pathRules(rule('home', 'prefix /a 1'), rule('office', 'prefix / 0')),
    'paths apart': pathRules(rule('office', 'prefix /a 1'), rule('home', 'prefix /b 0')),
    'an exact path leaves what is below it': pathRules(
      rule('office', 'exact /a 1'),
      rule('home', 'prefix /a 0'),
    ),
    'an exact path leaves its twin with a slash': pathRules(
      rule('office', 'exact /a 1'),
      rule('home', 'exact /a/ 0'),
    ),
    'a regex that matches whole paths only': pathRules(
      rule('office', 'regex /a 1'),
      rule('home', 'exact /a/b 0'),
    ),
    'a regex that leaves some': pathRules(rule('office', 'regex /v[0-8] 1'), rule('home', 'regex /v[0-9] 0')),
    'the case of letters': pathRules(rule('office', 'prefix /A 1'), rule('home', 'exact /a 0')),
    'a longer prefix': pathRules(rule('office', 'prefix /ab 1'), rule('home', 'prefix /a 0')),
    'several that leave a gap': pathRules(
      rule('office', 'regex /[a-f].* 3', 'regex /[h-z].* 2', 'exact / 2'),
      rule('home', 'regex /[a-z].* 1'),
    ),
    'equal priorities: that is a tie': pathRules(rule('office', 'prefix / 5'), rule('home', 'prefix /a 5')),
    'one of those that cover it has the same priority': pathRules(
      rule('office', 'regex /[a-m] 2', 'regex /[n-z] 1'),
      rule('home', 'regex /[a-z] 1'),
    ),
    'rules that are switched off': pathRulesWith(
      'enabled: false',
      rule('office', 'prefix / 9'),
      rule('home', 'exact /a 0'),
    ),
    'paths of another port': `ports:
  - { name: a, internalPort: 1, protocol: HTTP, security: { securePathConfiguration: { rules: [${rule('office', 'prefix / 9')}] } } }
  - { name: b, internalPort: 2, protocol: HTTP, security: { securePathConfiguration: { rules: [${rule('home', 'exact /a 0')}] } } }
`,
  },
  silentThoughBroken: {
    'the wider path has no priority': pathRules(
      `${rule('office', 'prefix / 9').replace('priority: 9', 'priority: high')}`,
      rule('home', 'exact /a 0'),
    ),
    'the wider path has no known mode': pathRules(
      `${rule('office', 'prefix / 9').replace('prefix', 'glob')}`,
      rule('home', 'exact /a 0'),
    ),
  },
  reports: {
    'prefix takes exact': {
      document: pathRules(rule('office', 'prefix / 50'), rule('home', '«exact /admin 10»')),
      messages: [
        'exact /admin (priority 10) is never reached: every request for it, such as /admin, is taken by prefix /, so its own policy never applies; have it asked first, or remove it.',
      ],
      severities: ['error'],
      witnesses: [{ path: '/admin', source: '203.0.113.7' }],
      related: ["{ path: '/', routingMode: prefix, priority: 50 }"],
    },
    'the same, in the other order': {
      document: pathRules(rule('home', '«exact /admin 10»'), rule('office', 'prefix / 50')),
      severities: ['error'],
    },
    'the highest and the lowest priority': {
      document: pathRules(rule('home', '«exact /a 0»'), rule('office', 'exact /a 100')),
      severities: ['error'],
    },
    'where the rules are neither switched on nor off': {
      document: pathRulesWith('', rule('office', 'prefix / 9'), rule('home', '«exact /a 0»')),
      severities: ['error'],
    },
    'exact takes exact': {
      document: pathRules(rule('office', 'exact /a 2'), rule('home', '«exact /a 1»')),
      severities: ['error'],
    },
    'prefix takes prefix': {
      document: pathRules(rule('office', 'prefix /a 2'), rule('home', '«prefix /a/b 1»')),
      severities: ['error'],
    },
    'prefix takes the same prefix': {
      document: pathRules(rule('office', 'prefix /a 2'), rule('home', '«prefix /a 1»')),
      severities: ['error'],
    },
    'prefix takes regex': {
      document: pathRules(rule('office', 'prefix /v 2'), rule('home', '«regex /v/[0-9]+ 1»')),
      messages: [/such as \/v\/0, is taken by prefix \/v,/],
      severities: ['error'],
    },
    'regex takes exact': {
      document: pathRules(rule('office', 'regex /v[0-9]+ 2'), rule('home', '«exact /v1 1»')),
      severities: ['error'],
    },
    'regex takes prefix': {
      document: pathRules(rule('office', 'regex /v.* 2'), rule('home', '«prefix /v/x 1»')),
      severities: ['error'],
    },
    'regex takes regex': {
      document: pathRules(rule('office', 'regex /v[0-9]+(/.*)? 2'), rule('home', '«regex /v[12]/x 1»')),
      severities: ['error'],
    },
    'exact takes a regex of one path': {
      document: pathRules(rule('office', 'exact /a.b 2'), rule('home', '«regex /a[.]b 1»')),
      severities: ['error'],
    },
    'the access is the same': {
      document: pathRules(rule('office', 'prefix / 2'), rule('officeInHalves', '«exact /a 1»')),
      messages: [/so it changes nothing, as that asks the same; remove it\.$/],
      witnesses: [{ path: '/a' }],
      severities: ['error'],
    },
    'two paths of one rule': {
      document: pathRules(rule('office', 'prefix / 2', '«prefix /a 1»')),
      messages: [/so it changes nothing/],
    },
    'what is dead does not save another': {
      document: pathRules(
        rule('office', 'prefix / 3'),
        rule('home', '«prefix /a 2»'),
        rule('key', '«prefix /a/b 1»'),
      ),
      severities: ['error', 'error'],
    },

    'a union of two': {
      document: pathRules(
        rule('office', 'regex /[a-m].* 3'),
        rule('home', 'regex /[n-z].* 2'),
        rule('key', '«regex /[a-z]+ 1»'),
      ),
      messages: [
        /is taken by regex \/\[a-m\]\.\* and regex \/\[n-z\]\.\* together, so its own policy never applies/,
      ],
      severities: ['error'],
      related: [
        "{ path: '/[a-m].*', routingMode: regex, priority: 3 }",
        "{ path: '/[n-z].*', routingMode: regex, priority: 2 }",
      ],
    },
    'a union of two, last first': {
      document: pathRules(
        rule('key', '«regex /[a-z]+ 1»'),
        rule('home', 'regex /[n-z].* 2'),
        rule('office', 'regex /[a-m].* 3'),
      ),
      messages: [/is taken by regex \/\[a-m\]\.\* and regex \/\[n-z\]\.\* together/],
    },
    'a union of an exact path and what is below it': {
      document: pathRules(rule('office', 'exact /a 3', 'regex /a/.* 3'), rule('home', '«regex /a(/.*)? 1»')),
      messages: [/is taken by exact \/a and regex \/a\/\.\* together/],
      severities: ['error'],
    },
    'a union of many, of which two are named': {
      document: pathRules(
        rule('office', 'exact /a 9', 'exact /b 9', 'exact /c 9', 'exact /d 9', 'exact /x 9'),
        rule('home', '«regex /[abcd] 1»'),
      ),
      messages: [/is taken by exact \/a, exact \/b and 2 more together/],
    },
    'a member that is not needed is not named': {
      document: pathRules(rule('office', 'exact /a 9', 'prefix / 8'), rule('home', '«exact /b 1»')),
      related: ["{ path: '/', routingMode: prefix, priority: 8 }"],
    },

    '/a takes /ab only by text': {
      document: pathRules(rule('office', 'prefix /a 2'), rule('home', '«prefix /ab 1»')),
      messages: [byText],
      severities: ['warning'],
    },
    '/ab below /a, in the other order': {
      document: pathRules(rule('home', '«exact /ab 1»'), rule('office', 'prefix /a 2')),
      messages: [byText],
      severities: ['warning'],
    },
    '/a takes /a/ however prefixes work': {
      document: pathRules(rule('office', 'prefix /a 2'), rule('home', '«prefix /a/ 1»')),
      severities: ['error'],
    },
    '/a/ takes /a/b however prefixes work': {
      document: pathRules(rule('office', 'prefix /a/ 2'), rule('home', '«prefix /a/b 1»')),
      severities: ['error'],
    },
    '/a/ takes /a itself on a reading': {
      document: pathRules(rule('office', 'prefix /a/ 2'), rule('home', '«exact /a 1»')),
      messages: [
        /, if a prefix that ends in a slash also takes the path without it, which is undocumented; /,
      ],
      severities: ['warning'],
    },
    '/a/ takes prefix /a on two readings': {
      document: pathRules(rule('office', 'prefix /a/ 2'), rule('home', '«prefix /a 1»')),
      messages: [
        /if it is not so that a prefix takes every path .* and if a prefix that ends in a slash also/,
      ],
      severities: ['warning'],
    },
    '/a and all that starts otherwise, however prefixes work': {
      document: pathRules(rule('office', 'prefix /a 2', 'regex /a[^/].* 2'), rule('home', '«prefix /ab 1»')),
      severities: ['error'],
    },

    'an unprotected path takes on a reading': {
      document: pathRules(rule('open', 'prefix / 2'), rule('home', '«exact /a 1»')),
      messages: [
        /, if an unprotected rule opens its paths \(and is not passed over\), which is undocumented; /,
      ],
      severities: ['warning'],
    },
    'a protected path takes from an unprotected one': {
      document: pathRules(rule('office', 'prefix / 2'), rule('open', '«exact /a 1»')),
      messages: [/taken by prefix \/, so its own policy never applies; /],
      severities: ['error'],
    },
    'a union of a protected and an unprotected path': {
      document: pathRules(
        rule('office', 'exact /a 2'),
        rule('open', 'exact /b 2'),
        rule('home', '«regex /[ab] 1»'),
      ),
      severities: ['warning'],
    },
    'protected behind unprotected': {
      document: pathRules(
        rule('open', 'prefix / 3'),
        rule('office', '«prefix / 2»'),
        rule('home', '«exact /a 1»'),
      ),
      severities: ['warning', 'error'],
    },
    'a rule that asks for nothing takes what it protects': {
      document: pathRules(rule('empty', 'prefix / 2'), rule('home', '«exact /a 1»')),
      severities: ['error'],
    },
    'a pattern that nobody can read, under a path that takes all': {
      document: pathRules(rule('office', 'prefix / 2'), rule('home', '«regex /a(?=b) 1»')),
      messages: [
        'regex /a(?=b) (priority 1) is never reached: every request for it is taken by prefix /, so its own policy never applies; have it asked first, or remove it.',
      ],
      witnesses: [undefined],
    },
  },
})

describe('a pattern that cannot be read leaves questions open', () => {
  const open = (document: string) =>
    validate(document)
      .findings.filter(
        ({ rule, message }) => rule === 'undecided' && !message.startsWith('Whether these rules'),
      )
      .map(({ message, severity }) => ({ message, severity }))
  const reason = 'since it rests on this: nobody knows what the pattern /a(?=b) matches.'

  it('of a lower path', () => {
    expect(open(pathRules(rule('office', 'regex /a(?=b) 2'), rule('home', 'exact /ab 1')))).toEqual([
      { message: `Whether any request reaches exact /ab is open, ${reason}`, severity: 'note' },
    ])
  })

  it('of a path of the same priority', () => {
    expect(open(pathRules(rule('office', 'regex /a(?=b) 1'), rule('home', 'exact /ab 1')))).toEqual([
      {
        message: `Whether regex /a(?=b) and exact /ab tie at priority 1 is open, ${reason}`,
        severity: 'note',
      },
    ])
  })

  it('and so does a placeholder', () => {
    const base = '$' + '{BASE}'
    const messages = open(pathRules(rule('office', `regex /${base}/.* 2`), rule('home', 'exact /ab 1')))
    expect(messages.map(({ message }) => message)).toContain(
      `Whether any request reaches exact /ab is open, since it rests on this: nobody knows what /${base}/.* stands for.`,
    )
  })

  it('but not of a higher one', () => {
    const messages = open(pathRules(rule('office', 'prefix / 2'), rule('home', 'regex /a(?=b) 1')))
    expect(messages).toEqual([])
  })
})
