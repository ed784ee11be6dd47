import type { Path } from '../position.ts'

/** A stretch of the text, in UTF-16 units from its start. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What is wrong with the text itself. */
export interface SyntaxProblem extends Span {
  readonly message: string
  /** Matters only where the document is one of ours: comments in JSON, say, are fine for others. */
  readonly lenient?: boolean
}

/** Where a problem points within its document. */
export interface Pointing {
  readonly at: Path
  readonly key?: boolean
  readonly span?: Span
}

/** The value that was found for a path, or its nearest existing parent. */
export interface Located extends Span {
  readonly at: Path
}

/** An unquoted scalar of a YAML text, with its path from the root of the document. */
export interface PlainScalar {
  readonly value: string
  readonly at: Path
  /** It stands for the key of the last step. */
  readonly key?: true
}

/** What stands in a text value that is a document of its own. */
export interface Embedded {
  /** Undefined where the text cannot be read; null where it holds nothing. */
  readonly value: unknown
  /** In the places of the outer text. */
  readonly problems: readonly SyntaxProblem[]
}

/** One document of a text. */
export interface Source {
  /** Position among the documents of its text, from 0. */
  readonly index: number
  /** Undefined for a document without content, or one that could not be read. */
  readonly value: unknown
  /** The stretch of the text that belongs to it, comments included. */
  readonly extent: Span
  readonly problems: readonly SyntaxProblem[]
  /** Text that is a template of a document, and none itself. */
  readonly template?: boolean
  /** A path may go on within a text that is a YAML document of its own: what is found is in that text. */
  locate(place: Pointing): Located
  /** What stands in the text value at a path, read as YAML; undefined where there is no text. */
  embedded(at: Path): Embedded | undefined
  /** The plain scalars of the value at a path, in document order, as they are written; only YAML has some. */
  plainScalars(at: Path): readonly PlainScalar[]
  /** Those among them that readers of other versions of YAML may read otherwise; asked of every document, so cheap. */
  contestedScalars(at: Path): readonly PlainScalar[]
  /** Whether an offset lies within a text value, and not between values. */
  isText(offset: number): boolean
}

/** What a text was read into; at least one source, also for an empty text. */
export type Sources = readonly [Source, ...Source[]]
