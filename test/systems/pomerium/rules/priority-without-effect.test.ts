import { route, zeroRoute } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/priority-without-effect', {
  silent: {
    'a pattern alone': route('regex: "/a.*"'),
    'a priority without a value': route('regex: "/a.*", regex_priority_order: null'),
    'the API, which sorts its routes': zeroRoute('regex: "/a.*", regexPriorityOrder: 10'),
  },
  reports: {
    'a core file': {
      document: route('regex: "/a.*", regex_priority_order: «10»'),
      messages: [
        'regex_priority_order has no effect in a file, whose routes are asked in the order in which they are written; move the route instead.',
      ],
      severities: ['note'],
    },
    'zero is one, too': { document: route('prefix: /a/, regex_priority_order: «0»') },
  },
})
