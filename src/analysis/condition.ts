import { AddressSet } from './address-set.ts'
import type {
  Atom,
  Condition,
  ListAttribute,
  NumberAttribute,
  NumberRange,
  TextAttribute,
} from './formula.ts'
import { always, fold, never, not, rebuild } from './formula.ts'
import type { TextLanguage } from './text-language.ts'

export { evaluate, type Truth } from './evaluate.ts'
export type {
  Atom,
  Branch,
  Condition,
  ListAttribute,
  NumberAttribute,
  NumberRange,
  TextAttribute,
} from './formula.ts'
export { all, allOf, always, any, anyOf, differ, isAlways, isNever, never, not } from './formula.ts'

/** The port numbers of TCP and UDP that a connection can name (RFC 6335 reserves 0). */
export const everyPort: NumberRange = { first: 1, last: 65535 }

/** Requests from an address in the set. `label` stands for the set in descriptions: "from the office". */
export function sourceIn(set: AddressSet, label?: string): Condition {
  if (set.isEmpty) return never
  if (set.covers(AddressSet.all)) return always
  return label === undefined ? { kind: 'source', set } : { kind: 'source', set, label }
}

/** Requests whose attribute is present and lies in the language. Header names in lower case. */
export function textIn(attribute: TextAttribute, language: TextLanguage): Condition {
  return { kind: 'text', attribute, language }
}

/** What a clock can show, in whole numbers: what they count is for the condition to say. */
export const everyTime: NumberRange = { first: -8_640_000_000_000_000, last: 8_640_000_000_000_000 }

/** The numbers that an attribute can have. */
export const numbersOf = (attribute: NumberAttribute): NumberRange =>
  attribute === 'port' ? everyPort : everyTime

/** Requests of which a number, the port say, lies in one of the ranges. `label` stands for them in descriptions. */
export function numberIn(
  attribute: NumberAttribute,
  ranges: readonly NumberRange[],
  label?: string,
): Condition {
  const every = numbersOf(attribute)
  const merged: NumberRange[] = []
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const first = Math.max(Math.ceil(range.first), every.first)
    const last = Math.min(Math.floor(range.last), every.last)
    if (!(first <= last)) continue
    const before = merged.at(-1)
    if (before && first <= before.last + 1) {
      merged[merged.length - 1] = { first: before.first, last: Math.max(before.last, last) }
    } else merged.push({ first, last })
  }
  const [range] = merged
  if (!range) return never
  if (range.first === every.first && range.last === every.last) return always
  const atom = { kind: 'number', attribute, ranges: merged } as const
  return label === undefined ? atom : { ...atom, label }
}

/** Requests of whose list some member lies in the language. */
export function memberIn(attribute: ListAttribute, language: TextLanguage): Condition {
  return { kind: 'member', attribute, language, only: false }
}

/** Requests whose list has exactly one member, counted without repetitions, and it lies in the language. */
export function onlyMemberIn(attribute: ListAttribute, language: TextLanguage): Condition {
  return { kind: 'member', attribute, language, only: true }
}

/** Requests of which the fact holds ("client certificate valid"). `label` stands for it in descriptions. */
export function fact(name: string, label?: string): Condition {
  return label === undefined ? { kind: 'fact', name } : { kind: 'fact', name, label }
}

/**
 * Something that holds of every request or of none, nobody knows which. Atoms of one name are one. By default a
 * reading of undocumented behaviour, and `why` the assumption in words for people: "a prefix takes whole segments
 * only". `placeholder` marks a value that is not known: no claim is made that rests on a guess of it.
 */
export function undetermined(
  name: string,
  why: string,
  kind: 'reading' | 'placeholder' = 'reading',
): Condition {
  const atom = { kind: 'undetermined', name, why } as const
  return kind === 'placeholder' ? { ...atom, placeholder: true } : atom
}

/** Requests with an identity at all. E-mail, user, groups and claims, where present, imply one. */
export function signedIn(): Condition {
  return { kind: 'signed-in' }
}

/** The undetermined atoms of a condition: name to `why`. `kind`: only readings, or only placeholders. */
export function undeterminedIn(
  condition: Condition,
  kind?: 'reading' | 'placeholder',
): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  fold(
    condition,
    (atom) => {
      if (atom.kind !== 'undetermined') return
      if (kind === undefined || (kind === 'placeholder') === (atom.placeholder ?? false)) {
        names.set(atom.name, atom.why)
      }
    },
    () => undefined,
  )
  return names
}

/** The condition once the undetermined atoms have these values; those that are not named stay undetermined. */
export function assume(condition: Condition, assignment: ReadonlyMap<string, boolean>): Condition {
  if (assignment.size === 0) return condition
  const substitute = (atom: Atom): Condition => {
    const value = atom.kind === 'undetermined' ? assignment.get(atom.name) : undefined
    return value === undefined ? atom : value ? always : never
  }
  return fold(condition, substitute, rebuild)
}

/** The requests that satisfy a condition for certain, and those that may, with each undetermined atom taken by itself. */
export interface Bounds {
  readonly low: Condition
  readonly high: Condition
}

/**
 * Conditions without undetermined atoms, or without those in `names`, between which the condition lies. They are exact where no name occurs
 * both plain and negated; else `low` may lack and `high` may have too many requests.
 */
export function boundsOf(condition: Condition, names?: ReadonlySet<string>): Bounds {
  return fold<Bounds>(
    condition,
    (atom) => {
      const open = atom.kind === 'undetermined' && (names?.has(atom.name) ?? true)
      return open ? { low: never, high: always } : { low: atom, high: atom }
    },
    (node, parts) => {
      if (node.kind === 'not') return { low: not(parts[0]!.high), high: not(parts[0]!.low) }
      const low = parts.map((part) => part.low)
      const high = parts.map((part) => part.high)
      return { low: rebuild(node, low), high: rebuild(node, high) }
    },
  )
}
