import { noted, recalled } from '../once.ts'
import {
  type AddressBlock,
  formatIpv6,
  formatMixed,
  groupsOf,
  isMapped,
  readAddress,
  readBlock,
} from './address-block.ts'
import type { AddressProblem } from './address-problem.ts'
import { diagnoseAddress } from './address-problem.ts'

export type { AddressBlock, AddressFamily } from './address-block.ts'
export type { AddressProblem, AddressProblemReason } from './address-problem.ts'

export type ParsedAddress =
  | { readonly ok: true; readonly block: AddressBlock }
  | { readonly ok: false; readonly problem: AddressProblem }

/**
 * Reads one IPv4 or IPv6 address or CIDR block. What only some software reads (octal octets, missing octets,
 * netmasks, zones) is a problem; what is merely unusual parses, and `spellingOf` names it.
 */
export const parseAddress: (text: string) => ParsedAddress = recalled(4096, read)

function read(text: string): ParsedAddress {
  const block = readBlock(text)
  return block ? { ok: true, block } : { ok: false, problem: diagnoseAddress(text) }
}

/** What is unusual in the spelling of a valid block. */
export type AddressSpelling =
  /** Bits are set that the prefix length leaves out: `10.0.0.1/8`. */
  | 'host-bits'
  /** In the prefix length (`/08`) or in an IPv6 group (`0db8`). */
  | 'leading-zero'
  /** Hexadecimal digits in upper case. */
  | 'upper-case'
  /** `::` is missing, not at the longest run of zeros, or stands for one group. */
  | 'not-compressed'
  /** A dotted quad at the end of an address of no range that is known to hold IPv4 addresses. */
  | 'embedded-ipv4'
  /** Lies in ::ffff:0:0/96: an IPv4 client matches it only where the platform maps its addresses. */
  | 'mapped-ipv4'

/**
 * The unusual points of a block's spelling, each once; empty for the canonical text, with or without the
 * `/32` or `/128` of a single address. 64:ff9b::/96 may be spelled either way (RFC 5952 section 5, RFC 6052).
 */
export const spellingOf: (block: AddressBlock) => readonly AddressSpelling[] = noted(spelling)

function spelling(block: AddressBlock): readonly AddressSpelling[] {
  const { text, family } = block
  const words = readAddress(text)?.words ?? block.words
  const found: AddressSpelling[] = []
  if (words.some((word, index) => word !== block.words[index])) found.push('host-bits')
  const [address = '', prefix = ''] = text.split('/')
  const groups = family === 6 ? address.split(':') : []
  if (/^0\d/.test(prefix) || groups.some((group) => /^0[^.]/.test(group))) found.push('leading-zero')
  if (family === 4) return found

  if (/[A-F]/.test(address)) found.push('upper-case')
  const dotted = address.includes('.')
  const plain = groups.map((group) => group.toLowerCase().replace(/^0+(?=[0-9a-f])/, '')).join(':')
  if (plain !== (dotted ? formatMixed(words) : formatIpv6(groupsOf(words)))) found.push('not-compressed')
  if (dotted && !isMapped(words) && !isNat64(words)) found.push('embedded-ipv4')
  if (isMapped(block.words) && block.prefix >= 96) found.push('mapped-ipv4')
  return found
}

/** Whether the address lies in the well-known prefix of IPv4/IPv6 translators, 64:ff9b::/96. */
function isNat64(words: readonly number[]): boolean {
  return words[0] === 0x64ff9b && words[1] === 0 && words[2] === 0
}
