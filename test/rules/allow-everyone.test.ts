import { expect } from 'vitest'
import { allow, deny, policies, security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

ruleTable('allow-everyone', {
  silent: {
    'no address': policies(allow()),
    'a block': policies(allow('10.0.0.0/8')),
    'half of everything': policies(allow('0.0.0.0/1')),
    'all but one address': policies(
      allow(
        '128.0.0.0/1',
        ...Array.from(
          { length: 31 },
          (_, bit) =>
            `${Math.floor(2 ** (30 - bit) / 2 ** 24) % 256}.${Math.floor(2 ** (30 - bit) / 2 ** 16) % 256}.${Math.floor(2 ** (30 - bit) / 2 ** 8) % 256}.${2 ** (30 - bit) % 256}/${bit + 2}`,
        ),
      ),
    ),
    'everything denied': policies(deny('0.0.0.0/0', '::/0')),
    'everything denied, which allow-nobody reports': policies(
      allow('0.0.0.0/0'),
      deny('0.0.0.0/1', '128.0.0.0/1'),
    ),
    'all IPv4 in the form of IPv6': policies(allow('::ffff:0:0/96')),
    'halves of different families': policies(allow('0.0.0.0/1', '8000::/1')),
    'halves in different groups': security(
      `securePathConfiguration: { rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 1 }], securityPolicies: { requiredPolicies: { policies: [${allow('0.0.0.0/1')}] }, orPolicies: { policies: [${allow('128.0.0.0/1')}] } } }] }`,
    ),
  },
  reports: {
    'all of IPv4': {
      document: policies(allow('«0.0.0.0/0»')),
      messages: [
        '0.0.0.0/0 is all of IPv4, so this allow list keeps out no IPv4 address but those it denies; allow only the addresses that need access.',
      ],
      severities: ['warning'],
      witnesses: [{ source: '203.0.113.7' }],
      related: [],
    },
    'all of IPv6': {
      document: policies(allow('«::/0»')),
      messages: [/^::\/0 is all of IPv6, /],
      witnesses: [{ source: '2001:db8::7' }],
    },
    'both families': { document: policies(allow('«0.0.0.0/0»', '«::/0»')) },
    'two halves': {
      document: policies(allow('«0.0.0.0/1»', '128.0.0.0/1')),
      messages: [/^0\.0\.0\.0\/1 and 128\.0\.0\.0\/1 add up to all of IPv4, /],
      related: ['"128.0.0.0/1"'],
    },
    'two halves, the upper one first': { document: policies(allow('«128.0.0.0/1»'), allow('0.0.0.0/1')) },
    'two halves of IPv6': { document: policies(allow('«::/1»', '8000::/1')) },
    'unequal parts': {
      document: policies(allow('192.0.2.1', '«128.0.0.0/1»', '0.0.0.0/2', '64.0.0.0/2')),
      messages: [/^128\.0\.0\.0\/1, 0\.0\.0\.0\/2 and 64\.0\.0\.0\/2 add up to/],
    },
    'host bits': { document: policies(allow('«10.0.0.1/0»')) },
    'the whole beside a part': { document: policies(allow('10.0.0.0/8', '«0.0.0.0/0»')), related: [] },
    'some are denied: the witness is none of them': {
      document: policies(allow('«0.0.0.0/0»'), deny('203.0.113.0/24')),
      witnesses: [{ source: expect.not.stringMatching(/^203\.0\.113\./) as unknown }],
    },
    'a DENY that nobody can read: no witness': {
      document: policies(allow('«0.0.0.0/0»'), deny('office')),
      witnesses: [undefined],
    },
    'an ALLOW that nobody can read beside it': { document: policies(allow('«0.0.0.0/0»', 'office')) },
    'in the list "ip"': { document: security(`ip: [${allow('«0.0.0.0/0»')}]`) },
    'in one of two lists, of which the other one allows less': {
      document: security(`ip: [${allow('«0.0.0.0/0»')}], policies: [${allow('10.0.0.0/8')}]`),
      messages: [/, if this list counts, which is undocumented \(.*\); allow only/],
    },
    'in one of two lists, of which the other one only denies': {
      document: security(`ip: [${allow('«0.0.0.0/0»')}], policies: [${deny('203.0.113.0/24')}]`),
      messages: [/but those it denies; allow only/],
      witnesses: [{ source: expect.not.stringMatching(/^203\.0\.113\./) as unknown }],
    },
    'one half in each list': {
      document: security(`ip: [${allow('«0.0.0.0/1»')}], policies: [${allow('128.0.0.0/1')}]`),
      messages: [/, if the lists count together, which is undocumented \(.*\); allow only/],
      severities: ['warning'],
    },
    'required policies': {
      document: security(
        `securePathConfiguration: { rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 1 }], securityPolicies: { requiredPolicies: { policies: [${allow('«0.0.0.0/0»')}] } } }] }`,
      ),
    },
    'one alternative': {
      document: security(
        `securePathConfiguration: { rules: [{ accessMode: protected, paths: [{ path: /, routingMode: prefix, priority: 1 }], securityPolicies: { orPolicies: { policies: [${allow('«0.0.0.0/0»')}, ${deny('10.0.0.0/8')}] } } }] }`,
      ),
    },
  },
})
