import {
  type ElsewhereConstruct,
  fatal,
  find,
  foreign,
  isSurrogate,
  matchAt,
  type ScanState,
  shown,
  unitsAt,
} from './scan-state.ts'
import { isKnownProperty, isRe2Group } from './unicode-names.ts'

const simpleEscapes: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }

const greatestRune = 0x10ffff

/** Escapes that have a meaning of their own elsewhere, outside a class. */
const foreignEscapes: Readonly<Record<string, readonly [ElsewhereConstruct, string]>> = {
  Z: ['anchor', 'the end or the place before a last line break'],
  G: ['anchor', 'the end of the last match'],
  K: ['match reset', 'the start of what counts as matched'],
  R: ['character escape', 'any line break'],
  X: ['character escape', 'a grapheme cluster'],
  N: ['character escape', 'anything but a line break, or a named character'],
  h: ['character escape', 'a blank'],
  H: ['character escape', 'anything but a blank'],
  V: ['character escape', 'anything but a vertical blank'],
  e: ['character escape', 'the escape character'],
}

/**
 * Reads one escape that stands for a character, from its backslash on, and moves behind it. Comes back with the
 * character, or undefined where RE2 refuses the escape; the problem is then noted. \d, \p and the assertions
 * are the caller's.
 */
export function scanEscape(state: ScanState, inClass: boolean): number | undefined {
  const { pattern } = state
  const start = state.at
  if (start + 1 >= pattern.length) return fatal(state, start, start + 1, 'ends in a single backslash')
  const codePoint = pattern.codePointAt(start + 1)!
  const letter = String.fromCodePoint(codePoint)
  if (isSurrogate(codePoint)) return loneSurrogate(state, start + 1)
  state.at = start + 1 + letter.length
  if (codePoint < 0x80 && !/[0-9A-Za-z]/.test(letter)) return codePoint
  const simple = simpleEscapes[letter]
  if (simple !== undefined) return simple
  if (letter >= '0' && letter <= '9') return scanDigits(state, start, inClass)
  if (letter === 'x') return scanHexadecimal(state, start)
  return scanForeignEscape(state, start, letter, inClass)
}

/** Reports half a surrogate pair: RE2 takes UTF-8 only. */
export function loneSurrogate(state: ScanState, at: number): undefined {
  return fatal(state, at, at + 1, 'holds half a surrogate pair, which is not a character')
}

function scanDigits(state: ScanState, start: number, inClass: boolean): number | undefined {
  const octal = matchAt(state.pattern, start, /\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/y)
  if (octal) {
    state.at = start + octal[0].length
    return Number.parseInt(octal[1]!, 8)
  }
  const digits = matchAt(state.pattern, start, /\\[0-9]+/y)![0]
  // Of a longer number RE2 has already refused the first digit; the engines differ in how much they take.
  state.at = start + digits.length
  if (inClass)
    foreign(state, start, state.at, 'character escape', `has ${shown(digits)}, an octal escape, in a class`)
  else foreign(state, start, state.at, 'back-reference', `refers back to a group with ${shown(digits)}`)
  return undefined
}

function scanHexadecimal(state: ScanState, start: number): number | undefined {
  const { pattern } = state
  if (pattern[start + 2] === '{') {
    const braced = matchAt(pattern, start, /\\x\{([0-9A-Fa-f]+)\}/y)
    const end = braced ? start + braced[0].length : start + 3
    if (!braced) return fatal(state, start, end, 'has \\x{ without hexadecimal digits and a closing }')
    const value = Number.parseInt(braced[1]!, 16)
    if (value > greatestRune)
      return fatal(state, start, end, `names a character above U+10FFFF: ${shown(braced[0])}`)
    state.at = end
    return value
  }
  const digits = matchAt(pattern, start, /\\x([0-9A-Fa-f]{0,2})/y)!
  state.at = start + digits[0].length
  if (digits[1]!.length === 2) return Number.parseInt(digits[1]!, 16)
  foreign(
    state,
    start,
    state.at,
    'character escape',
    `has ${digits[0]} with fewer than two hexadecimal digits`,
  )
  return undefined
}

function scanForeignEscape(state: ScanState, start: number, letter: string, inClass: boolean): undefined {
  const { pattern } = state
  if (letter === 'k' || letter === 'g') {
    if (!inClass) return scanReference(state, start, letter)
  } else if (letter === 'u' || letter === 'U' || letter === 'c' || letter === 'o') {
    return scanForeignNumber(state, start, letter)
  } else if (letter === 'Q' || letter === 'E') {
    if (letter === 'Q') {
      const end = find(state, '\\E', state.at)
      state.at = end === -1 ? pattern.length : end + 2
    }
    return foreign(state, start, state.at, 'quoting', `has \\${letter} where RE2 knows no quoting`)
  } else if (letter === 'N') {
    state.at += matchAt(pattern, state.at, /\{[^{}]*\}/y)?.[0].length ?? 0
  } else if (inClass && letter === 'b') {
    return foreign(state, start, state.at, 'character escape', 'has \\b, a backspace, in a class')
  } else if (inClass && letter === 'q') {
    state.at += matchAt(pattern, state.at, /\{[^{}]*\}/y)?.[0].length ?? 0
    return foreign(
      state,
      start,
      state.at,
      'class syntax',
      'has an escape in a class that RE2 does not know: \\q',
    )
  }
  const meaning = foreignEscapes[letter]
  const written = shown(pattern.slice(start, state.at))
  if (meaning) return foreign(state, start, state.at, meaning[0], `has ${written} (${meaning[1]})`)
  return foreign(state, start, state.at, 'letter escape', `has an escape that RE2 does not know: ${written}`)
}

/** `\uXXXX`, `\u{X}`, `\UXXXXXXXX`, `\cX`, `\o{17}`. */
function scanForeignNumber(state: ScanState, start: number, letter: string): undefined {
  const form =
    /\\(?:u(?:[0-9A-Fa-f]{4}|\{\s*0*(?:10|[0-9A-Fa-f])?[0-9A-Fa-f]{1,4}\s*\})|U[0-9A-Fa-f]{8}|c[\x20-\x7e]|o\{[0-7]+\})/y
  const written = matchAt(state.pattern, start, form)?.[0]
  if (written === undefined) {
    // \U and \o without digits are letters to the engines that read an unknown escape as its letter.
    if (letter === 'U' || letter === 'o')
      return foreign(
        state,
        start,
        state.at,
        'letter escape',
        `has an escape that RE2 does not know: \\${letter}`,
      )
    const end = start + 2
    return fatal(
      state,
      start,
      end,
      `has \\${letter} without ${letter === 'c' ? 'a letter' : 'hexadecimal digits'}`,
    )
  }
  state.at = start + written.length
  foreign(
    state,
    start,
    state.at,
    'character escape',
    `writes a character as ${shown(written)}, which RE2 does not know`,
  )
}

/** `\k<name>`, `\k'name'`, `\k{name}`; `\g` likewise, and with a number. */
function scanReference(state: ScanState, start: number, letter: 'k' | 'g'): undefined {
  const form = /\\(?:[kg](?:<([^<>]+)>|'([^']+)'|\{([^{}]+)\})|g([+-]?[0-9]+))/y
  const match = matchAt(state.pattern, start, form)
  if (!match) return fatal(state, start, start + 2, `has \\${letter} without the name of a group`)
  state.at = start + match[0].length
  const name = match[1] ?? match[2] ?? match[3]
  // A number, a relative one too, may count groups that engines count in different ways.
  if (name !== undefined && !/^[+-]?[0-9]+$/.test(name))
    state.references.push({ name, offset: start, length: match[0].length })
  const calls = letter === 'g' && match[1] !== undefined
  if (calls) foreign(state, start, state.at, 'recursion', `calls a group with ${shown(match[0])}`)
  else foreign(state, start, state.at, 'back-reference', `refers back to a group with ${shown(match[0])}`)
}

/**
 * Reads `\pL`, `\p{Greek}`, `\P{^Lu}` from the backslash on, and moves behind it. True where RE2 knows the
 * name; otherwise the problem is noted.
 */
export function scanProperty(state: ScanState): boolean {
  const { pattern } = state
  const start = state.at
  const nameAt = start + 2
  let name: string
  if (pattern[nameAt] === '{') {
    const end = find(state, '}', nameAt)
    if (end === -1) {
      fatal(state, start, pattern.length, 'has no closing } for this Unicode class')
      return false
    }
    name = pattern.slice(nameAt + 1, end)
    state.at = end + 1
  } else {
    const codePoint = pattern.codePointAt(nameAt)
    if (codePoint === undefined || isSurrogate(codePoint)) {
      fatal(state, start, pattern.length, 'has no name after \\p')
      return false
    }
    state.at = nameAt + unitsAt(pattern, nameAt)
    name = pattern.slice(nameAt, state.at)
  }
  const bare = name.startsWith('^') ? name.slice(1) : name
  if (isRe2Group(bare)) return true
  const braced = pattern[nameAt] === '{'
  if (braced && isKnownProperty(bare)) {
    foreign(
      state,
      start,
      state.at,
      'Unicode property',
      `names a Unicode class that RE2 does not know: ${shown(name)}`,
    )
  } else {
    fatal(state, start, state.at, `names a Unicode class that does not exist: ${shown(name) || '(empty)'}`)
  }
  return false
}
