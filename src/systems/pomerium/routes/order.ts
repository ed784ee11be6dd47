import type { RouteEntry, SortKeys } from './entry.ts'

/** A route and its place among those that are asked with it; equal where which one comes first is not known. */
export interface Ranked {
  readonly entry: RouteEntry
  readonly rank: number
}

/** As a core file lists them: the entries of `policy`, then those of `routes` (`GetAllPolicies` in config/options.go). */
export const inFileOrder = (entries: readonly RouteEntry[]): readonly Ranked[] =>
  entries.map((entry, rank) => ({ entry, rank }))

/**
 * As the databroker hands them out, for Zero, Enterprise and Ingresses: `SortPolicies` in config/policy.go. Ids come from
 * the API: of routes that have none and are equal in the rest, nobody knows which one is asked first.
 */
export function sorted(entries: readonly RouteEntry[]): readonly Ranked[] {
  const list = [...entries].sort((a, b) => compare(a.order, b.order))
  let rank = -1
  return list.map((entry, index) => {
    const before = list[index - 1]
    if (!before || compare(before.order, entry.order) !== 0) rank = index
    return { entry, rank }
  })
}

function compare(a: SortKeys, b: SortKeys): number {
  return (
    bytes(a.from, b.from) ||
    bytes(b.path, a.path) ||
    descending(a.priority, b.priority) ||
    bytes(b.regex, a.regex) ||
    bytes(b.prefix, a.prefix) ||
    (a.id === undefined || b.id === undefined ? 0 : bytes(a.id, b.id))
  )
}

const descending = (a: number | undefined, b: number | undefined): number =>
  a === b ? 0 : a === undefined ? 1 : b === undefined ? -1 : b - a

/** In the order of their UTF-8 bytes, which is that of their characters' numbers. */
function bytes(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  let at = 0
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  const [left, right] = [a.codePointAt(at) ?? -1, b.codePointAt(at) ?? -1]
  return left - right
}
