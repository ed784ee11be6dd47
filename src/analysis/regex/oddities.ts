import { re2Classes, scanRegex } from './scan.ts'
import { type RegexToken, shown } from './scan-state.ts'

/** A part of a valid pattern that RE2 reads otherwise than its writer most likely meant; UTF-16 units. */
export interface RegexOddity {
  readonly offset: number
  readonly length: number
  /** Half a sentence about the pattern: "reads {id} as text". */
  readonly message: string
}

/** What RE2 accepts in silence; nothing for a pattern that it refuses. In the order of their places. */
export function regexOddities(pattern: string): readonly RegexOddity[] {
  const { tokens, problems } = scanRegex(pattern, re2Classes)
  if (problems.length > 0) return []
  return [...braces(pattern, tokens), ...tokens.flatMap((token) => oddToken(pattern, token))].sort(
    (one, other) => one.offset - other.offset,
  )
}

/** Pairs of braces that are no repeat: a placeholder, or a repeat in the spelling of another engine. */
function braces(pattern: string, tokens: readonly RegexToken[]): RegexOddity[] {
  const found: RegexOddity[] = []
  let open: number | undefined
  for (const token of tokens) {
    if (token.kind !== 'character' || token.escaped) continue
    if (token.codePoint === 0x7b) open = token.start
    else if (token.codePoint === 0x7d && open !== undefined) {
      const text = pattern.slice(open, token.end)
      found.push({ offset: open, length: text.length, message: `${reads(text)} as text${meant(text)}` })
      open = undefined
    }
  }
  return found
}

const reads = (text: string): string => `reads ${shown(text)}`

function meant(text: string): string {
  if (/^\{\s*[0-9]*\s*(?:,\s*[0-9]*\s*)?\}$/.test(text)) return ', not as a repeat'
  return ', not as a placeholder'
}

function oddToken(pattern: string, token: RegexToken): RegexOddity[] {
  const { start, end } = token
  const text = pattern.slice(start, end)
  const odd = (message: string, offset = start, length = text.length): RegexOddity[] => [
    { offset, length, message },
  ]
  if (token.kind === 'byte') return odd('matches a single byte with \\C, which may be a part of a character')
  if (token.kind === 'character' && token.escaped) {
    if (/^\\[1-7]/.test(text)) return odd(`${reads(text)} as an octal escape, not as a back-reference`)
    if (text === '\\<' || text === '\\>') return odd(`${reads(text)} as text, not as the border of a word`)
  }
  if (token.kind !== 'class' || !text.startsWith('[')) return []
  if (/^\[\^?:[a-z]+:\]$/.test(text))
    return odd(`${reads(text)} as a set of characters; the class is [${text}]`)
  const inClass = oddClass(pattern, start, end)
  return inClass ? [inClass] : []
}

/** Set operations that RE2 does not know, and ranges over both cases of letters. */
function oddClass(pattern: string, start: number, end: number): RegexOddity | undefined {
  const text = pattern.slice(start, end)
  // Escapes and ranges are stepped over, so that no part of them is taken for an operator.
  for (const match of text.matchAll(/\\[\s\S]|&&|--(?=[[\\])|-\[|[^\\]-[^\]\\[]/g)) {
    const [part] = match
    const offset = start + match.index
    const operator =
      part === '&&' || part === '--' || (part === '-[' && match.index > 1 && pattern[end] === ']')
    if (operator)
      return { offset, length: 2, message: `${reads(part)} in a class as text, not as a set operation` }
    if (/^[A-Z]-[a-z]$/.test(part))
      return { offset, length: 3, message: `takes the characters between Z and a into the range ${part}` }
  }
  return undefined
}
