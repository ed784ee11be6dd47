import type { Request } from './analysis/request.ts'
import type { Range } from './position.ts'

/** In SARIF's words; the last one is the most severe. */
export const severities = ['note', 'warning', 'error'] as const
export type Severity = (typeof severities)[number]

/**
 * What a finding is about: the platform refuses the document, it accepts a part that has no effect, it lets in
 * more than it seems, or it is hygiene.
 */
export type Category = 'validity' | 'effect' | 'exposure' | 'upkeep'

/** What shows that a finding is true: a partial request, or a text that a pattern matches. */
export type Witness = Request | { readonly sample: string }

/** A place in a document; without a range where the document was given as a value and not as a text. */
export interface Place {
  readonly file: string
  /** Index of the document in its file. */
  readonly document: number
  /** JSON pointer within the document. */
  readonly pointer: string
  readonly range?: Range
}

export interface RelatedPlace extends Place {
  /** What stands there: "denied here". */
  readonly message: string
}

/** A problem, with all that the runner knows of it. */
export interface Finding extends Place {
  readonly rule: string
  readonly severity: Severity
  readonly category: Category
  readonly message: string
  readonly related: readonly RelatedPlace[]
  readonly witness?: Witness
  /** The same for the same problem of the same object, wherever its lines have moved to. 32 hex digits. */
  readonly fingerprint: string
}

/** One recognised object, or a file in which nothing was recognised. */
export interface DocumentEntry {
  readonly file: string
  /** Index of the document in its file. */
  readonly index: number
  readonly pointer: string
  readonly kind: string | null
  readonly status: 'checked' | 'skipped' | 'failed'
}

export interface Summary {
  readonly files: number
  readonly documents: number
  readonly errors: number
  readonly warnings: number
  readonly notes: number
  readonly suppressed: number
}

/** What a run has to say: the shape that `--format json` prints. */
export interface Report {
  readonly version: 1
  readonly tool: { readonly name: 'portcullis'; readonly version: string }
  readonly documents: readonly DocumentEntry[]
  /** Sorted by file, place, rule. */
  readonly findings: readonly Finding[]
  readonly summary: Summary
}
