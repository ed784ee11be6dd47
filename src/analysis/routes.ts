import { neededOf } from './route-coverage.ts'
import { Effort } from './route-effort.ts'
import { explainDead } from './route-explanation.ts'
import { examine, type Findings } from './route-findings.ts'
import { isPlainTable } from './route-glance.ts'
import { RouteQuestions } from './route-questions.ts'
import { mergeTies } from './route-ties-merge.ts'
import type { DeadRoute, OrderedRoute, RoutesAnalysis, Undecided } from './route-types.ts'
import { readingsThatMatter, type Worlds, worldsOf } from './route-worlds.ts'

export { mostTies } from './route-ties.ts'
export type { DeadRoute, OrderedRoute, RoutesAnalysis, TiedRoutes, Undecided } from './route-types.ts'
export { mostReadings } from './route-worlds.ts'

/** Steps for one question about one or two routes, unless the caller says otherwise. */
export const defaultStepsPerQuestion = 100_000

/** Comparisons for one table: some ten times what 10,000 routes with usual paths take. */
export const mostComparisons = 10_000_000

const nothingToSay: RoutesAnalysis = { dead: [], tied: [], empty: [], undecided: [] }

/**
 * Finds the routes that no request reaches and those that tie. Undetermined atoms in `match` and `takes` are tried
 * out both ways where they are readings; placeholders are taken at their worst. Throws a RangeError where a condition
 * has a pattern that RE2 refuses.
 */
export function analyseRoutes(
  routes: readonly OrderedRoute[],
  options: { readonly stepsPerQuestion?: number } = {},
): RoutesAnalysis {
  if (routes.length === 0) return nothingToSay
  const questions = new RouteQuestions(options.stepsPerQuestion ?? defaultStepsPerQuestion)
  if (isPlainTable(routes, questions.patterns)) return nothingToSay
  const effort = new Effort(mostComparisons)
  const worlds = worldsOf(routes)
  const findings = worlds.all.map((world) => examine(routes, world, questions, effort))
  const empty: number[] = []
  const dead: DeadRoute[] = []
  const undecided: Undecided[] = []
  for (const index of routes.keys()) {
    const verdicts = findings.map(({ verdicts }) => verdicts[index]!.kind)
    if (verdicts.every((kind) => kind === 'empty')) empty.push(index)
    else if (verdicts.includes('dead')) dead.push(deadRoute(routes, index, findings, worlds, questions))
    else if (verdicts.includes('open')) undecided.push({ index, reason: openReason(index, findings) })
  }
  const ties = mergeTies(routes, findings, worlds)
  return { dead, tied: ties.tied, empty, undecided: [...undecided, ...ties.undecided] }
}

function deadRoute(
  routes: readonly OrderedRoute[],
  index: number,
  findings: readonly Findings[],
  worlds: Worlds,
  questions: RouteQuestions,
): DeadRoute {
  // Nothing reaches a route that matches nothing in some of the worlds.
  const isDead = (world: number) => ['dead', 'empty'].includes(findings[world]!.verdicts[index]!.kind)
  const world = findings.findIndex(({ verdicts }) => verdicts[index]!.kind === 'dead')
  const resting = readingsThatMatter(isDead, world, worlds.names)
  const agreeing = findings.filter((_, other) => resting.every(({ bit }) => (other & bit) === (world & bit)))
  const covering = new Set<number>()
  for (const { verdicts } of agreeing) {
    const verdict = verdicts[index]!
    if (verdict.kind === 'dead') for (const member of verdict.by) covering.add(member)
  }
  const byRank = [...covering].sort((a, b) => routes[a]!.rank - routes[b]!.rank || a - b)
  // Each world has its own way to cover the route; often one of them does for all.
  const needed = (by: readonly number[]) =>
    agreeing.every(({ match, takers }) => takers.isCovered(questions.region([match[index]!]), by))
  const order = agreeing.length > 1 ? neededOf(byRank.toReversed(), needed).reverse() : byRank
  const assignment = new Map(resting.map(({ name, bit }) => [name, (world & bit) !== 0]))
  return {
    index,
    verdict: resting.length === 0 ? 'dead' : 'dead-under-some',
    covering: order,
    ...explainDead(routes, index, order, assignment, findings[world]!, questions),
    readings: worlds.inWords(assignment),
  }
}

function openReason(index: number, findings: readonly Findings[]): string {
  const reasons = findings.flatMap(({ verdicts }) => {
    const verdict = verdicts[index]!
    return verdict.kind === 'open' ? [verdict.reason] : []
  })
  return [...new Set(reasons)].join('; ')
}
