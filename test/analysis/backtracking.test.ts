import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../src/analysis/budget.ts'
import { backtrackingRisk } from '../../src/analysis/regex/backtracking.ts'
import { type CompiledPattern, compilePattern } from '../../src/analysis/regex/program.ts'
import { assertion, type PatternNode, parseStructure } from '../../src/analysis/regex/structure.ts'

const plenty = 200_000
const risk = (pattern: string, options = {}, steps = plenty) =>
  backtrackingRisk(pattern, new Budget(steps), options)

const characters = new Map<string, CompiledPattern>()
function reads(source: string, character: string): boolean {
  const known = characters.get(source) ?? compilePattern(source)
  characters.set(source, known)
  return known.matches(character)
}

/**
 * Steps that a plain backtracking matcher takes for a whole match, at most `limit`. Like PCRE it takes an empty turn of
 * a bounded repeat for a way of its own; like all engines it leaves an unbounded one there.
 */
function work(pattern: string, text: string, limit: number): number {
  let steps = 0
  const isWord = (character: string | undefined) => character !== undefined && /^\w$/.test(character)
  const holds = (mask: number, at: number): boolean => {
    const boundary = isWord(text[at - 1]) !== isWord(text[at])
    if (mask === assertion.textStart) return at === 0
    if (mask === assertion.textEnd) return at === text.length
    if (mask === assertion.wordBoundary) return boundary
    if (mask === assertion.noWordBoundary) return !boundary
    return mask === assertion.lineStart
      ? at === 0 || text[at - 1] === '\n'
      : at === text.length || text[at] === '\n'
  }
  const match = (node: PatternNode, at: number, then: (at: number) => boolean): boolean => {
    steps += 1
    if (steps > limit) return true
    switch (node.kind) {
      case 'characters':
        return at < text.length && reads(node.source, text[at]!) && then(at + 1)
      case 'assertion':
        return holds(node.mask, at) && then(at)
      case 'choice':
        return node.of.some((one) => match(one, at, then))
      case 'sequence': {
        const from = (index: number, place: number): boolean =>
          index === node.of.length
            ? then(place)
            : match(node.of[index]!, place, (end) => from(index + 1, end))
        return from(0, at)
      }
      case 'repeat': {
        const turn = (count: number, place: number): boolean => {
          const again = () =>
            match(
              node.of,
              place,
              (end) =>
                (end > place || count < node.least || Number.isFinite(node.most)) && turn(count + 1, end),
            )
          return (count < node.most && again()) || (count >= node.least && then(place))
        }
        return turn(0, at)
      }
    }
  }
  match(parseStructure(pattern), 0, (end) => end === text.length)
  return steps
}

const exponential = [
  '^(a|a)*$',
  '(?:a+)+',
  '(a*)*',
  '(?:a+)+b',
  '^(a|aa)+$',
  '^([a-zA-Z0-9]+)*$',
  '(x+x+)+y',
  '^(\\w+\\s?)*$',
  '(a|b|ab)*c',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(?:x(?:a?|b?))*y',
  '(?:a?b?)*c',
  '(?:a*b*)*c',
  '(?:(?:a|b)+c?)+d',
  '^/(?:[a-z]+/?)*$',
  '(?i:(?:K|k)*x)',
  '(?:[^/]|[a-z])*/',
]

const polynomial = [
  'a*a*',
  '^\\d+\\d+$',
  '.*.*=.*',
  '^/.*/.*/x$',
  '[a-z]*[a-f]*[0-9]',
  '(?:ab)*(?:ab)*c',
  '^a*b?a*$',
]

const linear = [
  '^/([a-z0-9-]+/)*[a-z0-9-]+$',
  '^(/[^/]+)*/?$',
  '^/api/v[0-9]+/.*$',
  '(?:a|b)*',
  'a{1,30}b',
  '(a?){20}a{20}',
  '(a+\\b)+',
  '(?:a|a)*(?s:.*)',
  '^(?:a(?:b|c)*d)*$',
  '^[a-z]+@[a-z]+\\.com$',
  '(?:a?)*',
  '^a*b*c*$',
  '(?:a+b+)*c',
  'abc',
  '',
  '(?:a\\ba)*a*',
]

const attackOf = (
  { prefix, pump, suffix }: { prefix: string; pump: string; suffix: string },
  times: number,
) => prefix + pump.repeat(times) + suffix

describe('backtrackingRisk', () => {
  it.each(exponential)('%s is exponential, and its attack doubles the work with each turn', (pattern) => {
    const answer = risk(pattern)
    if (answer.kind !== 'found') throw new Error(answer.kind)
    expect(answer.value.growth).toBe('exponential')
    expect(answer.value.attack).toBe(attackOf(answer.value, 32))
    expect(compilePattern(pattern).matches(answer.value.attack)).toBe(false)
    const [some, more] = [4, 8].map((times) => work(pattern, attackOf(answer.value, times), 1_000_000))
    expect(more! / some!).toBeGreaterThan(2 ** 3)
  })

  it.each(polynomial)('%s is polynomial, and twice the attack is more than twice the work', (pattern) => {
    const answer = risk(pattern)
    if (answer.kind !== 'found') throw new Error(answer.kind)
    expect(answer.value.growth).toBe('polynomial')
    expect(answer.value.attack).toBe(attackOf(answer.value, 1000))
    expect(compilePattern(pattern).matches(answer.value.attack)).toBe(false)
    const [some, more] = [30, 60].map((times) => work(pattern, attackOf(answer.value, times), 1_000_000))
    expect(more! / some!).toBeGreaterThan(3)
    expect(more! / some!).toBeLessThan(20)
  })

  it.each(linear)('%s is linear', (pattern) => expect(risk(pattern)).toEqual({ kind: 'none' }))

  it.each([
    ['(?:a+)+', false, 'exponential'],
    ['(?:a+)+', true, undefined],
    ['(?:a+)+b', true, 'exponential'],
    ['\\s+$', false, undefined],
    ['\\s+$', true, 'polynomial'],
    ['^\\s+$', true, undefined],
    ['[a-z]+', true, undefined],
    ['.*x', true, 'polynomial'],
  ])('%s, as a search %s: %s', (pattern, search, growth) => {
    const answer = risk(pattern, { search })
    expect(answer.kind === 'found' ? answer.value.growth : undefined).toBe(growth)
    expect(answer.kind).not.toBe('unknown')
  })

  it('reads flags', () => {
    expect(risk('(?:k|K)*x').kind).toBe('none')
    expect(risk('(?:k|K)*x', { ignoreCase: true }).kind).toBe('found')
  })

  it('says unknown where the steps do not do, and refuses what RE2 refuses', () => {
    expect(risk('(x+x+)+y', {}, 30)).toEqual({
      kind: 'unknown',
      reason: 'the work budget of 30 steps is used up, and simpler patterns and conditions take fewer',
    })
    expect(risk('(?:(?:[^a]{10}b?){10}c?){10}(?:.{100}d?)*(?:.{99}e?)*', {}, 20_000).kind).toBe('unknown')
    for (const pattern of ['a**', '(', '(?=a)', '('.repeat(100_000)])
      expect(() => risk(pattern)).toThrow(RangeError)
  })

  it('agrees with the work of a plain backtracking matcher', () => {
    const suffixes = ['', '*', '+', '?', '{2}']
    const pattern = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
      piece: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('a', 'b', '[ab]', 'ab', '.', '\\b'),
        fc
          .tuple(tie('pattern'), fc.constantFrom(...suffixes))
          .map(([inner, suffix]) => `(?:${inner})${suffix}`),
      ),
      pattern: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        tie('piece'),
        fc.array(tie('piece'), { minLength: 1, maxLength: 3 }).map((some) => some.join('')),
        fc.tuple(tie('pattern'), tie('pattern')).map((two) => two.join('|')),
      ),
    })).pattern
    const pumps = ['a', 'b', 'ab', 'aab', 'abb']
    const limit = 60_000
    const growthOf = (source: string, prefix: string, pump: string, suffix: string) => {
      const [some, more] = [16, 32].map((times) => work(source, prefix + pump.repeat(times) + suffix, limit))
      return more! > limit ? Number.POSITIVE_INFINITY : more! / some!
    }
    fc.assert(
      fc.property(pattern, (source) => {
        const answer = risk(source)
        if (answer.kind === 'found') {
          const { prefix, pump, suffix } = answer.value
          expect(compilePattern(source).matches(answer.value.attack)).toBe(false)
          expect(growthOf(source, prefix, pump, suffix)).toBeGreaterThan(2.5)
        }
        if (answer.kind === 'none') {
          const growths = ['', 'a', 'b'].flatMap((prefix) =>
            pumps.flatMap((pump) => ['', 'a', '-'].map((suffix) => growthOf(source, prefix, pump, suffix))),
          )
          expect(Math.max(...growths)).toBeLessThan(2.5)
        }
      }),
      { seed: 1, numRuns: 120 },
    )
  })
})
