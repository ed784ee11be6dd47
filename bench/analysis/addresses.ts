import ipaddr from 'ipaddr.js'
import type { AddressBlock } from '../../src/analysis/address-set.ts'
import { AddressSet, BlockIndex, parseAddress, redundantBlocks } from '../../src/analysis/address-set.ts'

/** One thing measured. */
export interface Row {
  readonly measure: string
  /** The best of several runs. */
  readonly milliseconds: number
  /** What came out, so that the measured work cannot be left out and two ways can be compared. */
  readonly result: number
}

/** 80,000 IPv4 and 20,000 IPv6 blocks: parsed, made into a set and swept; asked of an index; against ipaddr.js. */
export function run(): Row[] {
  const texts = randomBlocks(100_000, 1)
  const blocks = read(texts)
  const questions = read(randomBlocks(100_000, 2))
  return [
    measure('parse', 7, () => read(texts).length),
    measure('set', 7, () => (AddressSet.of(blocks).isEmpty ? 0 : blocks.length)),
    measure('redundant entries', 7, () => redundantBlocks(blocks).length),
    measure('parse, set and redundant entries', 7, () => {
      const list = read(texts)
      return AddressSet.of(list).isEmpty ? 0 : redundantBlocks(list).length
    }),
    measure('100,000 questions to an index', 5, () => {
      const index = new BlockIndex(blocks)
      return questions.filter((block) => index.covering(block)).length
    }),
    measure('redundant entries by ipaddr.js and bigint', 3, () => redundantByIpaddr(texts)),
  ]
}

function measure(name: string, runs: number, work: () => number): Row {
  let best = Number.POSITIVE_INFINITY
  let result = 0
  for (let count = 0; count < runs; count++) {
    const start = performance.now()
    result = work()
    best = Math.min(best, performance.now() - start)
  }
  return { measure: name, milliseconds: best, result }
}

function read(texts: readonly string[]): AddressBlock[] {
  const blocks: AddressBlock[] = []
  for (const text of texts) {
    const parsed = parseAddress(text)
    if (parsed.ok) blocks.push(parsed.block)
  }
  return blocks
}

/** Four IPv4 blocks to one IPv6 block, with random host bits; the same ones for the same seed. */
function randomBlocks(count: number, seed: number): string[] {
  let state = seed
  // xorshift32 (Marsaglia 2003)
  const random = (below: number) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
  const octets = () => Array.from({ length: 4 }, () => random(256)).join('.')
  const groups = () => Array.from({ length: 6 }, () => random(65536).toString(16)).join(':')
  return Array.from({ length: count }, (_, index) =>
    index % 5 === 4 ? `2001:db8:${groups()}/${48 + random(81)}` : `${octets()}/${16 + random(17)}`,
  )
}

function redundantByIpaddr(texts: readonly string[]): number {
  const ranges = texts.map((text) => {
    const [address, prefix] = ipaddr.parseCIDR(text)
    const bytes = address.toByteArray()
    const hostBits = BigInt(bytes.length * 8 - prefix)
    const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
    const first = (value >> hostBits) << hostBits
    return { family: bytes.length, first, last: first + (1n << hostBits) - 1n }
  })
  ranges.sort((a, b) => {
    if (a.family !== b.family) return a.family - b.family
    if (a.first !== b.first) return a.first < b.first ? -1 : 1
    return a.last === b.last ? 0 : a.last > b.last ? -1 : 1
  })
  let redundant = 0
  let outer = ranges[0]
  for (const range of ranges.slice(1)) {
    if (outer && outer.family === range.family && range.last <= outer.last) redundant++
    else outer = range
  }
  return redundant
}
