import type { Condition } from './condition.ts'
import { fold } from './formula.ts'
import type { TextLanguage } from './text-language.ts'

/** What all paths of a set start and end with. */
export interface Ends {
  readonly anchor: string
  readonly tail: string
}

const anyEnds: Ends = { anchor: '', tail: '' }

/** The ends of what all parts hold of: the longest ones. Undefined where a part holds of nothing. */
function longest(parts: readonly (Ends | undefined)[]): Ends | undefined {
  if (parts.includes(undefined)) return undefined
  return (parts as readonly Ends[]).reduce(
    (a, b) => ({
      anchor: a.anchor.length >= b.anchor.length ? a.anchor : b.anchor,
      tail: a.tail.length >= b.tail.length ? a.tail : b.tail,
    }),
    anyEnds,
  )
}

/** The ends that all parts have in common; undefined without any. */
function common(parts: readonly (Ends | undefined)[]): Ends | undefined {
  const known = parts.filter((part) => part !== undefined)
  const [first, ...others] = known
  if (!first) return undefined
  let { anchor, tail } = first
  for (const other of others) {
    while (!other.anchor.startsWith(anchor)) anchor = anchor.slice(0, -1)
    while (!other.tail.endsWith(tail)) tail = tail.slice(1)
  }
  return { anchor, tail }
}

/** What every path of a condition starts and ends with, as far as it shows; of parts that exclude each other, any will do. */
export function endsOf(condition: Condition, ofLanguage: (language: TextLanguage) => Ends): Ends {
  const ends = fold<Ends | undefined>(
    condition,
    (atom) => (atom.kind === 'text' && atom.attribute === 'path' ? ofLanguage(atom.language) : anyEnds),
    ({ kind }, parts) => (kind === 'not' ? anyEnds : kind === 'all' ? longest(parts) : common(parts)),
  )
  return ends ?? anyEnds
}
