import { allOf, assume, type Condition } from './condition.ts'
import { evaluate } from './evaluate.ts'
import { ReplayError } from './replay-error.ts'
import type { Request } from './request.ts'
import { anybody } from './route-coverage.ts'
import type { Findings } from './route-findings.ts'
import type { Part, RouteQuestions } from './route-questions.ts'
import type { OrderedRoute } from './route-types.ts'
import { prune } from './search.ts'
import { findRequest } from './solver.ts'

/** What shows that a route is dead. */
export interface Explanation {
  readonly request: Request
  readonly taker: number
  readonly differs: boolean
}

/** A request with the route that takes it. */
interface Taken {
  readonly request: Request
  readonly taker: number
}

/**
 * One request that a dead route was meant for, with the route that takes it: one that the two treat differently, if
 * there is one. `covering`: the routes that take everything under `assignment`, in the order in which they are asked.
 */
export function explainDead(
  routes: readonly OrderedRoute[],
  index: number,
  covering: readonly number[],
  assignment: ReadonlyMap<string, boolean>,
  findings: Findings,
  questions: RouteQuestions,
): Explanation {
  const part = findings.match[index]!
  const dead: Dead = { routes, index, assignment, part, findings, questions }
  let differs = false
  for (const taker of covering) {
    const { differ, taken } = difference(dead, taker)
    if (taken) return { ...pruned(dead, taken, true), differs: true }
    differs ||= differ
  }
  return { ...pruned(dead, anyTaken(dead, covering), false), differs }
}

/** A dead route, in the world in which it was found to be dead. */
interface Dead {
  readonly routes: readonly OrderedRoute[]
  readonly index: number
  readonly assignment: ReadonlyMap<string, boolean>
  /** What it is meant for in that world. */
  readonly part: Part
  readonly findings: Findings
  readonly questions: RouteQuestions
}

/** Whether the route may differ from one that takes requests of it, with such a request where one comes up. */
function difference(dead: Dead, taker: number): { differ: boolean; taken?: Taken } {
  const { questions, part, findings } = dead
  const { routes, index } = dead
  if (questions.idOf(routes[index]!.access) === questions.idOf(routes[taker]!.access))
    return { differ: false }
  const unlike = unlikeness(dead, taker)
  const takes = findings.takers.partOf(taker)
  const region = questions.region([part, takes], unlike)
  const first = questions.find(region, [])
  if (first.kind === 'none') return { differ: false }
  if (first.kind === 'unknown') return { differ: true }
  const taken = takenFrom(dead, first.value)
  if (taken && isTreatedUnlike(dead, taken)) return { differ: true, taken }
  if (!taken) return { differ: true }
  // Another route comes first and treats this one alike: is there one more request?
  const second = questions.find(region, [findings.takers.partOf(taken.taker)])
  const again = second.kind === 'found' ? takenFrom(dead, second.value) : undefined
  return again && isTreatedUnlike(dead, again) ? { differ: true, taken: again } : { differ: true }
}

/** The requests that the route and another one treat differently. */
function unlikeness({ routes, index, questions }: Dead, taker: number): Condition {
  return questions.difference(routes[index]!.access, routes[taker]!.access)
}

function isTreatedUnlike(dead: Dead, { request, taker }: Taken): boolean {
  return evaluate(unlikeness(dead, taker), request) === true
}

/** A request of the route with the one that takes it, of the covering ones if that is easy to have. */
function anyTaken(dead: Dead, covering: readonly number[]): Taken {
  const { routes, index, assignment, part, questions, findings } = dead
  // A request that it is meant for under every reading is the better example.
  const certain = findRequest(assume(routes[index]!.match, assignment), questions.budget())
  const regions = [
    questions.region([part]),
    ...covering.map((taker) => questions.region([part, findings.takers.partOf(taker)])),
  ]
  const examples = regions.map((region) => () => questions.find(region, []))
  let fallback: Taken | undefined
  for (const example of [() => certain, ...examples]) {
    const answer = example()
    const taken = answer.kind === 'found' ? takenFrom(dead, answer.value) : undefined
    if (taken && covering.includes(taken.taker)) return taken
    fallback ??= taken
  }
  if (!fallback)
    throw new ReplayError(`route ${index} is dead, but no request is found that another one takes`)
  return fallback
}

/** The request with the first route that takes it, with open attributes filled in where that depends on them. */
function takenFrom({ routes, index, findings }: Dead, request: Request): Taken | undefined {
  const { rank } = routes[index]!
  for (const candidate of [request, { ...anybody, ...request }]) {
    const taker = findings.takers.first(candidate, rank)
    if (taker !== undefined) return { request: candidate, taker }
  }
  return undefined
}

/** Leaves out what does not matter, and replays what is left. */
function pruned(dead: Dead, { request, taker }: Taken, unlike: boolean): Taken {
  const { part, findings } = dead
  const conditions = [part.condition, findings.takers.partOf(taker).condition]
  const whole = allOf(unlike ? [...conditions, unlikeness(dead, taker)] : conditions)
  const before = findings.takers.first(request, dead.routes[dead.index]!.rank)
  const holds = (candidate: Request) =>
    evaluate(whole, candidate) === true &&
    findings.takers.first(candidate, dead.routes[dead.index]!.rank) === before
  const short = prune(request, holds)
  if (!holds(short)) throw new ReplayError(`${JSON.stringify(short)} is not taken from route ${dead.index}`)
  return { request: short, taker }
}
