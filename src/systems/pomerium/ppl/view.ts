import type { Problem, Rule, Surroundings } from '../../../rule.ts'
import { type ParsedSite, parsedSites } from './parsed.ts'
import type { PplPlace } from './sites.ts'
import type { ProblemKind } from './tree.ts'

/** A rule on the policies of a document, whichever kind it is. */
export type PplRule = Rule<readonly ParsedSite[]>

/** Rules on policies as rules on documents of one kind. */
export function onPpl(place: PplPlace, rules: readonly PplRule[]): Rule<object>[] {
  return rules.map((rule) => ({
    ...rule,
    check: (document: object, surroundings: Surroundings): Iterable<Problem> =>
      rule.check(parsedSites(place, document, surroundings), surroundings),
  }))
}

/** What the parser has found of one kind, told one by one up to a limit. */
export function* problemsOf(sites: readonly ParsedSite[], kind: ProblemKind): Iterable<Problem> {
  for (const { at, problems } of sites) {
    const own = problems.filter((problem) => problem.kind === kind)
    yield* own.slice(0, mostProblems).map(({ at, key, message, severity, undecided }) => ({
      at,
      message,
      ...(key && { key }),
      ...(severity && { severity }),
      ...(undecided && { undecided }),
    }))
    const more = own.length - mostProblems
    if (more > 0)
      yield {
        at,
        message: `This policy has ${more} more places like these; mend the first ones and check again.`,
      }
  }
}

/** Problems of one kind that are told of one policy. */
const mostProblems = 100
