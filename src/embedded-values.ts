import type { Recognised } from './document.ts'
import type { Path } from './position.ts'
import type { SyntaxProblem } from './source/index.ts'

/**
 * The value of an object with what its embedded texts hold in their place, and what is wrong with those texts. What
 * cannot be read is undefined, as what breaks a schema is.
 */
export function readEmbedded({ kind, source, at, value }: Recognised): {
  readonly value: unknown
  readonly problems: readonly SyntaxProblem[]
  /** The texts that were read. */
  readonly texts: readonly Path[]
} {
  let read = value
  const problems: SyntaxProblem[] = []
  const texts: Path[] = []
  for (const path of kind.embedded?.(value) ?? []) {
    const embedded = source.embedded([...at, ...path])
    if (!embedded) continue
    problems.push(...embedded.problems)
    // A text that holds nothing stays the text that it is; one that cannot be read is not known.
    if (embedded.value === null) continue
    read = replaced(read, path, embedded.value)
    texts.push(path)
  }
  return { value: read, problems, texts }
}

/** A value with another one at a path; the rest is shared. */
function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === Number(step) ? replaced(item, rest, by) : item))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === String(step) ? replaced(item, rest, by) : item]),
  )
}
