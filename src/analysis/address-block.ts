export type AddressFamily = 4 | 6

/** An address and a prefix length as the grammar reads them, host bits included. */
export interface AddressReading {
  readonly family: AddressFamily
  readonly words: readonly number[]
  readonly prefix: number
}

/**
 * One address or CIDR block, as read. Host bits may be set in the text: the block is what the prefix leaves.
 * `canonical` is a getter, as lists of 100,000 blocks are read more often than printed: a spread loses it.
 */
export class AddressBlock {
  /** As written. */
  readonly text: string
  readonly family: AddressFamily
  /** Length in bits: 0 to 32, or 0 to 128. */
  readonly prefix: number
  /** Whether the block is one address. */
  readonly single: boolean
  /** The first address as unsigned 32-bit words, the highest first: one for IPv4, four for IPv6. */
  readonly words: readonly number[]

  /** `words` without host bits; `blockOf` clears them. */
  constructor(text: string, family: AddressFamily, prefix: number, words: readonly number[]) {
    this.text = text
    this.family = family
    this.prefix = prefix
    this.single = prefix === bitsOf(family)
    this.words = words
  }

  /** `10.0.0.0/8`; a single address without its `/32` or `/128`. IPv6 as in RFC 5952. */
  get canonical(): string {
    const network = formatAddress(this.words)
    return this.single ? network : `${network}/${this.prefix}`
  }
}

/** Number of an address, or of the place after the last one: a number for IPv4, a bigint for IPv6. */
export type AddressNumber = number | bigint

const dot = 0x2e
const colon = 0x3a

/** Bits of an address: 32 or 128. */
export const bitsOf = (family: AddressFamily): number => (family === 4 ? 32 : 128)

/**
 * Reads an address or CIDR block by the strict grammar: IPv4 as four decimal octets without leading zeros,
 * IPv6 in every form of RFC 4291 section 2.2 without a zone, a decimal prefix length. Undefined for all else.
 */
export function readAddress(text: string): AddressReading | undefined {
  const end = addressEnd(text)
  const quad = readDottedQuad(text, 0, end)
  const words = quad < 0 ? readIpv6(text, end) : [quad]
  if (!words) return undefined
  const family = quad < 0 ? 6 : 4
  const prefix = readPrefix(text, end, bitsOf(family))
  return prefix < 0 ? undefined : { family, words, prefix }
}

/** The block that an address lies in, `text` as its spelling. */
export function blockOf(text: string, { family, words, prefix }: AddressReading): AddressBlock {
  return new AddressBlock(text, family, prefix, maskWords(words, prefix))
}

/** Reads a block by the grammar of `readAddress`; undefined where the text is none. */
export function readBlock(text: string): AddressBlock | undefined {
  const end = addressEnd(text)
  const quad = readDottedQuad(text, 0, end)
  // Most lists are IPv4 alone: on this way nothing is made but the block.
  if (quad >= 0) {
    const prefix = readPrefix(text, end, 32)
    return prefix < 0 ? undefined : new AddressBlock(text, 4, prefix, [maskWord(quad, prefix)])
  }
  const reading = readAddress(text)
  return reading && blockOf(text, reading)
}

function addressEnd(text: string): number {
  const slash = text.indexOf('/')
  return slash < 0 ? text.length : slash
}

/** Number of the block's first address. */
export function firstOf({ words }: AddressBlock): AddressNumber {
  return numberOf(words)
}

/** Number after the block's last address. */
export function endOf({ words, prefix }: AddressBlock): AddressNumber {
  const first = numberOf(words)
  return typeof first === 'number' ? first + ipv4Size(prefix) : first + ipv6Size(prefix)
}

/** An address as words to its number. */
export function numberOf(words: readonly number[]): AddressNumber {
  const [a = 0, b = 0, c = 0, d = 0] = words
  return words.length === 1 ? a : ipv6Number(a, b, c, d)
}

/** The number of an IPv6 address, from its words. */
export function ipv6Number(a: number, b: number, c: number, d: number): bigint {
  return (((BigInt(a) << 32n) | BigInt(b)) << 64n) | (BigInt(c) << 32n) | BigInt(d)
}

const ipv4Sizes = Array.from({ length: 33 }, (_, prefix) => 2 ** (32 - prefix))
const ipv6Sizes = Array.from({ length: 129 }, (_, prefix) => 1n << BigInt(128 - prefix))

/** How many addresses an IPv4 block has. */
export const ipv4Size = (prefix: number): number => ipv4Sizes[prefix]!

/** How many addresses an IPv6 block has. */
export const ipv6Size = (prefix: number): bigint => ipv6Sizes[prefix]!

/** An address's number to its words; a number is read as IPv4, a bigint as IPv6. */
export function wordsOf(value: AddressNumber): readonly number[] {
  if (typeof value === 'number') return [value]
  return [96n, 64n, 32n, 0n].map((shift) => Number(BigInt.asUintN(32, value >> shift)))
}

/** Dotted quad, or RFC 5952: an IPv4-mapped address (RFC 4291 section 2.5.5.2) ends in a dotted quad. */
export function formatAddress(words: readonly number[]): string {
  if (words.length === 1) return formatIpv4(words[0]!)
  return isMapped(words) ? formatMixed(words) : formatIpv6(groupsOf(words))
}

/** Whether the IPv6 address lies in ::ffff:0:0/96. */
export function isMapped(words: readonly number[]): boolean {
  return words[0] === 0 && words[1] === 0 && words[2] === 0xffff
}

/** An IPv6 address with its last 32 bits as a dotted quad. */
export function formatMixed(words: readonly number[]): string {
  const start = formatIpv6(groupsOf(words).slice(0, 6))
  return `${start}${start.endsWith('::') ? '' : ':'}${formatIpv4(words[3]!)}`
}

/** The groups of an IPv6 address, or its first ones: lower case, the first of the longest runs of zeros as `::`. */
export function formatIpv6(groups: readonly number[]): string {
  let start = 0
  // A single zero group is written out (RFC 5952 section 4.2.2).
  let length = 1
  for (let from = 0; from < groups.length; from++) {
    let to = from
    while (groups[to] === 0) to++
    if (to - from > length) {
      start = from
      length = to - from
    }
    from = to
  }
  if (length === 1) return joinGroups(groups, 0, groups.length)
  return `${joinGroups(groups, 0, start)}::${joinGroups(groups, start + length, groups.length)}`
}

/** The eight 16-bit groups of an IPv6 address. */
export function groupsOf(words: readonly number[]): readonly number[] {
  const [a = 0, b = 0, c = 0, d = 0] = words
  return [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff, c >>> 16, c & 0xffff, d >>> 16, d & 0xffff]
}

function formatIpv4(word: number): string {
  return `${word >>> 24}.${(word >>> 16) & 255}.${(word >>> 8) & 255}.${word & 255}`
}

function joinGroups(groups: readonly number[], from: number, to: number): string {
  let text = ''
  for (let index = from; index < to; index++) {
    text += index === from ? groups[index]!.toString(16) : `:${groups[index]!.toString(16)}`
  }
  return text
}

/** The words with all but the first `bits` bits set to zero. */
function maskWords(words: readonly number[], bits: number): readonly number[] {
  const [a = 0, b = 0, c = 0, d = 0] = words
  if (words.length === 1) return [maskWord(a, bits)]
  return [maskWord(a, bits), maskWord(b, bits - 32), maskWord(c, bits - 64), maskWord(d, bits - 96)]
}

/** Keeps the first `bits` bits of a word: none where negative, all from 32 on. */
export function maskWord(word: number, bits: number): number {
  if (bits <= 0) return 0
  return bits >= 32 ? word : (word & (-1 << (32 - bits))) >>> 0
}

/** The 32 bits of a dotted quad from `from` up to `to`; -1 for any other text. */
function readDottedQuad(text: string, from: number, to: number): number {
  let value = 0
  let octet = -1
  let dots = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === dot) {
      if (octet < 0) return -1
      value = value * 256 + octet
      octet = -1
      dots++
    } else {
      // A digit after a zero: some readers take 010 for 8, others for 10, so it is neither here.
      if (code < 0x30 || code > 0x39 || octet === 0) return -1
      octet = octet < 0 ? code - 0x30 : octet * 10 + code - 0x30
      if (octet > 255) return -1
    }
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : -1
}

/**
 * What follows the address: nothing, which means `most`, or a slash and one to three digits that make at most
 * `most`; -1 for anything else.
 */
function readPrefix(text: string, end: number, most: number): number {
  if (end === text.length) return most
  if (end + 1 === text.length || end + 4 < text.length) return -1
  let value = 0
  for (let at = end + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x30 || code > 0x39) return -1
    value = value * 10 + code - 0x30
    if (value > most) return -1
  }
  return value
}

function readIpv6(text: string, to: number): readonly number[] | undefined {
  const groups: number[] = []
  let gap = -1
  let at = 0
  if (text.charCodeAt(0) === colon && text.charCodeAt(1) === colon) {
    gap = 0
    at = 2
  }
  while (at < to) {
    let end = at
    let value = 0
    for (let digit = hexDigit(text, end, to); digit >= 0; digit = hexDigit(text, end, to)) {
      if (end - at === 4) return undefined
      value = value * 16 + digit
      end++
    }
    if (end < to && text.charCodeAt(end) === dot) {
      const quad = readDottedQuad(text, at, to)
      if (quad < 0) return undefined
      groups.push(quad >>> 16, quad & 0xffff)
      break
    }
    if (end === at || groups.length === 8) return undefined
    groups.push(value)
    if (end === to) break
    if (text.charCodeAt(end) !== colon) return undefined
    at = end + 1
    if (at === to) return undefined
    if (text.charCodeAt(at) === colon) {
      if (gap >= 0) return undefined
      gap = groups.length
      at++
    }
  }
  return gap < 0 ? toWords(groups) : fillGap(groups, gap)
}

function hexDigit(text: string, at: number, to: number): number {
  if (at >= to) return -1
  const code = text.charCodeAt(at)
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** `::` stands for at least one group (RFC 4291 section 2.2). */
function fillGap(groups: readonly number[], gap: number): readonly number[] | undefined {
  if (groups.length > 7) return undefined
  const zeros = new Array<number>(8 - groups.length).fill(0)
  return toWords([...groups.slice(0, gap), ...zeros, ...groups.slice(gap)])
}

function toWords(groups: readonly number[]): readonly number[] | undefined {
  if (groups.length !== 8) return undefined
  const [a, b, c, d, e, f, g, h] = groups as [number, number, number, number, number, number, number, number]
  return [a * 65536 + b, c * 65536 + d, e * 65536 + f, g * 65536 + h]
}
