import type { AddressBlock, AddressFamily } from './address-block.ts'
import { endOf, firstOf, readBlock } from './address-block.ts'
import type { Bounds, Combination } from './address-bounds.ts'
import {
  blocksOf,
  both,
  combine,
  covers,
  either,
  everyIpv4,
  everyIpv6,
  ipv4Bounds,
  ipv6Bounds,
  onlyHere,
  sameBounds,
} from './address-bounds.ts'
import { sampleAddress } from './address-sample.ts'

export type { AddressProblem, AddressProblemReason, AddressSpelling, ParsedAddress } from './address.ts'
export { parseAddress, spellingOf } from './address.ts'
export type { AddressBlock, AddressFamily } from './address-block.ts'
export type { RedundantBlock } from './address-list.ts'
export { BlockIndex, coveringBlocks, redundantBlocks } from './address-list.ts'

/** An immutable set of IPv4 and IPv6 addresses. An IPv4-mapped IPv6 address is an IPv6 address here. */
export class AddressSet {
  static readonly empty = new AddressSet([], [])
  /** Every IPv4 and every IPv6 address. */
  static readonly all = new AddressSet(everyIpv4, everyIpv6)

  // Not `#private`, so that a comparison by content, as tests make it, sees them.
  private readonly ipv4: Bounds<number>
  private readonly ipv6: Bounds<bigint>

  private constructor(ipv4: Bounds<number>, ipv6: Bounds<bigint>) {
    this.ipv4 = ipv4
    this.ipv6 = ipv6
  }

  /** The union of the blocks, in time near-linear in their number. */
  static of(blocks: Iterable<AddressBlock>): AddressSet {
    const list = [...blocks]
    return new AddressSet(ipv4Bounds(list), ipv6Bounds(list))
  }

  /** Every address of the family. */
  static family(family: AddressFamily): AddressSet {
    return family === 4 ? new AddressSet(everyIpv4, []) : new AddressSet([], everyIpv6)
  }

  get isEmpty(): boolean {
    return this.ipv4.length === 0 && this.ipv6.length === 0
  }

  union(other: AddressSet): AddressSet {
    return this.combine(other, either)
  }

  intersect(other: AddressSet): AddressSet {
    return this.combine(other, both)
  }

  /** The addresses of this set that are not in `other`. */
  subtract(other: AddressSet): AddressSet {
    return this.combine(other, onlyHere)
  }

  /** Every address of either family that is not in this set. */
  complement(): AddressSet {
    return AddressSet.all.subtract(this)
  }

  /** Whether every address of `other` is in this set. */
  covers(other: AddressSet): boolean {
    return other.subtract(this).isEmpty
  }

  equals(other: AddressSet): boolean {
    return sameBounds(this.ipv4, other.ipv4) && sameBounds(this.ipv6, other.ipv6)
  }

  /** Whether the address, or every address of the block, is in this set; false for text that is neither. */
  has(address: string | AddressBlock): boolean {
    const block = typeof address === 'string' ? readBlock(address) : address
    return (
      block !== undefined && covers(block.family === 4 ? this.ipv4 : this.ipv6, firstOf(block), endOf(block))
    )
  }

  /** Whether every address of the family is in this set. */
  coversFamily(family: AddressFamily): boolean {
    return family === 4 ? sameBounds(this.ipv4, everyIpv4) : sameBounds(this.ipv6, everyIpv6)
  }

  /**
   * One address of the set, the same for equal sets; undefined when it is empty. IPv4 before IPv6; an address
   * for use in examples (203.0.113.7, 2001:db8::7) if there is one, then the first that a client may have
   * (10.0.0.1 for 10.0.0.0/8), and only for want of those a network, broadcast, loopback or multicast address.
   * Who wants one of a certain kind intersects first.
   */
  sample(): string | undefined {
    return sampleAddress(this.ipv4, this.ipv6)
  }

  /** The first `most` entries of the shortest list of canonical CIDR blocks, IPv4 first, by address. */
  toBlocks(most = Number.POSITIVE_INFINITY): string[] {
    const blocks: string[] = []
    for (const generated of [blocksOf(this.ipv4, 4), blocksOf(this.ipv6, 6)]) {
      for (const block of generated) {
        if (blocks.length >= most) return blocks
        blocks.push(block)
      }
    }
    return blocks
  }

  /** `toBlocks` for `JSON.stringify`: equal sets, and no others, give equal text. */
  toJSON(): string[] {
    return this.toBlocks()
  }

  private combine(other: AddressSet, keep: Combination): AddressSet {
    return new AddressSet(combine(this.ipv4, other.ipv4, keep), combine(this.ipv6, other.ipv6, keep))
  }
}
