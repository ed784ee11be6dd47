import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, type ScalarEvent } from 'js-yaml'
import type { Span } from './source.ts'

/** The value of one document, and the stretch of the text that it was read from. */
export interface FastDocument {
  readonly value: unknown
  readonly extent: Span
}

/** Levels of lists and maps; what is deeper is left to the other parser. */
const maxDepth = 200

/**
 * The values of a stream of plain YAML, several times as fast as with their places; undefined where it holds anything
 * that is not treated exactly alike: broken text, directives, tags, anchors, aliases, merge keys, keys that are no
 * texts or stand twice, and whatever else the two parsers might read in different ways.
 */
export function readFast(text: string): readonly FastDocument[] | undefined {
  if (isUnusual(text)) return undefined
  const parts = partsOf(text)
  const documents: FastDocument[] = []
  try {
    for (const extent of parts) {
      const value = readPart(text.slice(extent.start, extent.end))
      if (value === unread) return undefined
      documents.push({ value, extent })
    }
  } catch {
    // Whatever is wrong is worded by the other parser.
    return undefined
  }
  return documents
}

/**
 * What is rare in the files of people and full of pitfalls: control characters, line breaks of other systems, ends of
 * documents without a beginning of the next one, directives, keys and values that are marked as such (`? a`, `: b`),
 * and tabs, which count as blanks in some places only.
 */
const unusual =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\p{Surrogate}]|\t|^(?:%|\.\.\.)|^[ -]*[?:](?:[ \n]|$)/mu

const isUnusual = (text: string): boolean => unusual.test(text)

/** The documents of a stream: a line that begins with three hyphens begins one, wherever it stands. */
function partsOf(text: string): Span[] {
  const starts = [...text.matchAll(/^---(?=[ \n]|$)/gm)].map(({ index }) => index)
  const [first] = starts
  // What stands before the first mark is a document of its own where it is more than comments.
  const leading = first === undefined || hasContent(text.slice(0, first))
  const bounds = leading ? [0, ...starts.filter((start) => start > 0)] : [0, ...starts.slice(1)]
  return bounds.map((start, index) => ({ start, end: bounds[index + 1] ?? text.length }))
}

const hasContent = (text: string): boolean => /^[ ]*[^ #\n]/m.test(text)

/** Stands for a text that the other parser must read. */
const unread = Symbol('unread')

/** A list or map that is being filled. */
interface Open {
  readonly list?: unknown[]
  readonly map?: Record<string, unknown>
  /** The key whose value comes next. */
  key?: string
}

function readPart(text: string): unknown {
  const events = parseEvents(text, { maxDepth })
  const [document] = events
  // A stream without any document is no usual one.
  if (document?.type !== EVENT_ID.DOCUMENT || document.directives.length > 0) return unread
  const open: Open[] = []
  let root: unknown
  let roots = 0
  const put = (value: unknown): boolean => {
    const parent = open.at(-1)
    if (!parent) {
      root = value
      roots++
    } else if (parent.list) parent.list.push(value)
    else if (parent.key === undefined) {
      const key = keyOf(value)
      if (key === undefined || Object.hasOwn(parent.map!, key)) return false
      parent.key = key
      // The key keeps its place among the others.
      define(parent.map!, key, undefined)
    } else {
      define(parent.map!, parent.key, value)
      delete parent.key
    }
    return true
  }
  for (const event of events.slice(1)) {
    if (!isPlain(event)) return unread
    if (event.type === EVENT_ID.SCALAR) {
      const parent = open.at(-1)
      const isKey = parent?.map !== undefined && parent.key === undefined
      if (
        isKey &&
        event.style === SCALAR_STYLE.PLAIN &&
        text.slice(event.valueStart, event.valueEnd) === '<<'
      )
        return unread
      if (!put(scalarOf(text, event))) return unread
    } else if (event.type === EVENT_ID.POP) {
      // The last one closes the document.
      open.pop()
    } else {
      const made: Open = event.type === EVENT_ID.SEQUENCE ? { list: [] } : { map: {} }
      if (!put(made.list ?? made.map)) return unread
      open.push(made)
    }
  }
  return roots > 1 ? unread : (root ?? undefined)
}

/** Whether an event brings no tag, anchor, alias or further document. */
function isPlain(event: Event): boolean {
  switch (event.type) {
    case EVENT_ID.DOCUMENT:
    case EVENT_ID.ALIAS:
      return false
    case EVENT_ID.POP:
      return true
    default:
      return event.anchorStart === -1 && event.tagStart === -1
  }
}

function define(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key in map && !Object.hasOwn(map, key))
    Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true })
  else map[key] = value
}

/** The name that a value has as a key; undefined for a list or map. */
function keyOf(value: unknown): string | undefined {
  if (value === null) return ''
  return typeof value === 'object' ? undefined : String(value)
}

function scalarOf(text: string, event: ScalarEvent): unknown {
  const value = getScalarValue(text, event)
  return event.style === SCALAR_STYLE.PLAIN ? resolved(value) : value
}

/** What a plain scalar stands for in the core schema: https://yaml.org/spec/1.2.2/#103-core-schema */
function resolved(text: string): unknown {
  const first = text.charCodeAt(0)
  // Most plain scalars are words, and most of them begin with no letter that these begin with.
  if (text === '') return null
  if (isDigit(first) || first === 0x2b || first === 0x2d || first === 0x2e) return numberOf(text)
  switch (text) {
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null
    case 'true':
    case 'True':
    case 'TRUE':
      return true
    case 'false':
    case 'False':
    case 'FALSE':
      return false
    default:
      return text
  }
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

function numberOf(text: string): unknown {
  if (/^[-+]?[0-9]+$/.test(text)) return Number.parseInt(text, 10)
  if (/^0o[0-7]+$/.test(text)) return Number.parseInt(text.slice(2), 8)
  if (/^0x[0-9a-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16)
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return Number.parseFloat(text)
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? Number.NaN : text
}
