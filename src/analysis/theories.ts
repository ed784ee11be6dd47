import { AddressSet } from './address-set.ts'
import { type Answer, type Budget, found, none } from './budget.ts'
import { numbersOf } from './condition.ts'
import type { Atom, ListAttribute, NumberAttribute, NumberRange, TextAttribute } from './formula.ts'
import { exactText, matchesText, type TextLanguage } from './text-language.ts'
import { findReadable, type Universe, universeOf, universes } from './universe.ts'

/** An atom that is to hold, or not to hold. */
export interface Literal {
  readonly atom: Atom
  readonly value: boolean
}

/** What speaks of one attribute only: its literals are decided by themselves. */
export type Cell = 'source' | NumberAttribute | TextAttribute | ListAttribute

/** A value of a cell; null for an attribute that the request lacks. */
export type CellValue = string | number | readonly string[] | null

/** The cell of an atom; undefined for atoms that are free to hold or not. */
export function cellOf(atom: Atom): Cell | undefined {
  switch (atom.kind) {
    case 'source':
      return 'source'
    case 'number':
    case 'text':
    case 'member':
      return atom.attribute
    default:
      return undefined
  }
}

/** Whether the cell is a part of what a sign-in says of the caller. */
export function isOfIdentity(cell: Cell): boolean {
  return cell === 'email' || cell === 'user' || cell === 'groups' || cell.startsWith('claim/')
}

/** A value with which all literals of a cell come out as they are to. */
export function solveCell(cell: Cell, literals: readonly Literal[], budget: Budget): Answer<CellValue> {
  const { atom } = literals[0]!
  switch (atom.kind) {
    case 'source':
      return solveSource(literals)
    case 'number':
      return solveNumber(numbersOf(atom.attribute), literals)
    case 'text':
      return solveText(universeOf(atom.attribute), literals, budget)
    case 'member':
      return solveList(literals, budget)
    default:
      throw new TypeError(`no theory for ${cell}`)
  }
}

function solveSource(literals: readonly Literal[]): Answer<string> {
  let set = AddressSet.all
  for (const { atom, value } of literals) {
    if (atom.kind !== 'source') continue
    set = value ? set.intersect(atom.set) : set.subtract(atom.set)
    if (set.isEmpty) return none
  }
  return found(set.sample()!)
}

function solveNumber(every: NumberRange, literals: readonly Literal[]): Answer<number> {
  let ranges: readonly NumberRange[] = [every]
  for (const { atom, value } of literals) {
    if (atom.kind === 'number') ranges = meet(ranges, value ? atom.ranges : gaps(atom.ranges, every))
  }
  const [range] = ranges
  if (!range) return none
  const { first, last } = range
  // Nearest to zero: a clock's first number is far away.
  return found(last < 0 ? last : Math.max(first, 0))
}

function meet(here: readonly NumberRange[], there: readonly NumberRange[]): NumberRange[] {
  return here.flatMap((a) =>
    there
      .map((b) => ({ first: Math.max(a.first, b.first), last: Math.min(a.last, b.last) }))
      .filter(({ first, last }) => first <= last),
  )
}

/** What ascending ranges leave of all numbers. */
function gaps(ranges: readonly NumberRange[], every: NumberRange): NumberRange[] {
  const starts = [every.first, ...ranges.map(({ last }) => last + 1)]
  const ends = [...ranges.map(({ first }) => first - 1), every.last]
  return starts
    .map((first, index) => ({ first, last: ends[index]! }))
    .filter(({ first, last }) => first <= last)
}

function solveText(universe: Universe, literals: readonly Literal[], budget: Budget): Answer<string | null> {
  const { inside, outside } = languagesOf(literals)
  if (universe.mayBeAbsent && inside.length === 0) return found(null)
  return findReadable(universe, inside, outside, budget)
}

interface Languages {
  readonly inside: TextLanguage[]
  readonly outside: TextLanguage[]
}

function languagesOf(literals: readonly Literal[], only = false): Languages {
  const languages: Languages = { inside: [], outside: [] }
  for (const { atom, value } of literals) {
    if (atom.kind !== 'text' && !(atom.kind === 'member' && atom.only === only)) continue
    languages[value ? 'inside' : 'outside'].push(atom.language)
  }
  return languages
}

/** Members such that each language of `inside` has one and those of `outside` none; "only" literals may add one. */
function solveList(literals: readonly Literal[], budget: Budget): Answer<readonly string[]> {
  const { inside, outside } = languagesOf(literals)
  const only = languagesOf(literals, true)
  if (only.inside.length > 0) {
    return single([...inside, ...only.inside], [...outside, ...only.outside], budget)
  }

  const members: string[] = []
  for (const language of inside) {
    if (members.some((member) => matchesText(language, member))) continue
    const member = findReadable(universes.member, [language], outside, budget)
    if (member.kind !== 'found') return member
    members.push(member.value)
  }
  if (members.length !== 1 || only.outside.length === 0) return found(members)

  // Alone the member must avoid the "only" languages; beside another one it need not.
  const alone = single(inside, [...outside, ...only.outside], budget)
  if (alone.kind !== 'none') return alone
  const other = findReadable(universes.member, [], [...outside, exactText(members[0]!)], budget)
  return other.kind === 'found' ? found([...members, other.value]) : other
}

function single(
  inside: readonly TextLanguage[],
  outside: readonly TextLanguage[],
  budget: Budget,
): Answer<readonly string[]> {
  const member = findReadable(universes.member, inside, outside, budget)
  return member.kind === 'found' ? found([member.value]) : member
}
