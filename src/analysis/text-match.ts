import { recalled } from '../once.ts'
import { type CompiledPattern, compilePattern } from './regex/program.ts'
import { lowerAscii, type TextLanguage } from './text-kinds.ts'

/** Patterns kept compiled. */
const keptPatterns = 2048

const compiled = recalled(
  keptPatterns,
  (_, { pattern, ignoreCase }: { readonly pattern: string; readonly ignoreCase: boolean }) =>
    compilePattern(pattern, ignoreCase),
)

/** A pattern compiled once; throws a RangeError where RE2 refuses it. */
export const compiledPattern = (pattern: string, ignoreCase: boolean): CompiledPattern =>
  compiled(`${ignoreCase ? 'i' : '-'}${pattern}`, { pattern, ignoreCase })

/** Whether the parts occur in this order, the first at the start and the last at the end. */
function matchesParts(parts: readonly string[], text: string): boolean {
  const first = parts[0]!
  const last = parts.at(-1)!
  if (parts.length === 1) return text === first
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  let position = first.length
  // The earliest place for each part leaves the most room for those that follow.
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, position)
    if (found < 0) return false
    position = found + part.length
  }
  return position + last.length <= text.length
}

/** Plain membership: string methods and the compiled pattern, no automata. Throws a RangeError where RE2 refuses a pattern. */
export function matchesText(language: TextLanguage, text: string): boolean {
  switch (language.kind) {
    case 'any':
      return true
    case 'exact':
      return text === language.text
    case 'prefix':
      return text.startsWith(language.text)
    case 'segment-prefix':
      return text === language.text || text.startsWith(`${language.text}/`)
    case 'suffix':
      return text.endsWith(language.text)
    case 'contains':
      return text.includes(language.text)
    case 'wildcard':
      return matchesParts(language.parts, language.ignoreCase ? lowerAscii(text) : text)
    case 'regex': {
      const pattern = compiledPattern(language.pattern, language.ignoreCase)
      return language.search ? pattern.finds(text) : pattern.matches(text)
    }
    case 'after': {
      const at = text.indexOf(language.separator)
      return at >= 0 && matchesText(language.rest, text.slice(at + language.separator.length))
    }
    case 'union':
      return language.of.some((member) => matchesText(member, text))
  }
}
