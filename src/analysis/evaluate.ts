import type { Atom, Condition, ListAttribute, NumberAttribute, TextAttribute } from './formula.ts'
import { fold, isBranch } from './formula.ts'
import type { Request } from './request.ts'
import { matchesText } from './text-language.ts'

/** True, false, or undefined where it depends on what is not known (Kleene's three values). */
export type Truth = boolean | undefined

/** A value; null where the request lacks it; undefined where it is open. */
type Known<T> = T | null | undefined

/**
 * Whether a condition holds of a request; undefined where that depends on an attribute that is left out or on an
 * undetermined atom without a value in `assumed`. An `identity` that names nothing is nobody's: not signed in.
 */
export function evaluate(
  condition: Condition,
  request: Request,
  assumed?: ReadonlyMap<string, boolean>,
): Truth {
  if (!isBranch(condition)) return evaluateAtom(condition, request, assumed)
  return fold(
    condition,
    (atom) => evaluateAtom(atom, request, assumed),
    ({ kind }, parts) => {
      if (kind === 'not') return negate(parts[0])
      const decisive = kind === 'any'
      return parts.includes(decisive) ? decisive : parts.includes(undefined) ? undefined : !decisive
    },
  )
}

/** As `evaluate`, for a single atom. */
export function evaluateAtom(atom: Atom, request: Request, assumed?: ReadonlyMap<string, boolean>): Truth {
  switch (atom.kind) {
    case 'source':
      return request.source === undefined ? undefined : atom.set.has(request.source)
    case 'number': {
      const number = numberOf(request, atom.attribute)
      return number === undefined ? undefined : inRanges(number, atom.ranges)
    }
    case 'text': {
      const text = textOf(request, atom.attribute)
      if (text === undefined) return undefined
      return text !== null && matchesText(atom.language, text)
    }
    case 'member': {
      const members = membersOf(request, atom.attribute)
      if (!members) return undefined
      if (atom.only && new Set(members).size !== 1) return false
      return members.some((member) => matchesText(atom.language, member))
    }
    case 'fact':
      return request.facts?.includes(atom.name)
    case 'signed-in':
      return request.identity && isSignedIn(request.identity)
    case 'undetermined':
      return assumed?.get(atom.name)
  }
}

function negate(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth
}

function inRanges(value: number, ranges: readonly { readonly first: number; readonly last: number }[]) {
  return ranges.some(({ first, last }) => first <= value && value <= last)
}

function numberOf({ port, clock }: Request, attribute: NumberAttribute): number | undefined {
  return attribute === 'port' ? port : clock && own(clock, attribute.slice('clock/'.length))
}

function textOf(request: Request, attribute: TextAttribute): Known<string> {
  switch (attribute) {
    case 'host':
    case 'path':
    case 'method':
    case 'protocol':
      return request[attribute]
    case 'email':
    case 'user':
      return request.identity && (request.identity[attribute] ?? null)
    default: {
      if (attribute.startsWith('header/'))
        return request.headers && (own(request.headers, attribute.slice('header/'.length)) ?? null)
      if (!request.details) return undefined
      // A detail of several values has no one text.
      const detail = own(request.details, attribute.slice('detail/'.length))
      return typeof detail === 'string' ? detail : null
    }
  }
}

function membersOf(
  { credentials, identity, details }: Request,
  attribute: ListAttribute,
): readonly string[] | undefined {
  if (attribute.startsWith('details/'))
    return details && [own(details, attribute.slice('details/'.length)) ?? []].flat()
  if (attribute === 'credentials') return credentials
  if (attribute === 'groups') return identity && (identity.groups ?? [])
  if (!identity) return undefined
  return [own(identity.claims ?? {}, attribute.slice('claim/'.length)) ?? []].flat()
}

/** A request that presents any of these, even an empty e-mail, comes from someone who signed in. */
function isSignedIn({ email, user, groups = [], claims = {} }: NonNullable<Request['identity']>): boolean {
  const values = [email ?? [], user ?? [], groups, ...Object.values(claims)]
  return values.flat().length > 0
}

/** Names such as `constructor` are no headers and no claims of every object. */
function own<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}
