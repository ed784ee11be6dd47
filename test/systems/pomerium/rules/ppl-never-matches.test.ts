import { allow, corePolicy, coreRoutes, zeroPolicy } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/ppl-never-matches', {
  silent: {
    'a text': allow('{ domain: example.com }'),
    'a number as a claim': allow('{ claim/level: 3 }'),
    'what only shuts out': allow('{ user: { not: 5 } }, { http_method: { not: get } }'),
    'groups where directories are synced': zeroPolicy('staff', '{ allow: { or: [{ groups: staff }] } }'),
    'a claim in capitals where keys stay as they are': allow('{ claim/Department: sales }'),
    'a claim in small letters in a core file': corePolicy('{ allow: { or: [{ claim/department: Sales }] } }'),
    'a value that is filled in elsewhere': allow(`{ domain: '${'$'}{DOMAIN}' }`),
  },
  reports: {
    'a domain with its @': {
      document: allow('{ domain: «"@example.com"» }'),
      messages: [
        '"@example.com" holds an @, and domain is what follows it, so it never matches; write "example.com".',
      ],
      severities: ['warning'],
    },
    'a list as one text': {
      document: allow('{ email: «[a@b.com, c@b.com]» }'),
      messages: [/; write in: \["a@b.com", "c@b.com"\][.]$/],
    },
    'a list below has': { document: allow('{ claim/groups: { has: «[a, b]» } }') },
    'a method in small letters': {
      document: allow('{ http_method: { in: [GET, «post»] } }'),
      messages: [/write "POST"[.]$/],
    },
    'a number as a user': { document: allow('{ user: «12345» }'), messages: [/put it into quotes[.]$/] },
    'an empty list': { document: allow('{ user: { in: «[]» } }') },
    'no address': { document: allow('{ source_ip: «[]» }') },
    'a claim without a name': { document: allow('{ «claim»: staff }') },
    'a path without a slash': { document: allow('{ http_path: { starts_with: «admin» } }') },
    'a night over midnight': {
      document: zeroPolicy(
        'night',
        '{ allow: { and: [{ time_of_day: «{ timezone: UTC, after: "22:00", before: "6:00" }» }, { domain: a.com }] } }',
      ),
    },
    'groups in a core file': { document: corePolicy('{ allow: { or: [{ «groups»: staff }] } }') },
    'a claim in capitals in a core file': {
      document: corePolicy('{ allow: { or: [{ «claim/Department»: sales }] } }'),
      messages: [/^claim\/Department has capitals, and the loader of core puts every key into lower case/],
    },
    'below a key in capitals': {
      document: coreRoutes('-policy, Policy: { Allow: { Or: [{ Domain: «"@a.com"» }] } }'),
    },
  },
})
