import { allow, deny, policies, security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const nested = (group: string, ...list: readonly string[]) =>
  security(
    `securePathConfiguration: { rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 1 }], securityPolicies: { ${group}: { policies: [${list.join(', ')}] } } }] }`,
  )

ruleTable('address-redundant', {
  silent: {
    'no address': policies(allow()),
    'blocks apart': policies(allow('10.0.0.0/8', '192.0.2.0/24')),
    'blocks that touch': policies(allow('10.0.0.0/25', '10.0.0.128/25')),
    'the same number in the other family': policies(allow('10.0.0.0/8', '::10.0.0.1')),
    'one allowed, one denied': policies(allow('10.0.0.0/8'), deny('10.1.0.0/16')),
    'one denied, one allowed': policies(deny('10.1.0.0/16'), allow('10.0.0.0/8')),
    'the other list, which may not count': security(
      `ip: [${allow('10.0.0.0/8')}], policies: [${allow('10.1.0.0/16')}]`,
    ),
    'another group': security(
      `securePathConfiguration: { rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 1 }], securityPolicies: { requiredPolicies: { policies: [${allow('10.0.0.0/8')}] }, orPolicies: { policies: [${allow('10.1.0.0/16')}] } } }] }`,
    ),
    'text that is no address': policies(allow('office', 'office')),
    'alternatives, of which the narrower DENY decides': nested(
      'orPolicies',
      deny('10.0.0.0/8'),
      deny('10.1.0.0/16'),
    ),
  },
  reports: {
    'the inner block second': {
      document: policies(allow('10.0.0.0/8', '«10.1.0.0/16»')),
      messages: ['10.1.0.0/16 is allowed by 10.0.0.0/8 already, so this entry changes nothing.'],
      severities: ['note'],
      related: ['"10.0.0.0/8"'],
    },
    'the inner block first': {
      document: policies(allow('«10.1.0.0/16»', '10.0.0.0/8')),
      messages: ['10.1.0.0/16 is allowed by 10.0.0.0/8 already, so this entry changes nothing.'],
    },
    'DENY entries': {
      document: policies(deny('10.0.0.0/8', '«10.0.0.1»')),
      messages: ['10.0.0.1 is denied by 10.0.0.0/8 already, so this entry changes nothing.'],
    },
    'equal entries, once': { document: policies(allow('10.0.0.0/8', '«10.0.0.0/8»')) },
    'three equal entries, twice': { document: policies(allow('10.0.0.1', '«10.0.0.1»', '«10.0.0.1»')) },
    'equal blocks in other words': { document: policies(allow('10.0.0.0/8', '«10.9.9.9/8»')) },
    'an address and its block of one': { document: policies(allow('10.0.0.1', '«10.0.0.1/32»')) },
    IPv6: { document: policies(allow('«2001:db8::1»', '2001:db8::/32')) },
    'both families': { document: policies(allow('10.0.0.0/8', '::/0', '«2001:db8::/32»', '«10.1.1.1»')) },
    'halves beside the whole': { document: policies(allow('«10.0.0.0/9»', '10.0.0.0/8', '«10.128.0.0/9»')) },
    'several policies of one list': {
      document: policies(
        allow('10.0.0.0/8'),
        deny('192.0.2.0/24'),
        allow('«10.1.0.0/16»'),
        deny('«192.0.2.1»'),
      ),
    },
    'each list by itself': {
      document: security(
        `ip: [${allow('10.0.0.0/8', '«10.0.0.1»')}], policies: [${allow('10.0.0.0/8', '«10.0.0.2»')}]`,
      ),
    },
    'required policies': { document: nested('requiredPolicies', allow('10.0.0.0/8', '«10.0.0.1»')) },
    'one alternative by itself': {
      document: nested('orPolicies', allow('10.0.0.0/8', '«10.0.0.1»'), deny('10.0.0.0/8')),
    },
  },
})
