import type { Condition } from './condition.ts'
import type { Request } from './request.ts'

/** One entry of a table of which the first entry that matches a request decides on it. */
export interface OrderedRoute {
  /** Lower is asked first; which of two equal ones wins is open. */
  readonly rank: number
  /** Which requests it is meant for. */
  readonly match: Condition
  /** Which of those it certainly keeps from later routes; all where it is left out. */
  readonly takes?: Condition
  /** Which of those it lets in. */
  readonly access: Condition
}

/** A route that no request reaches, because routes of strictly lower rank take all that it was meant for. */
export interface DeadRoute {
  readonly index: number
  /** `dead-under-some` where that rests on readings of undocumented behaviour. */
  readonly verdict: 'dead' | 'dead-under-some'
  /** Indices of routes that together take everything, in the order in which they are asked. */
  readonly covering: readonly number[]
  /** One request that the route was meant for. */
  readonly request: Request
  /** The route that takes this request. */
  readonly taker: number
  /** False only where the route is proved to let in the same requests as those that take them. */
  readonly differs: boolean
  /** The assumptions under which it is dead, whatever other readings are right; empty for `dead`. */
  readonly readings: readonly string[]
}

/** Two routes of equal rank that overlap and treat a common request differently that no earlier route takes. */
export interface TiedRoutes {
  readonly a: number
  /** Above `a`. */
  readonly b: number
  readonly request: Request
  /** The assumptions under which they tie; empty where they do under all. */
  readonly readings: readonly string[]
}

/** A question that stays open: whether `index` is dead or, with `other`, whether the two tie. */
export interface Undecided {
  readonly index: number
  readonly other?: number
  readonly reason: string
}

export interface RoutesAnalysis {
  /** By index. */
  readonly dead: readonly DeadRoute[]
  /** By `a`, then `b`; at most `mostTies`. */
  readonly tied: readonly TiedRoutes[]
  /** Indices of routes that match no request at all, whatever is undetermined. They are in no other list. */
  readonly empty: readonly number[]
  readonly undecided: readonly Undecided[]
}
