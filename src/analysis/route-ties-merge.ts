import { assume } from './condition.ts'
import { evaluate } from './evaluate.ts'
import type { Request } from './request.ts'
import type { Findings } from './route-findings.ts'
import { mostTies, type Tie } from './route-ties.ts'
import type { OrderedRoute, TiedRoutes, Undecided } from './route-types.ts'
import { readingsThatMatter, type Worlds } from './route-worlds.ts'

/** Brings together what the worlds say of pairs. */
export function mergeTies(
  routes: readonly OrderedRoute[],
  findings: readonly Findings[],
  worlds: Worlds,
): { readonly tied: readonly TiedRoutes[]; readonly undecided: readonly Undecided[] } {
  const pairs = new Map<string, { a: number; b: number; ties: Map<number, Tie> }>()
  const open = new Map<string, Undecided>()
  for (const [world, { pairs: found }] of findings.entries()) {
    for (const { a, b, tie } of found.tied) {
      const pair = pairs.get(`${a} ${b}`) ?? { a, b, ties: new Map() }
      pairs.set(`${a} ${b}`, pair)
      pair.ties.set(world, tie)
    }
  }
  for (const { pairs: found } of findings) {
    for (const { a, b, reason } of found.open) {
      if (b !== undefined && pairs.has(`${a} ${b}`)) continue
      open.set(`${a} ${b}`, b === undefined ? { index: a, reason } : { index: a, other: b, reason })
    }
  }
  const sorted = [...pairs.values()].sort((one, other) => one.a - other.a || one.b - other.b)
  const tied = sorted.slice(0, mostTies).map(({ a, b, ties }) => {
    const [representative, first] = [...ties][0]!
    const resting = readingsThatMatter((world) => ties.has(world), representative, worlds.names)
    const assignment = new Map(resting.map(({ name, bit }) => [name, (representative & bit) !== 0]))
    for (const [name, value] of first.assignment) assignment.set(name, value)
    const request = bestRequest(routes[a]!, routes[b]!, assignment, [...ties.values()])
    return { a, b, request, readings: worlds.inWords(assignment) }
  })
  const undecided = [...open.values()].sort(
    (one, other) => one.index - other.index || (one.other ?? -1) - (other.other ?? -1),
  )
  return { tied, undecided: undecided.slice(0, mostTies) }
}

/** A request that holds under every reading which the tie does not rest on, if one has come up. */
function bestRequest(
  a: OrderedRoute,
  b: OrderedRoute,
  assignment: ReadonlyMap<string, boolean>,
  ties: readonly Tie[],
): Request {
  const [first] = ties
  const matches = [assume(a.match, assignment), assume(b.match, assignment)]
  const holds = ({ request }: Tie) => matches.every((match) => evaluate(match, request) === true)
  const best = ties.find(holds)
  return (best ?? first!).request
}
