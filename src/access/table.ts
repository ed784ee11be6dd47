import {
  all,
  always,
  type Condition,
  never,
  not,
  textIn,
  undetermined,
  undeterminedIn,
} from '../analysis/condition.ts'
import { inRanks, type Table, takenBy } from '../analysis/first-match.ts'
import type { OrderedRoute } from '../analysis/route-types.ts'
import { exactText, unionText } from '../analysis/text-language.ts'
import type { Listener, Reach, Route } from '../model.ts'
import type { Entrance } from './listeners.ts'
import { asSeenFrom, gateOf } from './position.ts'

/** An entry of a table, and what in the documents it stands for. */
export interface PlacedRoute extends OrderedRoute {
  readonly entrance: Entrance
  /** Absent for what an entrance does with requests that none of its routes takes. */
  readonly route?: Route
}

export interface PlacedTable extends Table {
  readonly routes: readonly PlacedRoute[]
}

/** Which requests come in at a listener, as callers at a position find it. */
export const entryAt = ({ entry = always }: Listener, position: Reach): Condition =>
  asSeenFrom(entry, position)

/** Whether it is known which requests come in, to callers at a position. */
export const hasKnownEntry = ({ listener }: Entrance, position: Reach): boolean =>
  undeterminedIn(entryAt(listener, position)).size === 0

/** What an entrance asks of requests that no route takes. */
export function untakenAccess({ listener }: Entrance): Condition {
  const { otherwise, access, identity } = listener
  return (
    otherwise ??
    access ??
    undetermined(`access to ${identity}`, `nobody knows what ${identity} asks`, 'placeholder')
  )
}

/**
 * The table of entrances that share one space of requests, as callers at a position find it. By itself an entrance is
 * asked about the requests that come in there, unless `whole`: then about all requests. `spoken`: routes for pages
 * take no tunnels; without it, what is spoken is left open.
 */
export function tableOf(
  entrances: readonly Entrance[],
  position: Reach,
  { whole = false, spoken = false }: { readonly whole?: boolean; readonly spoken?: boolean } = {},
): PlacedTable {
  const shared = entrances.length > 1
  let rank = 0
  const routes = entrances.flatMap((entrance) => {
    const { listener } = entrance
    const gate = gateOf(listener, position)
    const entry = shared || whole ? entryAt(listener, position) : always
    const seen = (condition: Condition) => asSeenFrom(condition, position)
    const own = inRanks(listener.routes).flatMap((group): PlacedRoute[] => {
      rank++
      return group.map((route) => {
        const comes = spoken && route.own?.protocol === 'HTTP' ? all(entry, noTunnel) : entry
        return {
          rank,
          match: all(comes, seen(route.match)),
          takes: all(comes, seen(takenBy(route))),
          access: all(gate, seen(route.admits ?? route.access)),
          entrance,
          route,
        }
      })
    })
    rank++
    return [...own, { rank, match: entry, access: all(gate, seen(untakenAccess(entrance))), entrance }]
  })
  return { routes, otherwise: never }
}

const noTunnel = not(textIn('protocol', unionText(['TCP', 'UDP', 'SSH'].map(exactText))))

/** The entrances that share requests with one another, in the order of the first of each. */
export function bySpace(entrances: readonly Entrance[]): Entrance[][] {
  const groups = new Map<unknown, Entrance[]>()
  for (const entrance of entrances) {
    const key = entrance.space ?? entrance
    const group = groups.get(key)
    if (group) group.push(entrance)
    else groups.set(key, [entrance])
  }
  return [...groups.values()]
}
