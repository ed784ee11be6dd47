import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml'
import type { Path } from '../position.ts'
import type { EmbeddedTexts, TextValue } from './embedded.ts'
import type { Located, PlainScalar, Pointing, Span } from './source.ts'
import { escapedSpan, literalSpan, singleQuotedSpan } from './spans.ts'

/** A document's tree, with the texts in it that are documents of their own. */
interface Readable {
  readonly text: string
  readonly document: Document
  readonly texts: EmbeddedTexts
}

/** Where a path leads in a document's tree, and within the texts in it. */
export function locateInDocument(
  { text, document, texts }: Readable,
  extent: Span,
  place: Pointing,
): Located {
  const { at, key, span } = place
  let node = resolve(document, document.contents)
  let found: Located = { at: [], ...(spanOf(node) ?? extent) }
  for (const [index, step] of at.entries()) {
    const pair = isMap(node) ? pairOf(node, String(step)) : undefined
    const item = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined
    if (!pair && !item) {
      const value = textValue(text, node)
      const inner = { at: at.slice(index), ...(key && { key }), ...(span && { span }) }
      return value ? texts.locate(value, found.at, inner) : found
    }
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

/** The text value that a node stands for. */
export function textValue(text: string, node: unknown): TextValue | undefined {
  if (!isScalar(node) || typeof node.value !== 'string') return undefined
  return { text: node.value, place: (span) => spanInScalar(text, node, span) }
}

/** The node that a path leads to, behind aliases. */
export function nodeAt(document: Document, at: Path): Node | null {
  let node = resolve(document, document.contents)
  for (const step of at) {
    const next = isMap(node)
      ? pairOf(node, String(step))?.value
      : isSeq(node)
        ? node.items[Number(step)]
        : null
    node = resolve(document, next)
  }
  return node
}

/** Where the scalars of a document stand, in order. */
export function scalarSpans(document: Document): Span[] {
  const spans: Span[] = []
  visit(document, {
    Scalar(_, { range }) {
      if (range) spans.push({ start: range[0], end: range[1] })
    },
  })
  return spans.sort((a, b) => a.start - b.start)
}

/** What an alias repeats is found where it stands first. */
export function plainScalarsAt({ document, text }: Omit<Readable, 'texts'>, at: Path): PlainScalar[] {
  const found: PlainScalar[] = []
  const open: { node: unknown; at: Path; key?: true }[] = [{ node: nodeAt(document, at), at }]
  for (let step = open.pop(); step; step = open.pop()) {
    const { node, at, key } = step
    if (isScalar(node)) {
      const { type, range, tag } = node
      // With a tag a scalar is what the tag says, whatever it looks like.
      if (type === 'PLAIN' && range && tag === undefined)
        found.push({ value: text.slice(range[0], range[1]), at, ...(key && { key }) })
    } else if (isSeq(node)) {
      for (let index = node.items.length - 1; index >= 0; index--)
        open.push({ node: node.items[index], at: [...at, index] })
    } else if (isMap(node)) {
      for (const pair of node.items.toReversed()) {
        const inner = [...at, keyText(pair)]
        open.push({ node: pair.value, at: inner }, { node: pair.key, at: inner, key: true })
      }
    }
  }
  return found
}

/** Whether an offset lies within one of the spans, which are in order and apart. */
export function isWithin(spans: readonly Span[], offset: number): boolean {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.end <= offset) low = middle + 1
    else high = middle
  }
  return low < spans.length && spans[low]!.start <= offset
}

function resolve(document: Document, node: unknown): Node | null {
  return (isAlias(node) ? (node.resolve(document) ?? null) : node) as Node | null
}

/** A key as the value has it. */
export function keyText({ key }: Pair): string {
  if (isScalar(key)) return String(key.value ?? '')
  try {
    return String(key)
  } catch {
    // A list or map that has no value, as what it merges is no map: the document as a whole has none then.
    return ''
  }
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => keyText(pair) === key)
}

/** Where a node stands. */
export function spanOf(node: unknown): Span | undefined {
  const range = (node as Node | null | undefined)?.range
  return range ? { start: range[0], end: range[1] } : undefined
}

function spanInScalar(text: string, node: Scalar, span: Span): Span {
  const [start, end] = node.range ?? [0, 0]
  const content = { start: start + 1, end: end - 1 }
  if (node.type === 'QUOTE_DOUBLE') return escapedSpan(text, content, span)
  if (node.type === 'QUOTE_SINGLE') return singleQuotedSpan(text, content, span)
  if (node.type === 'BLOCK_LITERAL') return literalSpan(text, { start, end }, String(node.value), span)
  // Folded and multi-line text has another shape than its value: the whole of it is pointed at.
  if (node.type !== 'PLAIN' || text.slice(start, end).includes('\n')) return { start, end }
  return { start: start + span.start, end: Math.min(start + span.end, end) }
}
