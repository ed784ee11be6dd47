import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml'
import { once } from '../once.ts'
import type { Span } from './source.ts'

/** Where the values of a YAML document stand, whichever parser has found them. */
export type PlacedNode = PlacedScalar | PlacedList | PlacedMap | PlacedAlias

export interface PlacedScalar extends Span {
  readonly type: 'scalar'
  readonly style: 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded'
  /** With a tag a scalar is what the tag says, whatever it looks like. */
  readonly tagged: boolean
  /** The text that it stands for; undefined where it is no text. */
  text(): string | undefined
}

/** A list in lines of its own ends where its last item ends. */
export interface PlacedList extends Span {
  readonly type: 'list'
  readonly items: readonly (PlacedNode | undefined)[]
}

/** A map in lines of its own ends where its last value ends. */
export interface PlacedMap extends Span {
  readonly type: 'map'
  readonly pairs: readonly PlacedPair[]
}

export interface PlacedPair {
  /** The key as the value has it. */
  readonly name: string
  readonly key: PlacedNode | undefined
  /** Undefined where nothing at all is written, not even a colon. */
  readonly value: PlacedNode | undefined
}

export interface PlacedAlias extends Span {
  readonly type: 'alias'
  /** What it repeats. */
  target(): PlacedNode | undefined
}

/** The nodes of a tree of the parser that knows all of YAML. */
export function nodesOf(document: Document): PlacedNode | undefined {
  const known = new Map<unknown, PlacedNode | undefined>()
  const placed = (node: unknown): PlacedNode | undefined => {
    if (known.has(node)) return known.get(node)
    const made = make(node)
    known.set(node, made)
    return made
  }
  const make = (node: unknown): PlacedNode | undefined => {
    const span = spanOf(node)
    if (!span) return undefined
    if (isScalar(node)) {
      const { value, type, tag } = node
      const text = () => (typeof value === 'string' ? value : undefined)
      return {
        type: 'scalar',
        ...span,
        style: styles[type ?? 'PLAIN'] ?? 'folded',
        tagged: tag !== undefined,
        text,
      }
    }
    if (isAlias(node)) return { type: 'alias', ...span, target: once(() => placed(node.resolve(document))) }
    if (isSeq(node)) {
      const items = node.items.map(placed)
      return { type: 'list', start: span.start, end: node.flow ? span.end : endOfList(items, span), items }
    }
    if (!isMap(node)) return undefined
    const pairs = node.items.map((pair) => ({
      name: keyText(pair),
      key: placed(pair.key),
      value: placed(pair.value),
    }))
    return { type: 'map', start: span.start, end: node.flow ? span.end : endOfMap(pairs, span), pairs }
  }
  return placed(document.contents)
}

const styles: Readonly<Record<string, PlacedScalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single-quoted',
  QUOTE_DOUBLE: 'double-quoted',
  BLOCK_LITERAL: 'literal',
}

/** Where the last item of a list ends. */
const endOfList = (items: readonly (Span | undefined)[], whole: Span): number =>
  items.at(-1)?.end ?? whole.end

/** Where the last value of a map ends. A value left empty has no extent of its own: its key stands for it. */
function endOfMap(pairs: readonly PlacedPair[], whole: Span): number {
  const { key, value } = pairs.at(-1) ?? {}
  return (value && value.end > value.start ? value : (key ?? value))?.end ?? whole.end
}

/** Where a node stands. */
export function spanOf(node: unknown): Span | undefined {
  const range = (node as Node | null | undefined)?.range
  return range ? { start: range[0], end: range[1] } : undefined
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
