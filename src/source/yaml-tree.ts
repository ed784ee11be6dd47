import { Composer, type CST, type Document, isMap, isSeq, type Pair, Parser, Schema } from 'yaml'
import { messageOf } from '../errors.ts'
import { once } from '../once.ts'
import { maxNesting, nestingProblem } from './limits.ts'
import type { Span, SyntaxProblem } from './source.ts'
import { tieAliases } from './yaml-aliases.ts'
import { keyText, spanOf } from './yaml-nodes.ts'

const options = { prettyErrors: false, merge: true, uniqueKeys: false, logLevel: 'silent' } as const
/** One for all documents: to make one for each takes a tenth of the time of a small document. */
const schema = once(() => new Schema({ schema: 'core', merge: true, resolveKnownTags: true }))
/** A directive asks for the rules of another version, and so for another schema. */
const optionsFor = (text: string) => (text.includes('%YAML') ? options : { ...options, schema: schema() })

/**
 * What `make` makes of each document, given its index and the stretch of the text that belongs to it: comments and
 * directives stand before a document. Or why there are none.
 */
export function parse<T>(
  text: string,
  make: (document: Document, index: number, extent: Span) => T,
): T[] | SyntaxProblem {
  // A broken text has an error at every token, and most of the time would go into their stacks.
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    const made: T[] = []
    let start = 0
    // One document at a time: the trees of a long stream would fill the memory.
    for (const document of new Composer(optionsFor(text)).compose(shallow(new Parser().parse(text)))) {
      const end = lineEnd(text, document.range[2])
      made.push(make(document, made.length, { start, end }))
      start = end
    }
    return made
  } catch (error) {
    if (error instanceof TooDeep) return nestingProblem(error.offset)
    if (error instanceof RangeError) return nestingProblem(0)
    return { start: 0, end: Math.min(1, text.length), message: `This is no YAML: ${messageOf(error)}.` }
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

class TooDeep extends Error {
  readonly offset: number

  constructor(offset: number) {
    super()
    this.offset = offset
  }
}

/**
 * The tokens of a text, as long as they are not nested too deep: what is composed of them is made by recursion, and
 * where a regular expression is compiled at the end of the stack, the whole process ends. No bracket shows the depth
 * of block collections, so that it is not known before.
 */
function* shallow(tokens: Iterable<CST.Token>): Generator<CST.Token, void> {
  for (const token of tokens) {
    const open = token.type === 'document' && token.value ? [{ token: token.value, depth: 0 }] : []
    for (let next = open.pop(); next; next = open.pop()) {
      if (!('items' in next.token)) continue
      const depth = next.depth + 1
      if (depth > maxNesting) throw new TooDeep(next.token.offset)
      for (const { key, value } of next.token.items as CST.CollectionItem[]) {
        if (key && 'items' in key) open.push({ token: key, depth })
        if (value && 'items' in value) open.push({ token: value, depth })
      }
    }
    yield token
  }
}

/**
 * Where the next document of the stream can begin at the earliest. The parser lets some documents end before the blanks
 * and comments behind them; only where a document is marked as ended do comments belong to the next one.
 */
function lineEnd(text: string, end: number): number {
  const isMarked = text.startsWith('...', text.lastIndexOf('\n', end - 2) + 1)
  const rest = isMarked ? /[ \t\r\n]*/y : /[ \t\r\n]*(?:(?<=\s)#[^\n]*(?:\n[ \t\r\n]*|$))*/y
  rest.lastIndex = end
  const [run = ''] = rest.exec(text) ?? []
  return end + (end + run.length === text.length ? run.length : run.lastIndexOf('\n') + 1)
}

/** The value of a document, and what is wrong with its text. */
export interface ReadValue {
  /** Undefined for a document without content, and where there are problems. */
  readonly value: unknown
  readonly problems: readonly SyntaxProblem[]
}

/** What a document holds. */
export function valueIn(text: string, document: Document): ReadValue {
  const errors = syntaxErrors(text, document)
  return errors.length > 0 ? { value: undefined, problems: errors } : readValue(document)
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

function readValue(document: Document): ReadValue {
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
