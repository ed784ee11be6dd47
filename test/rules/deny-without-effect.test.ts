import { allow, deny, policies, security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

ruleTable('deny-without-effect', {
  silent: {
    'a hole in what is allowed': policies(allow('10.0.0.0/8'), deny('10.0.0.1')),
    'more than what is allowed': policies(allow('10.0.0.1'), deny('10.0.0.0/8')),
    'one address in common': policies(allow('10.0.0.0/30'), deny('10.0.0.3')),
    'the same block': policies(allow('10.0.0.1'), deny('10.0.0.1')),
    'nothing allowed': policies(deny('10.0.0.1')),
    'an ALLOW without addresses': policies(allow(), deny('10.0.0.1')),
    'an ALLOW that nobody can read': policies(allow('10.0.0.0/8', 'office'), deny('11.0.0.1')),
    'an ALLOW with a leading zero': policies(allow('10.0.0.0/8', '011.0.0.1'), deny('11.0.0.1')),
    'one of two ALLOW policies is met': policies(allow('10.0.0.0/8'), allow('11.0.0.0/8'), deny('11.0.0.1')),
    'the ALLOW is in the other list': security(
      `ip: [${allow('10.0.0.0/8')}], policies: [${deny('11.0.0.1')}]`,
    ),
    'met in the other list': security(
      `ip: [${allow('11.0.0.0/8')}], policies: [${allow('10.0.0.0/8')}, ${deny('11.0.0.1')}]`,
    ),
    'an IPv4-mapped DENY, which may stand for IPv4': policies(allow('10.0.0.0/8'), deny('::ffff:10.0.0.1')),
    'an IPv4-mapped ALLOW, which may stand for IPv4': policies(
      allow('::ffff:10.0.0.0/104'),
      deny('10.0.0.1'),
    ),
    alternatives: security(
      `securePathConfiguration: { rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 1 }], securityPolicies: { orPolicies: { policies: [${allow('10.0.0.0/8')}, ${deny('11.0.0.1')}] } } }] }`,
    ),
  },
  silentThoughBroken: {
    'an ALLOW entry that is no text': security(
      'policies: [{ action: ALLOW, addresses: ["10.0.0.1", 11] }, { action: DENY, addresses: ["11.0.0.1"] }]',
    ),
  },
  reports: {
    'apart from what is allowed': {
      document: policies(allow('10.0.0.0/8'), deny('«11.0.0.1»')),
      messages: [
        '11.0.0.1 is denied here, but no ALLOW entry lets any of it in, so this entry changes nothing; remove it, or allow what it was cut out of.',
      ],
      severities: ['note'],
    },
    'DENY first': { document: policies(deny('«11.0.0.1»'), allow('10.0.0.0/8')) },
    'next to what is allowed': { document: policies(allow('10.0.0.0/25'), deny('«10.0.0.128/25»')) },
    'the other family': { document: policies(allow('10.0.0.0/8'), deny('«2001:db8::/32»')) },
    'the whole other family': { document: policies(allow('2001:db8::/32'), deny('«0.0.0.0/0»')) },
    'one of several': {
      document: policies(allow('10.0.0.0/8'), deny('10.0.0.1', '«11.0.0.1»', '10.0.0.2', '«::1»')),
    },
    'in the list "ip"': { document: security(`ip: [${allow('10.0.0.0/8')}, ${deny('«11.0.0.1»')}]`) },
    'by its own list and by both together': {
      document: security(
        `ip: [${allow('10.0.0.0/8')}, ${deny('«12.0.0.1»')}], policies: [${allow('11.0.0.0/8')}]`,
      ),
    },
    'host bits that lie in what is allowed, of a block that does not': {
      document: policies(allow('10.0.0.0/25'), deny('«10.0.0.129/25»')),
    },
    'required policies': {
      document: security(
        `securePathConfiguration: { rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 1 }], securityPolicies: { requiredPolicies: { policies: [${allow('10.0.0.0/8')}, ${deny('«11.0.0.1»')}] } } }] }`,
      ),
    },
  },
})
