import { coreRoutes, zeroRoute } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/prefix-boundary', {
  silent: {
    'a slash at the end': coreRoutes('prefix: /admin/'),
    everything: coreRoutes('prefix: /'),
    'a path': coreRoutes('path: /admin'),
    'a prefix that a path makes count for nothing': coreRoutes('prefix: /admin, path: /b'),
    'other routes that take all that goes on': coreRoutes('prefix: /admin', 'regex: "/admin[^/].*"'),
    'the same in the other order': coreRoutes('regex: "/admin[^/].*"', 'prefix: /admin'),
  },
  reports: {
    'no slash at the end': {
      document: coreRoutes('prefix: «/admin»'),
      messages: [
        'The prefix "/admin" also takes /administrator, which does not lie below it; write "/admin/" if only that is meant.',
      ],
      severities: ['note'],
      witnesses: [{ path: '/administrator' }],
    },
    'another route that takes one of them': {
      document: coreRoutes('prefix: «/admin»', 'prefix: /administrator/', 'path: /administrator'),
      witnesses: [{ path: '/admin2' }],
    },
    'a route of another host': {
      document: coreRoutes('prefix: «/admin»', 'from: https://b.example.com, regex: "/admin[^/].*"'),
    },
    'in Zero': { document: zeroRoute('prefix: «/admin»') },
  },
})
