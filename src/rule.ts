import type { Category, Severity, Witness } from './finding.ts'
import type { Path } from './position.ts'
import type { Platforms } from './settings.ts'
import type { PlainScalar } from './source/index.ts'

/** A place that helps to understand a problem. */
export interface RelatedProblem {
  readonly at: Path
  readonly message: string
}

/** Related places of one problem at most: more would hide it. */
const maxRelated = 10

/** The first of many related places; the last one that is told says how many more there are. */
export function firstRelated<T>(items: readonly T[], place: (item: T) => RelatedProblem): RelatedProblem[] {
  return items.slice(0, maxRelated).map((item, index) => {
    const { at, message } = place(item)
    const more = index === maxRelated - 1 ? items.length - maxRelated : 0
    return { at, message: more > 0 ? `${message}, and ${more} more` : message }
  })
}

/** What a rule yields: where, what, and the proof. The runner adds rule, file, range and severity. */
export interface Problem {
  readonly at: Path
  /** Points at the key of the last step and not at its value. */
  readonly key?: boolean
  /** A part of the text at `at`, in UTF-16 units from its first character. */
  readonly span?: { readonly start: number; readonly end: number }
  /** One sentence: the offending value, the consequence, the fix if there is one. */
  readonly message: string
  readonly related?: readonly RelatedProblem[]
  readonly witness?: Witness
  /** Where this problem weighs otherwise than its rule by default. */
  readonly severity?: Severity
  /** Not a claim of the rule but a question that it had to leave open: reported as `undecided`. */
  readonly undecided?: true
}

export interface RuleDocs {
  /** Why it matters, in Markdown. */
  readonly why: string
  /** A document that this rule reports. YAML. */
  readonly bad: string
  /** Its corrected twin, on which no rule has anything to say. */
  readonly good: string
  /** For examples that do not tell their kind by themselves. */
  readonly kind?: string
  /** For a rule that compares: the inventory that each example is compared with. */
  readonly observed?: { readonly bad: string; readonly good: string }
  /** For a rule on changes: what is stored, and replaced by `bad` or `good`. YAML. */
  readonly before?: string
}

/** What is said of a rule, apart from its check. */
export interface RuleMeta {
  readonly id: string
  /** One sentence, at most 100 characters. */
  readonly summary: string
  readonly category: Category
  readonly severity: Severity
  /** Only in the preset of that name. */
  readonly strict?: true
  readonly docs: RuleDocs
}

/** What there is to know beside the document itself. */
export interface Surroundings {
  /** The platforms that the documents are for. */
  readonly platforms: Platforms
  /** The plain scalars of the object, in document order; none of JSON and of a value that was given as such. */
  plainScalars(): readonly PlainScalar[]
  /** Those of them that readers of other versions of YAML may read otherwise. */
  contestedScalars(): readonly PlainScalar[]
  /** The texts of the value that were read as documents of their own, by their paths as they are written. */
  readonly texts: readonly Path[]
  /** A path with its keys as they are written, where the platform reads them in another case. */
  written(at: Path): Path
}

/** A pure function of its input; it knows neither whether it is enabled nor who prints. */
export interface Rule<Input> extends RuleMeta {
  check(input: Input, surroundings: Surroundings): Iterable<Problem>
}

/** Gives a rule its type. */
export function defineRule<Input>(rule: Rule<Input>): Rule<Input> {
  return rule
}
