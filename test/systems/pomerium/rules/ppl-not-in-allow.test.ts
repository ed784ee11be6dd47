import { corePolicy } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/ppl-not-in-allow', {
  silent: {
    'not below deny': 'allow: { or: [{ domain: a.com }] }\ndeny: { not: [{ source_ip: 10.0.0.0/8 }] }\n',
    'not that holds nothing': 'allow: { or: [{ domain: a.com }], not: [] }\n',
    'not that nobody passes': 'allow: { or: [{ domain: a.com }], not: [{ accept: true }] }\n',
    'an operator that shuts out': 'allow: { and: [{ email: { not: b@a.com } }, { domain: a.com }] }\n',
  },
  reports: {
    not: {
      document: 'allow: { «not»: [{ email: b@a.com }] }\n',
      messages: [
        '"not" below allow lets in everyone of whom none of its criteria holds: this request gets in; name below allow whom to let in, and below deny whom to keep out.',
      ],
      severities: ['warning'],
      witnesses: [{ identity: { email: 'user@example.com' } }],
    },
    nor: {
      document: 'allow: { «nor»: [{ email: b@a.com }, { claim/c: d }] }\n',
      messages: [/^"nor" below allow lets in everyone of whom one of its criteria does not hold/],
    },
    'beside another operator that refuses the same request': {
      document: 'allow: { and: [{ domain: a.com }], «not»: [{ email: b@a.com }] }\n',
      messages: [/: this request gets in, though "and" refuses it;/],
    },
    'in a core file': { document: corePolicy('{ allow: { «not»: [{ source_ip: 10.0.0.0/8 }] } }') },
    'two of them': { document: 'allow: { «not»: [{ user: a }], «nor»: [{ user: b }, { user: c }] }\n' },
  },
})
