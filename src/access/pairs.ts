import { fixedHost } from '../analysis/route-questions.ts'
import { groupBy } from '../group.ts'
import type { Entrance } from './listeners.ts'
import { bySpace } from './table.ts'

/** What shares a space of requests in one version, and its counterpart in the other one; one side may be missing. */
export interface Pair {
  readonly before: readonly Entrance[]
  readonly after: readonly Entrance[]
}

type Space = readonly Entrance[]

/** What an entrance, or the space that it shares, is known by, the surest sign first. */
interface Signs {
  readonly id?: string
  readonly identity: string
  /** What it is like: two that are alike and have no other counterpart may be one that was renamed. */
  readonly likeness: string
}

/**
 * Pairs the entrances of two versions: by the id that the platform gave, else by what they are called, else, where
 * that leaves one of a kind on both sides, by what they are like: a renamed one. Files and order do not matter, but
 * for several of one name.
 */
export function pairsOf(before: readonly Entrance[], after: readonly Entrance[]): Pair[] {
  let [old, fresh] = [bySpace(before), bySpace(after)]
  const pairs: Pair[] = []
  for (const sign of ['id', 'identity', 'likeness'] as const) {
    const keyOf = (space: Space) => signsOf(space[0]!)[sign]
    const [oldBySign, freshBySign] = [groupBy(old, keyOf), groupBy(fresh, keyOf)]
    for (const [key, olds] of oldBySign) {
      const news = freshBySign.get(key) ?? []
      if (key === undefined || (sign === 'likeness' && (olds.length > 1 || news.length > 1))) continue
      pairs.push(...nearest(olds, news))
    }
    const done = new Set(pairs.flatMap((pair) => [...pair.before, ...pair.after]))
    const isLeft = ([first]: Space) => !done.has(first!)
    old = old.filter(isLeft)
    fresh = fresh.filter(isLeft)
  }
  const lone = [
    ...old.map((space): Pair => ({ before: space, after: [] })),
    ...fresh.map((space): Pair => ({ before: [], after: space })),
  ]
  return [...pairs, ...lone]
}

/** Pairs several that go by one name: those that have the most in common, of those the ones of one file, then as they come. */
function nearest(olds: readonly Space[], news: readonly Space[]): Pair[] {
  const [old, fresh] = [olds, news].map(asOne)
  if (olds.length + news.length > 2 && old && fresh) return [{ before: old, after: fresh }]
  const marked = news.map((after) => ({ after, ...marksOf(after) }))
  const choices = olds.flatMap((before) => {
    const { names, file } = marksOf(before)
    return marked.map((other) => ({
      before,
      after: other.after,
      common: [...names].filter((name) => other.names.has(name)).length,
      sameFile: Number(file === other.file),
    }))
  })
  choices.sort((a, b) => b.common - a.common || b.sameFile - a.sameFile)
  const taken = new Set<Space>()
  return choices.flatMap(({ before, after }) => {
    if (taken.has(before) || taken.has(after)) return []
    taken.add(before).add(after)
    return [{ before, after }]
  })
}

function marksOf(space: Space) {
  const [first] = space
  return {
    names: new Set(space.map(({ listener }) => listener.identity ?? listener.name)),
    file: first!.placeOf(first!.listener.at).file,
  }
}

/**
 * Several spaces as one, where no request comes to two of them: then it does not matter in which of them a listener
 * stands. Undefined where some request may.
 */
function asOne(spaces: readonly Space[]): Space | undefined {
  const seen = new Set<string>()
  for (const space of spaces) {
    if (space.some((entrance) => entrance.space === undefined)) return undefined
    const hosts = space.map(({ listener }) => listener.entry && fixedHost(listener.entry))
    if (hosts.some((host) => host === undefined || seen.has(host))) return undefined
    for (const host of hosts) seen.add(host!)
  }
  return spaces.flat()
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
    ...(id !== undefined && space === undefined && { id: `${system} ${scope ?? ''} ${id}` }),
    identity: `${system} ${space === undefined ? identity : `space ${space}`}`,
    likeness: `${system} ${likeness.join(' ')}`,
  }
}
