import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml'
import { isContested } from './contested.ts'
import type { Span } from './source.ts'
import { isBlock, isQuoted, keyOf, resolved } from './yaml-scalars.ts'

/** The value of one document, and the stretch of the text that it was read from. */
export interface FastDocument {
  /** Undefined for a document without content. */
  readonly value: unknown
  readonly extent: Span
  /** It may hold plain scalars that are contested. */
  readonly contested: boolean
  /** Its value is what its text says, value by value: there are no anchors, no merge keys, nothing of that kind. */
  readonly plain: boolean
}

/** Levels of lists and maps; what is deeper is left to the other parser. */
export const maxDepth = 200

/**
 * The documents of a stream, read several times as fast as with their places. A document that is broken or holds
 * anything that the two parsers might read in different ways goes to the other parser (`readPart`): tags, anchors,
 * aliases, merge keys, keys that are no texts or stand twice, and more. Undefined where that says nothing either, and
 * where documents have a bearing on one another.
 */
export function readFast(
  text: string,
  readPart: (text: string, index: number, start: number) => { readonly value: unknown } | undefined,
): readonly FastDocument[] | undefined {
  if (isIntricate(text)) return undefined
  const documents: FastDocument[] = []
  const parts = partsOf(text)
  for (const [index, extent] of parts.entries()) {
    const part = text.slice(extent.start, extent.end)
    const fast = readQuick(part)
    const read = fast ?? (parts.length > 1 ? readPart(part, index, extent.start) : undefined)
    if (!read) return undefined
    documents.push({
      value: read.value,
      extent,
      contested: fast?.contested ?? true,
      plain: fast !== undefined,
    })
  }
  return documents
}

/** Directives, ends of documents that no other one follows on, and line breaks of other systems. */
const intricate = /^(?:%|\.\.\.)|\r(?!\n)|\ufeff/m

const isIntricate = (text: string): boolean => intricate.test(text)

/** What is rare in the files of people and full of pitfalls. */
const unusual = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\p{Surrogate}]/u

const isUnusual = (text: string): boolean => unusual.test(text) || /^ +---/.test(text)

/** Tabs, and keys and values that are marked as such (`? a`, `: b`): both are usual in the text of a block alone. */
const usualInBlocks = /\t|^[ -]*[?:](?:[ \r\n]|$)/gm

/** The documents of a stream: a line that begins with three hyphens begins one, wherever it stands. */
function partsOf(text: string): Span[] {
  const starts = [...text.matchAll(/^---(?=[ \r\n]|$)/gm)].map(({ index }) => index)
  const [first] = starts
  // What stands before the first mark is a document of its own where it is more than comments.
  const leading = first === undefined || hasContent(text.slice(0, first))
  const bounds = leading ? [0, ...starts.filter((start) => start > 0)] : [0, ...starts.slice(1)]
  return bounds.map((start, index) => ({ start, end: bounds[index + 1] ?? text.length }))
}

const hasContent = (text: string): boolean => /^[ ]*[^ #\r\n]/m.test(text)

/** What one document holds; undefined where the other parser must read it. */
function readQuick(text: string): { readonly value: unknown; readonly contested: boolean } | undefined {
  if (isUnusual(text)) return undefined
  try {
    const events = parseEvents(text, { maxDepth })
    const matches = [...text.matchAll(usualInBlocks)]
    if (matches.length > 0 && !areInBlocks(text, matches, events)) return undefined
    const scalars = { contested: false }
    const value = readEvents(text, events, scalars)
    return value === unread ? undefined : { value, ...scalars }
  } catch {
    // Whatever is wrong is worded by the other parser.
    return undefined
  }
}

/** Stands for a text that the other parser must read. */
const unread = Symbol('unread')

/** Whether all matches, which are in order, lie in the text of block scalars, and behind its indentation. */
function areInBlocks(text: string, matches: Iterable<RegExpMatchArray>, events: readonly Event[]): boolean {
  const blocks = events.filter(
    (event): event is ScalarEvent => event.type === EVENT_ID.SCALAR && isBlock(event),
  )
  let next = 0
  for (const { index = 0 } of matches) {
    while (next < blocks.length && blocks[next]!.valueEnd <= index) next++
    const block = blocks[next]
    if (!block || block.valueStart > index) return false
    const column = index - text.lastIndexOf('\n', index - 1) - 1
    if (text[index] === '\t' && column < block.indent) return false
  }
  return true
}

/** A list or map that is being filled, and the key whose value comes next. */
interface Open {
  readonly filled: unknown[] | Record<string, unknown>
  readonly isList: boolean
  readonly isFlow: boolean
  key: string | undefined
}

function readEvents(text: string, events: readonly Event[], scalars: { contested: boolean }): unknown {
  const [document] = events
  // A stream without any document is no usual one.
  if (document?.type !== EVENT_ID.DOCUMENT || document.directives.length > 0) return unread
  const open: Open[] = []
  let parent: Open | undefined
  let root: unknown
  let roots = 0
  // What stands last may have something behind it on its line.
  let mayGoOn = false
  for (let index = 1; index < events.length; index++) {
    const event = events[index]!
    if (event.type === EVENT_ID.POP) {
      // The last one closes the document.
      mayGoOn ||= parent?.isFlow ?? false
      open.pop()
      parent = open[open.length - 1]
      continue
    }
    // No tag, anchor, alias or further document is read here.
    if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.ALIAS) return unread
    if (event.anchorStart !== -1 || event.tagStart !== -1) return unread
    const isScalar = event.type === EVENT_ID.SCALAR
    if (isScalar && isStrange(text, event, parent)) return unread
    const start = isScalar ? event.valueStart : event.start
    if (mayGoOn && start !== -1) {
      if (!parent?.isFlow && !isFirst(text, start)) return unread
      mayGoOn = false
    }
    if (isScalar && isQuoted(event)) mayGoOn = parent?.isList ?? false
    const isList = event.type === EVENT_ID.SEQUENCE
    const value = isScalar ? scalarOf(text, event, scalars) : isList ? [] : {}
    if (!parent) {
      root = value
      roots++
    } else if (parent.isList) (parent.filled as unknown[]).push(value)
    else if (parent.key === undefined) {
      const key = keyOf(value)
      if (key === undefined || Object.hasOwn(parent.filled, key)) return unread
      parent.key = key
    } else {
      define(parent.filled as Record<string, unknown>, parent.key, value)
      parent.key = undefined
    }
    if (!isScalar) {
      parent = {
        filled: value as Open['filled'],
        isList,
        isFlow: event.style === COLLECTION_STYLE.FLOW,
        key: undefined,
      }
      open.push(parent)
    }
  }
  return roots > 1 ? unread : (root ?? undefined)
}

/** A scalar that is not what it is elsewhere, or that the parsers may read in different ways. */
function isStrange(text: string, event: ScalarEvent, parent: Open | undefined): boolean {
  const { valueStart, valueEnd } = event
  // A document that is one text and no list or map: what comments belong to it is not clear.
  if (!parent) return valueStart !== -1
  if (isBlock(event)) return isStrangeBlock(text, event)
  if (parent.isList || parent.key !== undefined || valueStart === -1) return false
  if (parent.isFlow && !isFollowed(text, isQuoted(event) ? valueEnd + 1 : valueEnd)) return true
  // A merge key.
  return (
    valueEnd - valueStart === 2 && event.style === SCALAR_STYLE.PLAIN && text.startsWith('<<', valueStart)
  )
}

/** Whether a key of a flow map has its colon, or whatever ends it, behind it on its line. */
function isFollowed(text: string, end: number): boolean {
  let at = end
  while (text[at] === ' ') at++
  return text[at] === ':' || text[at] === ',' || text[at] === '}'
}

/** Whether nothing but marks of items stands before a place on its line. */
const isFirst = (text: string, start: number): boolean =>
  /^[ -]*["']?$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))

/** Whether the header of a block scalar names an indentation, or the block holds blanks alone. */
function isStrangeBlock(text: string, { valueStart, valueEnd }: ScalarEvent): boolean {
  const end = text[valueStart - 1] === '\n' ? valueStart - 1 : valueStart
  const header = text.slice(text.lastIndexOf('\n', end - 1) + 1, end)
  return (
    /[|>][-+]?[0-9]/.test(header) || (valueEnd > valueStart && text.slice(valueStart, valueEnd).trim() === '')
  )
}

function define(map: Record<string, unknown>, key: string, value: unknown): void {
  // A name such as __proto__, to which an assignment would do something else.
  if (key in map)
    Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true })
  else map[key] = value
}

function scalarOf(text: string, event: ScalarEvent, scalars: { contested: boolean }): unknown {
  const value = getScalarValue(text, event)
  if (event.style !== SCALAR_STYLE.PLAIN) return value
  scalars.contested ||= isContested(value)
  return resolved(value)
}
