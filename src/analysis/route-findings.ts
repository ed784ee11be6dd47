import { type Coverage, Takers } from './route-coverage.ts'
import type { Effort } from './route-effort.ts'
import type { Part, RouteQuestions } from './route-questions.ts'
import { type Pairs, Ties } from './route-ties.ts'
import type { OrderedRoute } from './route-types.ts'
import { type Layer, openReason, type World } from './route-worlds.ts'

/** What one world says of a route. */
export type Verdict =
  | { readonly kind: 'alive' | 'empty' }
  | { readonly kind: 'dead'; readonly by: readonly number[] }
  | { readonly kind: 'open'; readonly reason: string }

/** What one world says of a table. */
export interface Findings {
  readonly world: World
  /** What each route is meant for, and the index of those that take requests, where as much as possible is dead. */
  readonly match: readonly Part[]
  readonly takers: Takers
  readonly verdicts: readonly Verdict[]
  readonly pairs: Pairs
}

/** One layer with its index. */
interface Table {
  readonly match: readonly Part[]
  readonly takers: Takers
}

/** Answers all questions to a table in one world. */
export function examine(
  routes: readonly OrderedRoute[],
  world: World,
  questions: RouteQuestions,
  effort: Effort,
): Findings {
  const ranks = routes.map(({ rank }) => rank)
  const tableOf = (layer: Layer): Table => {
    const [match, takes] = [layer.match, layer.takes].map((list) =>
      list.map((each) => questions.partOf(each)),
    )
    return { match: match!, takers: new Takers(takes!, ranks, questions, effort) }
  }
  const possible = tableOf(world.possible)
  const certain = world.certain === world.possible ? possible : tableOf(world.certain)
  const ask = ({ match, takers }: Table, index: number) =>
    takers.coverage(questions.region([match[index]!]), ranks[index]!)
  const reason = (...indices: number[]) => openReason(routes, world, indices)
  // A route that may match nothing is no question as long as nothing stands in its way.
  const isMet = (index: number) => certain.takers.meets(possible.match[index]!, ranks[index]!)
  const verdicts = routes.map((_, index): Verdict => {
    const first = verdictOf(ask(possible, index))
    if (first.kind !== 'alive' || certain === possible) return first
    const second = verdictOf(ask(certain, index))
    if (second.kind === 'alive' || (second.kind === 'empty' && !isMet(index))) return first
    return { kind: 'open', reason: reason(index) }
  })
  const certainPairs = pairsOf(routes, certain, questions, effort)
  if (certain === possible) return { world, ...possible, verdicts, pairs: certainPairs }
  return {
    world,
    ...possible,
    verdicts,
    pairs: decided(certainPairs, pairsOf(routes, possible, questions, effort), reason),
  }
}

function verdictOf(coverage: Coverage): Verdict {
  switch (coverage.kind) {
    case 'free':
      return { kind: 'alive' }
    case 'covered':
      return { kind: 'dead', by: coverage.by }
    case 'empty':
      return { kind: 'empty' }
    case 'unknown':
      return { kind: 'open', reason: coverage.reason }
  }
}

function pairsOf(
  routes: readonly OrderedRoute[],
  { match, takers }: Table,
  questions: RouteQuestions,
  effort: Effort,
): Pairs {
  const byRank = new Map<number, number[]>()
  for (const [index, { rank }] of routes.entries()) {
    const indices = byRank.get(rank)
    if (indices) indices.push(index)
    else byRank.set(rank, [index])
  }
  const ties = new Ties(questions, takers, effort)
  for (const [rank, indices] of byRank) {
    if (indices.length < 2) continue
    ties.among(
      indices.map((index) => ({ index, match: match[index]!, route: routes[index]! })),
      rank,
    )
  }
  return ties.pairs
}

/** Pairs that tie for certain, and as open those that may. */
function decided(certain: Pairs, possible: Pairs, reason: (a: number, b: number) => string): Pairs {
  const key = ({ a, b }: { a: number; b: number }) => `${a} ${b}`
  const tied = new Set(certain.tied.map(key))
  const doubtful = possible.tied.filter((pair) => !tied.has(key(pair)))
  const open = doubtful.map(({ a, b }) => ({ a, b, reason: reason(a, b) }))
  return { tied: certain.tied, open: [...certain.open, ...open] }
}
