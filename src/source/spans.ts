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
