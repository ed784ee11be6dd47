import { Composer, type Document, isMap, isSeq, type Pair, Parser, Schema } from 'yaml'
import { messageOf } from '../errors.ts'
import { once } from '../once.ts'
import { EmbeddedTexts } from './embedded.ts'
import { limitProblem, maxNesting, nestingProblem } from './limits.ts'
import type { Source, Sources, Span, SyntaxProblem } from './source.ts'
import { withoutTemplateActions } from './template.ts'
import { tieAliases } from './yaml-aliases.ts'
import {
  isWithin,
  keyText,
  locateInDocument,
  nodeAt,
  plainScalarsAt,
  scalarSpans,
  spanOf,
  textValue,
} from './yaml-places.ts'

/** Reads YAML 1.2: one source for each document of the stream. */
export function readYaml(text: string): Sources {
  const limit = limitProblem(text, 'yaml')
  if (limit) return [brokenSource(text, [limit])]
  const sources = parse(text, (document, index, start) => yamlSource(text, document, index, start))
  if (!Array.isArray(sources)) return [brokenSource(text, [sources])]
  if (sources.some(({ problems }) => problems.length > 0) && isTemplate(text)) {
    return [{ ...brokenSource(text, []), template: true }]
  }
  const [first, ...rest] = sources
  return first ? [first, ...rest] : [brokenSource(text, [])]
}

const options = { prettyErrors: false, merge: true, uniqueKeys: false, logLevel: 'silent' } as const
/** One for all documents: to make one for each takes a tenth of the time of a small document. */
const schema = new Schema({ schema: 'core', merge: true, resolveKnownTags: true })
/** A directive asks for the rules of another version, and so for another schema. */
const optionsFor = (text: string) => (text.includes('%YAML') ? options : { ...options, schema })

/** What `make` makes of each document, given its index and where the text before it ends; or why there are none. */
function parse<T>(
  text: string,
  make: (document: Document, index: number, start: number) => T,
): T[] | SyntaxProblem {
  // A broken text has an error at every token, and most of the time would go into their stacks.
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    const made: T[] = []
    let start = 0
    // One document at a time: the trees of a long stream would fill the memory.
    for (const document of new Composer(optionsFor(text)).compose(new Parser().parse(text))) {
      made.push(make(document, made.length, start))
      start = document.range[2]
    }
    return made
  } catch (error) {
    // The parser is recursive in block collections, whose depth no bracket shows.
    if (error instanceof RangeError) return nestingProblem(0)
    return { start: 0, end: Math.min(1, text.length), message: `This is no YAML: ${messageOf(error)}.` }
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** Whether the text is YAML but for the actions of a template language that produces it. */
function isTemplate(text: string): boolean {
  const plain = withoutTemplateActions(text)
  if (plain === undefined) return false
  const errors = parse(plain, (document) => document.errors.length)
  return Array.isArray(errors) && errors.every((count) => count === 0)
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
    embedded: () => undefined,
    plainScalars: () => [],
    isText: () => false,
  }
}

/** In texts up to this length the tree of each document is kept; in longer ones it is made again where it is needed. */
const keptTreesBelow = 2 * 1024 * 1024

/** A document's tree, and where the text that it was made of starts. */
interface Tree {
  readonly document: Document
  readonly text: string
  readonly start: number
}

function yamlSource(text: string, document: Document, index: number, start: number): Source {
  // What stands before a document, comments and directives, belongs to it.
  const extent = { start, end: document.range?.[2] ?? text.length }
  const errors = syntaxErrors(text, document)
  const { value, problems } = errors.length > 0 ? { value: undefined, problems: errors } : readValue(document)
  const kept = text.length < keptTreesBelow ? { document, text, start: 0 } : undefined
  const tree = once(() => kept ?? treeAgain(text, extent, index))
  const scalars = once(() => scalarSpans(tree().document))
  const texts = new EmbeddedTexts((part) => readYaml(part)[0])
  return {
    index,
    value,
    extent,
    problems,
    locate: (place) => {
      const { document, text, start } = tree()
      const local = { start: extent.start - start, end: extent.end - start }
      const found = locateInDocument({ text, document, texts }, local, place)
      return { at: found.at, start: found.start + start, end: found.end + start }
    },
    embedded: (at) => {
      const { document, text, start } = tree()
      const node = nodeAt(document, at)
      const value = textValue(text, node)
      if (!value) return undefined
      const place = (span: Span) => shifted(value.place(span), start)
      return texts.embedded({ text: value.text, place })
    },
    isText: (offset) => isWithin(scalars(), offset - tree().start),
    plainScalars: (at) => plainScalarsAt(tree(), at),
  }
}

function treeAgain(text: string, extent: Span, index: number): Tree {
  const part = text.slice(extent.start, extent.end)
  const tied = (document: Document) => {
    tieAliases(document)
    return document
  }
  const documents = parse(part, tied)
  const [only, second] = Array.isArray(documents) ? documents : []
  if (only && !second) return { document: only, text: part, start: extent.start }
  // What ends one document may begin the next: only the whole text tells.
  const all = parse(text, tied)
  if (!Array.isArray(all) || !all[index]) throw new Error('a text was read otherwise the second time')
  return { document: all[index], text, start: 0 }
}

/** The first of the parser's errors, as the others mostly follow from it, and every duplicate key. */
function syntaxErrors(text: string, document: Document): SyntaxProblem[] {
  const [first] = document.errors
  if (!first) return duplicateKeys(document)
  const { message, pos } = first
  if (/call stack/.test(message)) return [nestingProblem(pos[0])]
  // What is missing at the end of the text is said of the place behind it.
  const [start, end] = [pos[0], Math.max(...pos)].map((offset) => Math.min(offset, text.length)) as [
    number,
    number,
  ]
  return [{ start, end, message: `This is no YAML: ${message.replace(/\.$/, '')}.` }]
}

/** The parser's own check compares every key with every other one: minutes for a map of 100,000. */
function duplicateKeys(document: Document): SyntaxProblem[] {
  const problems: SyntaxProblem[] = []
  const open: unknown[] = [document.contents]
  for (let node = open.pop(); open.length > 0 || node; node = open.pop()) {
    if (isSeq(node)) for (const item of node.items) open.push(item)
    if (!isMap(node)) continue
    const seen = new Set<string>()
    for (const pair of node.items) {
      const key = keyText(pair)
      if (seen.has(key) && key !== '<<') problems.push(duplicate(pair, key))
      seen.add(key)
      open.push(pair.key, pair.value)
    }
  }
  return problems.toSorted((one, other) => one.start - other.start)
}

function duplicate(pair: Pair, key: string): SyntaxProblem {
  return {
    ...(spanOf(pair.key) ?? { start: 0, end: 0 }),
    message: `${JSON.stringify(key)} stands twice in this map, and only one of the two can count; remove one.`,
  }
}

function readValue(document: Document): { value: unknown; problems: SyntaxProblem[] } {
  const [start = 0, end = 0] = document.contents?.range ?? []
  try {
    const problem = tieAliases(document)
    if (problem) return { value: undefined, problems: [problem] }
    // Aliases have been counted.
    const value: unknown = document.toJS({ maxAliasCount: -1 })
    const depth = value !== null && typeof value === 'object' ? depthOf(value) : 0
    if (depth > maxNesting) return { value: undefined, problems: [nestingProblem(start)] }
    return { value: value ?? undefined, problems: [] }
  } catch (error) {
    if (error instanceof RangeError) return { value: undefined, problems: [nestingProblem(start)] }
    const message = `This is no YAML: ${messageOf(error).replace(/\.$/, '')}.`
    return { value: undefined, problems: [{ start, end, message }] }
  }
}

/** Levels of maps and lists, none of which contains itself. */
function depthOf(root: object): number {
  const done = new Map<object, number>()
  const visit = (value: object): number => {
    const known = done.get(value)
    if (known !== undefined) return known
    let depth = 0
    for (const child of Object.values(value) as unknown[]) {
      if (child !== null && typeof child === 'object') depth = Math.max(depth, visit(child))
    }
    done.set(value, depth + 1)
    return depth + 1
  }
  return visit(root)
}

const shifted = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by })
