import { Budget } from './budget.ts'
import { all, allOf, any, anyOf, type Condition, not, undetermined } from './condition.ts'
import { evaluate, type Truth } from './evaluate.ts'
import { fold, rebuild } from './formula.ts'
import type { Request } from './request.ts'
import type { OrderedRoute } from './route-types.ts'
import { findRequestUnderSome } from './solver.ts'

/** Routes of which the first one that takes a request decides on it, and what is asked where none does. */
export interface Table {
  readonly routes: readonly OrderedRoute[]
  readonly otherwise: Condition
}

/** What a route certainly keeps from those after it. */
export const takenBy = ({ takes, match }: OrderedRoute): Condition => takes ?? match

/** The routes of each rank, in the order in which the ranks are asked. */
export function inRanks<Route extends OrderedRoute>(routes: readonly Route[]): Route[][] {
  const groups: Route[][] = []
  for (const route of routes.toSorted((a, b) => a.rank - b.rank)) {
    const last = groups.at(-1)
    if (last?.[0]?.rank === route.rank) last.push(route)
    else groups.push([route])
  }
  return groups
}

/**
 * The requests that a table lets in. Where several routes of one rank take a request, it is open which of them decides:
 * `tie` names that question.
 */
export function admittedBy({ routes, otherwise }: Table, tie: string): Condition {
  let rest = otherwise
  for (const group of inRanks(routes).reverse()) {
    const taken = anyOf(group.map(takenBy))
    rest = any(all(taken, groupAccess(group, tie)), all(not(taken), rest))
  }
  return rest
}

function groupAccess(group: readonly OrderedRoute[], tie: string): Condition {
  const [only, second] = group
  if (only && !second) return only.access
  const everyTaker = allOf(group.map((route) => any(not(takenBy(route)), route.access)))
  const someTaker = anyOf(group.map((route) => all(takenBy(route), route.access)))
  const wins = undetermined(
    `${tie} at rank ${group[0]!.rank}`,
    'which of several routes of equal rank decides',
    'placeholder',
  )
  return any(everyTaker, all(wins, someTaker))
}

/** What is left to ask once this much of a request is known: a condition on its open attributes alone. */
export function remainingFor(condition: Condition, request: Request): Condition {
  return fold<Condition>(
    condition,
    (atom) => {
      const truth = evaluate(atom, request)
      return truth === undefined ? atom : truth ? all() : any()
    },
    rebuild,
  )
}

/** Steps that the question may take whether a condition comes out alike for all that is open. */
const steps = 100_000

/**
 * Whether a condition holds of a request: true or false where it does whatever is open in the request and undetermined
 * in the condition, else undefined. Slower than `evaluate`, and surer: it sees that one of two opposites holds.
 */
export function settled(condition: Condition, request: Request): Truth {
  const truth = evaluate(condition, request)
  if (truth !== undefined) return truth
  const open = remainingFor(condition, request)
  if (findRequestUnderSome(open, new Budget(steps)).kind === 'none') return false
  return findRequestUnderSome(not(open), new Budget(steps)).kind === 'none' ? true : undefined
}
