import type { AccessMap, AccessRow } from '../access-report.ts'
import { Budget } from '../analysis/budget.ts'
import { allOf, type Condition, isAlways, isNever, not } from '../analysis/condition.ts'
import { remainingFor, takenBy } from '../analysis/first-match.ts'
import { Interner } from '../analysis/interner.ts'
import { findRequest } from '../analysis/solver.ts'
import type { Listener, Reach, Route } from '../model.ts'
import type { Path } from '../position.ts'
import { routeVerdicts } from '../route-verdicts.ts'
import type { Entrance } from './listeners.ts'
import { type PlacedRoute, tableOf } from './table.ts'
import { accessWords } from './words.ts'

/** Requests of a listener that are asked the same. */
interface Part {
  readonly paths: string[]
  readonly access: Condition
  readonly at: Path
  readonly own?: Route['own']
}

/** Who reaches what: every listener and every part of its requests, those that ask for the same as one. */
export function mapOf(entrances: readonly Entrance[]): AccessMap {
  const rows = entrances.flatMap((entrance) =>
    rowsOf(entrance).map((row) => ({ row, openness: opennessOf(row) })),
  )
  const order = ({ row }: (typeof rows)[number]) =>
    [row.system, row.listener, row.host ?? '', row.place.file].join('\n')
  rows.sort((a, b) => a.openness - b.openness || (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
  return { rows: rows.map(({ row }) => row) }
}

const opennessOf = ({ access, reach }: AccessRow): number =>
  (access.startsWith('anyone') ? 0 : access === 'nobody' ? 20 : 10) + reachOrder.indexOf(reach)

const reachOrder: readonly Reach[] = ['internet', 'network', 'cluster', 'host']

function rowsOf(entrance: Entrance): AccessRow[] {
  const { system, listener, placeOf } = entrance
  const { identity = listener.name, hosts, protocol, reach } = listener
  return partsOf(entrance).flatMap(({ paths, access, at, own }) => {
    const names = own ? [own.host] : hosts.length > 0 ? hosts.map(({ value }) => value) : [undefined]
    const port = own ? own.port : callersPort(listener)
    const spoken = own ? own.protocol : protocol?.value
    return names.map(
      (host): AccessRow => ({
        system,
        listener: own?.identity ?? identity,
        ...(host !== undefined && { host }),
        ...(port !== undefined && { port }),
        ...(spoken !== undefined && { protocol: spoken }),
        reach: reach.value,
        path: paths.join(', '),
        access: isAlways(access) && reach.value === 'internet' ? 'anyone' : accessWords(access, reach.value),
        place: placeOf(at),
      }),
    )
  })
}

const callersPort = ({ callersPort, port }: Listener): number | undefined => callersPort ?? port?.value

/** Work for the question whether any request is left over. */
const steps = 50_000

/** The parts of a listener as callers at the edge of its reach find it: those that some request comes to. */
function partsOf(entrance: Entrance): Part[] {
  const { listener } = entrance
  const { dead, empty } = routeVerdicts(listener)
  const gone = new Set([
    ...dead.filter(({ verdict }) => verdict === 'dead').map(({ index }) => index),
    ...empty,
  ])
  const unreached = new Set(listener.routes.filter((_, index) => gone.has(index)))
  const { routes } = tableOf([entrance], listener.reach.value)
  const reached = routes.filter(({ route }) => !route || !unreached.has(route))
  const interner = new Interner()
  const parts = new Map<string, Part>()
  for (const placed of reached) {
    const { route } = placed
    if (!route && !takesSome(reached)) continue
    // What asks for nothing but the number in its row asks for nothing.
    const port = callersPort(listener)
    const atPort = port === undefined || route ? placed.access : remainingFor(placed.access, { port })
    const access = isAlways(atPort) ? atPort : placed.access
    const key = `${route?.own?.identity ?? ''} ${interner.idOf(access)}`
    const path = pathOf(placed, listener)
    const known = parts.get(key)
    if (known) known.paths.push(path)
    else
      parts.set(key, {
        paths: [path],
        access,
        at: route?.at ?? listener.at,
        ...(route?.own && { own: route.own }),
      })
  }
  return [...parts.values()]
}

const pathOf = ({ route }: PlacedRoute, { routes }: Listener): string =>
  route ? (route.path ?? route.name) : routes.length === 0 ? '/' : 'other paths'

/** Whether some request may come to none of the routes of a table but to what stands behind them, and is let in there. */
function takesSome(routes: readonly PlacedRoute[]): boolean {
  const last = routes.at(-1)!
  if (isNever(last.access)) return routes.length === 1
  const untaken = allOf(routes.slice(0, -1).map((route) => not(takenBy(route))))
  return findRequest(untaken, new Budget(steps)).kind !== 'none'
}
