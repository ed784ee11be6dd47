import { describe, expect, it } from 'vitest'
import { validate } from '../../../../src/index.ts'
import { allow, corePolicy, zeroPolicy } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/ppl-criterion', {
  silent: {
    'a criterion': allow('{ domain: example.com }'),
    'a path behind a name': allow('{ claim/a/b: c }'),
    'a time in Zero': zeroPolicy(
      'hours',
      '{ allow: { and: [{ day_of_week: mon-fri }, { domain: a.com }] } }',
    ),
  },
  reports: {
    'a slip': {
      document: allow('{ «domian»: example.com }'),
      messages: ['"domian" is no criterion, so Pomerium refuses the policy; did you mean domain.'],
      severities: ['error'],
    },
    'an older name': {
      document: allow('{ «group»: staff }'),
      messages: [
        'group is no criterion, so Pomerium refuses the policy; write claim/groups, or groups with the directory sync of Enterprise.',
      ],
    },
    'an operator within an operator': {
      document: 'allow: { and: [{ «or»: [{ domain: a.com }] }] }\n',
      messages: [/^or is an operator within and, and operators do not nest/],
    },
    'one of Zero in a core file': {
      document: corePolicy('{ allow: { and: [{ «date»: { after: 2020-01-02 } }, { domain: a.com }] } }'),
      messages: ['date is a criterion of Zero and Enterprise only: core refuses the policy.'],
      severities: ['error'],
    },
    'one of Zero in a policy that may be for either': {
      document: 'allow: { and: [{ «day_of_week»: mon-fri }, { domain: a.com }] }\n',
      severities: ['warning'],
    },
    'one of Enterprise in Zero': {
      document: zeroPolicy(
        'risk',
        '{ allow: { and: [{ «record»: { type: a, exists: true } }, { domain: a.com }] } }',
      ),
      severities: ['warning'],
    },
    'no name': { document: allow('{ «""»: x }'), messages: [/^A criterion without a name/] },
    'a name of every object': { document: allow('{ «constructor»: x }'), severities: ['error'] },
  },
})

describe('a time, where the configuration names the target', () => {
  const time = 'allow: { and: [{ day_of_week: mon-fri }, { domain: a.com }] }'
  it.each([
    ['zero', []],
    ['core', ['error']],
  ] as const)('%s', (target, severities) => {
    const { findings } = validate(time, { config: { pomerium: { target } } })
    expect(findings.map(({ severity }) => severity)).toEqual(severities)
  })
})
