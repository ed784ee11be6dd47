import type { Span } from './source.ts'

/**
 * The stretch of the text that stands for a stretch of a string's value, in JSON and in YAML's double quotes.
 * `content` is what stands between the quotes.
 */
export function escapedSpan(text: string, content: Span, value: Span): Span {
  const unit = (at: number): { length: number; units: number } => {
    if (text[at] !== '\\') return { length: 1, units: 1 }
    const digits = { x: 2, u: 4, U: 8 }[text[at + 1] ?? '']
    if (digits === undefined) return { length: 2, units: 1 }
    const code = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16)
    return { length: 2 + digits, units: code > 0xffff ? 2 : 1 }
  }
  return walk(content, value, unit)
}

/** The same for YAML's single quotes, where a quote is written twice. */
export function singleQuotedSpan(text: string, content: Span, value: Span): Span {
  return walk(content, value, (at) => ({ length: text[at] === "'" ? 2 : 1, units: 1 }))
}

function walk(content: Span, value: Span, unit: (at: number) => { length: number; units: number }): Span {
  let at = content.start
  let seen = 0
  const advance = (to: number) => {
    while (seen < to && at < content.end) {
      const { length, units } = unit(at)
      at += length
      seen += units
    }
    return Math.min(at, content.end)
  }
  const start = advance(value.start)
  return { start, end: advance(value.end) }
}

/** The same for a YAML block literal (`|`), whose lines stand in the text as they are behind their indentation. */
export function literalSpan(text: string, block: Span, content: string, value: Span): Span {
  const outer: number[] = []
  for (let at = text.indexOf('\n', block.start); at !== -1 && at < block.end; at = text.indexOf('\n', at + 1))
    outer.push(at + 1)
  const inner = [0]
  for (let at = content.indexOf('\n'); at !== -1; at = content.indexOf('\n', at + 1)) inner.push(at + 1)
  const placeOf = (offset: number): number => {
    let line = 0
    while (line + 1 < inner.length && inner[line + 1]! <= offset) line++
    const start = outer[line]
    if (start === undefined) return block.end
    const lineEnd = text.indexOf('\n', start)
    const end = (lineEnd === -1 ? text.length : lineEnd) - (text[lineEnd - 1] === '\r' ? 1 : 0)
    const length = (inner[line + 1] ?? content.length + 1) - 1 - inner[line]!
    // An empty block has no line of its own.
    return Math.min(Math.max(start, end - length) + offset - inner[line]!, end, block.end)
  }
  const start = placeOf(value.start)
  return { start, end: Math.max(start, placeOf(value.end)) }
}
