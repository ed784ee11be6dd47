import { once } from '../once.ts'
import { type Answer, found, none, unknown } from './budget.ts'
import { boundsOf, type Condition, undeterminedIn } from './condition.ts'
import type { PathPattern } from './path-patterns.ts'
import { PathTrie } from './path-trie.ts'
import type { Request } from './request.ts'
import type { Coverage, Takers } from './route-coverage.ts'
import type { Effort } from './route-effort.ts'
import type { Part, RouteQuestions } from './route-questions.ts'
import { fixedHost } from './route-questions.ts'
import type { OrderedRoute } from './route-types.ts'
import { findRequestUnderSome } from './solver.ts'

/** A request that two routes of one rank take and treat differently. */
export interface Tie {
  readonly request: Request
  /** Values of readings in the access of the two without which there is no such request. */
  readonly assignment: ReadonlyMap<string, boolean>
}

/** What pairs of routes have come out as; pairs without a tie are left out. `a` is below `b`. */
export interface Pairs {
  readonly tied: readonly { readonly a: number; readonly b: number; readonly tie: Tie }[]
  readonly open: readonly { readonly a: number; readonly b: number | undefined; readonly reason: string }[]
}

/** Pairs that are listed for one table; who has more of them reads no more of them. */
export const mostTies = 10_000

/** The routes of one rank with the same pattern, by access. */
interface Cluster {
  readonly pattern: PathPattern
  readonly members: Member[]
  /** Whether all members let in the same requests by the look of it; asked when they are complete. */
  readonly uniform: () => boolean
}

interface Member {
  readonly index: number
  readonly match: Part
  readonly access: () => Condition
  /** Asked for where a route shares a path with another one of its rank, which few do. */
  readonly accessId: () => number
  readonly host: string | undefined
}

/** Finds the ties among the routes of each rank. */
export class Ties {
  private readonly questions: RouteQuestions
  private readonly takers: Takers
  private readonly effort: Effort
  private readonly tied: { a: number; b: number; tie: Tie }[] = []
  private readonly open: { a: number; b: number | undefined; reason: string }[] = []
  private readonly differences = new Map<string, Answer<Tie>>()

  constructor(questions: RouteQuestions, takers: Takers, effort: Effort) {
    this.questions = questions
    this.takers = takers
    this.effort = effort
  }

  get pairs(): Pairs {
    return { tied: this.tied, open: this.open }
  }

  /** Looks through the routes of one rank. */
  among(routes: readonly { index: number; match: Part; route: OrderedRoute }[], rank: number): void {
    const members = routes.map(({ index, match, route }) => this.memberOf(index, match, route))
    const uniform = once(() => isUniform(members))
    const others = members.filter(({ match }) => !match.box)
    for (const one of others) {
      for (const other of members) {
        // Two without a box meet once.
        if (!other.match.box && other.index <= one.index) continue
        if (uniform() || !this.goOn(one)) return
        this.tryPair(one, other, rank)
      }
    }

    const clusters = new Map<number, Cluster>()
    for (const member of members) {
      if (!member.match.box) continue
      const { path } = member.match.box
      const cluster = clusters.get(path.id) ?? newCluster(path)
      clusters.set(path.id, cluster)
      cluster.members.push(member)
    }
    const trie = new PathTrie<Cluster>()
    for (const cluster of clusters.values()) {
      if (cluster.pattern.sample.kind !== 'none') trie.add(cluster.pattern.anchor, cluster)
    }
    for (const one of clusters.values()) {
      // Paths in both start with the longer anchor, along which the other pattern stands.
      for (const other of trie.along(one.pattern.anchor)) {
        if (other.pattern.anchor === one.pattern.anchor && other.pattern.id > one.pattern.id) continue
        if (
          one === other
            ? one.members.length < 2
            : this.questions.patterns.areApart(one.pattern, other.pattern)
        )
          continue
        if (uniform() || !this.goOn(one.members[0]!)) return
        this.tryClusters(one, other, rank)
      }
    }
  }

  private memberOf(index: number, match: Part, route: OrderedRoute): Member {
    return {
      index,
      match,
      access: () => route.access,
      accessId: once(() => this.questions.idOf(route.access)),
      host: match.box && fixedHost(match.box.rest.condition),
    }
  }

  /** False, and said so, where the work or the list of ties has come to its end. */
  private goOn({ index }: Member): boolean {
    const reason =
      this.tied.length >= mostTies ? `more than ${mostTies} pairs of routes tie` : this.effort.reason
    if (this.tied.length < mostTies && this.effort.spend()) return true
    this.open.push({ a: index, b: undefined, reason })
    return false
  }

  private tryClusters(one: Cluster, other: Cluster, rank: number): void {
    const [first, second] = [one.members[0]!, other.members[0]!]
    if (one.uniform() && other.uniform() && first.accessId() === second.accessId()) return
    if (this.questions.patterns.overlap(one.pattern, other.pattern).kind === 'none') return
    const byHost = groupByHost(other.members)
    const hostless = byHost.get(undefined) ?? []
    for (const member of one.members) {
      const partners =
        member.host === undefined ? other.members : [...(byHost.get(member.host) ?? []), ...hostless]
      for (const partner of partners) {
        if (one === other && partner.index <= member.index) continue
        if (partner.accessId() === member.accessId()) continue
        if (!this.goOn(member)) return
        this.tryPair(member, partner, rank)
      }
    }
  }

  private tryPair(one: Member, other: Member, rank: number): void {
    if (one.accessId() === other.accessId()) return
    const [a, b] = one.index < other.index ? [one, other] : [other, one]
    const answer = this.tie(a, b, rank)
    if (answer.kind === 'found') this.tied.push({ a: a.index, b: b.index, tie: answer.value })
    if (answer.kind === 'unknown') this.open.push({ a: a.index, b: b.index, reason: answer.reason })
  }

  private tie(a: Member, b: Member, rank: number): Answer<Tie> {
    const difference = this.questions.difference(a.access(), b.access())
    const region = this.questions.region([a.match, b.match], difference)
    const rest = region.box ? region.box.rest.condition : region.condition
    const how = this.howTheyDiffer(rest)
    if (how.kind !== 'found') return how
    const { assignment } = how.value
    const certain = assignment.size === 0 ? region : this.questions.assumed(region, assignment)
    const coverage = this.takers.coverage(certain, rank)
    return fromCoverage(coverage, assignment)
  }

  /** Whether there is a request with which two routes differ at all, and on which readings that rests. */
  private howTheyDiffer(condition: Condition): Answer<Tie> {
    const key = String(this.questions.idOf(condition))
    let answer = this.differences.get(key)
    if (!answer) {
      answer = this.findDifference(condition)
      this.differences.set(key, answer)
    }
    return answer
  }

  private findDifference(condition: Condition): Answer<Tie> {
    const plain = this.questions.findWhatever(condition)
    if (plain.kind === 'found') return found({ request: plain.value, assignment: new Map() })
    if (plain.kind === 'none') return none
    const placeholders = new Set(undeterminedIn(condition, 'placeholder').keys())
    const readable = placeholders.size > 0 ? boundsOf(condition, placeholders).low : condition
    const some = findRequestUnderSome(readable, this.questions.budget())
    if (some.kind !== 'found') return plain
    const { request, assignment } = some.value
    return found({ request, assignment })
  }
}

function fromCoverage(coverage: Coverage, assignment: ReadonlyMap<string, boolean>): Answer<Tie> {
  if (coverage.kind === 'free') return found({ request: coverage.request, assignment })
  return coverage.kind === 'unknown' ? unknown(coverage.reason) : none
}

function newCluster(pattern: PathPattern): Cluster {
  const members: Member[] = []
  return { pattern, members, uniform: once(() => isUniform(members)) }
}

/** Whether all let in the same requests by the look of it. */
function isUniform(members: readonly Member[]): boolean {
  return members.every(({ accessId }) => accessId() === members[0]!.accessId())
}

function groupByHost(members: readonly Member[]): Map<string | undefined, Member[]> {
  const groups = new Map<string | undefined, Member[]>()
  for (const member of members) {
    const group = groups.get(member.host)
    if (group) group.push(member)
    else groups.set(member.host, [member])
  }
  return groups
}
