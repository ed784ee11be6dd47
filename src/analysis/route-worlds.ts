import { assume, boundsOf, type Condition, undeterminedIn } from './condition.ts'
import type { OrderedRoute } from './route-types.ts'
import { assignmentsOf } from './solver.ts'

/** Readings that are tried out both ways; what more of them decide stays undecided. 32 worlds. */
export const mostReadings = 5

/** The conditions of all routes, without undetermined atoms. */
export interface Layer {
  readonly match: readonly Condition[]
  readonly takes: readonly Condition[]
}

/** The table under one assignment of its readings. */
export interface World {
  readonly assignment: ReadonlyMap<string, boolean>
  /** What is open in each route even so, in words. */
  readonly open: readonly (readonly string[])[]
  /** Every route matches all that it may match and takes only what it certainly takes. */
  readonly possible: Layer
  /** Every route matches what it certainly matches and takes all that it may. The same object where nothing is open. */
  readonly certain: Layer
}

/** A table taken apart by the readings on which its matches rest. */
export interface Worlds {
  /** The readings that are tried out; bit n of a world's index is the value of the n-th. */
  readonly names: readonly string[]
  readonly all: readonly World[]
  /** The assumptions of an assignment in words. */
  inWords(assignment: ReadonlyMap<string, boolean>): string[]
}

export function worldsOf(routes: readonly OrderedRoute[]): Worlds {
  const counts = new Map<string, number>()
  const why = new Map<string, string>()
  for (const condition of new Set(routes.flatMap(({ match, takes = match }) => [match, takes]))) {
    for (const [name, reason] of undeterminedIn(condition, 'reading')) {
      counts.set(name, (counts.get(name) ?? 0) + 1)
      why.set(name, reason)
    }
  }
  const byCount = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1))
  const names = byCount.slice(0, mostReadings).sort()
  const reasonOf = (name: string) => why.get(name) ?? reasonInAccess(routes, name)
  return {
    names,
    all: assignmentsOf(names).map((assignment) => worldOf(routes, assignment)),
    inWords: (assignment) =>
      [...assignment].map(([name, value]) =>
        value ? reasonOf(name) : `it is not so that ${reasonOf(name)}`,
      ),
  }
}

/** Access is looked at for ties alone, and so are the readings in it. */
function reasonInAccess(routes: readonly OrderedRoute[], name: string): string {
  for (const { access } of routes) {
    const reason = undeterminedIn(access).get(name)
    if (reason !== undefined) return reason
  }
  throw new Error(`no route rests on ${name}`)
}

function worldOf(routes: readonly OrderedRoute[], assignment: ReadonlyMap<string, boolean>): World {
  const match = routes.map((route) => assume(route.match, assignment))
  const takes = routes.map((route, index) => (route.takes ? assume(route.takes, assignment) : match[index]!))
  const open = match.map((condition, index) => {
    return [...new Set([condition, takes[index]!].flatMap((each) => [...undeterminedIn(each).values()]))]
  })
  if (open.every(({ length }) => length === 0)) {
    const layer = { match, takes }
    return { assignment, open, possible: layer, certain: layer }
  }
  const matches = match.map((condition) => boundsOf(condition))
  const taken = takes.map((condition) => boundsOf(condition))
  return {
    assignment,
    open,
    possible: { match: matches.map(({ high }) => high), takes: taken.map(({ low }) => low) },
    certain: { match: matches.map(({ low }) => low), takes: taken.map(({ high }) => high) },
  }
}

/** A reading and its bit in the index of a world. */
export interface ReadingBit {
  readonly name: string
  readonly bit: number
}

/**
 * The fewest readings that suffice for a verdict: it holds in every world in which they are as they are in the
 * representative one, in which it must hold.
 */
export function readingsThatMatter(
  holds: (world: number) => boolean,
  representative: number,
  names: readonly string[],
): readonly ReadingBit[] {
  const worlds = [...Array(2 ** names.length).keys()]
  let kept = names.map((name, index) => ({ name, bit: 1 << index }))
  for (const one of kept) {
    const fewer = kept.filter((other) => other !== one)
    const agreeing = worlds.filter((world) =>
      fewer.every(({ bit }) => (world & bit) === (representative & bit)),
    )
    if (agreeing.every(holds)) kept = fewer
  }
  return kept
}

/** Open values that are named in one reason. */
const mostNamed = 3

/** Why a verdict on routes of one rank is open: what is open in them, or else in the routes before them. */
export function openReason(
  routes: readonly OrderedRoute[],
  { open }: World,
  indices: readonly number[],
): string {
  const rank = routes[indices[0]!]!.rank
  const own = indices.flatMap((index) => open[index]!)
  const earlier = open.filter((_, other) => routes[other]!.rank < rank).flat()
  const names = [...new Set(own.length > 0 ? own : earlier)].sort()
  const more = names.length > mostNamed ? [`${names.length - mostNamed} more`] : []
  return [...names.slice(0, mostNamed), ...more].join('; ')
}
