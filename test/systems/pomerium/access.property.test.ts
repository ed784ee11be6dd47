import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../../src/analysis/budget.ts'
import { evaluate, not } from '../../../src/analysis/condition.ts'
import type { Identity, Request } from '../../../src/analysis/request.ts'
import { findRequest } from '../../../src/analysis/solver.ts'
import { accessOf } from '../../../src/systems/pomerium/ppl/access.ts'
import { parsePpl } from '../../../src/systems/pomerium/ppl/parse.ts'
import { getsIn, type Policy } from './reading.ts'

const emails = ['a@x.com', 'b@x.com', 'a@y.com', 'a@x.com.y.com', 'nobody', '', 'a@x.com@y.com']
const textOf = (values: readonly string[]) => {
  const text = fc.constantFrom(...values)
  const matcher = fc.oneof(
    fc.record({ is: text }),
    fc.record({ not: text }),
    fc.record({ in: fc.array(text, { maxLength: 3 }) }),
    fc.record({ not_in: fc.array(text, { maxLength: 3 }) }),
    fc.record({ starts_with: fc.constantFrom('', 'a', 'x.', '/a', 'G') }),
    fc.record({ ends_with: fc.constantFrom('', 'm', 'x.com', '/b', 'T') }),
    fc.record({ contains: fc.constantFrom('', '@', '.com', 'E') }),
    fc.record({ starts_with: fc.constantFrom('a', '/'), not: text }),
    fc.constant({}),
    fc.constant({ is: 5 }),
    fc.constant({ not: true }),
  )
  return fc.oneof(text, matcher, fc.constant(5), fc.constant(['a']))
}
const listOf = (values: readonly string[]) => {
  const text = fc.constantFrom(...values)
  return fc.oneof(
    text,
    fc.record({ has: text }),
    fc.record({ is: text }),
    fc.record({ exclude: text }),
    fc.record({ has: text, exclude: text }),
    fc.constant({ has: ['g'] }),
    fc.constant({}),
  )
}
const named = (name: string, data: fc.Arbitrary<unknown>) => data.map((value) => ({ [name]: value }))
const criterion = fc.oneof(
  named('accept', fc.boolean()),
  named('reject', fc.boolean()),
  named('authenticated_user', fc.boolean()),
  named('cors_preflight', fc.constant(true)),
  named('email', textOf(emails)),
  named('domain', textOf(['x.com', 'y.com', 'x.com.y.com', '', '@x.com'])),
  named('user', textOf(['u1', 'u2'])),
  named('http_method', textOf(['GET', 'OPTIONS', 'get'])),
  named('http_path', textOf(['/', '/a', '/a/b'])),
  named('mcp_tool', textOf(['list', 'drop'])),
  named('ssh_username', textOf(['root', ''])),
  named('groups', listOf(['g', 'h'])),
  named('claim/c', listOf(['g', 'h'])),
  named('claim/d', listOf(['g', 'h'])),
  named('source_ip', fc.constantFrom<unknown>('10.0.0.1', '10.0.0.0/8', ['10.1.0.0/16', '192.0.2.1'], [])),
  named('day_of_week', fc.constantFrom('mon', 'mon,tue', 'sat,sun')),
)

/** A policy with up to six criteria in rules of either action. */
const policy: fc.Arbitrary<Policy> = fc
  .array(
    fc.tuple(
      fc.constantFrom('allow', 'allow', 'deny'),
      fc.constantFrom('and', 'or', 'not', 'nor'),
      fc.array(criterion, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((groups) => {
    let left = 6
    const rules: Record<string, Record<string, Record<string, unknown>[]>>[] = []
    for (const [action, operator, criteria, apart] of groups) {
      const kept = criteria.slice(0, left)
      left -= kept.length
      if (kept.length === 0) continue
      const last = rules.at(-1)
      if (last && !apart && !last[action]?.[operator]) last[action] = { ...last[action], [operator]: kept }
      else rules.push({ [action]: { [operator]: kept } })
    }
    return (rules.length === 1 ? rules[0]! : rules) as Policy
  })

const list = fc.constantFrom([], ['g'], ['h'], ['g', 'h'], ['i'])
const somebody: fc.Arbitrary<Identity> = fc.record({
  email: fc.constantFrom(...emails),
  user: fc.constantFrom('u1', 'u2', 'u3'),
  groups: list,
  claims: fc.record({ c: list }),
})
const request: fc.Arbitrary<Request> = fc.record({
  path: fc.constantFrom('/', '/a', '/a/b', '/b'),
  method: fc.constantFrom('GET', 'OPTIONS', 'POST'),
  source: fc.constantFrom('10.0.0.1', '10.1.0.1', '192.0.2.1', '203.0.113.7'),
  headers: fc.constantFrom(
    {},
    { origin: 'https://x.com', 'access-control-request-method': 'GET' },
    { origin: '' },
  ),
  identity: fc.oneof({ weight: 3, arbitrary: somebody }, { weight: 2, arbitrary: fc.constant({}) }),
  facts: fc.constantFrom([], ['client certificate valid']),
  details: fc.constantFrom<Record<string, string>>(
    {},
    { 'MCP tool': 'list' },
    { 'MCP tool': 'drop' },
    { 'SSH user name': 'root' },
  ),
  clock: fc.constantFrom({ weekday: 1 }, { weekday: 2 }, { weekday: 6 }),
})

const compiled = (value: Policy) => {
  const { ppl, problems } = parsePpl(value, [], { target: 'zero' })
  expect(problems.filter(({ kind, severity }) => kind !== 'dead' && !severity)).toEqual([])
  return accessOf(ppl)
}

describe('a policy as a condition', () => {
  it('lets in whom the documented semantics let in', () => {
    fc.assert(
      fc.property(policy, fc.array(request, { minLength: 20, maxLength: 20 }), (value, requests) => {
        const access = compiled(value)
        for (const each of requests) expect(evaluate(access, each)).toBe(getsIn(value, each))
      }),
      { numRuns: 1500 },
    )
  })

  it('has witnesses that the documented semantics agree with', () => {
    const anybody: Request = {
      path: '/',
      method: 'GET',
      source: '203.0.113.7',
      headers: {},
      identity: {},
      facts: [],
      details: {},
      clock: { weekday: 4 },
    }
    fc.assert(
      fc.property(policy, (value) => {
        const access = compiled(value)
        for (const [condition, expected] of [
          [access, true],
          [not(access), false],
        ] as const) {
          const answer = findRequest(condition, new Budget(100_000))
          if (answer.kind !== 'found') continue
          const whole = { ...anybody, ...answer.value, clock: { ...anybody.clock, ...answer.value.clock } }
          expect(getsIn(value, whole)).toBe(expected)
        }
      }),
      { numRuns: 500 },
    )
  })
})
