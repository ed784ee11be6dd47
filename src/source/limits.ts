import { Lexer } from 'yaml'
import type { SyntaxProblem } from './source.ts'

/** Levels of maps and lists within one another. */
export const maxNesting = 500
/** Lists and maps in one JSON text. */
export const maxJsonCollections = 5_000_000
/** Inline lists and maps (`[…]`, `{…}`) in one YAML text. */
export const maxFlowCollections = 500_000
/** Tokens in one YAML text that is dense with them: a line `key: value` has seven, a blank or comment line one or two. */
export const maxYamlTokens = 4_000_000
/** Share of indicator characters from which on a text is dense: usual documents have about one in eight. */
const dense = 0.3
/** Documents in one YAML stream. */
export const maxDocuments = 100_000
/** Values that the aliases of one YAML document may add to those that are written in it. */
export const maxAliasValues = 1_000_000

/**
 * What makes a text too costly to parse, or undefined. Recursive parsers overflow on deep nesting, and a YAML
 * parser takes minutes for tens of millions of tokens, so both are found before it starts.
 */
export function limitProblem(text: string, language: 'json' | 'yaml'): SyntaxProblem | undefined {
  if (language === 'json')
    return bracketProblem(text, maxJsonCollections, false) && bracketProblem(text, maxJsonCollections, true)
  const mayExceed =
    isDense(text) ||
    occurrences(text, '\n---') + occurrences(text, '\n...') >= maxDocuments ||
    bracketProblem(text, maxFlowCollections, false)
  return mayExceed ? tokenProblem(text) : undefined
}

const indicators = new Uint8Array(128)
for (const character of '[]{},:?*&!|>\'"%@#-\n') indicators[character.charCodeAt(0)] = 1

/** Whether a text may have too many tokens and is no usual document: to count them takes a third of the time of parsing. */
function isDense(text: string): boolean {
  // A character makes two tokens at most.
  if (2 * text.length <= maxYamlTokens) return false
  let count = 0
  for (let index = 0; index < text.length; index++) count += indicators[text.charCodeAt(index)] ?? 0
  return count > dense * text.length
}

function occurrences(text: string, part: string): number {
  let count = 0
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count++
  return count
}

/** By the brackets of the text; those in strings of JSON are left out where `inStrings` says to look for them. */
function bracketProblem(text: string, maxOpened: number, inStrings: boolean): SyntaxProblem | undefined {
  let depth = 0
  let opened = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x5b || code === 0x7b) {
      opened++
      depth++
      if (depth > maxNesting) return nestingProblem(index)
      if (opened > maxOpened) return collectionProblem(index, maxOpened)
    } else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1)
    else if (code === 0x22 && inStrings) index = endOfString(text, index)
  }
  return undefined
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1
  return at
}

/** By the tokens of the YAML lexer: the exact count. */
function tokenProblem(text: string): SyntaxProblem | undefined {
  let offset = 0
  let depth = 0
  let opened = 0
  let tokens = 0
  let starts = 0
  let separators = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') {
      opened++
      depth++
      if (depth > maxNesting) return nestingProblem(offset)
      if (opened > maxFlowCollections) return collectionProblem(offset, maxFlowCollections)
    } else if (token === ']' || token === '}') depth--
    else if (token === documentMark) starts++
    else if (token === '---') separators++
    if (Math.max(starts, separators) > maxDocuments) return tooMany(offset, `${maxDocuments} documents`)
    if (++tokens > maxYamlTokens) return tooMany(offset, `${maxYamlTokens} YAML tokens`)
    if (!isMark(token)) offset += token.length
  }
  return undefined
}

const documentMark = '\x02'
/** The lexer's own marks (document start, scalar follows, …) are no part of the text. */
const isMark = (token: string) => token === documentMark || token === '\x18' || token === '\x1f'

const collectionProblem = (offset: number, limit: number) => tooMany(offset, `${limit} inline lists and maps`)

function tooMany(offset: number, what: string): SyntaxProblem {
  return {
    start: offset,
    end: offset + 1,
    message: `More than ${what} in one text is beyond the limit; split the file.`,
  }
}

export function nestingProblem(offset: number): SyntaxProblem {
  return {
    start: offset,
    end: offset + 1,
    message: `Lists and maps are nested more than ${maxNesting} levels deep, which is beyond the limit; flatten them.`,
  }
}
