import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml'
import { messageOf } from '../errors.ts'
import { limitProblem, nestingProblem } from './limits.ts'
import type { Located, Pointing, Source, Sources, Span, SyntaxProblem } from './source.ts'
import { escapedSpan, singleQuotedSpan } from './spans.ts'
import { withoutTemplateActions } from './template.ts'

/** Reads YAML 1.2: one source for each document of the stream. */
export function readYaml(text: string): Sources {
  const limit = limitProblem(text, 'yaml')
  if (limit) return [brokenSource(text, [limit])]
  const documents = parse(text)
  if (!Array.isArray(documents)) return [brokenSource(text, [documents])]
  const sources = documents.map((document, index) => yamlSource(text, document, index, documents[index - 1]))
  if (sources.some(({ problems }) => problems.length > 0) && isTemplate(text)) {
    return [{ ...brokenSource(text, []), template: true }]
  }
  const [first, ...rest] = sources
  return first ? [first, ...rest] : [brokenSource(text, [])]
}

function parse(text: string): Document[] | SyntaxProblem {
  try {
    return [
      ...parseAllDocuments(text, { prettyErrors: false, merge: true, uniqueKeys: false, logLevel: 'silent' }),
    ]
  } catch (error) {
    // The parser is recursive in block collections, whose depth no bracket shows.
    if (error instanceof RangeError) return nestingProblem(0)
    return { start: 0, end: Math.min(1, text.length), message: `This is no YAML: ${messageOf(error)}.` }
  }
}

/** Whether the text is YAML but for the actions of a template language that produces it. */
function isTemplate(text: string): boolean {
  const plain = withoutTemplateActions(text)
  if (plain === undefined) return false
  const documents = parse(plain)
  return Array.isArray(documents) && documents.every(({ errors }) => errors.length === 0)
}

const wholeText = (text: string): Span => ({ start: 0, end: text.length })

function brokenSource(text: string, problems: readonly SyntaxProblem[]): Source {
  const extent = wholeText(text)
  return {
    index: 0,
    value: undefined,
    extent,
    problems,
    locate: () => ({ at: [], ...extent }),
    isText: () => false,
  }
}

function yamlSource(text: string, document: Document, index: number, previous: Document | undefined): Source {
  // What stands before a document, comments and directives, belongs to it.
  const extent = { start: previous?.range?.[2] ?? 0, end: document.range?.[2] ?? text.length }
  const errors = syntaxErrors(document)
  const { value, problems } = errors.length > 0 ? { value: undefined, problems: errors } : readValue(document)
  return {
    index,
    value,
    extent,
    problems,
    locate: (place) => locateInDocument(text, document, extent, place),
    isText: (offset) => isInScalar(document, offset),
  }
}

/** The first of the parser's errors, as the others mostly follow from it, and every duplicate key. */
function syntaxErrors(document: Document): SyntaxProblem[] {
  const [first] = document.errors
  if (!first) return duplicateKeys(document)
  const { message, pos } = first
  if (/call stack/.test(message)) return [nestingProblem(pos[0])]
  return [
    { start: pos[0], end: Math.max(...pos), message: `This is no YAML: ${message.replace(/\.$/, '')}.` },
  ]
}

/** The parser's own check compares every key with every other one: minutes for a map of 100,000. */
function duplicateKeys(document: Document): SyntaxProblem[] {
  const problems: SyntaxProblem[] = []
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>()
      for (const pair of map.items) {
        const key = keyText(pair)
        if (seen.has(key) && key !== '<<') {
          problems.push({
            ...(spanOf(pair.key) ?? { start: 0, end: 0 }),
            message: `${JSON.stringify(key)} stands twice in this map, and only one of the two can count; remove one.`,
          })
        }
        seen.add(key)
      }
    },
  })
  return problems
}

function readValue(document: Document): { value: unknown; problems: SyntaxProblem[] } {
  const [start = 0, end = 0] = document.contents?.range ?? []
  const refused = (message: string) => ({ value: undefined, problems: [{ start, end, message }] })
  try {
    const value: unknown = document.toJS()
    if (value !== null && typeof value === 'object' && hasCycle(value)) {
      return refused('An alias stands inside the value that it repeats, so the document never ends.')
    }
    return { value: value ?? undefined, problems: [] }
  } catch (error) {
    if (error instanceof RangeError) return { value: undefined, problems: [nestingProblem(start)] }
    const message = messageOf(error)
    if (/excessive alias/i.test(message)) {
      return refused('The aliases of this document multiply beyond the limit (an alias bomb).')
    }
    return refused(`This is no YAML: ${message.replace(/\.$/, '')}.`)
  }
}

function hasCycle(root: object): boolean {
  const done = new Set<object>()
  const open = new Set<object>()
  const visit = (value: object): boolean => {
    if (open.has(value)) return true
    if (done.has(value)) return false
    open.add(value)
    const cyclic = Object.values(value).some(
      (child: unknown) => child !== null && typeof child === 'object' && visit(child),
    )
    open.delete(value)
    done.add(value)
    return cyclic
  }
  return visit(root)
}

function locateInDocument(text: string, document: Document, extent: Span, place: Pointing): Located {
  const { at, key, span } = place
  let node = resolve(document, document.contents)
  let found: Located = { at: [], ...(spanOf(node) ?? extent) }
  for (const [index, step] of at.entries()) {
    const pair = isMap(node) ? pairOf(node, String(step)) : undefined
    const item = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined
    if (!pair && !item) return found
    const whole = index === at.length - 1
    const keySpan = spanOf(pair?.key)
    const written = spanOf(item)
    // A value left empty has no extent of its own: its key stands for it.
    const valueSpan = written && written.end > written.start ? written : (keySpan ?? written)
    const chosen = (whole && key ? keySpan : valueSpan) ?? found
    found = { at: at.slice(0, index + 1), start: chosen.start, end: chosen.end }
    node = resolve(document, item)
    if (whole && span && isScalar(node) && item === node)
      return { ...found, ...spanInScalar(text, node, span) }
  }
  return found
}

function isInScalar(document: Document, offset: number): boolean {
  let inside = false
  visit(document, {
    Scalar(_, { range }) {
      if (range && range[0] <= offset && offset < range[1]) inside = true
      return inside ? visit.BREAK : undefined
    },
  })
  return inside
}

function resolve(document: Document, node: unknown): Node | null {
  return (isAlias(node) ? (node.resolve(document) ?? null) : node) as Node | null
}

const keyText = (pair: Pair): string => String(isScalar(pair.key) ? (pair.key.value ?? '') : pair.key)

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => keyText(pair) === key)
}

function spanOf(node: unknown): Span | undefined {
  const range = (node as Node | null | undefined)?.range
  return range ? { start: range[0], end: range[1] } : undefined
}

function spanInScalar(text: string, node: Scalar, span: Span): Span {
  const [start, end] = node.range ?? [0, 0]
  const content = { start: start + 1, end: end - 1 }
  if (node.type === 'QUOTE_DOUBLE') return escapedSpan(text, content, span)
  if (node.type === 'QUOTE_SINGLE') return singleQuotedSpan(text, content, span)
  // Folded and multi-line text has another shape than its value: the whole of it is pointed at.
  if (node.type !== 'PLAIN' || text.slice(start, end).includes('\n')) return { start, end }
  return { start: start + span.start, end: Math.min(start + span.end, end) }
}
