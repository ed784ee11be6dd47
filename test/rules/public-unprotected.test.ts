import { describe, expect, it } from 'vitest'
import { validate } from '../../src/index.ts'
import { pathRules, port, rule, security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const open = (fields = 'domains: []') => port(fields).replace('public: true', 'public: «true»')

ruleTable('public-unprotected', {
  options: { config: { preset: 'strict' } },
  silent: {
    'a private port': port('domains: []').replace('public: true', 'public: false'),
    'a sign-in': security('sso: { organizationId: org_a }'),
    'path rules that ask': pathRules(rule('office', 'prefix / 0')),
    'a protocol that is not published': port('domains: []').replace('HTTP', 'TCP'),
  },
  reports: {
    'nothing asked': {
      document: open(),
      messages: ['Anyone on the internet reaches port p01 without any condition.'],
      severities: ['note'],
      witnesses: [{ source: '203.0.113.7', credentials: [] }],
    },
    'a sign-in without an organisation': { document: open('security: { sso: {} }') },
    'a path': {
      document: pathRules(rule('office', 'prefix / 0'), rule('open', '«exact /status 1»')),
      messages: [/^Anyone on the internet reaches exact \/status of port p01 without any condition, if an/],
      witnesses: [{ path: '/status', source: '203.0.113.7', credentials: [] }],
    },
    'two paths': {
      document: pathRules(rule('open', '«exact /b 1»', '«prefix / 0»')),
    },
  },
})

describe('public-unprotected', () => {
  it('is for the strict preset only', () => {
    const { findings } = validate(port('domains: []'))
    expect(findings.map(({ rule }) => rule)).not.toContain('public-unprotected')
  })
})
