import { describe, expect, it, vi } from 'vitest'
import { Budget } from '../../src/analysis/budget.ts'
import { ReplayError } from '../../src/analysis/replay-error.ts'
import { findText, regexText, textPrefix } from '../../src/analysis/text-language.ts'

/** A matcher that holds the opposite of the truth stands for a bug in the search. */
vi.mock('../../src/analysis/text-match.ts', async (original) => {
  const actual = await original<typeof import('../../src/analysis/text-match.ts')>()
  const matchesText: typeof actual.matchesText = (language, text) => !actual.matchesText(language, text)
  return { ...actual, matchesText }
})

describe('a found text that the plain matcher does not confirm', () => {
  it.each([
    ['inside', [textPrefix('/a')], [], '"/a" does not lie in /a…'],
    ['inside a regex', [regexText('/[ab]')], [], '"/a" does not lie in matching /[ab]'],
    ['outside', [], [textPrefix('a')], '"" lies in a…'],
  ])('%s is a bug', (_, inside, outside, message) => {
    const ask = () => findText(inside, outside, new Budget(10_000))
    expect(ask).toThrow(ReplayError)
    expect(ask).toThrow(message)
  })
})
