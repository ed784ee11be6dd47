import { expect } from 'vitest'
import { allow, deny, policies, security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

/** Lets somebody in, so that the rule on nobody has nothing to say. */
const other = allow('192.0.2.0/24')
const nested = (group: string, ...list: readonly string[]) =>
  security(
    `securePathConfiguration: { rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 1 }], securityPolicies: { ${group}: { policies: [${list.join(', ')}] } } }] }`,
  )

ruleTable('allow-denied', {
  silent: {
    'nothing denied': policies(allow('10.0.0.0/8')),
    'nothing allowed': policies(deny('10.0.0.0/8')),
    'a hole in what is allowed': policies(allow('10.0.0.0/8'), deny('10.1.0.0/16')),
    'blocks apart': policies(allow('10.0.0.0/8'), deny('11.0.0.0/8')),
    'half of it': policies(other, allow('10.0.0.0/24'), deny('10.0.0.0/25')),
    'two halves that leave one address': policies(
      other,
      allow('10.0.0.0/30'),
      deny('10.0.0.0/31', '10.0.0.2'),
    ),
    'the same number in the other family': policies(other, allow('10.0.0.1'), deny('::/0')),
    'the other way round': policies(allow('2001:db8::1'), allow('::a00:1'), deny('0.0.0.0/0')),
    'all is denied: that is said once, by allow-nobody': policies(allow('10.0.0.1'), deny('10.0.0.0/8')),
    'a DENY that is no address': policies(other, allow('10.0.0.1'), deny('10.0.0.1x')),
    'an empty DENY': policies(other, allow('10.0.0.1'), deny()),
    'another group': security(
      `securePathConfiguration: { rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 1 }], securityPolicies: { requiredPolicies: { policies: [${deny('10.0.0.0/8')}] }, orPolicies: { policies: [${allow('10.0.0.1')}] } } }] }`,
    ),
    'another port': `ports:
  - { name: a, internalPort: 1, protocol: HTTP, security: { policies: [${allow('10.0.0.1')}, ${other}] } }
  - { name: b, internalPort: 2, protocol: HTTP, security: { policies: [${deny('10.0.0.0/8')}] } }
`,
  },
  silentThoughBroken: {
    'a DENY without action': security(
      `policies: [${other}, ${allow('10.0.0.1')}, { addresses: ["10.0.0.0/8"] }]`,
    ),
  },
  reports: {
    'DENY after ALLOW': {
      document: policies(allow('192.0.2.1', '«10.0.0.7»'), deny('10.0.0.0/24')),
      messages: ['10.0.0.7 is allowed here but 10.0.0.0/24 is denied, and DENY always wins.'],
      severities: ['error'],
      witnesses: [{ source: '10.0.0.7' }],
      related: ['"10.0.0.0/24"'],
    },
    'DENY before ALLOW': {
      document: policies(deny('10.0.0.0/24'), allow('«10.0.0.7»', '192.0.2.1')),
      messages: ['10.0.0.7 is allowed here but 10.0.0.0/24 is denied, and DENY always wins.'],
      related: ['"10.0.0.0/24"'],
    },
    'the same block': { document: policies(other, allow('«10.0.0.0/24»'), deny('10.0.0.0/24')) },
    'the same address in other words': {
      document: policies(other, allow('«10.0.0.1»'), deny('10.0.0.1/32')),
    },
    'two halves': {
      document: policies(other, deny('10.0.0.0/25'), allow('«10.0.0.0/24»'), deny('10.0.0.128/25')),
      messages: [
        '10.0.0.0/24 is allowed here but 10.0.0.0/25 and 10.0.0.128/25 are denied, and DENY always wins.',
      ],
      severities: ['error'],
      related: ['"10.0.0.0/25"', '"10.0.0.128/25"'],
    },
    'two halves, the upper one first': {
      document: policies(other, deny('10.0.0.128/25', '10.0.0.0/25'), allow('«10.0.0.0/24»')),
      messages: [/10\.0\.0\.128\/25 and 10\.0\.0\.0\/25 are denied/],
    },
    'a union of unequal parts': {
      document: policies(
        other,
        allow('«10.0.0.0/24»'),
        deny('10.0.0.0/26', '10.0.0.64/26', '10.0.0.128/25', '10.2.0.0/16'),
      ),
      messages: [/10\.0\.0\.0\/26, 10\.0\.0\.64\/26 and 10\.0\.0\.128\/25 are denied/],
    },
    IPv6: {
      document: policies(other, allow('«2001:db8:1::/48»'), deny('2001:db8::/32')),
      witnesses: [{ source: expect.stringMatching(/^2001:db8:1:/) as unknown }],
    },
    'IPv6, two halves': {
      document: policies(other, allow('«2001:db8::/32»'), deny('2001:db8::/33', '2001:db8:8000::/33')),
    },
    'both families': {
      document: policies(other, allow('«10.0.0.1»', '«2001:db8::1»'), deny('0.0.0.0/5', '8.0.0.0/5', '::/0')),
    },
    'host bits': { document: policies(other, allow('«10.0.0.5/24»'), deny('10.0.0.0/16')) },
    'several policies, each with some': {
      document: policies(
        allow('«10.0.0.1»'),
        allow('192.0.2.1'),
        deny('11.0.0.0/8'),
        allow('«11.0.0.1»'),
        deny('10.0.0.0/8'),
      ),
    },
    'an entry that nobody can read beside it': {
      document: policies(allow('office', '«10.0.0.1»'), deny('10.0.0.0/8', 'home')),
    },

    'alone in the list "ip"': {
      document: security(`ip: [${other}, ${allow('«10.0.0.1»')}, ${deny('10.0.0.0/8')}]`),
    },
    'in both lists, each by itself': {
      document: security(
        `ip: [${other}, ${allow('«10.0.0.1»')}, ${deny('10.0.0.0/8')}], policies: [${other}, ${allow('«11.0.0.1»')}, ${deny('11.0.0.0/8')}]`,
      ),
      severities: ['error', 'error'],
    },
    'denied in the other list: a warning': {
      document: security(`ip: [${allow('«10.0.0.1»')}, ${other}], policies: [${deny('10.0.0.0/8')}]`),
      messages: [
        /^10\.0\.0\.1 is allowed here but 10\.0\.0\.0\/8 is denied, and DENY always wins, if the two count together, which is undocumented \(/,
      ],
      severities: ['warning'],
    },
    'denied in the other list, in the other order': {
      document: security(`ip: [${deny('10.0.0.0/8')}], policies: [${allow('«10.0.0.1»')}, ${other}]`),
      severities: ['warning'],
    },
    'one half in each list': {
      document: security(
        `ip: [${other}, ${deny('10.0.0.0/25')}], policies: [${allow('«10.0.0.0/24»')}, ${deny('10.0.0.128/25')}]`,
      ),
      severities: ['warning'],
    },
    'everything, across the lists': {
      document: security(`ip: [${allow('«10.0.0.1»')}], policies: [${deny('10.0.0.0/8')}]`),
      severities: ['warning'],
    },

    'any one mechanism is enough: nobody by address, but others get in': {
      document: security(
        `policies: [${allow('«10.0.0.1»')}, ${deny('10.0.0.0/8')}], headers: [{ name: X, value: y }], verificationMode: or`,
      ),
      severities: ['error'],
    },
    'required policies': {
      document: nested('requiredPolicies', other, allow('«10.0.0.1»'), deny('10.0.0.0/8')),
      severities: ['error'],
    },
    'alternatives: a warning, as the ALLOW may be enough': {
      document: nested('orPolicies', other, allow('«10.0.0.1»'), deny('10.0.0.0/8')),
      severities: ['warning'],
      messages: [/if the two count together, which is undocumented \(one policy of an OR group is enough/],
    },
  },
})
