import { zeroPolicy } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/enforced-allow', {
  silent: {
    'a policy that is not enforced': zeroPolicy('staff', '{ allow: { or: [{ domain: a.com }] } }'),
    'an enforced deny': zeroPolicy(
      'office',
      '{ deny: { not: [{ source_ip: 198.51.100.0/24 }] } }',
      'enforced: true',
    ),
    'an allow that holds nothing': zeroPolicy('none', '{ allow: {} }', 'enforced: true'),
    'an allow for nobody': zeroPolicy('none', '{ allow: { or: [{ reject: true }] } }', 'enforced: true'),
  },
  reports: {
    'an enforced allow': {
      document: zeroPolicy('staff', '{ «allow»: { or: [{ domain: a.com }] } }', 'enforced: true'),
      messages: [/^An enforced allow is OR-ed with the policies of every route below its namespace/],
      severities: ['warning'],
      witnesses: [{ identity: { email: 'a@a.com' } }],
    },
    'one of several': {
      document: `[${zeroPolicy('a', '{ allow: { or: [{ domain: a.com }] } }')}, ${zeroPolicy('b', '[{ deny: { or: [{ user: u }] } }, { «allow»: { or: [{ domain: b.com }] } }]', 'enforced: true')}]`,
    },
  },
})
