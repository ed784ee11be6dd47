import type { AddressFamily, AddressNumber } from './address-block.ts'
import { AddressBlock, bitsOf, ipv4Size, ipv6Number, ipv6Size, wordsOf } from './address-block.ts'
import type { Nesting } from './address-nesting.ts'
import { nest } from './address-nesting.ts'

/**
 * A set of addresses of one family: the numbers at which membership changes, strictly ascending. In from the
 * first bound on, out from the second on, and so forth; the last may be the number after the last address.
 */
export type Bounds<T extends AddressNumber> = readonly T[]

export const everyIpv4: Bounds<number> = [0, 2 ** 32]
export const everyIpv6: Bounds<bigint> = [0n, 1n << 128n]

/** Membership in a combined set, from that in two sets. Of an address in neither it must be false. */
export type Combination = (here: boolean, there: boolean) => boolean

export const either: Combination = (here, there) => here || there
export const both: Combination = (here, there) => here && there
export const onlyHere: Combination = (here, there) => here && !there

/** The bounds of a combined set, in one walk over those of the two. */
export function combine<T extends AddressNumber>(
  here: Bounds<T>,
  there: Bounds<T>,
  keep: Combination,
): Bounds<T> {
  const bounds: T[] = []
  let a = 0
  let b = 0
  while (a < here.length || b < there.length) {
    const next = b === there.length || (a < here.length && here[a]! <= there[b]!) ? here[a]! : there[b]!
    if (here[a] === next) a++
    if (there[b] === next) b++
    if (keep(a % 2 === 1, b % 2 === 1) !== (bounds.length % 2 === 1)) bounds.push(next)
  }
  return bounds
}

export function sameBounds(here: Bounds<AddressNumber>, there: Bounds<AddressNumber>): boolean {
  return here.length === there.length && here.every((bound, index) => bound === there[index])
}

/** Index of the first value above `value` in an ascending list; its length where there is none. */
export function indexAbove(ascending: readonly AddressNumber[], value: AddressNumber): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether the addresses from `first` up to, but not including, `end` are all in the set. */
export function covers(bounds: Bounds<AddressNumber>, first: AddressNumber, end: AddressNumber): boolean {
  const above = indexAbove(bounds, first)
  return above % 2 === 1 && end <= bounds[above]!
}

/** Most lists have one entry, and need none of what long ones are prepared with. */
const onlyOne = (blocks: readonly AddressBlock[]) => (blocks.length === 1 ? blocks[0] : undefined)

/** The union of those blocks that are IPv4. */
export function ipv4Bounds(blocks: readonly AddressBlock[]): Bounds<number> {
  const single = onlyOne(blocks)
  if (single) return single.family === 4 ? [single.words[0]!, single.words[0]! + ipv4Size(single.prefix)] : []
  const { table, outermost } = nest(blocks, 4)
  const [word] = table.words
  const bounds: number[] = []
  let runEnd = -1
  // As `joinRanges`, but of plain numbers alone: on long lists it is twice as fast.
  for (const row of outermost) {
    const first = word![row]!
    const end = first + ipv4Size(table.prefixes[row]!)
    if (first === runEnd) bounds[bounds.length - 1] = end
    else bounds.push(first, end)
    runEnd = end
  }
  return bounds
}

/** The union of those blocks that are IPv6. */
export function ipv6Bounds(blocks: readonly AddressBlock[]): Bounds<bigint> {
  if (onlyOne(blocks)?.family === 4) return []
  return joinRanges(ipv6Ranges(nest(blocks, 6)))
}

/** Ranges of addresses that are apart but may touch, ascending. */
export interface Ranges<T extends AddressNumber> {
  readonly firsts: readonly T[]
  /** The number after each range's last address. */
  readonly ends: readonly T[]
}

/** The outermost blocks of a nesting of IPv4 blocks. */
export function ipv4Ranges({ table: { words, prefixes }, outermost }: Nesting): Ranges<number> {
  const [word] = words
  const firsts = outermost.map((row) => word![row]!)
  return { firsts, ends: outermost.map((row, at) => firsts[at]! + ipv4Size(prefixes[row]!)) }
}

/** The outermost blocks of a nesting of IPv6 blocks. */
export function ipv6Ranges({ table: { words, prefixes }, outermost }: Nesting): Ranges<bigint> {
  const [a, b, c, d] = words
  const firsts = outermost.map((row) => ipv6Number(a![row]!, b![row]!, c![row]!, d![row]!))
  return { firsts, ends: outermost.map((row, at) => firsts[at]! + ipv6Size(prefixes[row]!)) }
}

function joinRanges({ firsts, ends }: Ranges<bigint>): Bounds<bigint> {
  const bounds: bigint[] = []
  for (let at = 0; at < firsts.length; at++) {
    // Blocks that touch are one run: only its end moves on.
    if (at > 0 && firsts[at] === ends[at - 1]) bounds[bounds.length - 1] = ends[at]!
    else bounds.push(firsts[at]!, ends[at]!)
  }
  return bounds
}

/** The shortest list of canonical blocks with the set's addresses, by address. */
export function* blocksOf(bounds: Bounds<AddressNumber>, family: AddressFamily): Generator<string> {
  for (let index = 0; index < bounds.length; index += 2) {
    const end = BigInt(bounds[index + 1]!)
    let first = BigInt(bounds[index]!)
    while (first < end) {
      const hostBits = Math.min(zerosAtEnd(first, bitsOf(family)), bitLength(end - first) - 1)
      const words = wordsOf(family === 4 ? Number(first) : first)
      yield new AddressBlock('', family, bitsOf(family) - hostBits, words).canonical
      first += 1n << BigInt(hostBits)
    }
  }
}

/** How many of the lowest bits are zero; `bits` for zero itself. */
function zerosAtEnd(value: bigint, bits: number): number {
  return value === 0n ? bits : bitLength(value & -value) - 1
}

/** Number of binary digits of a positive value. */
function bitLength(value: bigint): number {
  const digits = value.toString(16)
  return 4 * digits.length - Math.clz32(Number.parseInt(digits[0]!, 16)) + 28
}
