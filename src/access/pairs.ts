import { groupBy } from '../group.ts'
import type { Entrance } from './listeners.ts'
import { bySpace } from './table.ts'

/** What shares a space of requests in one version, and its counterpart in the other one; one side may be missing. */
export interface Pair {
  readonly before: readonly Entrance[]
  readonly after: readonly Entrance[]
}

/** What an entrance, or the space that it shares, is known by, the surest sign first. */
interface Signs {
  readonly id?: string
  readonly identity: string
  /** What it is like: two that are alike and have no other counterpart may be one that was renamed. */
  readonly likeness: string
}

/**
 * Pairs the entrances of two versions: by the id that the platform gave, else by what they are called, else, where
 * that leaves one of a kind on both sides, by what they are like: a renamed one. Files and order do not matter.
 */
export function pairsOf(before: readonly Entrance[], after: readonly Entrance[]): Pair[] {
  let [old, fresh] = [bySpace(before), bySpace(after)]
  const pairs: Pair[] = []
  for (const sign of ['id', 'identity', 'likeness'] as const) {
    const keyOf = (space: readonly Entrance[]) => signsOf(space[0]!)[sign]
    const [oldBySign, freshBySign] = [groupBy(old, keyOf), groupBy(fresh, keyOf)]
    for (const [key, olds] of oldBySign) {
      const news = freshBySign.get(key) ?? []
      if (key === undefined || (sign === 'likeness' && (olds.length > 1 || news.length > 1))) continue
      // Several of one name are paired as they come.
      for (const [index, one] of olds.entries()) {
        const other = news[index]
        if (other) pairs.push({ before: one, after: other })
      }
    }
    const done = new Set(pairs.flatMap((pair) => [pair.before, pair.after]))
    old = old.filter((space) => !done.has(space))
    fresh = fresh.filter((space) => !done.has(space))
  }
  const lone = [
    ...old.map((space): Pair => ({ before: space, after: [] })),
    ...fresh.map((space): Pair => ({ before: [], after: space })),
  ]
  return [...pairs, ...lone]
}

function signsOf({ system, listener }: Entrance): Signs {
  const { id, identity = listener.name, space, scope, port, protocol, reach, hosts } = listener
  const likeness = [
    scope ?? '',
    port?.value,
    protocol?.value,
    reach.value,
    ...hosts.map(({ value }) => value),
  ]
  return {
    ...(id !== undefined && { id: `${system} ${scope ?? ''} ${id}` }),
    identity: `${system} ${space === undefined ? identity : `space ${space}`}`,
    likeness: `${system} ${likeness.join(' ')}`,
  }
}
