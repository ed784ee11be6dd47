import type { Condition } from './condition.ts'
import type { Truth } from './evaluate.ts'
import { evaluate } from './evaluate.ts'
import type { PathPattern } from './path-patterns.ts'
import { PathTrie } from './path-trie.ts'
import type { Request } from './request.ts'
import type { Effort } from './route-effort.ts'
import type { Part, Region, RouteQuestions } from './route-questions.ts'

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
  private readonly trie = new PathTrie<Entry>()
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
    for (const entry of entries.values()) this.trie.add(entry.pattern.anchor, entry)
  }

  /** What a route takes. */
  partOf(index: number): Part {
    return this.takes[index]!
  }

  /** The route that takes the request, of those ranked before `rank`; undefined where none certainly does. */
  first(request: Request, rank: number): number | undefined {
    let first: Taker | undefined
    for (const { taker, truth } of this.meeting(request, rank)) {
      if (!truth || (first && !isBefore(taker, first))) continue
      first = taker
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
    for (const meeting of this.meeting(request, rank, this.effort)) {
      if (meeting.truth) return meeting
      possible ??= meeting
    }
    return possible
  }

  /** The routes before `rank` that take the request (`truth`) or may take it, with wide patterns first. */
  private *meeting(request: Request, rank: number, effort?: Effort): Generator<Meeting> {
    for (const [taker, condition] of this.candidates(request, rank, effort)) {
      if (effort?.spend() === false) return
      const truth = evaluate(condition, request)
      if (truth !== false) yield { taker, truth }
    }
  }

  /** Routes before `rank`, with what remains to be asked of the request. */
  private *candidates(
    { path, host }: Request,
    rank: number,
    effort: Effort | undefined,
  ): Generator<readonly [Taker, Condition]> {
    if (path === undefined) {
      for (const index of inOrder(this.ranks)) {
        const taker = { index, rank: this.ranks[index]!, takes: this.takes[index]! }
        if (taker.rank >= rank) return
        yield [taker, taker.takes.condition]
      }
      return
    }
    const name = host && lowerCase(host)
    for (const entry of this.trie.along(path)) {
      if (effort?.spend() === false) return
      const lists = listsOf(entry, name)
      if (!lists.some((list) => list[0]!.rank < rank) || !entry.pattern.has(path)) continue
      for (const list of lists) {
        for (const taker of list) {
          if (taker.rank >= rank) break
          yield [taker, taker.takes.box!.rest.condition]
        }
      }
    }
    for (const taker of this.others) {
      if (taker.rank >= rank) return
      yield [taker, taker.takes.condition]
    }
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

const lowerCase = (host: string): string => host.replace(/[A-Z]+/g, (run) => run.toLowerCase())

/** The one host that a condition asks for. */
export function fixedHost(condition: Condition): string | undefined {
  const parts = condition.kind === 'all' ? condition.of : [condition]
  for (const part of parts) {
    if (part.kind !== 'text' || part.attribute !== 'host') continue
    const { language } = part
    if (language.kind === 'exact') return lowerCase(language.text)
    if (language.kind === 'wildcard' && language.parts.length === 1) return lowerCase(language.parts[0]!)
  }
  return undefined
}
