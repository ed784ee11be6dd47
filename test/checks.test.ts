import { describe, expect, it } from 'vitest'
import { ask, joinedSurroundings, type Run } from '../src/checks.ts'
import { type Bug, UserError } from '../src/errors.ts'
import type { Problem, Rule } from '../src/rule.ts'
import { RuleSettings } from '../src/severities.ts'

const rule = (id: string, check: (input: string) => Iterable<Problem>, strict = false): Rule<string> => ({
  id,
  summary: 'A rule.',
  category: 'effect',
  severity: 'warning',
  docs: { why: '', bad: '', good: '' },
  ...(strict && { strict }),
  check,
})

const first = rule('first', (input) => [{ at: [input], message: 'one' }])
const failing = rule('failing', function* (input) {
  yield { at: [input], message: 'before it fails' }
  throw new Error('oops')
})
const open = rule('open', (input) => [{ at: [input], message: 'who knows', undecided: true }])
const last = rule('last', (input) => [{ at: [input], message: 'two' }])
const picky = rule('picky', () => [{ at: [], message: 'never' }], true)

function asking(rules: readonly Rule<string>[]) {
  const run: Run = { settings: new RuleSettings({}, () => first), platforms: {} }
  const bugs: Bug[] = []
  const found = ['a', 'b'].flatMap((input) =>
    ask(rules, input, joinedSurroundings(run), { run, file: `${input}.yaml`, bugs }),
  )
  return {
    found: found.map(({ rule, problem }) => `${rule.id} ${problem.at.join()} ${problem.message}`),
    bugs: bugs.map(({ rule, file }) => `${rule} ${file}`),
  }
}

describe('rules are asked', () => {
  it('of each input in their order, those of another preset left out, and open questions by their own name', () => {
    expect(asking([first, picky, open, last])).toEqual({
      found: [
        ...['first a one', 'undecided a who knows', 'last a two'],
        ...['first b one', 'undecided b who knows', 'last b two'],
      ],
      bugs: [],
    })
  })

  it('and one that fails half-way says nothing but that, beside the others', () => {
    const failed =
      'Whether failing has anything to say is open: the rule failed on this document, which is a bug.'
    expect(asking([first, failing, last])).toEqual({
      found: [
        ...['first a one', `undecided  ${failed}`, 'last a two'],
        ...['first b one', `undecided  ${failed}`, 'last b two'],
      ],
      bugs: ['failing a.yaml', 'failing b.yaml'],
    })
  })

  it('but a mistake of the user is nobody else’s', () => {
    const mistaken = rule('mistaken', () => {
      throw new UserError('no such release')
    })
    expect(() => asking([mistaken])).toThrow('no such release')
  })
})
