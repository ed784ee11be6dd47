import {
  CHOMPING_MODE,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml'
import type { Span } from './source.ts'
import { maxDepth } from './yaml-fast.ts'
import type { PlacedNode, PlacedPair, PlacedScalar } from './yaml-nodes.ts'
import { isBlock, isQuoted, keyOf, resolved } from './yaml-scalars.ts'

/** A list or map whose end has not come yet. */
interface Open {
  readonly start: number
  readonly isFlow: boolean
  readonly items: PlacedNode[] | undefined
  readonly pairs: PlacedPair[]
  key: PlacedScalar | undefined
  /** The key as the value has it. */
  name: string
}

/**
 * The nodes of a document that the fast parser reads as it is written: without tags, anchors and aliases. Undefined
 * where some place is not clear, as that of an item left empty.
 */
export function eventNodes(text: string): PlacedNode | undefined {
  const open: Open[] = []
  let root: PlacedNode | undefined
  let end = 0
  for (const event of parseEvents(text, { maxDepth }) as readonly Event[]) {
    let node: PlacedNode | undefined
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        continue
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        const { start } = event
        const isFlow = event.style === COLLECTION_STYLE.FLOW
        if (isFlow && !'[{'.includes(text.charAt(start))) return undefined
        const items = event.type === EVENT_ID.SEQUENCE ? [] : undefined
        open.push({ start, isFlow, items, pairs: [], key: undefined, name: '' })
        end = start + 1
        continue
      }
      case EVENT_ID.SCALAR:
        if (event.valueStart === -1 && !hasEmptyPlace(open.at(-1))) return undefined
        node = new EventScalar(text, event, end)
        break
      case EVENT_ID.POP: {
        const done = open.pop()
        // The last one closes the document.
        if (!done) return root
        node = closed(text, done, end)
        break
      }
      default:
        return undefined
    }
    if (!node) return undefined
    end = node.end
    const parent = open.at(-1)
    if (!parent) root = node
    else if (parent.items) parent.items.push(node)
    else if (parent.key) {
      parent.pairs.push({ name: parent.name, key: parent.key, value: node })
      parent.key = undefined
    } else if (node.type === 'scalar' && event.type === EVENT_ID.SCALAR) {
      parent.key = node
      parent.name = keyOf(scalarValue(text, event)) ?? ''
    } else return undefined
  }
  return root
}

/** Whether a value left empty is one of a key with a colon. */
const hasEmptyPlace = (parent: Open | undefined): boolean => parent?.key !== undefined && !parent.isFlow

class EventScalar implements PlacedScalar {
  readonly type = 'scalar'
  readonly tagged = false
  readonly start: number
  readonly end: number
  private readonly source: string
  private readonly event: ScalarEvent

  /** `before` is where what stands in front of it ends; a value left empty stands there. */
  constructor(source: string, event: ScalarEvent, before: number) {
    const { start, end } = scalarSpan(source, event, before)
    this.start = start
    this.end = end
    this.source = source
    this.event = event
  }

  get style(): PlacedScalar['style'] {
    return styles[this.event.style] ?? 'plain'
  }

  text(): string | undefined {
    const value = scalarValue(this.source, this.event)
    return typeof value === 'string' ? value : undefined
  }
}

function scalarSpan(text: string, event: ScalarEvent, before: number): Span {
  const { valueStart, valueEnd } = event
  if (valueStart === -1) return { start: before, end: before }
  if (isBlock(event)) return blockSpan(text, event, before)
  const quote = isQuoted(event) ? 1 : 0
  return { start: valueStart - quote, end: valueEnd + quote }
}

const styles: Readonly<Record<number, PlacedScalar['style']>> = {
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single-quoted',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double-quoted',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
}

/** From the mark at its head, behind whatever is in front of it on its line, to the end of its last line. */
function blockSpan(text: string, event: ScalarEvent, before: number): Span {
  const { valueStart, valueEnd } = event
  const headEnd = text[valueStart - 1] === '\n' ? valueStart - 1 : valueStart
  const from = Math.max(before, text.lastIndexOf('\n', headEnd - 1) + 1)
  const head = text.slice(from, headEnd).search(/[|>][-+]?[ \t]*(?:#.*)?\r?$/)
  const start = from + head
  // All blank lines at its end are its own.
  if (event.chomping === CHOMPING_MODE.KEEP) return { start, end: valueEnd }
  const content = text.slice(valueStart, valueEnd).trimEnd()
  const lineBreak = text.indexOf('\n', valueStart + content.length)
  return { start, end: lineBreak === -1 ? valueEnd : Math.min(lineBreak + 1, valueEnd) }
}

function scalarValue(text: string, event: ScalarEvent): unknown {
  const value = getScalarValue(text, event)
  return event.style === SCALAR_STYLE.PLAIN ? resolved(value) : value
}

/** A list or map with its end: in lines of its own it ends where what stands last in it ends. */
function closed(text: string, done: Open, before: number): PlacedNode | undefined {
  const { start, isFlow, items, pairs, key } = done
  const end = isFlow ? flowEnd(text, before) : before
  if (key || end === undefined) return undefined
  return items ? { type: 'list', start, end, items } : { type: 'map', start, end, pairs }
}

/** Behind the bracket that closes a list or map whose last value ends at `before`. */
function flowEnd(text: string, before: number): number | undefined {
  for (let at = before; at < text.length; at++) {
    const character = text[at]!
    if (character === ']' || character === '}') return at + 1
    if (character === '#') at = text.indexOf('\n', at)
    if (at === -1 || !' \t\r\n,:#'.includes(character)) return undefined
  }
  return undefined
}
