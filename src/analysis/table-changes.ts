import { diffArrays } from 'diff'
import type { Answer } from './budget.ts'
import { all, allOf, anyOf, type Condition, not } from './condition.ts'
import { admittedBy, inRanks, type Table, takenBy } from './first-match.ts'
import type { Request } from './request.ts'
import { RouteQuestions } from './route-questions.ts'
import type { OrderedRoute } from './route-types.ts'

/** A part of the requests on which two tables may differ, and what is found there in each direction. */
export interface TableChange {
  /** The changed route in whose requests it was looked for, by its index before or after; absent for those of no route. */
  readonly before?: number
  readonly after?: number
  /** A request that the table lets in after and not before, and the other way round. */
  readonly gain: Answer<Request>
  readonly loss: Answer<Request>
}

/** Questions about tables that have much in common are best asked of one memory. `steps`: those that one may take. */
export const tableQuestions = (steps = 100_000): RouteQuestions => new RouteQuestions(steps)

/**
 * Where two tables treat requests differently. Only the requests of routes that are not the same in both, or do not
 * stand in the same order, are looked at: for all others the same route decides. Empty where nothing differs for certain.
 */
export function tableChanges(
  before: Table,
  after: Table,
  questions: RouteQuestions = tableQuestions(),
): TableChange[] {
  const tables = { before: inOrder(before.routes, questions), after: inOrder(after.routes, questions) }
  const same = commonKeys(
    tables.before.map(({ key }) => key),
    tables.after.map(({ key }) => key),
  )
  const changed = (side: 'before' | 'after'): Place[] =>
    tables[side].flatMap(({ routes }, index) => (same[side].has(index) ? [] : routes))
  const changes = new Map<string, TableChange>()
  const asked = new Set<string>()
  const look = (
    { region, own = region }: { readonly region: Condition; readonly own?: Condition },
    old: Condition,
    fresh: Condition,
    place: Pick<TableChange, 'before' | 'after'>,
  ) => {
    const ids = [own, old, fresh].map((condition) => questions.idOf(condition))
    if (ids[1] === ids[2]) return
    const key = ids.join(' ')
    const known = changes.get(key)
    // One that changed and has kept its requests is found on both sides.
    if (known) changes.set(key, { ...place, ...known })
    if (asked.has(key)) return
    asked.add(key)
    // Requests that come to the route tell of it best; where nobody knows whether any do, those that it is meant for.
    const find = (wanted: Condition) => {
      const first = questions.findWhatever(all(own, wanted))
      return first.kind !== 'unknown' || own === region ? first : questions.findWhatever(all(region, wanted))
    }
    const gain = find(all(fresh, not(old)))
    const loss = find(all(old, not(fresh)))
    if (gain.kind !== 'none' || loss.kind !== 'none') changes.set(key, { ...place, gain, loss })
  }
  const lookAt = (route: OrderedRoute, place: Pick<TableChange, 'before' | 'after'>) => {
    const region = takenBy(route)
    const near = (groups: readonly Group[]) =>
      groups
        .flatMap((each) => each.routes.map((other) => other.route))
        .filter((other) => questions.mayMeet(region, takenBy(other)))
    const [old, fresh] = [near(tables.before), near(tables.after)]
    const { rank } = route
    const earlier = (place.after === undefined ? old : fresh).filter((other) => other.rank < rank)
    const own = earlier.length > 0 ? all(region, not(anyOf(earlier.map(takenBy)))) : region
    const within = ({ otherwise }: Table, routes: readonly OrderedRoute[]) =>
      admittedBy({ otherwise, routes }, 'tie')
    look({ region, own }, within(before, old), within(after, fresh), place)
  }
  for (const { route, index } of changed('after')) lookAt(route, { after: index })
  for (const { route, index } of changed('before')) lookAt(route, { before: index })
  if (questions.idOf(before.otherwise) !== questions.idOf(after.otherwise)) {
    const untaken = allOf([...before.routes, ...after.routes].map((route) => not(takenBy(route))))
    look({ region: untaken }, before.otherwise, after.otherwise, {})
  }
  return [...changes.values()]
}

/** A route with its index in the table as it was given. */
interface Place {
  readonly route: OrderedRoute
  readonly index: number
}

/** The routes of one rank. Equal keys: they treat all requests alike. */
interface Group {
  readonly key: string
  readonly routes: readonly Place[]
}

function inOrder(routes: readonly OrderedRoute[], questions: RouteQuestions): Group[] {
  const indices = new Map(routes.map((route, index) => [route, index]))
  return inRanks(routes).map((group) => {
    const keys = group.map((route) => `${questions.idOf(takenBy(route))} ${questions.idOf(route.access)}`)
    return {
      key: keys.toSorted().join(),
      routes: group.map((route) => ({ route, index: indices.get(route)! })),
    }
  })
}

/** Differences between two orders that are looked for one by one; beyond them every route counts as changed. */
const mostEdits = 2000

/** The indices of the items that stand in both lists, in one common order. */
function commonKeys(before: readonly string[], after: readonly string[]) {
  const same = { before: new Set<number>(), after: new Set<number>() }
  let [old, fresh] = [0, 0]
  const parts = diffArrays([...before], [...after], { maxEditLength: mostEdits }) ?? []
  for (const { count = 0, added, removed } of parts) {
    if (!added && !removed) {
      for (let index = 0; index < count; index++) {
        same.before.add(old + index)
        same.after.add(fresh + index)
      }
    }
    if (!added) old += count
    if (!removed) fresh += count
  }
  return same
}
