import type { Model } from './model.ts'
import type { Path } from './position.ts'
import type { Rule } from './rule.ts'
import type { Validator } from './schema.ts'

/** One document type of a system. */
export interface Kind<Document = never> {
  /** `system/name`. */
  readonly id: string
  /** What it is, in a few words. */
  readonly title: string
  readonly validator: Validator
  /** What an unknown key is: the platform refuses it (error), or may know it by now (warning). */
  readonly unknownKeys: 'error' | 'warning'
  /** Reads a document; may not fail: parts that broke the schema are absent from it. */
  normalise(document: Document): Model
  /** Rules on the vendor's own document; those on the model are shared by all. */
  readonly rules: readonly Rule<Document>[]
}

/** An object of a known kind, and where in its document it stands. */
export interface Detected {
  readonly kind: string
  readonly at: Path
}

/** One vendor's documents. `never` stands for "some kind's document": every Kind fits a list of these. */
export interface System {
  readonly name: string
  readonly kinds: readonly Kind[]
  /** The objects of this system in a parsed document, by content alone. At most one system may claim a document. */
  detect(value: unknown): readonly Detected[]
}
