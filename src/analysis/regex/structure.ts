/** Flags in force at a place of a pattern: `i`, `m`, `s`. */
export interface PatternFlags {
  readonly ignoreCase: boolean
  readonly multiLine: boolean
  readonly dotAll: boolean
}

/** Assertions as bits; RE2's own numbers. */
export const assertion = {
  lineStart: 1,
  lineEnd: 2,
  textStart: 4,
  textEnd: 8,
  wordBoundary: 16,
  noWordBoundary: 32,
} as const

/**
 * A pattern as written. RE2's own parser factors and simplifies (`a|a` becomes `a`), which keeps the language but not
 * the work of a backtracking engine, so that work is judged on this form. `size` counts characters and
 * assertions with counted repeats written out.
 */
export type PatternNode =
  | { readonly kind: 'characters'; readonly source: string; readonly size: number }
  | { readonly kind: 'assertion'; readonly mask: number; readonly size: number }
  | { readonly kind: 'sequence' | 'choice'; readonly of: readonly PatternNode[]; readonly size: number }
  | {
      readonly kind: 'repeat'
      readonly of: PatternNode
      readonly least: number
      /** Infinity where there is no upper bound. */
      readonly most: number
      readonly size: number
    }

interface OpenGroup {
  readonly choices: PatternNode[]
  items: PatternNode[]
  flags: PatternFlags
}

const total = (nodes: readonly PatternNode[]): number => nodes.reduce((sum, { size }) => sum + size, 1)

const one = (nodes: PatternNode[]): PatternNode =>
  nodes.length === 1 ? nodes[0]! : { kind: 'sequence', of: nodes, size: total(nodes) }

function close({ choices, items }: OpenGroup): PatternNode {
  const all = [...choices, one(items)]
  return all.length === 1 ? all[0]! : { kind: 'choice', of: all, size: total(all) }
}

function repeat(of: PatternNode, least: number, most: number): PatternNode {
  const copies = Number.isFinite(most) ? Math.max(most, 1) : Math.max(least, 1)
  return { kind: 'repeat', of, least, most, size: Math.min(of.size * copies + 1, Number.MAX_SAFE_INTEGER) }
}

/** The index after a bracket expression that starts at `start`. */
function classEnd(pattern: string, start: number): number {
  let index = start + 1
  if (pattern[index] === '^') index += 1
  // A bracket that comes first stands for itself.
  if (pattern[index] === ']') index += 1
  while (index < pattern.length && pattern[index] !== ']') {
    const posix = pattern.startsWith('[:', index) ? pattern.indexOf(':]', index + 2) : -1
    if (posix >= 0) index = posix + 2
    else index += pattern[index] === '\\' ? 2 : 1
  }
  return index + 1
}

const escapeForm = /\\(?:[pP]\{[^}]*\}|[pP].|x\{[0-9A-Fa-f]*\}|x[0-9A-Fa-f]{2}|[0-7]{1,3}|.)/suy
const repeatForm = /\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?\}/y
const groupForm = /\?(?:P?<[^>]*>|([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)]))/y

function matchAt(form: RegExp, pattern: string, index: number): RegExpExecArray | null {
  form.lastIndex = index
  return form.exec(pattern)
}

function withFlags(flags: PatternFlags, on: string, off: string): PatternFlags {
  const value = (letter: string, before: boolean): boolean =>
    (before || on.includes(letter)) && !off.includes(letter)
  return {
    ignoreCase: value('i', flags.ignoreCase),
    multiLine: value('m', flags.multiLine),
    dotAll: value('s', flags.dotAll),
  }
}

const quote = (character: string): string => `\\x{${character.codePointAt(0)!.toString(16)}}`

/** The pattern of one character as RE2 reads it under `flags`. */
const characters = (source: string, { ignoreCase, dotAll }: PatternFlags): PatternNode => ({
  kind: 'characters',
  source: `(?${ignoreCase ? 'i' : ''}${dotAll ? 's' : ''}:${source})`,
  size: 1,
})

/**
 * Reads a pattern that RE2 accepts; of others it makes something, without throwing. Takes time linear in the
 * pattern and recurses nowhere.
 */
export function parseStructure(pattern: string, ignoreCase = false): PatternNode {
  const open: OpenGroup[] = []
  let group: OpenGroup = { choices: [], items: [], flags: { ignoreCase, multiLine: false, dotAll: false } }
  const assert = (mask: number) => group.items.push({ kind: 'assertion', mask, size: 1 })
  let index = 0
  while (index < pattern.length) {
    const character = String.fromCodePoint(pattern.codePointAt(index)!)
    const start = index
    index += character.length
    switch (character) {
      case '(': {
        const form = matchAt(groupForm, pattern, index)
        if (form) index += form[0].length
        const flags = withFlags(group.flags, form?.[1] ?? '', form?.[2] ?? '')
        if (form?.[3] === ')') group.flags = flags
        else {
          open.push(group)
          group = { choices: [], items: [], flags }
        }
        break
      }
      case ')': {
        const inner = close(group)
        group = open.pop() ?? { choices: [], items: [], flags: group.flags }
        group.items.push(inner)
        break
      }
      case '|':
        group.choices.push(one(group.items))
        group.items = []
        break
      case '*':
      case '+':
      case '?':
      case '{': {
        const form = character === '{' ? matchAt(repeatForm, pattern, start) : undefined
        const last = group.items.at(-1)
        if (form === null || !last) {
          group.items.push(characters(quote(character), group.flags))
          break
        }
        if (form) index = start + form[0].length
        const least = form ? Number(form[1]) : character === '+' ? 1 : 0
        const bound = form?.[2] === undefined ? least : Number(form[3] ?? Number.POSITIVE_INFINITY)
        const most = form ? bound : character === '?' ? 1 : Number.POSITIVE_INFINITY
        group.items[group.items.length - 1] = repeat(last, least, most)
        if (pattern[index] === '?') index += 1
        break
      }
      case '^':
        assert(group.flags.multiLine ? assertion.lineStart : assertion.textStart)
        break
      case '$':
        assert(group.flags.multiLine ? assertion.lineEnd : assertion.textEnd)
        break
      case '.':
        group.items.push(characters('.', group.flags))
        break
      case '[':
        index = classEnd(pattern, start)
        group.items.push(characters(pattern.slice(start, index), group.flags))
        break
      case '\\': {
        if (pattern[index] === 'Q') {
          const end = pattern.indexOf('\\E', index + 1)
          const text = pattern.slice(index + 1, end < 0 ? pattern.length : end)
          for (const quoted of text) group.items.push(characters(quote(quoted), group.flags))
          index = end < 0 ? pattern.length : end + 2
          break
        }
        const source = matchAt(escapeForm, pattern, start)?.[0] ?? character
        index = start + source.length
        if (source === '\\A') assert(assertion.textStart)
        else if (source === '\\z') assert(assertion.textEnd)
        else if (source === '\\b') assert(assertion.wordBoundary)
        else if (source === '\\B') assert(assertion.noWordBoundary)
        else if (source !== '\\E') group.items.push(characters(source, group.flags))
        break
      }
      default:
        group.items.push(characters(quote(character), group.flags))
    }
  }
  while (open.length > 0) {
    const inner = close(group)
    group = open.pop()!
    group.items.push(inner)
  }
  return close(group)
}
