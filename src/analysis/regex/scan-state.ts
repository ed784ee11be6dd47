/**
 * What stands in the way of RE2, as another engine names it. A construct counts where at least one of PCRE,
 * Java, .NET, JavaScript, Python and Ruby gives it the meaning its writer had in mind; an engine that only falls
 * back to reading broken syntax as text (`{`, `\x{` in JavaScript without flags) does not make it valid.
 */
export type ElsewhereConstruct =
  | 'absence operator'
  | 'anchor'
  | 'atomic group'
  | 'back-reference'
  | 'branch reset'
  | 'callout'
  | 'character escape'
  | 'class syntax'
  | 'comment'
  | 'conditional'
  | 'inline flag'
  | 'letter escape'
  | 'look-around'
  | 'match reset'
  | 'named group'
  | 'possessive quantifier'
  | 'program size'
  | 'quoting'
  | 'recursion'
  | 'repeat count'
  | 'stacked quantifier'
  | 'Unicode property'
  | 'verb'

/** A place at which RE2 refuses a pattern; offsets and lengths are in UTF-16 units. */
export interface RegexProblem {
  readonly offset: number
  readonly length: number
  /** Half a sentence about the pattern: "has no closing ] for this class". */
  readonly reason: string
  readonly elsewhere?: ElsewhereConstruct
}

/** One piece of a pattern; `start` and `end` are UTF-16 offsets into it. */
export type RegexToken = { readonly start: number; readonly end: number } & (
  | {
      readonly kind: 'character'
      readonly codePoint: number
      readonly escaped: boolean
      readonly fold: boolean
    }
  /** `source` compiles on its own to the same set of characters. */
  | { readonly kind: 'class'; readonly source: string; readonly fold: boolean; readonly roughSize: number }
  | { readonly kind: 'dot'; readonly dotAll: boolean }
  | { readonly kind: 'byte' | 'bar' | 'close' | 'flags' | 'foreign' }
  | { readonly kind: 'assertion'; readonly text: '^' | '$' | '\\A' | '\\z' | '\\b' | '\\B' }
  | { readonly kind: 'open'; readonly captures: boolean }
  /** `max` is -1 where there is no upper bound. */
  | { readonly kind: 'repeat'; readonly min: number; readonly max: number }
)

/**
 * How a bracket expression is read. RE2 knows neither: `emptyClass` makes `[]` and `[^]` complete (JavaScript),
 * `nestedClass` lets classes stand in classes (Java, Ruby, JavaScript with flag v).
 */
export interface ClassReading {
  readonly emptyClass: boolean
  readonly nestedClass: boolean
}

/** Something that another place of the pattern must declare. */
export interface GroupReference {
  readonly name: string | number
  readonly offset: number
  readonly length: number
}

/** A group that is still open; flags are those to go back to at its end. */
export interface OpenGroup {
  readonly start: number
  readonly fold: boolean
  readonly dotAll: boolean
  readonly extended: boolean
  /** Copies that the nested repeats inside ask for. */
  copies: number
}

/** The moving parts of one scan. */
export interface ScanState {
  readonly pattern: string
  readonly reading: ClassReading
  readonly tokens: RegexToken[]
  readonly problems: RegexProblem[]
  readonly groups: OpenGroup[]
  readonly names: Set<string>
  readonly references: GroupReference[]
  /** The next place of a text at or after a place, so that a search that fails is not done again and again. */
  readonly searches: Map<string, number>
  at: number
  captures: number
  /** Flags i and s, and the flag x that RE2 does not have. */
  fold: boolean
  dotAll: boolean
  extended: boolean
  /** Whether there is something in this branch to repeat. */
  repeatable: boolean
  /** Where the quantifier directly before this place starts. */
  quantifier: number | undefined
  /** Copies that the repeats in the last piece ask for. */
  lastCopies: number
  stopped: boolean
}

export function startScan(pattern: string, reading: ClassReading): ScanState {
  return {
    pattern,
    reading,
    tokens: [],
    problems: [],
    groups: [],
    names: new Set(),
    references: [],
    searches: new Map(),
    at: 0,
    captures: 0,
    fold: false,
    dotAll: false,
    extended: false,
    repeatable: false,
    quantifier: undefined,
    lastCopies: 1,
    stopped: false,
  }
}

/** Notes a trouble that no engine forgives, and ends the scan. */
export function fatal(state: ScanState, offset: number, end: number, reason: string): undefined {
  state.problems.push({ offset, length: Math.max(1, Math.min(end, state.pattern.length) - offset), reason })
  state.at = state.pattern.length
  state.stopped = true
}

/** Notes a construct that RE2 refuses and another engine takes; the scan goes on after it. */
export function foreign(
  state: ScanState,
  offset: number,
  end: number,
  elsewhere: ElsewhereConstruct,
  reason: string,
): undefined {
  state.problems.push({ offset, length: end - offset, reason, elsewhere })
}

/** Adds a piece that a quantifier may repeat, and moves behind it. */
export function pushPiece(state: ScanState, token: RegexToken): undefined {
  state.tokens.push(token)
  state.at = token.end
  state.repeatable = true
  state.quantifier = undefined
  state.lastCopies = 1
}

/** The first place of `needle` at or after `from`, or -1. */
export function find(state: ScanState, needle: string, from: number): number {
  const known = state.searches.get(needle)
  if (known !== undefined && (known === -1 || known >= from)) return known
  const place = state.pattern.indexOf(needle, from)
  state.searches.set(needle, place)
  return place
}

/** The match of a sticky expression at `at`. */
export function matchAt(pattern: string, at: number, expression: RegExp): RegExpExecArray | null {
  expression.lastIndex = at
  return expression.exec(pattern)
}

/** The character at `at` in UTF-16 units: one, or two for a surrogate pair. */
export function unitsAt(pattern: string, at: number): number {
  return (pattern.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}

/** Half a surrogate pair, which UTF-8 cannot express. */
export const isSurrogate = (codePoint: number): boolean => codePoint >= 0xd800 && codePoint <= 0xdfff

/** A part of a pattern as it may stand in a message: on one line, and at most 40 characters long. */
export function shown(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text
  return short
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, (odd) => `\\x{${odd.codePointAt(0)!.toString(16)}}`)
    .trim()
}
