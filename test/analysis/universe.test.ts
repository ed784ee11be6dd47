import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesText } from '../../src/analysis/text-language.ts'
import { universes } from '../../src/analysis/universe.ts'

const sets = Object.entries(universes).flatMap(([attribute, universe]) =>
  Object.entries(universe)
    .filter(([name]) => name === 'every' || name === 'readable')
    .map(([name, set]) => [`${attribute} ${name}`, set as (typeof universes)['path']['every']] as const),
)

describe.each(sets)('%s', (_, set) => {
  it('is the same set to RE2 and to JavaScript', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }).filter((value) => !/\p{Surrogate}/u.test(value)),
      fc.string({ maxLength: 6 }),
      fc.stringMatching(/^[/a-zA-Z0-9.@ _\n-]{0,6}$/),
    )
    fc.assert(
      fc.property(text, (value) => set.has(value) === matchesText(set.language, value)),
      { seed: 1, numRuns: 2000 },
    )
  })
})

it.each(Object.entries(universes))('the samples of %s are in it and readable', (_, universe) => {
  const { every, samples } = universe
  const readable = 'readable' in universe ? universe.readable : every
  for (const sample of samples) expect([every.has(sample), readable.has(sample)]).toEqual([true, true])
})
