import { type Answer, Budget, found } from './budget.ts'
import { all, allOf, assume, type Condition, differ, isAlways, not } from './condition.ts'
import { fold } from './formula.ts'
import { Interner } from './interner.ts'
import { type Ends, endsOf } from './path-ends.ts'
import { type PathPattern, PathPatterns } from './path-patterns.ts'
import type { Request } from './request.ts'
import { findRequest } from './solver.ts'
import { anyText, segmentPrefix, type TextLanguage, unionText } from './text-language.ts'
import { findPath } from './universe.ts'

/** A condition taken apart into a set of paths and what says nothing of the path. */
export interface Box {
  readonly path: PathPattern
  readonly rest: Rest
}

/** A condition that says nothing of the path. */
export interface Rest {
  readonly id: number
  readonly condition: Condition
}

/** Requests about which a question is asked: in the paths of all `paths`, and in `rest`. */
export interface Region {
  readonly condition: Condition
  /** Absent where path and rest cannot be told apart: the solver is asked. */
  readonly box?: { readonly paths: readonly PathPattern[]; readonly rest: Rest }
}

/** A condition of one route, as questions need it. */
export interface Part {
  readonly condition: Condition
  readonly box: Box | undefined
}

/** Questions about requests, with a memory of answers: most routes of a table are alike. */
export class RouteQuestions {
  readonly patterns: PathPatterns
  private readonly steps: number
  private readonly interner = new Interner()
  private readonly ids = new Map<Condition, number>()
  private readonly meetings = new Map<string, boolean>()
  private readonly ends = new Map<number, Ends>()
  private readonly parts = new Map<Condition, Part>()
  private readonly byId = new Map<number, Part>()
  private readonly speaksOfPath = new Map<Condition, boolean>()
  private readonly rests = new Map<Condition, Rest>()
  private readonly restWitnesses = new Map<number, Answer<Request>>()
  private readonly coverings = new Map<string, boolean>()
  private readonly differences = new Map<string, Condition>()

  /** `steps`: those that one question may take. */
  constructor(steps: number) {
    this.steps = steps
    this.patterns = new PathPatterns(steps)
  }

  /** A fresh budget for one question. */
  budget(): Budget {
    return new Budget(this.steps)
  }

  idOf(condition: Condition): number {
    let id = this.ids.get(condition)
    if (id === undefined) {
      id = this.interner.idOf(condition)
      this.ids.set(condition, id)
    }
    return id
  }

  /** The condition with its box, where it has one. */
  partOf(condition: Condition): Part {
    let part = this.parts.get(condition)
    if (!part) {
      const id = this.idOf(condition)
      part = this.byId.get(id) ?? { condition, box: this.boxOf(condition) }
      this.byId.set(id, part)
      this.parts.set(condition, part)
    }
    return part
  }

  /** The one condition of the requests on which two conditions differ. */
  difference(a: Condition, b: Condition): Condition {
    const [low, high] = [this.idOf(a), this.idOf(b)].sort((one, other) => one - other)
    const key = `${low} ${high}`
    let condition = this.differences.get(key)
    if (!condition) {
      condition = differ(a, b)
      this.differences.set(key, condition)
    }
    return condition
  }

  /** The requests of all parts for which `also` holds. */
  region(parts: readonly Part[], also?: Condition): Region {
    const conditions = [...parts.map(({ condition }) => condition), ...(also ? [also] : [])]
    const condition = allOf(conditions)
    const boxes = parts.map(({ box }) => box)
    if (!boxes.every((box) => box !== undefined) || (also && this.mentionsPath(also))) return { condition }
    const rest = allOf([...boxes.map(({ rest }) => rest.condition), ...(also ? [also] : [])])
    return { condition, box: { paths: boxes.map(({ path }) => path), rest: this.restOf(rest) } }
  }

  /** The region once undetermined atoms have these values. */
  assumed({ condition, box }: Region, assignment: ReadonlyMap<string, boolean>): Region {
    const certain = assume(condition, assignment)
    if (!box) return { condition: certain }
    return { condition: certain, box: { ...box, rest: this.restOf(assume(box.rest.condition, assignment)) } }
  }

  /** Whether some request may satisfy both conditions, for some value of what is undetermined. */
  mayMeet(a: Condition, b: Condition): boolean {
    const [low, high] = [this.idOf(a), this.idOf(b)].sort((one, other) => one - other)
    if (low === high) return true
    const key = `${low} ${high}`
    let answer = this.meetings.get(key)
    if (answer === undefined) {
      answer =
        !this.apartAtSight(a, b) &&
        this.find(this.region([this.partOf(a), this.partOf(b)]), []).kind !== 'none'
      this.meetings.set(key, answer)
    }
    return answer
  }

  private apartAtSight(a: Condition, b: Condition): boolean {
    const [one, other] = [fixedHost(a), fixedHost(b)]
    if (one !== undefined && other !== undefined && one !== other) return true
    const [first, second] = [this.endsOf(a), this.endsOf(b)]
    const starts = first.anchor.startsWith(second.anchor) || second.anchor.startsWith(first.anchor)
    return !starts || !(first.tail.endsWith(second.tail) || second.tail.endsWith(first.tail))
  }

  private endsOf(condition: Condition): Ends {
    const id = this.idOf(condition)
    let ends = this.ends.get(id)
    if (!ends) {
      ends = endsOf(condition, (language) => this.patterns.of(language))
      this.ends.set(id, ends)
    }
    return ends
  }

  /** A request that satisfies the condition, whatever is undetermined in it. */
  findWhatever(condition: Condition): Answer<Request> {
    return this.restWitness(this.restOf(condition))
  }

  /** A request of the region that is in none of `outside`. */
  find({ condition, box }: Region, outside: readonly Part[]): Answer<Request> {
    const boxes = outside.map((part) => part.box)
    const byPath = box && boxes.every((other) => other !== undefined && this.covers(other.rest, box.rest))
    if (!byPath) {
      const others = outside.map((part) => not(part.condition))
      return findRequest(allOf([condition, ...others]), this.budget())
    }
    const rest = this.restWitness(box.rest)
    if (rest.kind !== 'found') return rest
    const path = this.findPath(
      box.paths,
      boxes.map((other) => other!.path),
    )
    if (path.kind !== 'found') return path
    return found({ ...rest.value, path: path.value })
  }

  private findPath(inside: readonly PathPattern[], outside: readonly PathPattern[]): Answer<string> {
    const [first, second, ...more] = inside
    if (outside.length === 0 && more.length === 0) {
      return second ? this.patterns.overlap(first!, second) : first!.sample
    }
    const languages = [inside, outside].map((patterns) => patterns.map(({ language }) => language))
    return findPath(languages[0]!, languages[1]!, this.budget())
  }

  private restWitness({ id, condition }: Rest): Answer<Request> {
    let answer = this.restWitnesses.get(id)
    if (!answer) {
      answer = findRequest(condition, this.budget())
      this.restWitnesses.set(id, answer)
    }
    return answer
  }

  /** Whether every request of `inner` is proved to be one of `outer`. */
  private covers(outer: Rest, inner: Rest): boolean {
    if (outer.id === inner.id || isAlways(outer.condition)) return true
    const key = `${outer.id} ${inner.id}`
    let answer = this.coverings.get(key)
    if (answer === undefined) {
      const left = all(inner.condition, not(outer.condition))
      answer = findRequest(left, this.budget()).kind === 'none'
      this.coverings.set(key, answer)
    }
    return answer
  }

  private restOf(condition: Condition): Rest {
    let rest = this.rests.get(condition)
    if (!rest) {
      rest = { id: this.idOf(condition), condition }
      this.rests.set(condition, rest)
    }
    return rest
  }

  mentionsPath(condition: Condition): boolean {
    let answer = this.speaksOfPath.get(condition)
    if (answer === undefined) {
      answer = fold(
        condition,
        (atom) => atom.kind === 'text' && atom.attribute === 'path',
        (_, parts) => parts.includes(true),
      )
      this.speaksOfPath.set(condition, answer)
    }
    return answer
  }

  private boxOf(condition: Condition): Box | undefined {
    const parts = condition.kind === 'all' ? condition.of : [condition]
    const onPath = parts.filter((part) => this.mentionsPath(part))
    const rest = allOf(parts.filter((part) => !onPath.includes(part)))
    if (onPath.length > 1) return undefined
    const language = onPath[0] ? pathLanguage(onPath[0]) : anyText
    return language && { path: this.patterns.of(language), rest: this.restOf(rest) }
  }
}

/** The paths of a condition on the path alone, where it is one language or several as alternatives. */
function pathLanguage(condition: Condition): TextLanguage | undefined {
  if (condition.kind === 'text') return condition.language
  if (condition.kind !== 'any') return undefined
  const languages = condition.of.flatMap((part) => (part.kind === 'text' ? [part.language] : []))
  if (languages.length < condition.of.length || condition.of.some(notPath)) return undefined
  const union = unionText(languages)
  return union.kind === 'union' ? (asSegmentPrefix(union.of) ?? union) : union
}

const notPath = (part: Condition): boolean => part.kind !== 'text' || part.attribute !== 'path'

/** `/a` and `/a/…` under their shorter name, which is compared faster. */
function asSegmentPrefix(of: readonly TextLanguage[]): TextLanguage | undefined {
  const [exact] = of.filter(({ kind }) => kind === 'exact')
  if (of.length !== 2 || exact?.kind !== 'exact' || exact.text.endsWith('/')) return undefined
  const below = of.some((other) => other.kind === 'prefix' && other.text === `${exact.text}/`)
  return below ? segmentPrefix(exact.text) : undefined
}

/** The one host that a condition asks for; hosts of requests are in lower case. */
export function fixedHost(condition: Condition): string | undefined {
  const parts = condition.kind === 'all' ? condition.of : [condition]
  for (const part of parts) {
    if (part.kind !== 'text' || part.attribute !== 'host') continue
    const { language } = part
    if (language.kind === 'exact') return language.text
    if (language.kind === 'wildcard' && language.parts.length === 1) return language.parts[0]!
  }
  return undefined
}
