import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../src/analysis/budget.ts'
import { compare } from '../../src/analysis/compare.ts'
import {
  all,
  always,
  any,
  type Condition,
  evaluate,
  memberIn,
  never,
  sourceIn,
  textIn,
  undetermined,
} from '../../src/analysis/condition.ts'
import { exactText, textPrefix } from '../../src/analysis/text-language.ts'
import { addresses, smallConditions } from './small-universe.ts'

const office = sourceIn(addresses('198.51.100.0/24'))
const network = sourceIn(addresses('198.51.0.0/16'))
const admin = memberIn('credentials', exactText('admin'))
const open = undetermined('p', 'p is open')
const of = (before: Condition, after: Condition) => compare(before, after, new Budget(100_000))

describe('compare', () => {
  const cases: readonly (readonly [string, Condition, Condition, object, object])[] = [
    [
      'equal',
      office,
      sourceIn(addresses('198.51.100.0/25', '198.51.100.128/25')),
      { verdict: 'same' },
      { verdict: 'same' },
    ],
    [
      'everyone and nobody',
      always,
      never,
      { verdict: 'narrower', lost: {} },
      { verdict: 'wider', gained: {} },
    ],
    [
      'one inside the other',
      office,
      network,
      { verdict: 'wider', gained: { source: '198.51.0.1' } },
      { verdict: 'narrower', lost: { source: '198.51.0.1' } },
    ],
    [
      'or for and',
      all(office, admin),
      any(office, admin),
      { verdict: 'wider', gained: { source: '198.51.100.7', credentials: [] } },
      { verdict: 'narrower', lost: { source: '198.51.100.7', credentials: [] } },
    ],
    [
      'unlike',
      textIn('path', textPrefix('/a')),
      textIn('path', textPrefix('/b')),
      { verdict: 'different', gained: { path: '/b' }, lost: { path: '/a' } },
      { verdict: 'different', gained: { path: '/a' }, lost: { path: '/b' } },
    ],
    ['open but the same', all(open, office), all(office, open), { verdict: 'same' }, { verdict: 'same' }],
    [
      'open on one side',
      office,
      all(office, open),
      { verdict: 'unknown', reason: 'p is open' },
      { verdict: 'unknown', reason: 'p is open' },
    ],
    [
      'open, and gained in any case',
      all(office, open),
      any(admin, all(office, open)),
      { verdict: 'wider', gained: { source: '203.0.113.7', credentials: ['admin'] } },
      { verdict: 'narrower', lost: { source: '203.0.113.7', credentials: ['admin'] } },
    ],
  ]
  it.each(cases)('%s', (_, before, after, forth, back) => {
    expect(of(before, after)).toEqual(forth)
    expect(of(after, before)).toEqual(back)
  })

  it('is unknown where the budget is used up', () => {
    const budget = new Budget(1)
    budget.spend(2)
    expect(compare(office, admin, budget)).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringMatching('budget'),
    })
    expect(compare(office, admin, new Budget(1)).verdict).toBe('unknown')
  })

  it('mirrors, and its witnesses tell the two apart', () => {
    const verdicts = new Set<string>()
    fc.assert(
      fc.property(smallConditions(false, 2), ({ conditions: [before, after], requests }) => {
        const { verdict, gained, lost } = of(before!, after!)
        verdicts.add(verdict)
        const mirrored = {
          same: 'same',
          wider: 'narrower',
          narrower: 'wider',
          different: 'different',
          unknown: 'unknown',
        }
        expect(of(after!, before!)).toEqual({
          verdict: mirrored[verdict],
          ...(lost && { gained: lost }),
          ...(gained && { lost: gained }),
        })
        if (gained) expect([before!, after!].map((each) => evaluate(each, gained))).toEqual([false, true])
        if (lost) expect([before!, after!].map((each) => evaluate(each, lost))).toEqual([true, false])
        const wins = requests.some((request) => evaluate(after!, request) && !evaluate(before!, request))
        const loses = requests.some((request) => evaluate(before!, request) && !evaluate(after!, request))
        expect([gained !== undefined, lost !== undefined]).toEqual([wins, loses])
        expect(verdict).toBe(wins ? (loses ? 'different' : 'wider') : loses ? 'narrower' : 'same')
      }),
      { seed: 5, numRuns: 250 },
    )
    expect([...verdicts].sort()).toEqual(['different', 'narrower', 'same', 'wider'])
  })
})
