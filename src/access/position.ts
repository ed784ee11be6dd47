import { all, always, type Condition, never } from '../analysis/condition.ts'
import { fold, rebuild } from '../analysis/formula.ts'
import type { Request } from '../analysis/request.ts'
import { insideCluster, insideHost, insideNetwork, type Listener, type Reach } from '../model.ts'
import { remembered } from '../once.ts'

/** Where a caller stands, from far to near: whoever is nearer reaches all that those further away reach. */
export const positions: readonly Reach[] = ['internet', 'network', 'cluster', 'host']

/** The facts that tell where a caller stands, each with the position from which on it holds. */
const facts: ReadonlyMap<string, number> = new Map([
  [insideNetwork, positions.indexOf('network')],
  [insideCluster, positions.indexOf('cluster')],
  [insideHost, positions.indexOf('host')],
])

/** A condition as callers at one position find it. */
export function asSeenFrom(condition: Condition, position: Reach): Condition {
  const nearness = positions.indexOf(position)
  return fold<Condition>(
    condition,
    (atom) => {
      const from = atom.kind === 'fact' ? facts.get(atom.name) : undefined
      return from === undefined ? atom : nearness >= from ? always : never
    },
    rebuild,
  )
}

/** Whether callers at all positions find the same. */
export function isSameFromEverywhere({ listener }: { readonly listener: Listener }): boolean {
  const { reach, publishes, entry, access, otherwise, routes } = listener
  if (reach.value !== 'internet' || publishes) return false
  const conditions = [
    ...[entry, access, otherwise].filter((condition) => condition !== undefined),
    ...routes.flatMap((route) => [route.match, route.takes ?? route.match, route.admits ?? route.access]),
  ]
  return !conditions.some(speaksOfPosition)
}

const speaksOfPosition = remembered((condition: Condition): boolean =>
  fold<boolean>(
    condition,
    (atom) => atom.kind === 'fact' && facts.has(atom.name),
    (_, parts) => parts.includes(true),
  ),
)

/** What a listener asks of callers at a position before anything else: nothing of those within its reach. */
export function gateOf(
  { reach, outsiders = never, protocol, publishes }: Listener,
  position: Reach,
): Condition {
  const within = positions.indexOf(position) >= positions.indexOf(reach.value)
  const published = position !== 'internet' || !protocol || !publishes || publishes.includes(protocol.value)
  return all(within ? always : outsiders, published ? always : never)
}

/** Where the caller of a request stands: outside, unless its facts say otherwise. */
export function positionOf({ facts: known = [] }: Request): Reach {
  const nearest = Math.max(0, ...known.map((name) => facts.get(name) ?? 0))
  return positions[nearest]!
}
