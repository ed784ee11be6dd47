import { coreRoutes, zeroRoute } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/path-no-slash', {
  silent: {
    'a slash': coreRoutes('path: /a', 'prefix: /b/'),
    nothing: coreRoutes('path: ""'),
    'a pattern': coreRoutes('regex: ".*"'),
    'what is filled in elsewhere': coreRoutes(`path: '${'$'}{PATH_OF_APP}'`),
  },
  reports: {
    'a path': {
      document: coreRoutes('path: «status»'),
      messages: [
        '"status" does not start with a slash, and every path does, so this path matches no request; write "/status".',
      ],
      severities: ['warning'],
    },
    'a prefix': { document: coreRoutes('prefix: «api/»') },
    'in Zero': { document: zeroRoute('prefix: «api/»') },
  },
})
