import type { SyntaxProblem } from './source.ts'

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a

/**
 * Every key that stands twice in one object of a text that is JSON (comments and trailing commas allowed).
 * The native parser keeps the last of them without a word.
 */
export function duplicateKeys(text: string): SyntaxProblem[] {
  const problems: SyntaxProblem[] = []
  const open: (Set<string> | undefined)[] = []
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x7b || code === 0x5b) open.push(undefined)
    else if (code === 0x7d || code === 0x5d) open.pop()
    else if (code === 0x2f) at = endOfComment(text, at)
    else if (code === quote) {
      const end = endOfString(text, at)
      if (isKey(text, end)) {
        const raw = text.slice(at, end)
        const key = raw.includes('\\') ? JSON.stringify(JSON.parse(raw)) : raw
        const keys = open[open.length - 1] ?? new Set()
        open[open.length - 1] = keys
        if (keys.has(key)) {
          problems.push({
            start: at,
            end,
            message: `${key} stands twice in this object, and only one of the two counts; remove one.`,
          })
        }
        keys.add(key)
      }
      at = end - 1
    }
  }
  return problems
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1
  return at + 1
}

function isKey(text: string, end: number): boolean {
  let at = end
  while (text.charCodeAt(at) <= 0x20) at++
  return text.charCodeAt(at) === colon
}

function endOfComment(text: string, start: number): number {
  const block = text[start + 1] === '*'
  const end = text.indexOf(block ? '*/' : '\n', start + 2)
  return end === -1 ? text.length : end + (block ? 1 : 0)
}
