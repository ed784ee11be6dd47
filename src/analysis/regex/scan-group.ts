import {
  type ElsewhereConstruct,
  fatal,
  find,
  foreign,
  matchAt,
  pushPiece,
  type ScanState,
  shown,
} from './scan-state.ts'

/** Groups that open with a fixed text and that RE2 does not have; the longest first. */
const foreignGroups: readonly (readonly [string, ElsewhereConstruct, string])[] = [
  ['(?<=', 'look-around', 'looks behind with (?<='],
  ['(?<!', 'look-around', 'looks behind with (?<!'],
  ['(?<*', 'look-around', 'looks behind with (?<*'],
  ['(?=', 'look-around', 'looks ahead with (?='],
  ['(?!', 'look-around', 'looks ahead with (?!'],
  ['(?*', 'look-around', 'looks ahead with (?*'],
  ['(?>', 'atomic group', 'has an atomic group, (?>'],
  ['(?|', 'branch reset', 'has a branch reset, (?|'],
  ['(?~', 'absence operator', 'has an absence operator, (?~'],
]

const assertionVerb =
  /\(\*(?:positive_look(?:ahead|behind)|negative_look(?:ahead|behind)|non_atomic_positive_look(?:ahead|behind)|napl[ab]|p[ln]?l?[ab]|[pn]l[ab]|atomic_script_run|atomic|script_run|asr|sr):/y

/**
 * Unicode categories that RE2 2024-07-02 allows in a group name (`IsValidCaptureName` in its parse.cc). Python's
 * rule is nearly the same; the first character may be a digit.
 */
const re2Name = /^[\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]+$/u

/** Names of JavaScript (`$`, escapes), and the balancing groups of .NET (`close-open`). */
const foreignName =
  /^(?:(?:[\p{ID_Continue}$\u200c\u200d]|\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\})+|[\p{L}\p{Nd}_]*-[\p{L}\p{Nd}_]+)$/u

/** Reads what opens with `(`, up to the first thing in the group, and moves there. */
export function scanOpen(state: ScanState): undefined {
  const { pattern } = state
  const start = state.at
  if (pattern[start + 1] === '*') return scanVerb(state)
  if (pattern[start + 1] !== '?') return openGroup(state, start + 1, true)
  const known = foreignGroups.find(([text]) => pattern.startsWith(text, start))
  if (known) {
    const [text, elsewhere, reason] = known
    foreign(state, start, start + text.length, elsewhere, reason)
    return openGroup(state, start + text.length, false)
  }
  switch (pattern[start + 2]) {
    case 'P':
      return scanPython(state)
    case '<':
      return scanNamed(state, start + 3, '>')
    case "'":
      return scanNamed(state, start + 3, "'")
    case '#':
      return scanComment(state)
    case '(':
      return scanConditional(state)
    case 'C':
      return scanAtom(state, /\(\?C(?:[0-9]{0,3}|"[^"]*"|'[^']*'|`[^`]*`)\)/y, 'callout', 'has a callout')
  }
  if (matchAt(pattern, start, /\(\?(?:R|&|[+-]?[0-9])/y)) return scanCall(state)
  scanFlags(state)
}

function openGroup(
  state: ScanState,
  end: number,
  captures: boolean,
  before: Pick<ScanState, 'fold' | 'dotAll' | 'extended'> = state,
): undefined {
  const start = state.at
  state.groups.push({ start, fold: before.fold, dotAll: before.dotAll, extended: before.extended, copies: 1 })
  state.tokens.push({ kind: 'open', start, end, captures })
  if (captures) state.captures += 1
  state.at = end
  state.repeatable = false
}

/** Ends a group at its `)`. */
export function scanClose(state: ScanState): undefined {
  const group = state.groups.pop()
  const start = state.at
  if (!group) return fatal(state, start, start + 1, 'has a closing ) without an opening one')
  pushPiece(state, { kind: 'close', start, end: start + 1 })
  state.fold = group.fold
  state.dotAll = group.dotAll
  state.extended = group.extended
  noteCopies(state, group.copies)
}

/** Notes how many copies of one thing the nested repeats in the last piece ask for. */
export function noteCopies(state: ScanState, copies: number): undefined {
  // No pattern is long enough to come back down from here.
  state.lastCopies = Math.min(copies, 1e9)
  const group = state.groups.at(-1)
  if (group) group.copies = Math.max(group.copies, state.lastCopies)
}

function scanNamed(state: ScanState, nameAt: number, closing: '>' | "'"): undefined {
  const { pattern } = state
  const start = state.at
  const end = find(state, closing, nameAt)
  if (end === -1) return fatal(state, start, nameAt, `has no closing ${closing} for this group name`)
  const name = pattern.slice(nameAt, end)
  const isRe2Name = re2Name.test(name)
  if (!isRe2Name && !foreignName.test(name))
    return fatal(state, start, end + 1, `has an invalid group name: ${shown(name) || '(empty)'}`)
  if (closing === "'") foreign(state, start, end + 1, 'named group', `names a group as (?'${shown(name)}'`)
  else if (!isRe2Name)
    foreign(state, start, end + 1, 'named group', `has a group name that RE2 does not take: ${shown(name)}`)
  for (const part of name.split('-')) state.names.add(part)
  openGroup(state, end + 1, true)
}

/** `(?P<name>…)`, `(?P=name)`, `(?P>name)`. */
function scanPython(state: ScanState): undefined {
  const start = state.at
  const kind = state.pattern[start + 3]
  if (kind === '<') return scanNamed(state, start + 4, '>')
  if (kind === '>') return scanCall(state)
  const match = matchAt(state.pattern, start, /\(\?P=([^()<>=!]+)\)/y)
  if (!match) return fatal(state, start, start + 3, 'has an unknown kind of group: (?P')
  state.references.push({ name: match[1]!, offset: start, length: match[0].length })
  scanAtom(state, /\(\?P=[^()]+\)/y, 'back-reference', 'refers back to a group')
}

/** Recursion and calls of other groups: `(?R)`, `(?1)`, `(?-1)`, `(?&name)`, `(?P>name)`. */
function scanCall(state: ScanState): undefined {
  const start = state.at
  const match = matchAt(state.pattern, start, /\(\?(?:R|([0-9]+)|[+-][0-9]+|(?:&|P>)([^()<>]+))\)/y)
  if (!match) return scanFlags(state)
  const [text, number, name] = match
  if (name !== undefined) state.references.push({ name, offset: start, length: text.length })
  if (number !== undefined)
    state.references.push({ name: Number(number), offset: start, length: text.length })
  scanAtom(state, /\(\?[^()]+\)/y, 'recursion', 'calls a group')
}

/** A construct that is complete with its own parenthesis and that RE2 does not have. */
function scanAtom(state: ScanState, form: RegExp, elsewhere: ElsewhereConstruct, reason: string): undefined {
  const start = state.at
  const text = matchAt(state.pattern, start, form)?.[0]
  if (text === undefined) return unknownGroup(state)
  const end = start + text.length
  foreign(state, start, end, elsewhere, `${reason} with ${shown(text)}`)
  pushPiece(state, { kind: 'foreign', start, end })
}

function unknownGroup(state: ScanState): undefined {
  // Up to the first character that no group starts with.
  const flags = matchAt(state.pattern, state.at, /\(\?\^?[A-Za-z]*(?:-[A-Za-z]*)?/y)![0]
  const end = Math.min(state.at + flags.length + 1, state.pattern.length)
  fatal(state, state.at, end, `has an unknown kind of group: ${shown(state.pattern.slice(state.at, end))}`)
}

function scanComment(state: ScanState): undefined {
  const start = state.at
  const end = find(state, ')', start)
  if (end === -1) return fatal(state, start, start + 3, 'has no closing ) for this comment')
  foreign(state, start, end + 1, 'comment', 'has a comment, (?#…)')
  // A comment leaves what stands before it to be repeated.
  state.at = end + 1
}

function scanConditional(state: ScanState): undefined {
  const { pattern } = state
  const start = state.at
  const form = /\(\?\((?:[+-]?[0-9]+|<[^<>()]+>|'[^'()]+'|R[0-9]*|R?&?[\p{L}\p{Nd}_]+|VERSION>?=[0-9.]+)\)/uy
  const condition = matchAt(pattern, start, form)?.[0]
  const assertion = matchAt(pattern, start, /\(\?(?=\(\?<?[=!])/y)?.[0]
  const text = condition ?? assertion
  if (text === undefined) return unknownGroup(state)
  foreign(state, start, start + text.length, 'conditional', 'has a conditional, (?(…)')
  openGroup(state, start + text.length, false)
}

/** `(*ACCEPT)`, `(*UTF)`, `(*pla:…)`: PCRE only. */
function scanVerb(state: ScanState): undefined {
  const { pattern } = state
  const start = state.at
  const opening = matchAt(pattern, start, assertionVerb)?.[0]
  if (opening !== undefined) {
    foreign(state, start, start + opening.length, 'verb', `has a verb: ${opening}`)
    return openGroup(state, start + opening.length, false)
  }
  const text = matchAt(pattern, start, /\(\*(?=[A-Z:])[A-Z0-9_]*(?:[:=][^)]*)?\)/y)?.[0]
  if (text === undefined) return fatal(state, start + 1, start + 2, 'has nothing to repeat before *')
  foreign(state, start, start + text.length, 'verb', `has a verb: ${shown(text)}`)
  state.at = start + text.length
  state.repeatable = false
}

/** `(?i)`, `(?i-s:`, and the flags of others. */
function scanFlags(state: ScanState): undefined {
  const { pattern } = state
  const start = state.at
  const match = matchAt(pattern, start, /\(\?(\^?)([A-Za-z]*)(?:(-)([A-Za-z]*))?([:)])/y)
  if (!match) return unknownGroup(state)
  const [text, caret, on = '', minus, off = '', closing] = match
  const end = start + text.length
  const flags = `${on}${off}`
  const unknown = /[^imsUxauLnJdlpr]/.exec(flags)?.[0]
  if (unknown !== undefined) return fatal(state, start, end, `has an unknown flag: ${unknown}`)
  if (caret || /[^imsU]/.test(flags) || (minus && !off))
    foreign(state, start, end, 'inline flag', `sets flags that RE2 does not know: ${shown(text)}`)
  const before = { fold: state.fold, dotAll: state.dotAll, extended: state.extended }
  if (caret) {
    state.fold = false
    state.extended = false
  }
  if (on.includes('i')) state.fold = true
  if (off.includes('i')) state.fold = false
  if (on.includes('s')) state.dotAll = true
  if (off.includes('s')) state.dotAll = false
  if (on.includes('x')) state.extended = true
  if (off.includes('x')) state.extended = false
  if (closing === ':') return openGroup(state, end, false, before)
  state.tokens.push({ kind: 'flags', start, end })
  state.at = end
  // What stands before the flags may still be repeated, even by a second quantifier: so does RE2.
  state.quantifier = undefined
}
