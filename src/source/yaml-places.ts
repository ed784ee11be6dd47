import type { Path } from '../position.ts'
import type { EmbeddedTexts, TextValue } from './embedded.ts'
import type { Located, PlainScalar, Pointing, Span } from './source.ts'
import { escapedSpan, literalSpan, singleQuotedSpan } from './spans.ts'
import type { PlacedMap, PlacedNode, PlacedPair, PlacedScalar } from './yaml-nodes.ts'

/** The nodes of a document, and the text in which they stand. */
interface Readable {
  readonly text: string
  readonly root: PlacedNode | undefined
}

/** Where a path leads in a document, and within the texts in it that are documents of their own. */
export function locateInDocument(
  { text, root }: Readable,
  texts: EmbeddedTexts,
  extent: Span,
  place: Pointing,
): Located {
  const { at, key, span } = place
  let node = resolve(root)
  let found: Located = { at: [], ...spanOf(node ?? extent) }
  for (const [index, step] of at.entries()) {
    const pair = node?.type === 'map' ? pairOf(node, String(step)) : undefined
    const item = pair ? pair.value : node?.type === 'list' ? node.items[Number(step)] : undefined
    if (!pair && !item) {
      const value = textValue(text, node)
      const inner = { at: at.slice(index), ...(key && { key }), ...(span && { span }) }
      return value ? texts.locate(value, found.at, inner) : found
    }
    const whole = index === at.length - 1
    // A value left empty has no extent of its own: its key stands for it.
    const valueSpan = item && item.end > item.start ? item : (pair?.key ?? item)
    const chosen = (whole && key ? pair?.key : valueSpan) ?? found
    found = { at: at.slice(0, index + 1), ...spanOf(chosen) }
    node = resolve(item)
    if (whole && span && node?.type === 'scalar' && item === node && node.end > node.start)
      return { ...found, ...spanInScalar(text, node, span) }
  }
  return found
}

const spanOf = ({ start, end }: Span): Span => ({ start, end })

/** The text value that a node stands for. */
export function textValue(text: string, node: PlacedNode | undefined): TextValue | undefined {
  if (node?.type !== 'scalar') return undefined
  const value = node.text()
  return value === undefined ? undefined : { text: value, place: (span) => spanInScalar(text, node, span) }
}

/** The node that a path leads to, behind aliases. */
export function nodeAt(root: PlacedNode | undefined, at: Path): PlacedNode | undefined {
  let node = resolve(root)
  for (const step of at) {
    if (node?.type === 'map') node = resolve(pairOf(node, String(step))?.value)
    else node = node?.type === 'list' ? resolve(node.items[Number(step)]) : undefined
  }
  return node
}

/** Where the scalars of a document stand, in order. */
export function scalarSpans(root: PlacedNode | undefined): Span[] {
  const spans: Span[] = []
  const open = [root]
  for (let node = open.pop(); node || open.length > 0; node = open.pop()) {
    if (node?.type === 'scalar') spans.push(node)
    else if (node?.type === 'list') for (const item of node.items) open.push(item)
    else if (node?.type === 'map') for (const { key, value } of node.pairs) open.push(key, value)
  }
  return spans.sort((a, b) => a.start - b.start)
}

/** What an alias repeats is found where it stands first. */
export function plainScalarsAt({ root, text }: Readable, at: Path): PlainScalar[] {
  const found: PlainScalar[] = []
  const open: { node: PlacedNode | undefined; at: Path; key?: true }[] = [{ node: nodeAt(root, at), at }]
  for (let step = open.pop(); step; step = open.pop()) {
    const { node, at, key } = step
    if (node?.type === 'scalar') {
      if (node.style === 'plain' && !node.tagged)
        found.push({ value: text.slice(node.start, node.end), at, ...(key && { key }) })
    } else if (node?.type === 'list') {
      for (let index = node.items.length - 1; index >= 0; index--)
        open.push({ node: node.items[index], at: [...at, index] })
    } else if (node?.type === 'map') {
      for (const { name, key, value } of node.pairs.toReversed()) {
        const inner = [...at, name]
        open.push({ node: value, at: inner }, { node: key, at: inner, key: true })
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

const resolve = (node: PlacedNode | undefined): Exclude<PlacedNode, { type: 'alias' }> | undefined => {
  let resolved = node
  while (resolved?.type === 'alias') resolved = resolved.target()
  return resolved
}

const pairOf = ({ pairs }: PlacedMap, key: string): PlacedPair | undefined =>
  pairs.find(({ name }) => name === key)

function spanInScalar(text: string, node: PlacedScalar, span: Span): Span {
  const { start, end, style } = node
  const content = { start: start + 1, end: end - 1 }
  if (style === 'double-quoted') return escapedSpan(text, content, span)
  if (style === 'single-quoted') return singleQuotedSpan(text, content, span)
  if (style === 'literal') return literalSpan(text, { start, end }, node.text() ?? '', span)
  // Folded and multi-line text has another shape than its value: the whole of it is pointed at.
  if (style === 'folded' || text.slice(start, end).includes('\n')) return { start, end }
  return { start: start + span.start, end: Math.min(start + span.end, end) }
}
