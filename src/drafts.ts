import type { ReadInput } from './document.ts'
import { type Finding, type RelatedPlace, type Severity, severities } from './finding.ts'
import { fingerprintCounter } from './fingerprint.ts'
import { undecidedRule } from './pipeline-rules.ts'
import { type Path, toPointer } from './position.ts'
import type { Problem, RelatedProblem, RuleMeta } from './rule.ts'
import { shownWitness } from './secret-names.ts'
import type { Source, Span } from './source/index.ts'

/** Where the paths of a problem start. */
export interface Placing {
  readonly read: ReadInput
  readonly source: Source
  /** The path of the object within its document. */
  readonly base: Path
  readonly kind: string | null
  readonly value: unknown
  /** A path of the value as its platform reads it, with the keys that stand in the document. */
  readonly written?: (at: Path) => Path
}

/** A problem, before its paths have become places. */
export interface Draft {
  readonly rule: RuleMeta
  readonly placing: Placing
  readonly problem: Problem
  /** A place that is no value's: where the text breaks, a comment. */
  readonly span?: Span
  /** Where a related path leads, for a problem of several objects; it starts at `placing` for all others. */
  readonly resolve?: (at: Path) => { readonly placing: Placing; readonly at: Path }
}

/** Findings in one file. */
export const maxFindings = 100_000

/** Weighs, places, sorts and names the problems of one input. The order is by place, then by rule. */
export function toFindings(read: ReadInput, drafts: readonly Draft[], weigh: Weigh): Finding[] {
  // All places of one problem together: the trees of a long text are not all kept.
  const placed = mostSevere(weighed(drafts, weigh), read, weigh).map((each) => ({
    ...each,
    ...placeOf(each.draft),
    related: (each.draft.problem.related ?? []).map((other) => relatedPlace(each.draft, other)),
  }))
  placed.sort(
    (a, b) =>
      a.draft.placing.source.index - b.draft.placing.source.index ||
      a.start - b.start ||
      comparePaths(a.at, b.at) ||
      (a.draft.rule.id < b.draft.rule.id ? -1 : a.draft.rule.id > b.draft.rule.id ? 1 : a.order - b.order),
  )
  const fingerprint = fingerprintCounter()
  return placed.map(({ draft, severity, at, start, end, related }): Finding => {
    const { rule, problem, placing } = draft
    const witness = problem.witness && shownWitness(problem.witness)
    return {
      rule: rule.id,
      severity,
      category: rule.category,
      message: problem.message,
      file: read.file,
      document: placing.source.index,
      pointer: toPointer(at),
      ...rangeOf(read, { start, end }),
      related,
      ...(witness && { witness }),
      fingerprint: fingerprint({
        rule: rule.id,
        kind: placing.kind,
        file: read.file,
        at,
        nameOf: (item) => nameOf(placing, item),
        ...(witness && { witness }),
      }),
    }
  })
}

/** A draft, how it weighs, and its place among the others. */
interface Weighed {
  readonly draft: Draft
  readonly severity: Severity
  readonly order: number
}

type Weigh = (rule: RuleMeta, problem: Problem) => Severity | undefined

const weighed = (drafts: readonly Draft[], weigh: Weigh): Weighed[] =>
  drafts.flatMap((draft, order) => {
    const severity = weigh(draft.rule, draft.problem)
    return severity ? [{ draft, severity, order }] : []
  })

/** The most severe ones, as many as there may be, and that others are left out. */
function mostSevere(all: readonly Weighed[], read: ReadInput, weigh: Weigh): readonly Weighed[] {
  const [source] = read.sources
  if (all.length <= maxFindings || !source) return all
  const ranked = all.toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity))
  const message = `More than ${maxFindings} findings in one file is beyond the limit, and the ${all.length - maxFindings} least severe are left out; mend the others first, or split the file.`
  const notice: Draft = {
    rule: undecidedRule,
    placing: { read, source, base: [], kind: null, value: undefined },
    problem: { at: [], message },
    span: { start: 0, end: 0 },
  }
  return [...weighed([notice], weigh), ...ranked.slice(0, maxFindings)]
}

const rangeOf = ({ lines }: ReadInput, { start, end }: Span) =>
  lines ? { range: lines.range(start, end) } : {}

function relatedPlace({ placing: own, resolve }: Draft, { at: path, message }: RelatedProblem): RelatedPlace {
  const { placing, at } = resolve?.(path) ?? { placing: own, at: path }
  const { read, source, base } = placing
  const located = source.locate({ at: [...base, ...(placing.written?.(at) ?? at)] })
  return {
    message,
    file: read.file,
    document: source.index,
    pointer: toPointer(located.at),
    ...rangeOf(read, located),
  }
}

function placeOf({ placing, problem, span }: Draft): { at: Path } & Span {
  if (span) return { at: [], start: span.start, end: span.end }
  const at = [...placing.base, ...(placing.written?.(problem.at) ?? problem.at)]
  return placing.source.locate({
    at,
    ...(problem.key && { key: true }),
    ...(problem.span && { span: problem.span }),
  })
}

function comparePaths(a: Path, b: Path): number {
  for (let depth = 0; depth < Math.min(a.length, b.length); depth++) {
    const [left, right] = [a[depth]!, b[depth]!]
    if (left === right) continue
    if (typeof left === 'number' && typeof right === 'number') return left - right
    return String(left) < String(right) ? -1 : 1
  }
  return a.length - b.length
}

/** What tells an item of a list from its neighbours, so that a moved item keeps its fingerprints. */
function nameOf({ base, value }: Placing, item: Path): string | undefined {
  let current: unknown = value
  for (const step of item.slice(base.length)) {
    if (current === null || typeof current !== 'object') return undefined
    current = (current as Record<string | number, unknown>)[step]
  }
  if (current === null || typeof current !== 'object') return undefined
  const { id, name, path } = current as Record<string, unknown>
  const known = [id, name, path].find((candidate) => typeof candidate === 'string' && candidate !== '')
  return known as string | undefined
}
