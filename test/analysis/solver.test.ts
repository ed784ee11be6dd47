import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AddressSet } from '../../src/analysis/address-set.ts'
import { Budget } from '../../src/analysis/budget.ts'
import {
  all,
  allOf,
  always,
  any,
  anyOf,
  type Condition,
  evaluate,
  fact,
  memberIn,
  never,
  not,
  numberIn,
  onlyMemberIn,
  signedIn,
  sourceIn,
  textIn,
  undetermined,
} from '../../src/analysis/condition.ts'
import { findRequest, findRequestUnderSome } from '../../src/analysis/solver.ts'
import {
  anyText,
  exactText,
  hostText,
  regexText,
  segmentPrefix,
  textAfter,
  textPrefix,
} from '../../src/analysis/text-language.ts'
import { addresses, openAssignments, smallConditions } from './small-universe.ts'

const budget = () => new Budget(200_000)
const ask = (condition: Condition) => findRequest(condition, budget())

const path = (text: string) => textIn('path', exactText(text))
const admin = textIn('path', textPrefix('/admin'))
const office = sourceIn(addresses('198.51.100.0/24'))
const group = (name: string) => memberIn('groups', exactText(name))
const p = undetermined('p', 'p is open')
const q = undetermined('q', 'q is open')

describe('findRequest', () => {
  const satisfiable: readonly (readonly [string, Condition, object])[] = [
    ['everything', always, {}],
    ['a path', admin, { path: '/admin' }],
    ['all but a path', not(path('/')), { path: '/a' }],
    [
      'an address in one and not in another block',
      all(office, not(sourceIn(addresses('198.51.100.0/25')))),
      { source: '198.51.100.129' },
    ],
    ['the first of two ways', any(admin, office), { path: '/admin' }],
    [
      'what is left when one way is shut',
      all(any(admin, office), not(admin)),
      { path: '/', source: '198.51.100.7' },
    ],
    ['a host below a wildcard', textIn('host', hostText('*.example.com')), { host: 'app.example.com' }],
    ['a host of an odd shape', textIn('host', exactText('_x_')), { host: '_x_' }],
    [
      'a port',
      all(numberIn('port', [{ first: 80, last: 90 }]), not(numberIn('port', [{ first: 1, last: 84 }]))),
      { port: 85 },
    ],
    ['a header', textIn('header/x-env', textPrefix('pro')), { headers: { 'x-env': 'pro' } }],
    ['a detail', textIn('detail/tool', exactText('query')), { details: { tool: 'query' } }],
    ['a missing detail', not(textIn('detail/tool', anyText)), { details: {} }],
    ['one of several details', memberIn('details/names', exactText('a')), { details: { names: ['a'] } }],
    [
      'a time',
      all(
        numberIn('clock/hour', [{ first: 9, last: 17 }]),
        not(numberIn('clock/hour', [{ first: 0, last: 12 }])),
      ),
      { clock: { hour: 13 } },
    ],
    ['a time before all others', numberIn('clock/date', [{ first: -50, last: -9 }]), { clock: { date: -9 } }],
    ['a missing header', not(textIn('header/x-env', anyText)), { headers: {} }],
    ['a missing credential', not(memberIn('credentials', exactText('bob'))), { credentials: [] }],
    ['two groups', all(group('a'), group('b')), { identity: { groups: ['a', 'b'] } }],
    [
      'one group for two patterns',
      all(group('ab'), memberIn('groups', regexText('a.'))),
      { identity: { groups: ['ab'] } },
    ],
    [
      'a group that is not alone',
      all(group('a'), not(onlyMemberIn('groups', anyText))),
      { identity: { groups: ['a', 'b'] } },
    ],
    [
      'a lone group',
      all(onlyMemberIn('groups', regexText('[ab]')), not(group('a'))),
      { identity: { groups: ['b'] } },
    ],
    [
      'a domain',
      textIn('email', textAfter('@', exactText('example.org'))),
      { identity: { email: 'a@example.org' } },
    ],
    ['somebody', signedIn(), { identity: { email: 'user@example.com' } }],
    ['nobody', not(signedIn()), { identity: {} }],
    [
      'somebody without e-mail',
      all(signedIn(), not(textIn('email', anyText))),
      { identity: { claims: { sub: ['user-1'] } } },
    ],
    [
      'somebody without e-mail and the usual claim',
      all(signedIn(), not(textIn('email', anyText)), not(memberIn('claim/sub', anyText))),
      { identity: { claims: { 'sub-1': ['user-1'] } } },
    ],
    [
      'a claim by the name of a property of every object',
      memberIn('claim/__proto__', exactText('x')),
      { identity: { claims: JSON.parse('{"__proto__":["x"]}') } },
    ],
    ['the first of all ports', not(numberIn('port', [{ first: 2, last: 65535 }])), { port: 1 }],
    ['facts', all(fact('a'), not(fact('b'))), { facts: ['a'] }],
    ['either value of an open name', any(all(p, admin), all(not(p), admin)), { path: '/admin' }],
    ['what an open name does not matter for', any(admin, all(p, office)), { path: '/admin' }],
    [
      'both halves of what an open name decides',
      any(all(p, admin), all(not(p), office)),
      { path: '/admin', source: '198.51.100.7' },
    ],
  ]
  it.each(satisfiable)('finds %s', (_, condition, request) => {
    expect(ask(condition)).toEqual({ kind: 'found', value: request })
  })

  const unsatisfiable: readonly (readonly [string, Condition])[] = [
    ['nothing at all', never],
    ['a path that is and is not', all(admin, not(admin))],
    ['a path without a slash', path('admin')],
    ['a path with a blank', textIn('path', regexText('/a .*'))],
    ['a method in lower case', textIn('method', exactText('get'))],
    ['a port outside all ports', numberIn('port', [{ first: 0, last: 0 }])],
    [
      'a header that is absent and has a value',
      all(not(textIn('header/x', anyText)), textIn('header/x', exactText(''))),
    ],
    ['an address of two families', all(sourceIn(AddressSet.family(4)), sourceIn(AddressSet.family(6)))],
    [
      'a lone member twice over',
      all(onlyMemberIn('groups', exactText('a')), onlyMemberIn('groups', exactText('b'))),
    ],
    ['a lone member and another one', all(onlyMemberIn('groups', exactText('a')), group('b'))],
    ['a member of no group', all(group('a'), not(memberIn('groups', anyText)))],
    ['an e-mail without identity', all(not(signedIn()), textIn('email', anyText))],
    ['a group without identity', all(group('a'), not(signedIn()))],
    ['a claim without identity', all(memberIn('claim/x', anyText), not(signedIn()))],
    ['what is impossible whatever is open', all(p, admin, path('/'))],
    ['an open name both ways', all(p, not(p))],
  ]
  it.each(unsatisfiable)('proves that there is no %s', (_, condition) => {
    expect(ask(condition)).toEqual({ kind: 'none' })
  })

  it('names the open values on which an answer depends, and only those', () => {
    expect(ask(all(p, admin))).toEqual({ kind: 'unknown', reason: 'p is open' })
    expect(ask(all(not(p), admin))).toEqual({ kind: 'unknown', reason: 'p is open' })
    expect(ask(all(any(all(p, admin), all(not(p), path('/'))), any(office, q, not(office))))).toMatchObject({
      kind: 'unknown',
      reason: 'p is open',
    })
  })

  it('gives up on too many open values that occur both ways', () => {
    const names = Array.from({ length: 11 }, (_, index) => undetermined(`n${index}`, `n${index} is open`))
    const condition = all(...names.map((name) => any(all(name, admin), all(not(name), office))))
    expect(ask(condition)).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('more than 10') })
  })

  it('says that the budget is used up', () => {
    const condition = all(
      textIn('path', regexText('/(a|b)*a(a|b){12}')),
      not(textIn('path', regexText('/(a|b)*'))),
    )
    expect(findRequest(condition, new Budget(20))).toEqual({
      kind: 'unknown',
      reason: 'the work budget of 20 steps is used up, and simpler patterns and conditions take fewer',
    })
    expect(findRequest(condition, new Budget(2_000_000))).toEqual({ kind: 'none' })
  })

  it('answers for a condition nested 100,000 deep', () => {
    let deep: Condition = admin
    for (let index = 0; index < 100_000; index++) deep = index % 2 ? all(deep, office) : any(deep, office)
    expect(findRequest(deep, new Budget(1_000_000))).toMatchObject({
      kind: 'found',
      value: { source: '198.51.100.7' },
    })
  })

  it('answers for 10,000 alternatives', () => {
    const many = anyOf(Array.from({ length: 10_000 }, (_, index) => path(`/p${index}`)))
    expect(ask(all(many, path('/p9999')))).toMatchObject({ kind: 'found' })
    expect(ask(not(many))).toMatchObject({ kind: 'found', value: { path: '/' } })
  })

  it('is not misled by a value left over from a way that was given up', () => {
    const x = fact('x')
    const condition = all(
      any(not(x), all(not(group('b')), not(signedIn()))),
      any(x, all(path('/'), admin, group('a'))),
      any(x, all(group('a'), admin, path('/'))),
    )
    expect(ask(condition)).toEqual({ kind: 'found', value: { identity: {}, facts: ['x'] } })
  })

  it('agrees with trying out all requests', () => {
    fc.assert(
      fc.property(smallConditions(false), ({ conditions: [condition], requests }) => {
        const answer = ask(condition!)
        const expected = requests.some((request) => evaluate(condition!, request) === true)
        expect(answer.kind).toBe(expected ? 'found' : 'none')
        if (answer.kind === 'found') expect(evaluate(condition!, answer.value)).toBe(true)
      }),
      { seed: 1, numRuns: 800 },
    )
  })

  it('holds whatever is open', () => {
    const kinds = new Set<string>()
    fc.assert(
      fc.property(smallConditions(true), ({ conditions: [condition], requests }) => {
        const answer = ask(condition!)
        kinds.add(answer.kind)
        const holds = (request: object) =>
          openAssignments.map((assignment) => evaluate(condition!, request, assignment) === true)
        if (answer.kind === 'found') expect(holds(answer.value)).not.toContain(false)
        const outcomes = requests.map(holds)
        const possible = outcomes.some((outcome) => outcome.includes(true))
        const certain = outcomes.some((outcome) => !outcome.includes(false))
        expect(answer.kind).toBe(certain ? 'found' : possible ? 'unknown' : 'none')
      }),
      { seed: 2, numRuns: 400 },
    )
    expect([...kinds].sort()).toEqual(['found', 'none', 'unknown'])
  })
})

describe('findRequestUnderSome', () => {
  it('gives the values that matter, with their reasons', () => {
    const condition = all(any(p, path('/')), admin, any(path('/admin'), q))
    expect(findRequestUnderSome(condition, budget())).toEqual({
      kind: 'found',
      value: { request: { path: '/admin' }, assignment: new Map([['p', true]]), why: ['p is open'] },
    })
  })

  it('agrees with trying out all requests and assignments', () => {
    fc.assert(
      fc.property(smallConditions(true), ({ conditions: [condition], requests }) => {
        const answer = findRequestUnderSome(condition!, budget())
        const expected = requests.some((request) =>
          openAssignments.some((assignment) => evaluate(condition!, request, assignment) === true),
        )
        expect(answer.kind).toBe(expected ? 'found' : 'none')
        if (answer.kind !== 'found') return
        expect(evaluate(condition!, answer.value.request, answer.value.assignment)).toBe(true)
      }),
      { seed: 3, numRuns: 300 },
    )
  })
})

describe('a witness', () => {
  it('has nothing that could be left out', () => {
    fc.assert(
      fc.property(smallConditions(false), ({ conditions: [condition] }) => {
        const answer = ask(condition!)
        if (answer.kind !== 'found') return
        for (const key of Object.keys(answer.value)) {
          const { [key as 'path']: _, ...rest } = answer.value
          expect(evaluate(condition!, rest)).toBe(undefined)
        }
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  it('is the same for the same question in another order', () => {
    const one = all(any(admin, office), group('a'), segment)
    const other = all(segment, group('a'), any(office, admin))
    expect(ask(one).kind).toBe(ask(other).kind)
    expect(ask(allOf([one, not(other)]))).toEqual({ kind: 'none' })
  })
})

const segment = textIn('path', segmentPrefix('/admin'))
