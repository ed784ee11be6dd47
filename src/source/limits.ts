import { Lexer } from 'yaml'
import type { SyntaxProblem } from './source.ts'

/** Levels of maps and lists within one another. */
export const maxNesting = 500
/** Lists and maps in one JSON text. */
export const maxJsonCollections = 5_000_000
/** Inline lists and maps (`[…]`, `{…}`) in one YAML text. */
export const maxFlowCollections = 500_000

/**
 * What makes a text too costly to parse, or undefined. Recursive parsers overflow on deep nesting, and a YAML
 * parser takes minutes for tens of millions of brackets, so both are found before it starts.
 */
export function limitProblem(text: string, language: 'json' | 'yaml'): SyntaxProblem | undefined {
  const maxOpened = language === 'json' ? maxJsonCollections : maxFlowCollections
  return mayExceed(text, maxOpened) ? measure(text, maxOpened) : undefined
}

/** A cheap over-estimate: brackets in strings and comments count too. */
function mayExceed(text: string, maxOpened: number): boolean {
  let depth = 0
  let opened = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x5b || code === 0x7b) {
      opened++
      if (++depth > maxNesting || opened > maxOpened) return true
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--
  }
  return false
}

/** The exact count, by the tokens of the YAML lexer. */
function measure(text: string, maxOpened: number): SyntaxProblem | undefined {
  let offset = 0
  let depth = 0
  let opened = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') {
      opened++
      depth++
      if (depth > maxNesting) return nestingProblem(offset)
      if (opened > maxOpened) {
        return {
          start: offset,
          end: offset + 1,
          message: `More than ${maxOpened} inline lists and maps in one text is beyond the limit; split the file.`,
        }
      }
    } else if (token === ']' || token === '}') depth--
    // The lexer's own marks (document start, scalar follows, …) are no part of the text.
    if (!isMark(token)) offset += token.length
  }
  return undefined
}

const isMark = (token: string) => token === '\x02' || token === '\x18' || token === '\x1f'

export function nestingProblem(offset: number): SyntaxProblem {
  return {
    start: offset,
    end: offset + 1,
    message: `Lists and maps are nested more than ${maxNesting} levels deep, which is beyond the limit.`,
  }
}
