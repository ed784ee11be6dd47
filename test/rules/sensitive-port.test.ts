import { describe, expect, it } from 'vitest'
import { sensitivePort } from '../../src/sensitive-ports.ts'
import { allow, deny, ports, rule } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const port = (number: string, fields = '', protocol = 'HTTP') =>
  ports(`id: p01, name: db, internalPort: ${number}, protocol: ${protocol}, public: true, ${fields}`)
const paths = (...rules: string[]) =>
  port('«9200»', `security: { securePathConfiguration: { enabled: true, rules: [${rules.join(', ')}] } }`)
const plain = (document: string) => document.replaceAll(/[«»]/g, '')

ruleTable('sensitive-port', {
  silent: {
    'a port of web applications': port('8080'),
    'its neighbours': ports(
      'id: a1, name: a, internalPort: 9199, protocol: HTTP, public: true',
      'id: b1, name: b, internalPort: 9201, protocol: HTTP, public: true',
    ),
    'a private port': port('5432', '', 'TCP').replace('public: true', 'public: false'),
    'an allow list': port('9200', `security: { policies: [${allow('198.51.100.0/24')}] }`),
    'a sign-in': port('5601', 'security: { sso: { organizationId: org_a } }'),
    'a header': port('5601', 'security: { headers: [{ name: X-A, value: a }] }'),
    'one address that is denied': port('9200', `security: { policies: [${deny('203.0.113.7')}] }`),
    'an ALLOW without addresses, which may close it': port('9200', `security: { policies: [${allow()}] }`),
    'a path rule for everything': plain(paths(rule('office', 'prefix / 0'))),
    'a path rule without policies, which may close it': plain(paths(rule('empty', 'prefix / 0'))),
    'an open path that is never asked': plain(
      paths(rule('office', 'prefix / 2'), rule('open', 'prefix /a 1')),
    ),
  },
  silentThoughBroken: {
    'a policy that broke the schema': port('9200', 'security: { policies: [7] }'),
    'a security that broke the schema': port('9200', 'security: 7'),
    'path rules that broke the schema': port(
      '9200',
      'security: { securePathConfiguration: { enabled: true, rules: 7 } }',
    ),
    'a path that broke the schema': plain(
      paths('{ accessMode: protected, paths: [{ path: 7, routingMode: prefix, priority: 0 }] }'),
    ),
    'a public that broke the schema': port('9200').replace('public: true', "public: 'true'"),
  },
  reports: {
    'nothing asked': {
      document: port('«9200»'),
      messages: [
        '9200 is the usual port of Elasticsearch, and anyone on the internet reaches port db without any condition; make it private, or ask for an address, a password or a sign-in.',
      ],
      severities: ['warning'],
      witnesses: [{ source: '203.0.113.7', credentials: [] }],
      related: ['true'],
    },
    'empty policies, as the interface writes them': {
      document: port('«5601»', 'security: { policies: [], credentials: [], sso: {}, verificationMode: or }'),
    },
    'a DENY without addresses': { document: port('«9200»', `security: { policies: [${deny()}] }`) },
    'rules that are switched off': {
      document: paths(rule('office', 'prefix / 0')).replace('enabled: true', 'enabled: false'),
    },
    'a path that is open, on a reading': {
      document: paths(rule('office', 'prefix / 0'), rule('open', 'prefix /status 1')),
      messages: [
        /reaches port db by way of prefix \/status without any condition, if an unprotected rule opens its paths .*, which is undocumented; make/,
      ],
      witnesses: [{ path: '/status', source: '203.0.113.7', credentials: [] }],
    },
    'a protocol that is not published anyway': {
      document: port('«5432»', '', 'TCP'),
      messages: [/PostgreSQL, and this asks to let anyone on the internet reach port db without/],
    },
  },
})

describe('the list of sensitive ports', () => {
  it.each([22, 3306, 5432, 6379, 27017, 10250])('holds %i, with a source', (number) => {
    expect(sensitivePort(number)!.source).toMatch(/^https:\/\//)
  })
  it.each([80, 443, 3000, 5000, 8000, 8080, 8443, 9090])('leaves out %i, which anything uses', (number) => {
    expect(sensitivePort(number)).toBeUndefined()
  })
})
