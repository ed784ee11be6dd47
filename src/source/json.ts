import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parse,
  parseTree,
  printParseErrorCode,
  visit,
} from 'jsonc-parser'
import { once } from '../once.ts'
import type { Path } from '../position.ts'
import { EmbeddedTexts, type TextValue } from './embedded.ts'
import { duplicateKeys } from './json-keys.ts'
import type { Located, Pointing, Source, Sources, Span, SyntaxProblem } from './source.ts'
import { escapedSpan } from './spans.ts'
import { readYaml } from './yaml.ts'

/** Reads strict JSON; undefined where the text is none. */
export function readJson(text: string): Sources | undefined {
  let value: unknown
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch {
    return undefined
  }
  return [jsonSource(text, value, duplicateKeys(text))]
}

/** Reads a text that calls itself JSON but is not: the first error, or comments and trailing commas only. */
export function readBrokenJson(text: string): Sources {
  const error = firstError(text)
  if (!error) {
    const value: unknown = parse(text, [], loose)
    return [jsonSource(text, value, [looseness(text), ...duplicateKeys(text)])]
  }
  const words = errorWords[printParseErrorCode(error.error)] ?? 'unexpected text'
  const start = Math.min(error.offset, text.length)
  const end = Math.min(start + Math.max(error.length, 1), text.length)
  return [jsonSource(text, undefined, [{ start, end, message: `This is no JSON: ${words}.` }])]
}

/** Comments are always taken by this parser; trailing commas on request. */
const loose = { allowTrailingComma: true }

/** Stops at the first error: a broken text of many megabytes has millions. */
function firstError(text: string): ParseError | undefined {
  try {
    visit(
      text,
      {
        onError: (error, offset, length) => {
          throw new FirstError({ error, offset, length })
        },
      },
      loose,
    )
  } catch (error) {
    if (error instanceof FirstError) return error.problem
    throw error
  }
  return undefined
}

class FirstError extends Error {
  readonly problem: ParseError

  constructor(problem: ParseError) {
    super()
    this.problem = problem
  }
}

const errorWords: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that is no value',
  InvalidNumberFormat: 'a malformed number',
  PropertyNameExpected: 'a property name in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'there is text after the end of the value',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a string is not closed',
  UnexpectedEndOfNumber: 'a number is cut short',
  InvalidUnicode: 'a \\u escape is malformed',
  InvalidEscapeCharacter: 'an escape that JSON does not have',
  InvalidCharacter: 'a control character in a string',
}

/** The first comment or trailing comma: editors take them, the platforms do not. */
function looseness(text: string): SyntaxProblem {
  let first: Span | undefined
  let lastComma = -1
  const note = (start: number, end: number) => {
    if (!first || start < first.start) first = { start, end }
  }
  const close = () => {
    if (lastComma !== -1) note(lastComma, lastComma + 1)
    lastComma = -1
  }
  const clear = () => {
    lastComma = -1
  }
  visit(
    text,
    {
      onComment: (offset, length) => note(offset, offset + length),
      onSeparator: (character, offset) => {
        lastComma = character === ',' ? offset : -1
      },
      onObjectProperty: clear,
      onLiteralValue: clear,
      onObjectBegin: clear,
      onArrayBegin: clear,
      onObjectEnd: close,
      onArrayEnd: close,
    },
    loose,
  )
  return {
    ...(first ?? { start: 0, end: 1 }),
    message: 'JSON has no comments and no trailing commas: the platform refuses this text.',
    lenient: true,
  }
}

function jsonSource(text: string, value: unknown, problems: readonly SyntaxProblem[]): Source {
  const tree = once(() => parseTree(text, [], loose))
  const texts = new EmbeddedTexts((part) => readYaml(part)[0])
  return {
    index: 0,
    value,
    problems,
    extent: { start: 0, end: text.length },
    // JSON has no comments, so whatever is asked about is no comment.
    isText: () => true,
    plainScalars: () => [],
    contestedScalars: () => [],
    // The tree is made only for documents that have something to report.
    locate: (place) => locateInTree(text, tree(), texts, place),
    embedded: (at) => {
      const root = tree()
      const node = root && (at.length === 0 ? root : findNodeAtLocation(root, at as (string | number)[]))
      return node?.type === 'string' ? texts.embedded(textValue(text, node)) : undefined
    },
  }
}

/** A string, of which the quotes are no part. */
function textValue(text: string, node: Node): TextValue {
  const { start, end } = extentOf(node)
  const content = { start: start + 1, end: end - 1 }
  return { text: String(node.value), place: (span) => escapedSpan(text, content, span) }
}

function locateInTree(
  text: string,
  tree: Node | undefined,
  texts: EmbeddedTexts,
  { at, key, span }: Pointing,
): Located {
  if (!tree) return { at: [], start: 0, end: text.length }
  for (let length = at.length; length >= 0; length--) {
    const path = at.slice(0, length)
    const node = length === 0 ? tree : findNodeAtLocation(tree, path as (string | number)[])
    if (!node) continue
    const whole = length === at.length
    if (!whole && node.type === 'string') {
      const inner = { at: at.slice(length), ...(key && { key }), ...(span && { span }) }
      return texts.locate(textValue(text, node), path, inner)
    }
    return { at: path as Path, ...(whole ? detail(text, node, key, span) : extentOf(node)) }
  }
  return { at: [], ...extentOf(tree) }
}

function detail(text: string, node: Node, key: boolean | undefined, span: Span | undefined): Span {
  const keyNode = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined
  if (key && keyNode) return extentOf(keyNode)
  const extent = extentOf(node)
  if (!span || node.type !== 'string') return extent
  return escapedSpan(text, { start: extent.start + 1, end: extent.end - 1 }, span)
}

const extentOf = (node: Node): Span => ({ start: node.offset, end: node.offset + node.length })
