import { describe, expect, it } from 'vitest'
import { validate } from '../../src/index.ts'
import { allow, guarded, placeholder, security, user } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const header = (name: string, value: string, regex = false) =>
  `{ name: ${name}, value: '${value}', regexMode: ${regex} }`
const sso = (fields: string) => `sso: { organizationId: org_a${fields} }`

ruleTable('condition-part-dead', {
  silent: {
    'one pair': security(`credentials: [${user('admin')}]`),
    'two pairs': security(`credentials: [${user('admin')}, ${user('guest')}]`),
    'two groups': security(sso(', directoryGroupIds: [a, b]')),
    'two headers': security(`headers: [${header('X-A', 'a')}, ${header('X-B', 'a')}]`),
    'two patterns of one header, neither of which takes in the other': security(
      `headers: [${header('X-A', 'a.*', true)}, ${header('X-A', '.*b', true)}]`,
    ),
    'two headers that exclude one another, which is one finding': security(
      `headers: [${header('X-A', 'a')}, ${header('X-A', 'b')}]`,
    ),
    'everyone or a password, which is one finding': security(
      `credentials: [${user('admin')}], policies: [${allow('0.0.0.0/0', '::/0')}], verificationMode: or`,
    ),
    'all of IPv4 beside a password, which is told of the list': security(
      `credentials: [${user('admin')}], policies: [${allow('0.0.0.0/0', '::/0')}], verificationMode: and`,
    ),
    'two lists, of which nobody knows which one counts': security(
      `ip: [${allow('198.51.100.7')}], policies: [${allow('198.51.100.7')}]`,
    ),
    'two values that are filled in elsewhere': security(
      `headers: [${header('X-A', placeholder('OLD'))}, ${header('X-A', placeholder('NEW'))}]`,
    ),
    'networks that overlap in part': guarded(
      `requiredPolicies: { policies: [${allow('198.51.100.0/25', '203.0.113.7')}] }, orPolicies: { policies: [${allow('198.51.100.0/24')}] }`,
    ),
    'a rule that is switched off': guarded(
      `requiredPolicies: { ${sso(', directoryGroupIds: [a], allowAnyOrgUsers: true')} }`,
      'enabled: false',
    ),
  },
  silentThoughBroken: {
    'a switch that is no flag': security(sso(", directoryGroupIds: [a, a], allowAnyOrgUsers: 'true'")),
  },
  reports: {
    'groups where every member gets in': {
      document: security(sso(', allowAnyOrgUsers: true, directoryGroupIds: [«a», «b»]')),
      messages: [
        'group a changes nothing: the policies of port p01 let in the same requests without it; remove it, or have it count.',
        /^group b changes nothing/,
      ],
      severities: ['warning', 'warning'],
    },
    'the same group twice': { document: security(sso(', directoryGroupIds: [a, b, «a»]')) },
    'the same pair twice': {
      document: security(`credentials: [${user('admin')}, «${user('admin')}»]`),
      messages: [/^credential admin changes nothing/],
    },
    'the same header twice': {
      document: security(`headers: [${header('X-A', 'a')}, «${header('x-a', 'a')}»]`),
    },
    'a pattern that takes what a value asks for': {
      document: security(`headers: [${header('X-A', 'abc')}, «${header('X-A', 'a.*', true)}»]`),
    },
    'a value behind a pattern that takes it': {
      document: security(`headers: [«${header('X-A', 'a.*', true)}», ${header('X-A', 'abc')}]`),
    },
    'alternatives that take in what is required': {
      document: guarded(
        `requiredPolicies: { policies: [${allow('198.51.100.7')}] }, orPolicies: { policies: «[${allow('198.51.100.0/24')}]» }`,
      ),
      messages: [/^the list "policies" changes nothing: the policies of prefix \/ let in/],
    },
    'what is required and takes in the alternatives': {
      document: guarded(
        `requiredPolicies: { policies: «[${allow('198.51.100.0/24')}]» }, orPolicies: { policies: [${allow('198.51.100.7')}] }`,
      ),
    },
    'a required sign-in that is an alternative, too': {
      document: guarded(
        `requiredPolicies: { ${sso('')} }, orPolicies: { ${sso('').replace('{', '«{').replace('}', '}»')} }`,
      ),
    },
  },
})

describe('condition-part-dead', () => {
  it('says so where it has not looked at every part', () => {
    const names = [...Array.from({ length: 60 }, (_, index) => `user${index}`), 'user0']
    const { findings } = validate(guarded(`orPolicies: { credentials: [${names.map(user).join(', ')}] }`))
    const open = findings.filter(({ rule, message }) => rule === 'undecided' && message.includes('61'))
    expect(open.map(({ message }) => message)).toEqual([
      'Whether all parts of the policies of prefix / matter is open: only the first 50 of 61 were looked at.',
    ])
  })
})
