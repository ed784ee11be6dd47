import type { Condition } from './condition.ts'
import type { Truth } from './evaluate.ts'
import { evaluate } from './evaluate.ts'
import type { PathPattern } from './path-patterns.ts'
import { PathTrie } from './path-trie.ts'
import type { Request } from './request.ts'
import type { Effort } from './route-effort.ts'
import { fixedHost, type Part, type Region, type RouteQuestions } from './route-questions.ts'

/** What is known of a region: a request that no earlier route takes, the routes that take all of it, or why not. */
export type Coverage =
  | { readonly kind: 'free'; readonly request: Request }
  /** Indices of routes that together take every request of the region, in order. */
  | { readonly kind: 'covered'; readonly by: readonly number[] }
  /** No request is in the region at all. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly reason: string }

/** A route that keeps requests from later ones. */
interface Taker {
  readonly index: number
  readonly rank: number
  readonly takes: Part
}

/** Routes of one pattern, and those for one host apart: few of a thousand hosts can be meant. */
interface Entry {
  readonly pattern: PathPattern
  /** By rank, by index. */
  readonly takers: Taker[]
  readonly byHost: Map<string, Taker[]>
}

/** Routes in the order in which they are asked. */
interface Group {
  readonly takers: readonly Taker[]
  /** The path of the request lies in their pattern: only the rest is to be asked. */
  readonly byPath: boolean
}

const remaining = ({ byPath }: Group, { takes }: Taker): Condition =>
  byPath ? takes.box!.rest.condition : takes.condition

/** A route that takes a request (`truth`), or may take it. */
interface Meeting {
  readonly taker: Taker
  readonly truth: Truth
}

/** A request with every attribute but the path, as nobody in particular makes it. */
export const anybody: Request = {
  host: 'app.example.com',
  port: 443,
  protocol: 'HTTP',
  method: 'GET',
  source: '203.0.113.7',
  headers: {},
  credentials: [],
  identity: {},
  facts: [],
  details: {},
}

const newEntry = (pattern: PathPattern): Entry => ({ pattern, takers: [], byHost: new Map() })

/** Of larger coverings not every member is tried for whether it is needed. */
const mostTriedOut = 40

/** The routes of a table by what they take. */
export class Takers {
  private readonly questions: RouteQuestions
  private readonly effort: Effort
  private readonly takes: readonly Part[]
  private readonly ranks: readonly number[]
  private readonly entries: readonly Entry[]
  private readonly trie = new PathTrie<Entry>()
  /** No route is asked before this rank. */
  private readonly lowest: number
  /** Without a box. */
  private readonly others: Taker[] = []

  constructor(takes: readonly Part[], ranks: readonly number[], questions: RouteQuestions, effort: Effort) {
    this.takes = takes
    this.ranks = ranks
    this.questions = questions
    this.effort = effort
    const entries = new Map<number, Entry>()
    for (const index of inOrder(ranks)) {
      const taker = { index, rank: ranks[index]!, takes: takes[index]! }
      const { box } = taker.takes
      if (!box) this.others.push(taker)
      else {
        const entry = entries.get(box.path.id) ?? newEntry(box.path)
        entries.set(box.path.id, entry)
        const host = fixedHost(box.rest.condition)
        const list = host === undefined ? entry.takers : (entry.byHost.get(host) ?? [])
        if (host !== undefined) entry.byHost.set(host, list)
        list.push(taker)
      }
    }
    this.entries = [...entries.values()]
    for (const entry of this.entries) this.trie.add(entry.pattern.anchor, entry)
    this.lowest = ranks.reduce((lowest, rank) => Math.min(lowest, rank), Number.POSITIVE_INFINITY)
  }

  /** What a route takes. */
  partOf(index: number): Part {
    return this.takes[index]!
  }

  /** The route that takes the request, of those ranked before `rank`; undefined where none certainly does. */
  first(request: Request, rank: number): number | undefined {
    let first: Taker | undefined
    for (const group of this.groups(request, rank)) {
      const taker = group.takers.find((each) => {
        return each.rank < rank && evaluate(remaining(group, each), request) === true
      })
      if (taker && (!first || isBefore(taker, first))) first = taker
    }
    return first?.index
  }

  /** What of a region reaches the routes of a rank. */
  coverage(region: Region, rank: number): Coverage {
    const by: number[] = []
    for (;;) {
      const outside = by.map((index) => this.takes[index]!)
      const answer = this.questions.find(region, outside)
      if (answer.kind === 'unknown') return answer
      if (answer.kind === 'none') {
        return by.length === 0 ? { kind: 'empty' } : { kind: 'covered', by: this.needed(region, by) }
      }
      const meeting = this.widest(answer.value, rank)
      // What is open in the request may be chosen, so that every route either takes it or does not.
      const chosen = meeting && !meeting.truth ? { ...anybody, ...answer.value } : undefined
      const taker = chosen ? this.widest(chosen, rank) : meeting
      if (this.effort.exhausted) return { kind: 'unknown', reason: this.effort.reason }
      if (taker === undefined) return { kind: 'free', request: chosen ?? answer.value }
      by.push(taker.taker.index)
    }
  }

  /** A route before `rank` that takes the request, or may: with a short prefix rather than a long one. */
  private widest(request: Request, rank: number): Meeting | undefined {
    let possible: Meeting | undefined
    for (const meeting of this.meeting(request, rank)) {
      if (meeting.truth) return meeting
      possible ??= meeting
    }
    return possible
  }

  /** The routes before `rank` that take the request (`truth`) or may take it, with wide patterns first. */
  private *meeting(request: Request, rank: number): Generator<Meeting> {
    for (const group of this.groups(request, rank)) {
      for (const taker of group.takers) {
        if (taker.rank >= rank) break
        if (!this.effort.spend()) return
        const truth = evaluate(remaining(group, taker), request)
        if (truth !== false) yield { taker, truth }
      }
    }
  }

  /** Routes of which the first is before `rank`, and whether they are known to take the path of the request. */
  private *groups({ path, host }: Request, rank: number): Generator<Group> {
    if (rank <= this.lowest) return
    for (const entry of path === undefined ? this.entries : this.trie.along(path)) {
      const lists = listsOf(entry, host).filter((list) => list[0]!.rank < rank)
      if (lists.length === 0) continue
      this.effort.spend()
      if (path !== undefined && !entry.pattern.has(path)) continue
      for (const takers of lists) yield { takers, byPath: path !== undefined }
    }
    if (this.others.length > 0) yield { takers: this.others, byPath: false }
  }

  /** Whether the routes before `rank` may take some request of the part. */
  meets(part: Part, rank: number): boolean {
    return this.takes.some((takes, index) => {
      if (this.ranks[index]! >= rank) return false
      return this.questions.find(this.questions.region([part, takes]), []).kind !== 'none'
    })
  }

  /** Whether the routes together are proved to take all of the region. */
  isCovered(region: Region, by: readonly number[]): boolean {
    const outside = by.map((index) => this.takes[index]!)
    return this.questions.find(region, outside).kind === 'none'
  }

  /** Leaves out members without which the others still take all of the region. */
  private needed(region: Region, by: readonly number[]): readonly number[] {
    const kept = neededOf(by, (others) => this.isCovered(region, others))
    return kept.sort((a, b) => this.ranks[a]! - this.ranks[b]! || a - b)
  }
}

/** The takers of an entry that may take a request for the host; all of them where that is open. */
function listsOf({ takers, byHost }: Entry, host: string | undefined): readonly (readonly Taker[])[] {
  const own = takers.length > 0 ? [takers] : []
  if (byHost.size === 0) return own
  if (host === undefined) return [...own, ...byHost.values()]
  const others = byHost.get(host)
  return others ? [...own, others] : own
}

/** Members of a covering after those without which the others still cover have been left out one by one. */
export function neededOf(by: readonly number[], isCovered: (by: readonly number[]) => boolean): number[] {
  let kept = [...by]
  for (const index of by.slice(0, mostTriedOut)) {
    if (kept.length === 1) break
    const others = kept.filter((other) => other !== index)
    if (isCovered(others)) kept = others
  }
  return kept
}

function isBefore(a: Taker, b: Taker): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.index < b.index)
}

/** Indices by rank, those of equal rank as they come. */
export function inOrder(ranks: readonly number[]): number[] {
  return [...ranks.keys()].sort((a, b) => ranks[a]! - ranks[b]! || a - b)
}
