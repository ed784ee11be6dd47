import type { Answer, Budget } from './budget.ts'
import { found, unknown } from './budget.ts'
import { allOf, assume, boundsOf, undeterminedIn } from './condition.ts'
import { evaluate } from './evaluate.ts'
import type { Condition } from './formula.ts'
import { fold } from './formula.ts'
import { ReplayError } from './replay-error.ts'
import type { Request } from './request.ts'
import { search } from './search.ts'

/** Undetermined names of mixed polarity whose values are all tried out: a thousand assignments. */
export const mostNames = 10

/** A request that satisfies a condition for some values of its undetermined atoms. */
export interface ConditionalRequest {
  readonly request: Request
  /** The values that matter. */
  readonly assignment: ReadonlyMap<string, boolean>
  /** The reasons why those are undetermined, by name. */
  readonly why: readonly string[]
}

/**
 * A request that satisfies the condition for at least one assignment of its undetermined atoms; `none` where no
 * request does for any. The request is partial: what it leaves out does not matter.
 */
export function findRequestUnderSome(condition: Condition, budget: Budget): Answer<ConditionalRequest> {
  const answer = search(condition, budget)
  if (answer.kind !== 'found') return answer
  const { request, assignment } = answer.value
  return found({ request, assignment, why: reasons(condition, assignment.keys()) })
}

/**
 * One request that satisfies the condition whatever its undetermined atoms are; `none` where no request does for
 * any assignment of them; else `unknown`, with the reason. The request is partial: what it leaves out does not
 * matter. Throws a RangeError where the condition has a pattern that RE2 refuses.
 */
export function findRequest(condition: Condition, budget: Budget): Answer<Request> {
  const some = search(condition, budget)
  if (some.kind !== 'found') return some
  if (some.value.assignment.size === 0) return found(some.value.request)

  const names = mixedNames(condition)
  if (names.length > mostNames) {
    return unknown(`more than ${mostNames} open values bear on it: ${reasons(condition, names).join('; ')}`)
  }
  const assignments = assignmentsOf(names)
  // Of what is left each name has one polarity, so that the lower bound is exact.
  const certain = allOf(assignments.map((assignment) => boundsOf(assume(condition, assignment)).low))
  const answer = search(certain, budget)
  if (answer.kind === 'unknown') return answer
  if (answer.kind === 'none') return unknown(reasons(condition, some.value.assignment.keys()).join('; '))
  const { request } = answer.value
  if (assignments.some((assignment) => evaluate(condition, request, assignment) !== true)) {
    throw new ReplayError(`${JSON.stringify(request)} does not satisfy the condition whatever is open`)
  }
  return found(request)
}

function reasons(condition: Condition, names: Iterable<string>): string[] {
  const why = undeterminedIn(condition)
  return [...new Set([...names].sort().map((name) => why.get(name) ?? name))]
}

/** Every assignment of the names. */
export function assignmentsOf(names: readonly string[]): ReadonlyMap<string, boolean>[] {
  return Array.from(
    { length: 2 ** names.length },
    (_, bits) => new Map(names.map((name, index) => [name, ((bits >> index) & 1) === 1])),
  )
}

interface Polarities {
  readonly plain: ReadonlySet<string>
  readonly negated: ReadonlySet<string>
}

const noNames: ReadonlySet<string> = new Set()

/** Undetermined names that occur both plain and negated. */
function mixedNames(condition: Condition): string[] {
  const { plain, negated } = fold<Polarities>(
    condition,
    (atom) => ({ plain: atom.kind === 'undetermined' ? new Set([atom.name]) : noNames, negated: noNames }),
    ({ kind }, parts) =>
      kind === 'not'
        ? { plain: parts[0]!.negated, negated: parts[0]!.plain }
        : { plain: merge(parts, 'plain'), negated: merge(parts, 'negated') },
  )
  return [...plain].filter((name) => negated.has(name)).sort()
}

/** The names of all parts; the set of one part where the others have none, so that long lists stay cheap. */
function merge(parts: readonly Polarities[], polarity: keyof Polarities): ReadonlySet<string> {
  const filled = parts.filter((part) => part[polarity].size > 0)
  if (filled.length <= 1) return filled[0]?.[polarity] ?? noNames
  return new Set(filled.flatMap((part) => [...part[polarity]]))
}
