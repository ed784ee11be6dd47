import type { ReadInventory } from '../inventory.ts'
import type { Path } from '../position.ts'
import type { Span, SyntaxProblem } from '../source/index.ts'

/** An inventory that is no document: its rows are found in the text itself. */
export interface TextInventory extends ReadInventory {
  /** What its paths lead into, for naming rows apart from their places. */
  value(): unknown
  /** Where a row stands in the text. */
  spanOf(at: Path): Span | undefined
}

/** Reads what one tool prints as text of its own. Neither function throws, whatever the text. */
export interface TextReader {
  /** Whether the text looks like its own. */
  claims(text: string): boolean
  /** The inventory, or what makes the text unreadable as a whole. */
  read(text: string): TextInventory | SyntaxProblem
}

/** Reads what one tool prints as JSON. */
export interface ValueReader {
  /** The inventory; undefined for a value that is none of this tool's. Does not throw. */
  read(value: unknown): ReadInventory | undefined
}
