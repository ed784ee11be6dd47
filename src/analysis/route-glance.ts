import type { Condition } from './condition.ts'
import type { PathPattern, PathPatterns } from './path-patterns.ts'
import { PathTrie } from './path-trie.ts'
import type { OrderedRoute } from './route-types.ts'
import { matchesText } from './text-language.ts'

/** Every way in which up to five undetermined atoms can be is one bit: those bits in which the n-th of them holds. */
const holding = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000] as const
const inEveryWay = -1
/** Levels of a condition that are looked at. */
const mostLevels = 16
/** Comparisons for one route; more of them take as long as a closer look. */
const comparisonsPerRoute = 64

/** A route by one of the patterns of which each of its paths has one. */
interface Entry {
  readonly index: number
  readonly pattern: PathPattern
}

/**
 * Whether a table is seen to raise no question: some path of each route is taken by no route of a lower rank, whatever
 * is undetermined, and no path by two routes of one rank. False where only a closer look can tell.
 */
export function isPlainTable(routes: readonly OrderedRoute[], patterns: PathPatterns): boolean {
  const readings = new Map<string, number>()
  const trie = new PathTrie<Entry>()
  const patternsOf: (readonly PathPattern[])[] = []
  const samplesOf: ReadonlySet<string>[] = []
  for (const [index, { match, takes }] of routes.entries()) {
    const samples = new Set<string>()
    const look = new Look(patterns, readings, samples)
    const of = look.patternsOf(match)
    // Whatever it takes is among what it is meant for.
    if (takes) look.patternsOf(takes)
    if (look.isBlurred || !of) return false
    for (const pattern of of) trie.add(pattern.anchor, { index, pattern })
    patternsOf.push(of)
    samplesOf.push(samples)
  }
  let left = comparisonsPerRoute * routes.length

  const isReached = (index: number): boolean => {
    const { match, rank } = routes[index]!
    let reached = 0
    for (const path of samplesOf[index]!) {
      let taken = 0
      for (const entry of trie.along(path)) {
        left--
        const other = routes[entry.index]!
        if (other.rank < rank) taken |= waysOf(other.takes ?? other.match, path, readings)
      }
      reached |= waysOf(match, path, readings) & ~taken
      if (reached === inEveryWay) return true
    }
    return false
  }
  /** Of two patterns with a common path one is found along the other. */
  const isAlone = (index: number): boolean => {
    const { rank } = routes[index]!
    for (const pattern of patternsOf[index]!)
      for (const other of trie.along(pattern.anchor)) {
        left--
        if (other.index === index || routes[other.index]!.rank !== rank) continue
        if (!patterns.areApart(pattern, other.pattern)) return false
      }
    return true
  }
  return routes.every((_, index) => left > 0 && isReached(index) && isAlone(index))
}

/** Reads conditions on the path alone. */
class Look {
  /** Something else was met. */
  isBlurred = false
  private readonly patterns: PathPatterns
  private readonly readings: Map<string, number>
  private readonly samples: Set<string>

  constructor(patterns: PathPatterns, readings: Map<string, number>, samples: Set<string>) {
    this.patterns = patterns
    this.readings = readings
    this.samples = samples
  }

  /** Patterns of which each path of the condition has one; undefined where they do not tell. */
  patternsOf(condition: Condition, level = 0): readonly PathPattern[] | undefined {
    if (level > mostLevels) this.isBlurred = true
    if (this.isBlurred) return undefined
    switch (condition.kind) {
      case 'text': {
        if (condition.attribute !== 'path') break
        const pattern = this.patterns.of(condition.language)
        if (pattern.sample.kind === 'found') this.samples.add(pattern.sample.value)
        return [pattern]
      }
      case 'undetermined': {
        const { name } = condition
        const ways = this.readings.get(name) ?? holding[this.readings.size]
        if (ways === undefined) break
        this.readings.set(name, ways)
        return undefined
      }
      case 'all':
      case 'any': {
        const parts = condition.of.map((part) => this.patternsOf(part, level + 1))
        if (condition.kind === 'all')
          return parts.reduce(
            (one, other) => (!one || (other && other.length < one.length) ? other : one),
            undefined,
          )
        return parts.includes(undefined) ? undefined : (parts as PathPattern[][]).flat()
      }
      case 'not':
        this.patternsOf(condition.of[0], level + 1)
        return undefined
    }
    this.isBlurred = true
    return undefined
  }
}

/** The ways to read the documentation in which a path satisfies a condition. */
function waysOf(condition: Condition, path: string, readings: ReadonlyMap<string, number>): number {
  switch (condition.kind) {
    case 'text':
      return matchesText(condition.language, path) ? inEveryWay : 0
    case 'undetermined':
      return readings.get(condition.name)!
    case 'all':
      return condition.of.reduce((ways, part) => ways & waysOf(part, path, readings), inEveryWay)
    case 'any':
      return condition.of.reduce((ways, part) => ways | waysOf(part, path, readings), 0)
    case 'not':
      return ~waysOf(condition.of[0], path, readings)
    default:
      throw new Error(`a ${condition.kind} says nothing of the path`)
  }
}
