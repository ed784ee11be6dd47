import { type Answer, type Budget, found, none, unknown } from './budget.ts'
import { orderOf, unreadability } from './regex/alphabet.ts'
import { determinised, type Machine, machineOf } from './regex/machine.ts'
import type { Outline } from './regex/outline.ts'
import { searchText } from './regex/search.ts'
import { Steps, StepsUsedUp } from './regex/steps.ts'
import { ReplayError } from './replay-error.ts'
import {
  automatonFor,
  outlineFor,
  type Prepared,
  preparedOf,
  reversedFor,
  type Workshop,
  workshop,
} from './text-automaton.ts'
import { anyText, describeText, type TextLanguage } from './text-kinds.ts'
import { matchesText } from './text-match.ts'
import { disjointOutlines } from './text-outline.ts'

/** Steps for one question unless its asker knows better: about 50 ms at worst. */
export const defaultSteps = 20_000

/** Shortest first, then the least unreadable, then by the order of preferred characters. */
export function compareTexts(a: string, b: string): number {
  const [first, second] = [[...a], [...b]].map((text) => text.map((character) => character.codePointAt(0)!))
  const sum = (points: readonly number[]) => points.reduce((all, point) => all + unreadability(point), 0)
  const byShape = first!.length - second!.length || sum(first!) - sum(second!)
  if (byShape !== 0) return byShape
  const differs = first!.findIndex((point, index) => point !== second![index])
  return differs < 0 ? 0 : orderOf(first![differs]!) - orderOf(second![differs]!)
}

/** Whether every text of such an outline certainly lies in `outer`. */
function coversByOutline(outer: TextLanguage, { prefix, suffix }: Outline): boolean {
  if (outer.kind === 'any') return true
  if (outer.kind === 'prefix') return prefix.startsWith(outer.text)
  if (outer.kind === 'segment-prefix') return prefix.startsWith(`${outer.text}/`)
  if (outer.kind === 'suffix') return suffix.endsWith(outer.text)
  return outer.kind === 'contains' && (prefix.includes(outer.text) || suffix.includes(outer.text))
}

function replayed(
  text: string,
  inside: readonly TextLanguage[],
  outside: readonly TextLanguage[],
): Answer<string> {
  const missed = inside.find((language) => !matchesText(language, text))
  const hit = outside.find((language) => matchesText(language, text))
  const wrong = missed ?? hit
  if (wrong) {
    const relation = missed ? 'does not lie in' : 'lies in'
    throw new ReplayError(`${JSON.stringify(text)} ${relation} ${describeText(wrong)}`)
  }
  return found(text)
}

/**
 * A text that lies in all of `inside` and in none of `outside`: the shortest, then the most readable. `none` is a
 * proof. `unknown` says that `budget` was used up. Throws a RangeError where RE2 refuses a pattern.
 */
export function findText(
  inside: readonly TextLanguage[],
  outside: readonly TextLanguage[],
  budget: Budget,
): Answer<string> {
  try {
    const steps = new Steps(budget)
    const text = answer(inside, outside, budget, steps)
    return text === undefined ? none : replayed(text, inside, outside)
  } catch (error) {
    if (error instanceof StepsUsedUp) return unknown(budget.reason)
    throw error
  }
}

/** The languages that are left to search, or undefined where a look at them shows that there is nothing. */
function atSight(
  inside: readonly TextLanguage[],
  outside: readonly TextLanguage[],
  shop: Workshop,
  steps: Steps,
): { wanted: Prepared[]; unwanted: Prepared[] } | undefined {
  steps.take(1 + ((inside.length + outside.length) >> 2))
  const wanted: Prepared[] = []
  for (const language of inside) {
    const one = preparedOf(language, shop)
    if (language.kind !== 'any' && !wanted.includes(one)) wanted.push(one)
  }
  if (wanted.length === 0) wanted.push(preparedOf(anyText, shop))
  const outlines = wanted.map((one) => outlineFor(one, shop, steps))
  for (let one = 0; one < outlines.length; one += 1) {
    if (outlines[one]!.least === Number.POSITIVE_INFINITY) return undefined
    for (let other = one + 1; other < outlines.length; other += 1) {
      if (disjointOutlines(outlines[one]!, outlines[other]!, shop.alphabet)) return undefined
    }
  }
  if (outside.length === 0) return { wanted, unwanted: [] }
  const unwanted = new Set<Prepared>()
  for (const language of outside) {
    if (wanted.includes(preparedOf(language, shop))) return undefined
    for (const member of language.kind === 'union' ? language.of : [language]) {
      if (outlines.some((outline) => coversByOutline(member, outline))) return undefined
      const one = preparedOf(member, shop)
      if (wanted.includes(one)) return undefined
      const outline = outlineFor(one, shop, steps)
      if (!outlines.some((other) => disjointOutlines(other, outline, shop.alphabet))) unwanted.add(one)
    }
  }
  return { wanted, unwanted: [...unwanted] }
}

function answer(
  inside: readonly TextLanguage[],
  outside: readonly TextLanguage[],
  budget: Budget,
  steps: Steps,
): string | undefined {
  const shop = workshop()
  const left = atSight(inside, outside, shop, steps)
  if (!left) return undefined
  const { wanted, unwanted } = left
  const finite = wanted.find(({ texts }) => texts !== undefined)?.texts
  if (!finite) return search(wanted, unwanted, shop, budget, steps)
  const fitting = finite.filter((text) => {
    steps.take(1 + ((wanted.length + unwanted.length) >> 2))
    return (
      wanted.every(({ language }) => matchesText(language, text)) &&
      !unwanted.some(({ language }) => matchesText(language, text))
    )
  })
  return fitting.sort(compareTexts)[0]
}

/** Runs an attempt; undefined where its share of the steps did not do. */
function attempt(run: () => string | undefined, budget: Budget): { text: string | undefined } | undefined {
  try {
    return { text: run() }
  } catch (error) {
    if (error instanceof StepsUsedUp && !budget.exhausted) return undefined
    throw error
  }
}

/**
 * The same product in up to three ways, because each is small where another explodes: state by state, backwards
 * (to show that there is nothing), and set by set.
 */
function search(
  wanted: readonly Prepared[],
  unwanted: readonly Prepared[],
  shop: Workshop,
  budget: Budget,
  steps: Steps,
): string | undefined {
  const { alphabet } = shop
  const machines = (inside: readonly Machine[], own: Steps): Machine[] => {
    if (unwanted.length === 0) return [...inside]
    const excluded = unwanted.map((one) => automatonFor(one, shop, own))
    return [...inside, determinised(excluded, alphabet, own, true)]
  }

  const direct = steps.within(budget.limit / 3)
  const forward = attempt(() => {
    const inside = wanted.map((one) => machineOf(automatonFor(one, shop, direct)))
    return searchText(machines(inside, direct), alphabet, direct)
  }, budget)
  if (forward) return forward.text

  if (wanted.length > 1) {
    const share = steps.within(budget.limit / 6)
    const backward = attempt(() => {
      const reversed = wanted.map((one) => machineOf(reversedFor(one, shop, share)))
      return searchText(reversed, alphabet, share)
    }, budget)
    if (backward && backward.text === undefined) return undefined
  }
  const sets = wanted.map((one) => determinised([automatonFor(one, shop, steps)], alphabet, steps))
  return searchText(machines(sets, steps), alphabet, steps)
}
