import type { Inventory } from './inventory.ts'
import type { Model } from './model.ts'
import type { Path } from './position.ts'
import type { Problem, Rule, RuleMeta, Surroundings } from './rule.ts'
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
  /** The texts in the value that are YAML documents of their own; what they hold takes their place, before `reread`. */
  embedded?(value: unknown): readonly Path[]
  /** The value as the platform reads it, where that is not what YAML 1.2 says; `written` tells what has become of its paths. */
  reread?(value: unknown, surroundings: Surroundings): unknown
  /**
   * The document once it has values that may yet be overridden elsewhere; undefined where it has none. What is found
   * there alone is said with the words of the assumption, and is at most a warning.
   */
  readonly supposing?: {
    readonly words: string
    read(document: Document): unknown
  }
  /** Keys that the schema knows and the platform of the configuration drops without an error; `reread` drops them too. */
  unread?(value: unknown, surroundings: Surroundings): readonly UnreadKey[]
  /** Where a place of the value that `reread` gives stands in the document, where rereading has renamed keys. */
  written?(value: unknown, at: Path): Path
  /** Reads a document; may not fail: parts that broke the schema are absent from it. */
  normalise(document: Document, surroundings: Surroundings): Model
  /**
   * The same model in parts, for documents of many resources: no shared rule sees more than one of them, and each is
   * gone before the next one is made.
   */
  parts?(document: Document): Iterable<Model>
  /** Rules on the vendor's own document; those on the model are shared by all. */
  readonly rules: readonly Rule<Document>[]
  /** What was seen open, for documents that are inventories and declare nothing; may not fail. */
  observe?(document: Document): Inventory
  /** What the platform refuses where one object replaces another; what it refuses in the new one itself included. */
  readonly updates?: readonly Rule<Update<Document>>[]
  /** For a patch: how it changes an object of another kind. */
  readonly patch?: Patch<Document>
}

/** A key that is passed over, and what is said of it. */
export interface UnreadKey {
  readonly at: Path
  readonly message: string
}

/** An object as it is stored, and what is to replace it. */
export interface Update<Document> {
  readonly old: Document
  readonly new: Document
}

export interface Patch<Document> {
  /** The kind of object that it changes. */
  readonly of: string
  /** The changed object, or what keeps the patch from being applied; the paths of a problem lead into the patch. */
  apply(stored: unknown, patch: Document): { readonly value: unknown } | PatchProblem
}

export interface PatchProblem {
  readonly rule: RuleMeta
  readonly problem: Problem
}

/** An object of a known kind, and where in its document it stands. */
export interface Detected {
  readonly kind: string
  readonly at: Path
  /**
   * What other objects need of it, for a project to read: it is not checked itself and is of no kind. All of it would
   * be too much to keep of every file.
   */
  readonly background?: object
}

/** One object of a project, without the parts that broke its schema. */
export interface Member<Document = unknown> {
  readonly file: string
  readonly kind: string
  readonly value: Document
}

/**
 * What shows only where several objects are read together, of one file or of many. The path of a problem starts
 * with the index of the member in which it stands.
 */
export interface Project {
  /** Kinds of objects, those in the background included, that take part. */
  readonly kinds: ReadonlySet<string>
  /** What the shared rules are to say of all members together; may not fail. What one member tells is left out. */
  normalise(members: readonly Member[], platforms: Surroundings['platforms']): Model
  readonly rules: readonly Rule<readonly Member[]>[]
}

/** One vendor's documents. `never` stands for "some kind's document": every Kind fits a list of these. */
export interface System {
  readonly name: string
  readonly kinds: readonly Kind[]
  /** The objects of this system in a parsed document, by content alone. At most one system may claim a document. */
  detect(value: unknown): readonly Detected[]
  readonly project?: Project
  /** A request that names no identity is one for which nobody signed in; elsewhere who signed in is open. */
  readonly anonymous?: true
}
