import { describe, expect, it } from 'vitest'
import { validate } from '../../src/index.ts'
import { allow, deny, policies, security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

ruleTable('address-syntax', {
  silent: {
    'no address': policies(),
    'an empty list': policies(allow()),
    'addresses and blocks of both families': policies(
      allow('192.0.2.1', '198.51.100.0/24', '2001:db8::1', '2001:db8::/32', '0.0.0.0/0', '::/0'),
    ),
    'an unusual spelling': policies(allow('10.0.0.5/24', '2001:DB8::1', '::ffff:10.0.0.1')),
    'a leading zero, which is a matter of spelling': policies(allow('010.0.0.1')),
  },
  silentThoughBroken: {
    'a number': security('policies: [{ action: ALLOW, addresses: [12] }]'),
  },
  reports: {
    'a host name': {
      document: policies(allow('«office.example.com»')),
      messages: [/^"office\.example\.com" is neither an IP address nor a CIDR block: it /],
      severities: ['error'],
    },
    'a word': {
      document: policies(deny('«office»')),
      messages: [/^"office" is neither an IP address nor a CIDR block.*\.$/],
    },
    'an octet above 255': { document: policies(allow('«10.0.0.256»')), messages: [/above 255/] },
    'a prefix length above 32': { document: policies(allow('«10.0.0.0/33»')), messages: [/above 32/] },
    'an IPv6 prefix length above 128': { document: policies(allow('«::/129»')), messages: [/above 128/] },
    'a netmask, with what it means': {
      document: policies(allow('«10.0.0.0/255.0.0.0»')),
      messages: [/netmask.*; write 10\.0\.0\.0\/8\.$/],
    },
    'a range, with what it means': {
      document: policies(allow('«10.0.0.0-10.0.0.255»')),
      messages: [/; write 10\.0\.0\.0\/24\.$/],
    },
    'a wildcard': { document: policies(allow('«10.0.*.*»')), messages: [/; write 10\.0\.0\.0\/16\.$/] },
    'a port': { document: policies(allow('«10.0.0.1:8080»')), messages: [/; write 10\.0\.0\.1\.$/] },
    'blanks around': {
      document: policies(allow('« 10.0.0.1»')),
      messages: [/blanks.*; write 10\.0\.0\.1\.$/],
    },
    'several in one text': { document: policies(allow('«10.0.0.1,10.0.0.2»')), messages: [/list/] },
    'an empty text': { document: policies(allow('«»')), messages: [/^"" is neither .* it is empty\.$/] },
    'missing octets': { document: policies(allow('«10.0.0/8»')) },
    'a text of any length, shortened': {
      document: policies(allow(`«${'x'.repeat(500)}»`)),
      messages: [/^"x{60}…" is neither/],
    },
    'both lists, ALLOW and DENY, in order': {
      document: security(
        `ip: [${allow('10.0.0.1', '«a.b»')}], policies: [${deny('«c.d»', '::1')}, ${allow('«e.f»')}]`,
      ),
    },
    'the lists of path rules': {
      document: security(
        `securePathConfiguration: { rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 1 }], securityPolicies: { orPolicies: { ip: [${allow('«a.b»')}] }, requiredPolicies: { policies: [${deny('«c.d»')}] } } }] }`,
      ),
    },
    'lists that are switched off': {
      document: security(
        `securePathConfiguration: { enabled: false, rules: [{ accessMode: unprotected, paths: [], securityPolicies: { orPolicies: { ip: [${allow('«a.b»')}] } } }] }`,
      ),
    },
    'the answer of a GET': {
      document: `data: { ports: [{ id: p01, name: a, internalPort: 1, protocol: HTTP, public: true, dns: a.example.com, domains: [], security: { policies: [${allow('«a.b»')}] } }] }`,
    },
  },
})

describe('a placeholder', () => {
  const document = policies(allow('10.0.0.7', ['$', '{OFFICE}'].join('')), deny('10.0.0.0/8'))
  const { findings } = validate(document)

  it('leaves the list open and is no error', () => {
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`).toSorted()).toEqual([
      'error allow-denied',
      'note undecided',
    ])
  })

  it('is named', () => {
    expect(findings.find(({ rule }) => rule === 'undecided')?.message).toMatch(
      /OFFICE.* stands for addresses is open/,
    )
  })
})
