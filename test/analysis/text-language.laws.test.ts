import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answer, Budget } from '../../src/analysis/budget.ts'
import {
  compareTexts,
  exactText,
  findText,
  hostText,
  matchesText,
  regexText,
  segmentPrefix,
  type TextLanguage,
  textAfter,
  textContains,
  textPrefix,
  textSuffix,
  unionText,
  wildcardText,
} from '../../src/analysis/text-language.ts'

const budget = () => new Budget(2_000_000)

/** All texts over some characters, shortest first, up to a length. */
function universe(characters: readonly string[], length: number): string[] {
  const layers: string[][] = [['']]
  for (let count = 0; count < length; count += 1) {
    layers.push(layers.at(-1)!.flatMap((text) => characters.map((character) => text + character)))
  }
  return layers.flat()
}

/** The best text of a universe by plain membership, to which `findText` must agree. */
function byHand(texts: readonly string[], inside: readonly TextLanguage[], outside: readonly TextLanguage[]) {
  const fits = (text: string) =>
    inside.every((language) => matchesText(language, text)) &&
    !outside.some((language) => matchesText(language, text))
  const first = texts.find(fits)
  if (first === undefined) return undefined
  const length = [...first].length
  const rivals = texts.filter((text) => [...text].length === length && fits(text))
  return rivals.reduce((best, text) => (compareTexts(text, best) < 0 ? text : best))
}

function agrees(answer: Answer<string>, texts: readonly string[], expected: string | undefined): void {
  if (expected !== undefined) expect(answer).toEqual({ kind: 'found', value: expected })
  else if (answer.kind === 'found') {
    // A text beyond the universe is no contradiction; it has been replayed.
    expect([...answer.value].length).toBeGreaterThan([...texts.at(-1)!].length)
  } else expect(answer).toEqual({ kind: 'none' })
}

/** Patterns made of given atoms, as deep as fast-check's default. */
function patterns(atoms: readonly string[], suffixes: readonly string[]): fc.Arbitrary<string> {
  return fc.letrec<{ pattern: string; piece: string }>((tie) => ({
    piece: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...atoms),
      fc
        .tuple(tie('pattern'), fc.constantFrom(...suffixes))
        .map(([inner, suffix]) => `(?:${inner})${suffix}`),
    ),
    pattern: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('piece'),
      fc.tuple(tie('piece'), tie('piece')).map((two) => two.join('')),
      fc.array(tie('piece'), { minLength: 2, maxLength: 4 }).map((some) => some.join('')),
      fc.tuple(tie('pattern'), tie('pattern')).map((two) => two.join('|')),
    ),
  })).pattern
}

const suffixes = ['', '*', '+', '?', '{2}', '{1,3}', '{2,}', '*?']

interface Kinds {
  /** Without this the universe needs both cases of each letter. */
  readonly hosts?: true
  readonly segments?: true
}

function languages(
  pattern: fc.Arbitrary<string>,
  characters: string,
  { hosts, segments }: Kinds,
): fc.Arbitrary<TextLanguage> {
  const text = fc.string({ unit: fc.constantFrom(...characters), maxLength: 3 })
  const starred = fc.string({ unit: fc.constantFrom(...characters, '*'), maxLength: 4 })
  const simple = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(pattern, fc.boolean()).map(([one, search]) => regexText(one, { search })),
    },
    text.map(exactText),
    text.map(textPrefix),
    ...(segments ? [text.map(segmentPrefix)] : []),
    text.map(textSuffix),
    text.map(textContains),
    starred.map(wildcardText),
    ...(hosts ? [starred.map(hostText)] : []),
  )
  return fc.oneof(
    { weight: 5, arbitrary: simple },
    fc.array(simple, { maxLength: 3 }).map(unionText),
    fc.tuple(fc.constantFrom(...characters), simple).map(([separator, rest]) => textAfter(separator, rest)),
  )
}

const plain = languages(
  patterns(['a', 'b', '/', '[ab]', '[^a]', '(?s:.)', 'ab', 'a/', '[^/]', '^', '$'], suffixes),
  'ab/',
  { segments: true },
)
const bounds = languages(
  patterns(
    ['a', '-', '\\b', '\\B', '\\w', '\\W', '(?m:^)', '(?m:$)', '\\n', '(?s:.)', '\\A', '\\z', '.'],
    suffixes,
  ),
  'a-',
  { segments: true },
)
const folded = languages(
  patterns(['(?i:a)', '(?i:k)', 'a', 'k', '[^a]', '(?i:[^k])', '(?i)b', 'é'], suffixes),
  'aAk',
  {
    hosts: true,
  },
)

const questions = (language: fc.Arbitrary<TextLanguage>) =>
  fc.tuple(fc.array(language, { maxLength: 3 }), fc.array(language, { maxLength: 3 }))

describe('findText against all texts up to a length', () => {
  it.each([
    ['letters and slashes', plain, universe(['a', 'b', '/', 'c'], 5), 500],
    [
      'two characters, longer',
      languages(patterns(['a', 'b', '[^b]', 'ab'], suffixes), 'ab', {}),
      universe(['a', 'b', 'c'], 7),
      200,
    ],
    ['assertions', bounds, universe(['a', 'b', '-', '/', '\n'], 4), 500],
    [
      'upper and lower case',
      folded,
      universe(['a', 'A', 'k', 'K', '\u212a', 'b', 'B', 'é', 'É', 'c'], 3),
      300,
    ],
  ] as const)('%s', (_, language, texts, numRuns) => {
    fc.assert(
      fc.property(questions(language), ([inside, outside]) => {
        agrees(findText(inside, outside, budget()), texts, byHand(texts, inside, outside))
      }),
      { seed: 1, numRuns },
    )
  })
})

describe('laws', () => {
  const kinds = (answer: Answer<string>) => answer.kind
  const all = fc.oneof(plain, bounds, folded)

  it('nothing lies in a language and outside of it, and nothing outside of all texts', () => {
    fc.assert(
      fc.property(all, all, (a, b) => {
        expect(findText([a], [a], budget())).toEqual({ kind: 'none' })
        expect(findText([a, b], [a], budget())).toEqual({ kind: 'none' })
        expect(findText([a], [unionText([b, a])], budget())).toEqual({ kind: 'none' })
        expect(findText([a], [textPrefix('')], budget())).toEqual({ kind: 'none' })
      }),
      { seed: 2, numRuns: 200 },
    )
  })

  it('the order of languages changes nothing', () => {
    fc.assert(
      fc.property(questions(all), ([inside, outside]) => {
        expect(findText(inside.toReversed(), outside.toReversed(), budget())).toEqual(
          findText(inside, outside, budget()),
        )
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  it('one more language never makes a text appear or a shortest text shorter', () => {
    fc.assert(
      fc.property(questions(all), all, ([inside, outside], more) => {
        const before = findText(inside, outside, budget())
        for (const after of [
          findText([...inside, more], outside, budget()),
          findText(inside, [...outside, more], budget()),
        ]) {
          if (before.kind === 'none') expect(kinds(after)).toBe('none')
          if (before.kind === 'found' && after.kind === 'found') {
            expect(compareTexts(before.value, after.value)).toBeLessThanOrEqual(0)
          }
        }
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  it('a text of a language lies inside or outside of another one, whichever order they come in', () => {
    fc.assert(
      fc.property(all, all, (a, b) => {
        const some = kinds(findText([a], [], budget()))
        const split = [findText([a, b], [], budget()), findText([a], [b], budget())].map(kinds)
        expect(split.includes('found') ? 'found' : 'none').toBe(some)
        expect(kinds(findText([unionText([a, b])], [a, b], budget()))).toBe('none')
      }),
      { seed: 5, numRuns: 300 },
    )
  })

  it('a smaller budget gives the same answer or none', () => {
    fc.assert(
      fc.property(questions(all), fc.integer({ min: 0, max: 400 }), ([inside, outside], limit) => {
        const full = findText(inside, outside, budget())
        const first = findText(inside, outside, new Budget(limit))
        const again = findText(inside, outside, new Budget(limit))
        expect(again).toEqual(first)
        if (first.kind === 'found' && full.kind === 'found') {
          expect([...first.value].length).toBe([...full.value].length)
        } else if (first.kind !== 'unknown') expect(first).toEqual(full)
      }),
      { seed: 6, numRuns: 300 },
    )
  })
})
