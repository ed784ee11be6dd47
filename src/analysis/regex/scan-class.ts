import { loneSurrogate, scanEscape, scanProperty } from './scan-escape.ts'
import { fatal, find, foreign, isSurrogate, pushPiece, type ScanState, shown } from './scan-state.ts'

const posixNames = new Set(
  'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' '),
)

/** Upper bounds, in instructions, for what a part adds to the program of a class, or of its complement. */
export const roughSizes = { ascii: 8, other: 64, perl: 96, property: 3000 } as const

/**
 * Reads a bracket expression from its `[` on as RE2 does, or as `reading` says where RE2 has already refused it,
 * and moves behind it.
 */
export function scanClass(state: ScanState): undefined {
  const { pattern, reading } = state
  const start = state.at
  let roughSize = 0
  const opened: number[] = []
  const open = () => {
    opened.push(state.at)
    state.at += pattern[state.at + 1] === '^' ? 2 : 1
    if (pattern[state.at] !== ']') return
    if (reading.emptyClass) foreign(state, start, state.at + 1, 'class syntax', 'has an empty class')
    // RE2 and most others take a ] in first place for itself.
    else roughSize += scanRange(state, start)
  }
  open()
  while (!state.stopped && opened.length > 0) {
    const next = pattern[state.at]
    if (next === undefined) fatal(state, start, start + 1, 'has no closing ] for this class')
    else if (next === ']') {
      opened.pop()
      state.at += 1
    } else if (next === '[' && scanPosixClass(state)) roughSize += roughSizes.perl
    else if (next === '[' && reading.nestedClass) {
      foreign(state, state.at, state.at + 1, 'class syntax', 'has a class inside a class')
      open()
    } else if (
      reading.nestedClass &&
      (pattern.startsWith('--', state.at) || pattern.startsWith('&&', state.at))
    ) {
      foreign(state, state.at, state.at + 2, 'class syntax', `has a set operation in a class: ${next}${next}`)
      state.at += 2
    } else if (isProperty(pattern, state.at)) {
      scanProperty(state)
      roughSize += roughSizes.property
    } else if (isPerlClass(pattern, state.at)) {
      state.at += 2
      roughSize += roughSizes.perl
    } else roughSize += scanRange(state, start)
  }
  if (state.stopped) return
  const source = pattern.slice(start, state.at)
  pushPiece(state, {
    kind: 'class',
    start,
    end: state.at,
    source,
    fold: state.fold,
    roughSize: roughSize + roughSizes.other,
  })
}

/** \p or \P with something behind it, where RE2 decides for a Unicode class. */
export const isProperty = (pattern: string, at: number): boolean =>
  pattern[at] === '\\' && (pattern[at + 1] === 'p' || pattern[at + 1] === 'P')

/** \d \s \w and their complements. */
export const isPerlClass = (pattern: string, at: number): boolean =>
  pattern[at] === '\\' && pattern[at + 1] !== undefined && 'dDsSwW'.includes(pattern[at + 1]!)

/** `[:alpha:]` inside a class. False where the text is none, for it is then read character by character. */
function scanPosixClass(state: ScanState): boolean {
  const { pattern } = state
  const start = state.at
  if (pattern[start + 1] !== ':' || start + 2 >= pattern.length) return false
  const end = find(state, ':]', start + 2)
  if (end === -1) return false
  const name = pattern.slice(start + 2, end)
  state.at = end + 2
  if (posixNames.has(name.startsWith('^') ? name.slice(1) : name)) return true
  if (name === '<' || name === '>')
    foreign(state, start, state.at, 'class syntax', `has ${pattern.slice(start, state.at)}, a word boundary`)
  else {
    fatal(state, start, state.at, `names a POSIX class that does not exist: [:${shown(name)}:]`)
  }
  return true
}

/** One character of a class, or a range of them. Comes back with the rough size. */
function scanRange(state: ScanState, classStart: number): number {
  const { pattern, reading } = state
  const start = state.at
  const low = scanCharacter(state, classStart)
  const single = (low ?? 0) < 0x80 ? roughSizes.ascii : roughSizes.other
  if (state.stopped || pattern[state.at] !== '-') return single
  const after = pattern[state.at + 1]
  if (after === undefined || after === ']') return single
  if (reading.nestedClass && (after === '-' || after === '[')) {
    // Here the hyphen is an operator of its own, or text before a class.
    if (after === '[') state.at += 1
    return single
  }
  state.at += 1
  const highAt = state.at
  if (isPerlClass(pattern, highAt) || isProperty(pattern, highAt)) {
    if (isProperty(pattern, highAt)) scanProperty(state)
    else state.at += 2
    if (!state.stopped) foreign(state, start, state.at, 'class syntax', 'has a range that ends in a class')
    return roughSizes.property
  }
  const high = scanCharacter(state, classStart)
  if (low === undefined || high === undefined) return single
  if (high < low)
    fatal(state, start, state.at, `has a range from high to low: ${shown(pattern.slice(start, state.at))}`)
  if (high < 0x80) return 2 * roughSizes.ascii
  // Folding may tear a range into single characters.
  return state.fold ? roughSizes.property : 2 * roughSizes.other
}

function scanCharacter(state: ScanState, classStart: number): number | undefined {
  const { pattern } = state
  const codePoint = pattern.codePointAt(state.at)
  if (codePoint === undefined)
    return fatal(state, classStart, classStart + 1, 'has no closing ] for this class')
  if (codePoint === 0x5c) return scanEscape(state, true)
  if (isSurrogate(codePoint)) return loneSurrogate(state, state.at)
  state.at += codePoint > 0xffff ? 2 : 1
  return codePoint
}
