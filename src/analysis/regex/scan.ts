import { isPerlClass, isProperty, roughSizes, scanClass } from './scan-class.ts'
import { loneSurrogate, scanEscape, scanProperty } from './scan-escape.ts'
import { noteCopies, scanClose, scanOpen } from './scan-group.ts'
import {
  type ClassReading,
  fatal,
  find,
  foreign,
  isSurrogate,
  matchAt,
  pushPiece,
  type RegexProblem,
  type RegexToken,
  type ScanState,
  shown,
  startScan,
} from './scan-state.ts'

/** RE2's `maximum_repeat_count` (regexp.cc): for one repeat, and for nested ones multiplied. */
const greatestRepeat = 1000

/** A repeat with more digits than this is text to RE2 (`ParseInteger` in parse.cc). */
const greatestInteger = 999_999_999

export interface Scan {
  /** Complete where there is no problem. */
  readonly tokens: readonly RegexToken[]
  /** In the order in which they were met; one without `elsewhere` is the last of the scan. */
  readonly problems: readonly RegexProblem[]
}

/** RE2's own reading of bracket expressions. */
export const re2Classes: ClassReading = { emptyClass: false, nestedClass: false }

/**
 * Reads a pattern by RE2's grammar, and on where RE2 stops but another engine would not. Linear in the length of the
 * pattern, and without recursion.
 */
export function scanRegex(pattern: string, reading: ClassReading): Scan {
  const state = startScan(pattern, reading)
  while (state.at < pattern.length) scanPiece(state)
  if (!state.stopped) scanEnd(state)
  return state
}

function scanEnd(state: ScanState): undefined {
  const group = state.groups[0]
  if (group) return fatal(state, group.start, group.start + 1, 'has no closing ) for this group')
  const dangling = state.references.find(({ name }) =>
    typeof name === 'number' ? name > state.captures : !state.names.has(name),
  )
  if (!dangling) return
  const { name, offset, length } = dangling
  fatal(state, offset, offset + length, `refers to a group that does not exist: ${shown(String(name))}`)
}

function scanPiece(state: ScanState): undefined {
  const { pattern } = state
  const start = state.at
  const codePoint = pattern.codePointAt(start)!
  const character = pattern[start]!
  if (state.extended && skipExtended(state, character)) return
  switch (character) {
    case '(':
      return scanOpen(state)
    case ')':
      return scanClose(state)
    case '|':
      state.tokens.push({ kind: 'bar', start, end: start + 1 })
      state.at = start + 1
      state.repeatable = false
      return
    case '^':
    case '$':
      return pushPiece(state, { kind: 'assertion', start, end: start + 1, text: character })
    case '.':
      return pushPiece(state, { kind: 'dot', start, end: start + 1, dotAll: state.dotAll })
    case '[':
      return scanClass(state)
    case '*':
      return scanQuantifier(state, 1, 0, -1)
    case '+':
      return scanQuantifier(state, 1, 1, -1)
    case '?':
      return scanQuantifier(state, 1, 0, 1)
    case '{': {
      const repeat = readRepeat(pattern, start)
      if (repeat) return scanQuantifier(state, repeat.length, repeat.min, repeat.max)
      break
    }
    case '\\':
      return scanBackslash(state)
  }
  if (isSurrogate(codePoint)) return loneSurrogate(state, start)
  pushCharacter(state, codePoint, start, start + (codePoint > 0xffff ? 2 : 1), false)
}

/** With flag x, blanks and `# …` are nothing at all. */
function skipExtended(state: ScanState, character: string): boolean {
  if (/\s/.test(character)) {
    state.at += 1
    return true
  }
  if (character !== '#') return false
  const end = find(state, '\n', state.at)
  state.at = end === -1 ? state.pattern.length : end + 1
  return true
}

function pushCharacter(
  state: ScanState,
  codePoint: number,
  start: number,
  end: number,
  escaped: boolean,
): undefined {
  pushPiece(state, { kind: 'character', start, end, codePoint, escaped, fold: state.fold })
}

/**
 * A counted repeat at `at`; undefined where RE2 reads the brace as text: `{,2}`, `{01}`, `{id}`, more than nine
 * digits (`MaybeParseRepetition` in parse.cc).
 */
export function readRepeat(
  pattern: string,
  at: number,
): { readonly length: number; readonly min: number; readonly max: number } | undefined {
  const match = matchAt(pattern, at, /\{(0|[1-9][0-9]{0,8})(?:(,)(0|[1-9][0-9]{0,8})?)?\}/y)
  if (!match) return undefined
  const [text, low, comma, high] = match
  const min = Number(low)
  const max = high === undefined ? (comma ? -1 : min) : Number(high)
  return Math.max(min, max) > greatestInteger ? undefined : { length: text.length, min, max }
}

function scanQuantifier(state: ScanState, length: number, min: number, max: number): undefined {
  const { pattern } = state
  const start = state.at
  const operator = pattern.slice(start, start + length)
  let end = start + length
  if (pattern[end] === '?') end += 1
  state.at = end
  if (max !== -1 && max < min) return fatal(state, start, end, `has a repeat from high to low: ${operator}`)
  if (!state.repeatable) return fatal(state, start, end, `has nothing to repeat before ${operator}`)
  if (state.quantifier !== undefined) {
    const elsewhere = operator === '+' ? 'possessive quantifier' : 'stacked quantifier'
    foreign(
      state,
      state.quantifier,
      end,
      elsewhere,
      `repeats a repeat: ${pattern.slice(state.quantifier, end)}`,
    )
  }
  if (Math.max(min, max) > greatestRepeat)
    foreign(state, start, end, 'repeat count', `repeats more than ${greatestRepeat} times: ${operator}`)
  else if (length > 1) {
    noteCopies(state, state.lastCopies * Math.max(1, max === -1 ? min : max))
    if (Math.max(min, max) >= 2 && state.lastCopies > greatestRepeat)
      foreign(
        state,
        start,
        end,
        'repeat count',
        `repeats more than ${greatestRepeat} times with the repeats inside`,
      )
  }
  state.tokens.push({ kind: 'repeat', start, end, min, max })
  state.quantifier = start
}

function scanBackslash(state: ScanState): undefined {
  const { pattern } = state
  const start = state.at
  const next = pattern[start + 1]
  switch (next) {
    case 'A':
    case 'z':
    case 'b':
    case 'B':
      return pushPiece(state, { kind: 'assertion', start, end: start + 2, text: `\\${next}` })
    case 'C':
      return pushPiece(state, { kind: 'byte', start, end: start + 2 })
    case 'Q':
      return scanQuoted(state)
  }
  if (isPerlClass(pattern, start)) {
    const source = pattern.slice(start, start + 2)
    return pushPiece(state, {
      kind: 'class',
      start,
      end: start + 2,
      source,
      fold: state.fold,
      roughSize: roughSizes.perl,
    })
  }
  if (isProperty(pattern, start)) {
    const known = scanProperty(state)
    const end = state.at
    if (state.stopped) return
    const source = pattern.slice(start, end)
    return pushPiece(
      state,
      known
        ? { kind: 'class', start, end, source, fold: state.fold, roughSize: roughSizes.property }
        : { kind: 'foreign', start, end },
    )
  }
  const codePoint = scanEscape(state, false)
  if (state.stopped) return
  if (codePoint === undefined) pushPiece(state, { kind: 'foreign', start, end: state.at })
  else pushCharacter(state, codePoint, start, state.at, true)
}

/** `\Q…\E`: every character for itself; without `\E` to the end. */
function scanQuoted(state: ScanState): undefined {
  const { pattern } = state
  const close = find(state, '\\E', state.at + 2)
  const end = close === -1 ? pattern.length : close
  state.at += 2
  // An empty quotation pushes nothing, so RE2 lets what stands before it be repeated once more.
  state.quantifier = undefined
  while (state.at < end && !state.stopped) {
    const codePoint = pattern.codePointAt(state.at)!
    if (isSurrogate(codePoint)) loneSurrogate(state, state.at)
    else pushCharacter(state, codePoint, state.at, state.at + (codePoint > 0xffff ? 2 : 1), true)
  }
  if (!state.stopped) state.at = close === -1 ? pattern.length : end + 2
}
