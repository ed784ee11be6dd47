import type { AddressSet } from './address-set.ts'
import type { TextLanguage } from './text-language.ts'

/**
 * An attribute whose value is one text. A request may lack a header, an e-mail, a user or a detail; it never lacks
 * the rest.
 */
export type TextAttribute =
  | 'host'
  | 'path'
  | 'method'
  | 'protocol'
  | 'email'
  | 'user'
  /** By lower-case name. */
  | `header/${string}`
  /** What a protocol or platform says of the request beside these, by its name: "detail/MCP tool". */
  | `detail/${string}`

/** An attribute whose value is a set of texts, possibly empty. */
export type ListAttribute = 'credentials' | 'groups' | `claim/${string}` | `details/${string}`

/** An attribute whose value is a number: the port, or what a clock shows (by its name: "clock/date"). */
export type NumberAttribute = 'port' | `clock/${string}`

/** From `first` to `last`, both included. */
export interface NumberRange {
  readonly first: number
  readonly last: number
}

/** One statement on one attribute. Made by the constructors of `condition.ts`, which keep it in normal form. */
export type Atom =
  | { readonly kind: 'source'; readonly set: AddressSet; readonly label?: string }
  | { readonly kind: 'text'; readonly attribute: TextAttribute; readonly language: TextLanguage }
  | {
      readonly kind: 'number'
      readonly attribute: NumberAttribute
      readonly ranges: readonly NumberRange[]
      readonly label?: string
    }
  | {
      readonly kind: 'member'
      readonly attribute: ListAttribute
      readonly language: TextLanguage
      /** The list has exactly one member, and it lies in the language. */
      readonly only: boolean
    }
  | { readonly kind: 'fact'; readonly name: string; readonly label?: string }
  | { readonly kind: 'signed-in' }
  | {
      readonly kind: 'undetermined'
      readonly name: string
      readonly why: string
      /** A value that nobody knows, and not one of two ways to read the documentation. */
      readonly placeholder?: true
    }

export type Branch =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: readonly [Condition] }

/** A set of requests, as a formula over their attributes. Plain data; parts may be shared. */
export type Condition = Atom | Branch

/** Every request. */
export const always: Condition = { kind: 'all', of: [] }
/** No request. */
export const never: Condition = { kind: 'any', of: [] }

export function isBranch(condition: Condition): condition is Branch {
  return condition.kind === 'all' || condition.kind === 'any' || condition.kind === 'not'
}

export function isAlways(condition: Condition): boolean {
  return condition.kind === 'all' && condition.of.length === 0
}

export function isNever(condition: Condition): boolean {
  return condition.kind === 'any' && condition.of.length === 0
}

/** The requests for which all of the conditions hold; `always` for none. */
export function all(...of: readonly Condition[]): Condition {
  return allOf(of)
}

/** The requests for which at least one of the conditions holds; `never` for none. */
export function any(...of: readonly Condition[]): Condition {
  return anyOf(of)
}

/** As `all`, for lists too long to be passed as arguments. */
export function allOf(of: Iterable<Condition>): Condition {
  return join('all', of)
}

/** As `any`, for lists too long to be passed as arguments. */
export function anyOf(of: Iterable<Condition>): Condition {
  return join('any', of)
}

function join(kind: 'all' | 'any', of: Iterable<Condition>): Condition {
  const parts = new Set<Condition>()
  for (const part of of) {
    if (kind === 'all' ? isNever(part) : isAlways(part)) return part
    if (part.kind === kind) for (const inner of part.of) parts.add(inner)
    else parts.add(part)
  }
  const [first] = parts
  return parts.size === 1 ? first! : { kind, of: [...parts] }
}

/** The requests for which the condition does not hold. */
export function not(of: Condition): Condition {
  if (of.kind === 'not') return of.of[0]
  if (isAlways(of)) return never
  return isNever(of) ? always : { kind: 'not', of: [of] }
}

/** The requests for which exactly one of the conditions holds. */
export function differ(a: Condition, b: Condition): Condition {
  return any(all(a, not(b)), all(not(a), b))
}

/** Works a condition out from its atoms up. Each shared part is visited once; no depth overflows the stack. */
export function fold<T>(
  condition: Condition,
  leaf: (atom: Atom) => T,
  branch: (node: Branch, parts: readonly T[]) => T,
): T {
  const done = new Map<Condition, T>()
  const open: Condition[] = [condition]
  for (let node = open.at(-1); node; node = open.at(-1)) {
    if (!isBranch(node)) {
      if (!done.has(node)) done.set(node, leaf(node))
      open.pop()
      continue
    }
    const before = open.length
    if (!done.has(node)) for (const part of node.of) if (!done.has(part)) open.push(part)
    if (open.length > before) continue
    if (!done.has(node)) {
      const parts = node.of.map((part) => done.get(part) as T)
      done.set(node, branch(node, parts))
    }
    open.pop()
  }
  return done.get(condition) as T
}

/** A condition of the branch's kind over other parts; the branch itself where they are its own. */
export function rebuild(node: Branch, parts: readonly Condition[]): Condition {
  if (parts.every((part, index) => part === node.of[index])) return node
  return node.kind === 'not' ? not(parts[0]!) : join(node.kind, parts)
}
