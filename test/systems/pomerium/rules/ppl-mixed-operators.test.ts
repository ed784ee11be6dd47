import { describe, expect, it } from 'vitest'
import type { Request } from '../../../../src/analysis/request.ts'
import { validate } from '../../../../src/index.ts'
import { corePolicy } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'
import { getsIn } from '../reading.ts'

ruleTable('pomerium/ppl-mixed-operators', {
  silent: {
    'one operator': 'allow: { and: [{ domain: a.com }, { claim/b: c }] }\n',
    'an operator that holds nothing': 'allow: { and: [{ domain: a.com }], or: [] }\n',
    'two rules': '- allow: { and: [{ domain: a.com }] }\n- allow: { or: [{ domain: b.com }] }\n',
    'two operators below deny':
      'allow: { or: [{ domain: a.com }] }\ndeny: { and: [{ email: b@a.com }], or: [{ email: c@a.com }] }\n',
    'two operators that say the same': 'allow: { and: [{ domain: a.com }], or: [{ domain: a.com }] }\n',
    'what a deny takes back':
      'allow: { and: [{ domain: a.com }], or: [{ domain: b.com }] }\ndeny: { or: [{ accept: true }] }\n',
  },
  reports: {
    'and beside not': {
      document: '«allow»: { and: [{ domain: a.com }], not: [{ email: b@a.com }] }\n',
      messages: [
        '"and" and "not" stand in one allow, and one of them is enough: this request gets in by "and" though "not" refuses it; put what must hold together below one "and", and whom to keep out below deny.',
      ],
      severities: ['warning'],
      related: ['[{ domain: a.com }]', '[{ email: b@a.com }]'],
    },
    'and beside or': { document: '«allow»: { and: [{ domain: a.com }], or: [{ claim/b: c }] }\n' },
    'in a core file': {
      document: corePolicy('[{ «allow»: { or: [{ user: a }], and: [{ domain: b.com }] } }]'),
    },
  },
})

describe('a request that gets in though a group refuses it', () => {
  it.each([
    '{ "allow": { "and": [{ "domain": "a.com" }], "not": [{ "email": "b@a.com" }] } }',
    '{ "allow": { "and": [{ "http_method": "GET" }, { "domain": "a.com" }], "nor": [{ "email": "b@a.com" }, { "user": "u" }] } }',
    '{ "allow": { "and": [{ "source_ip": "10.0.0.0/8" }], "or": [{ "claim/a": "b" }] }, "deny": { "or": [{ "email": "c@d.com" }] } }',
  ])('%s', (text) => {
    const [finding] = validate(text, { only: ['pomerium/ppl-mixed-operators'] }).findings
    const anybody: Request = {
      path: '/',
      method: 'POST',
      source: '203.0.113.7',
      headers: {},
      identity: {},
      facts: [],
      details: {},
    }
    const request = { ...anybody, ...(finding?.witness as Request) }
    const policy = JSON.parse(text)
    expect(getsIn(policy, request)).toBe(true)
    const alone = Object.entries(policy.allow).map(([operator, list]) =>
      getsIn({ allow: { [operator]: list } } as never, request),
    )
    expect(alone).toContain(false)
  })
})
