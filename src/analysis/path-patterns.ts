import { recalled } from '../once.ts'
import { type Answer, Budget, found, none } from './budget.ts'
import type { CompiledPattern } from './regex/program.ts'
import { Steps, StepsUsedUp } from './regex/steps.ts'
import { outlineFor, preparedOf, workshop } from './text-automaton.ts'
import { matchesText, type TextLanguage, textKey } from './text-language.ts'
import { compiledPattern } from './text-match.ts'
import { findPath, universes } from './universe.ts'

/** A set of paths that routes ask for, under a number. */
export interface PathPattern {
  readonly id: number
  readonly language: TextLanguage
  /** Every path of the pattern starts with it. */
  readonly anchor: string
  /** Every path of the pattern ends with it. */
  readonly tail: string
  /** One path of the pattern; `none` where no request has such a path. */
  readonly sample: Answer<string>
  has(path: string): boolean
}

/** Steps for the ends of one pattern; without them a pattern is only slower to compare. */
const anchorSteps = 10_000

/** The patterns of one analysis: equal languages are one, and what has been found out of two stays known. */
export class PathPatterns {
  private readonly steps: number
  private readonly byKey = new Map<string, PathPattern>()
  private readonly overlaps = new Map<number, Answer<string>>()

  /** `steps`: those that a question about two patterns may take. */
  constructor(steps: number) {
    this.steps = steps
  }

  of(language: TextLanguage): PathPattern {
    const key = textKey(language)
    let pattern = this.byKey.get(key)
    if (!pattern) {
      const { prefix, suffix, sample } = factsOf(language, key, this.steps)
      pattern = {
        id: this.byKey.size,
        language,
        anchor: prefix,
        tail: suffix,
        sample,
        has: memberTest(language, suffix),
      }
      this.byKey.set(key, pattern)
    }
    return pattern
  }

  /** Whether two patterns are seen to have no path in common without a search. */
  areApart(a: PathPattern, b: PathPattern): boolean {
    return a.id !== b.id && atSight(a, b)?.kind === 'none'
  }

  /** A path of both patterns. */
  overlap(a: PathPattern, b: PathPattern): Answer<string> {
    if (a.id === b.id) return a.sample
    const [low, high] = a.id < b.id ? [a, b] : [b, a]
    const quick = atSight(low, high)
    if (quick) return quick
    const key = high.id * 2 ** 26 + low.id
    let answer = this.overlaps.get(key)
    if (!answer) {
      answer = findPath([low.language, high.language], [], new Budget(this.steps))
      this.overlaps.set(key, answer)
    }
    return answer
  }
}

/** The common path of two patterns, where it shows without a search. */
function atSight(a: PathPattern, b: PathPattern): Answer<string> | undefined {
  if (a.sample.kind === 'none' || b.sample.kind === 'none') return none
  const [longer, shorter] = a.anchor.length >= b.anchor.length ? [a, b] : [b, a]
  if (!longer.anchor.startsWith(shorter.anchor)) return none
  if (!longer.tail.endsWith(shorter.tail) && !shorter.tail.endsWith(longer.tail)) return none
  if (longer.sample.kind === 'found' && shorter.has(longer.sample.value)) return longer.sample
  // Of two prefixes the shorter takes all that starts with the longer one, or none of it.
  if (longer.language.kind === 'exact' || (isPrefix(longer) && isPrefix(shorter))) return none
  if (shorter.sample.kind === 'found' && longer.has(shorter.sample.value)) return shorter.sample
  return shorter.language.kind === 'exact' ? none : undefined
}

const isPrefix = ({ language: { kind } }: PathPattern): boolean =>
  kind === 'prefix' || kind === 'segment-prefix' || kind === 'any'

interface PathFacts {
  readonly prefix: string
  readonly suffix: string
  readonly sample: Answer<string>
}

/** Patterns whose facts are kept from one analysis to the next. */
const keptFacts = 16_384

/** What takes a search to find out is kept: documents repeat their patterns. */
function factsOf(language: TextLanguage, key: string, steps: number): PathFacts {
  if (language.kind === 'exact' || language.kind === 'prefix' || language.kind === 'segment-prefix')
    return makeFacts(language, steps)
  return knownFacts(`${steps} ${key}`, { language, steps })
}

const makeFacts = (language: TextLanguage, steps: number): PathFacts => ({
  ...endsOf(language),
  sample: sampleOf(language, steps),
})

const knownFacts = recalled(
  keptFacts,
  (_, { language, steps }: { readonly language: TextLanguage; readonly steps: number }) =>
    makeFacts(language, steps),
)

/** What all paths of a language start and end with. */
function endsOf(language: TextLanguage): { readonly prefix: string; readonly suffix: string } {
  if (language.kind === 'exact') return { prefix: language.text, suffix: language.text }
  if (language.kind === 'prefix' || language.kind === 'segment-prefix')
    return { prefix: language.text, suffix: '' }
  const shop = workshop()
  try {
    return outlineFor(preparedOf(language, shop), shop, new Steps(new Budget(anchorSteps)))
  } catch (error) {
    if (error instanceof StepsUsedUp) return { prefix: '', suffix: '' }
    throw error
  }
}

function sampleOf(language: TextLanguage, steps: number): Answer<string> {
  const plain = language.kind === 'exact' || language.kind === 'prefix' || language.kind === 'segment-prefix'
  if (plain && language.text !== '' && universes.path.every.has(language.text)) return found(language.text)
  return findPath([language], [], new Budget(steps))
}

/** Membership as `matchesText` decides it, with the compiled pattern kept: a table of routes asks thousands of them in turn. */
function memberTest(language: TextLanguage, suffix: string): (path: string) => boolean {
  if (language.kind !== 'regex') return (path) => matchesText(language, path)
  const { pattern, ignoreCase, search } = language
  let compiled: CompiledPattern | undefined
  return (path) => {
    if (!path.endsWith(suffix)) return false
    compiled ??= compiledPattern(pattern, ignoreCase)
    return search ? compiled.finds(path) : compiled.matches(path)
  }
}
