import { describe, expect, it } from 'vitest'
import { validate } from '../../../../src/index.ts'
import { pathRules, pathRulesWith, port, rule } from '../../../helpers/northflank.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const marked = (document: string) => document.replace(/rules: (\[[\s\S]*\]) \} \} \}/, 'rules: «$1» } } }')

ruleTable('northflank/no-catch-all', {
  silent: {
    'the prefix / alone': pathRules(rule('office', 'prefix / 0')),
    'the prefix / beside others': pathRules(rule('office', 'prefix /a 5'), rule('home', 'prefix / 0')),
    'the prefix / of a rule that is not enforced': pathRules(
      rule('office', 'prefix /a 5'),
      rule('open', 'prefix / 0'),
    ),
    'a regex for every path': pathRules(rule('office', 'regex /.* 0')),
    'a regex for everything': pathRules(rule('office', 'regex .* 0')),
    'two regexes for every path together': pathRules(
      rule('office', 'regex /[a-m].* 1'),
      rule('home', 'regex /([^a-m].*)? 1'),
    ),
    'rules that are switched off': pathRulesWith('enabled: false', rule('office', 'prefix /a 0')),
    'no rules': pathRules(),
    'a rule without paths': pathRules('{ accessMode: protected, paths: [] }'),
    'no configuration': port('security: {}'),
    'a port without a public name': pathRules(rule('office', 'prefix /a 0')).replace('public: true, ', ''),
  },
  silentThoughBroken: {
    'a path that broke the schema': pathRules(
      rule('office', 'prefix /a 0'),
      '{ accessMode: protected, paths: [{ path: no-slash, routingMode: prefix, priority: 0 }] }',
    ),
    'a rule that broke the schema': pathRules(rule('office', 'prefix /a 0'), '7'),
    'an enabled that broke the schema': pathRulesWith("enabled: 'no'", rule('office', 'prefix /a 0')),
  },
  reports: {
    'one path': {
      document: marked(pathRules(rule('office', 'prefix /admin 10'))),
      messages: [
        '/ is taken by none of these rules, and whether such a path is open is undocumented; add a rule for the prefix / with the lowest priority.',
      ],
      severities: ['warning'],
      witnesses: [{ path: '/' }],
    },
    'the exact path /, which has no subpaths': {
      document: marked(pathRules(rule('office', 'exact / 10'))),
      witnesses: [{ path: '/index.html' }],
    },
    'where "enabled" is absent': { document: marked(pathRulesWith('', rule('office', 'exact /a 10'))) },
    'a path that only the solver finds': {
      document: marked(pathRules(rule('office', 'regex /[^q]* 10'))),
      witnesses: [{ path: '/q' }],
    },
    'a rule that is not enforced': {
      document: marked(pathRules(rule('office', 'exact / 10'), rule('open', 'prefix /a 1'))),
    },
  },
})

describe('northflank/no-catch-all leaves open', () => {
  it('what a pattern that cannot be read takes', () => {
    const { findings } = validate(pathRules(rule('office', 'regex /(?=a).* 1')))
    expect(findings.filter(({ rule }) => rule.includes('no-catch-all'))).toEqual([])
    expect(findings.filter(({ rule }) => rule === 'undecided').map(({ message }) => message)).toEqual([
      'Whether these rules take every path is open, since it rests on this: nobody knows what the pattern /(?=a).* matches.',
    ])
  })
})
