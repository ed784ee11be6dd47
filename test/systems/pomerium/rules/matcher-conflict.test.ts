import { coreRoutes, zeroRoute } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/matcher-conflict', {
  silent: {
    'one matcher': coreRoutes('prefix: /a/', 'path: /b', 'regex: /c'),
    'an empty one beside it': coreRoutes('prefix: /a/, path: ""'),
    'one in Zero': zeroRoute('prefix: /a/'),
  },
  reports: {
    'path and prefix': {
      document: coreRoutes('path: /a, prefix: «/b/»'),
      messages: [
        'prefix "/b/" counts for nothing beside path "/a", which alone decides which requests this route takes; keep one of them.',
      ],
      severities: ['warning'],
      related: ['/a'],
    },
    'prefix and path': { document: coreRoutes('prefix: «/b/», path: /a') },
    'all three': { document: coreRoutes('prefix: «/b/», path: «/a», regex: /c') },
    'in Zero': { document: zeroRoute('regex: /c, path: «/a»') },
  },
})
