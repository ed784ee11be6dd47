import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AddressSet } from '../../src/analysis/address-set.ts'
import {
  all,
  always,
  any,
  assume,
  boundsOf,
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
  undeterminedIn,
} from '../../src/analysis/condition.ts'
import { Interner } from '../../src/analysis/interner.ts'
import type { Request } from '../../src/analysis/request.ts'
import { anyText, exactText, textPrefix } from '../../src/analysis/text-language.ts'
import { addresses, openAssignments, smallConditions } from './small-universe.ts'

const a = fact('a')
const b = fact('b')
const p = undetermined('p', 'p is open')
const q = undetermined('q', 'q is open', 'placeholder')

describe('constructors', () => {
  const cases: readonly (readonly [string, Condition, Condition])[] = [
    ['all of nothing', all(), always],
    ['any of nothing', any(), never],
    ['all with never', all(a, never), never],
    ['never with all', all(never, a), never],
    ['any with always', any(a, always), always],
    ['one of itself', all(a, a), a],
    ['nested', all(a, all(b, p)), all(a, b, p)],
    ['not not', not(not(a)), a],
    ['not always', not(always), never],
    ['not never', not(never), always],
    ['no address', sourceIn(AddressSet.empty), never],
    ['every address', sourceIn(AddressSet.all), always],
    ['no port', numberIn('port', []), never],
    ['no such port', numberIn('port', [{ first: 65536, last: 70000 }]), never],
    ['a range backwards', numberIn('port', [{ first: 90, last: 80 }]), never],
    [
      'every port',
      numberIn('port', [
        { first: 0, last: 99 },
        { first: 100, last: 99999 },
      ]),
      always,
    ],
    [
      'ports that touch, in any order',
      numberIn('port', [
        { first: 81, last: 90 },
        { first: 70, last: 80 },
        { first: 72, last: 75 },
      ]),
      numberIn('port', [{ first: 70, last: 90 }]),
    ],
  ]
  it.each(cases)('%s', (_, condition, expected) => expect(condition).toEqual(expected))
})

describe('evaluate', () => {
  const admin = textIn('path', textPrefix('/admin'))
  const cases: readonly (readonly [Condition, Request, boolean | undefined])[] = [
    [always, {}, true],
    [never, {}, false],
    [admin, {}, undefined],
    [not(admin), {}, undefined],
    [admin, { path: '/admin/x' }, true],
    [all(admin, never), {}, false],
    [all(admin, a), { facts: [] }, false],
    [any(admin, a), { facts: ['a'] }, true],
    [any(admin, a), { facts: [] }, undefined],
    [sourceIn(addresses('10.0.0.0/8')), { source: '10.1.2.3' }, true],
    [sourceIn(addresses('10.0.0.0/8')), { source: '::1' }, false],
    [numberIn('port', [{ first: 80, last: 90 }]), { port: 90 }, true],
    [numberIn('port', [{ first: 80, last: 90 }]), { port: 91 }, false],
    [textIn('header/x', anyText), {}, undefined],
    [textIn('header/x', anyText), { headers: {} }, false],
    [textIn('header/constructor', anyText), { headers: {} }, false],
    [textIn('header/x', exactText('')), { headers: { x: '' } }, true],
    [textIn('email', anyText), { identity: {} }, false],
    [textIn('email', anyText), {}, undefined],
    [memberIn('groups', exactText('g')), { identity: { groups: ['h', 'g'] } }, true],
    [onlyMemberIn('groups', exactText('g')), { identity: { groups: ['h', 'g'] } }, false],
    [onlyMemberIn('groups', exactText('g')), { identity: { groups: ['g', 'g'] } }, true],
    [onlyMemberIn('groups', anyText), { identity: {} }, false],
    [memberIn('claim/c', exactText('v')), { identity: { claims: { c: 'v' } } }, true],
    [memberIn('claim/c', exactText('v')), { identity: { claims: { c: ['u', 'v'] } } }, true],
    [memberIn('claim/toString', anyText), { identity: { claims: {} } }, false],
    [memberIn('credentials', exactText('u')), { credentials: [] }, false],
    [memberIn('credentials', exactText('u')), {}, undefined],
    [signedIn(), {}, undefined],
    [signedIn(), { identity: {} }, false],
    [signedIn(), { identity: { groups: [], claims: { c: [] } } }, false],
    [signedIn(), { identity: { user: 'u' } }, true],
    [signedIn(), { identity: { claims: { c: 'v' } } }, true],
    [p, {}, undefined],
    [any(p, not(p)), {}, undefined],
  ]
  it.each(cases)('%#: %j of %j', (condition, request, expected) => {
    expect(evaluate(condition, request)).toBe(expected)
    expect(evaluate(not(condition), request)).toBe(expected === undefined ? undefined : !expected)
  })

  it('reads the values of undetermined atoms', () => {
    expect(evaluate(all(p, not(q)), {}, new Map([['p', true]]))).toBe(undefined)
    expect(
      evaluate(
        all(p, not(q)),
        {},
        new Map([
          ['p', true],
          ['q', false],
        ]),
      ),
    ).toBe(true)
  })

  it('takes a condition of any depth, and one whose parts are shared', () => {
    let deep: Condition = a
    let shared: Condition = a
    for (let index = 0; index < 50_000; index++) deep = index % 2 ? all(deep, b) : any(deep, b)
    for (let index = 0; index < 60; index++)
      shared = index % 2 ? all(not(shared), any(shared, b)) : any(shared, not(shared))
    expect(evaluate(deep, { facts: ['b'] })).toBe(true)
    expect(evaluate(shared, { facts: ['b'] })).toBeTypeOf('boolean')
  })
})

describe('undetermined atoms', () => {
  it('are listed with their reasons, all or of one kind', () => {
    const condition = any(all(p, a), not(q))
    expect(Object.fromEntries(undeterminedIn(condition))).toEqual({ p: 'p is open', q: 'q is open' })
    expect([...undeterminedIn(condition, 'reading').keys()]).toEqual(['p'])
    expect([...undeterminedIn(condition, 'placeholder').keys()]).toEqual(['q'])
  })

  it('are put in, and what they decide goes away', () => {
    const condition = any(all(p, a), all(not(p), b), all(q, b))
    expect(assume(condition, new Map([['p', true]]))).toEqual(any(a, all(q, b)))
    expect(
      assume(
        condition,
        new Map([
          ['p', false],
          ['q', true],
        ]),
      ),
    ).toEqual(any(b, b))
    expect(assume(condition, new Map([['r', true]]))).toBe(condition)
  })

  it('mean the same put in first as looked up', () => {
    fc.assert(
      fc.property(
        smallConditions(true),
        fc.constantFrom(...openAssignments),
        ({ conditions, requests }, assignment) => {
          const [condition] = conditions
          const put = assume(condition!, assignment)
          expect(undeterminedIn(put).size).toBe(0)
          for (const request of requests.slice(0, 40)) {
            expect(evaluate(put, request)).toBe(evaluate(condition!, request, assignment))
          }
        },
      ),
      { seed: 31, numRuns: 200 },
    )
  })

  it('lie between their bounds', () => {
    fc.assert(
      fc.property(smallConditions(true), ({ conditions: [condition], requests }) => {
        const { low, high } = boundsOf(condition!)
        for (const request of requests.slice(0, 40)) {
          const values = openAssignments.map((assignment) => evaluate(condition!, request, assignment))
          if (evaluate(low, request)) expect(values).not.toContain(false)
          if (!evaluate(high, request)) expect(values).not.toContain(true)
        }
      }),
      { seed: 32, numRuns: 200 },
    )
  })

  it('have exact bounds where each occurs one way', () => {
    expect(boundsOf(any(all(p, a), not(q)))).toEqual({ low: never, high: always })
    expect(boundsOf(all(any(p, a), any(not(q), b)))).toEqual({ low: all(a, b), high: always })
    expect(boundsOf(all(p, q, a), new Set(['q']))).toEqual({ low: never, high: all(p, a) })
  })
})

describe('Interner', () => {
  it('gives equal conditions one number, in whatever order they are written', () => {
    const interner = new Interner()
    const one = any(all(a, b), not(p), sourceIn(addresses('10.0.0.0/9', '10.128.0.0/9')))
    const other = any(
      sourceIn(addresses('10.0.0.0/8'), 'home'),
      not(undetermined('p', 'in other words')),
      all(fact('b'), fact('a')),
    )
    expect(interner.idOf(one)).toBe(interner.idOf(other))
    expect(interner.idOf(all(a, fact('a')))).toBe(interner.idOf(a))
  })

  it('tells unlike ones apart', () => {
    const interner = new Interner()
    const unlike = [
      a,
      b,
      not(a),
      all(a, b),
      any(a, b),
      always,
      never,
      p,
      fact('p'),
      signedIn(),
      memberIn('groups', anyText),
      onlyMemberIn('groups', anyText),
      memberIn('credentials', anyText),
      textIn('email', anyText),
      textIn('header/groups', anyText),
    ]
    expect(new Set(unlike.map((each) => interner.idOf(each))).size).toBe(unlike.length)
  })
})
