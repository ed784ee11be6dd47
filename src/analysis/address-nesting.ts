import type { AddressBlock, AddressFamily } from './address-block.ts'
import { maskWord } from './address-block.ts'

/**
 * How the blocks of one family in a list lie in one another. Two CIDR blocks are either nested or apart, so
 * each lies in exactly one outermost block of the list, and the outermost ones are apart.
 */
export interface Nesting {
  /** The family's blocks in list order. */
  readonly table: BlockTable
  /** Rows of the outermost blocks by address, of equal ones the first. */
  readonly outermost: readonly number[]
  /** Rows of the other blocks, each with that of the outermost block it lies in. */
  readonly inner: readonly { readonly row: number; readonly outer: number }[]
}

/** Blocks as columns: walking them by address then stays within a few small arrays. */
export interface BlockTable {
  /** Where in the list each row stands. */
  readonly indices: Column
  readonly prefixes: Column
  /** One column for each word of an address. */
  readonly words: readonly Column[]
}

/** A typed array costs more than it saves where it holds few numbers. */
type Column = Uint32Array<ArrayBuffer> | number[]

/** Below this length a comparison sort is faster than the passes of a radix sort. */
const short = 256

/** Finds the outermost blocks of a family, in time near-linear in the length of the list. */
export function nest(blocks: readonly AddressBlock[], family: AddressFamily): Nesting {
  // Most lists are short and of one family.
  if (!blocks.some((block) => block.family === family)) return nothing[family]
  const table = tabulate(blocks, family)
  const outermost: number[] = []
  const inner: { row: number; outer: number }[] = []
  let outer = -1
  // In this order a block comes directly before those that lie in it.
  for (const row of sortRows(table)) {
    if (outer < 0 || !liesIn(table.words, row, outer, table.prefixes[outer]!)) {
      outer = row
      outermost.push(row)
    } else {
      inner.push({ row, outer })
    }
  }
  return { table, outermost, inner }
}

const nothing: Readonly<Record<AddressFamily, Nesting>> = {
  4: { table: tabulate([], 4), outermost: [], inner: [] },
  6: { table: tabulate([], 6), outermost: [], inner: [] },
}

function tabulate(blocks: readonly AddressBlock[], family: AddressFamily): BlockTable {
  let size = 0
  for (const block of blocks) if (block.family === family) size++
  const column = (): Column => (size < short ? new Array<number>(size).fill(0) : new Uint32Array(size))
  const indices = column()
  const prefixes = column()
  const words = family === 4 ? [column()] : [column(), column(), column(), column()]
  let rows = 0
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]!
    if (block.family !== family) continue
    indices[rows] = index
    prefixes[rows] = block.prefix
    for (let word = 0; word < words.length; word++) words[word]![rows] = block.words[word]!
    rows++
  }
  return { indices, prefixes, words }
}

/** Whether the first `prefix` bits of a row are those of the row `outer`, whose other bits are zero. */
function liesIn(words: readonly Column[], row: number, outer: number, prefix: number): boolean {
  for (let word = 0; word < words.length; word++) {
    const column = words[word]!
    if (maskWord(column[row]!, prefix - 32 * word) !== column[outer]!) return false
  }
  return true
}

/** The rows by address and prefix length; equal ones stay in list order. */
function sortRows({ prefixes, words }: BlockTable): Column {
  // From the last key to the first one, as the passes of a radix sort go.
  const columns = [prefixes, ...words.toReversed()]
  if (prefixes.length < short)
    return Array.from(prefixes, (_, row) => row).sort((a, b) => compareRows(columns, a, b))
  let order = new Uint32Array(prefixes.length)
  for (let row = 0; row < order.length; row++) order[row] = row
  for (const column of columns) {
    for (const shift of [0, 8, 16, 24]) order = sortByByte(order, column, shift)
  }
  return order
}

function compareRows(columns: readonly Column[], a: number, b: number): number {
  for (let at = columns.length - 1; at >= 0; at--) {
    const difference = columns[at]![a]! - columns[at]![b]!
    if (difference !== 0) return difference
  }
  return a - b
}

/** One pass of a radix sort: stable, by the byte of each key that `shift` brings to the lowest place. */
function sortByByte(order: Uint32Array<ArrayBuffer>, keys: Column, shift: number): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(257)
  for (let row = 0; row < keys.length; row++) places[((keys[row]! >>> shift) & 255) + 1]!++
  if (places.includes(keys.length)) return order
  for (let byte = 1; byte < 256; byte++) places[byte]! += places[byte - 1]!
  const sorted = new Uint32Array(order.length)
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!
    sorted[places[(keys[row]! >>> shift) & 255]!++] = row
  }
  return sorted
}
