import { once } from '../once.ts'
import { formatAddress, numberOf, readBlock, wordsOf } from './address-block.ts'
import type { Bounds } from './address-bounds.ts'
import {
  both,
  combine,
  covers,
  everyIpv4,
  everyIpv6,
  ipv4Bounds,
  ipv6Bounds,
  onlyHere,
} from './address-bounds.ts'

const blocksFrom = (...texts: string[]) => texts.map((text) => readBlock(text)!)
const numberFrom = (text: string) => numberOf(readBlock(text)!.words)

/** Of the blocks that RFC 5737 and RFC 3849 set aside for examples: no reader takes them for a real host's. */
const examplesIpv4 = ['203.0.113.7', '198.51.100.7', '192.0.2.7'].map((text) => numberFrom(text) as number)
const exampleIpv6 = numberFrom('2001:db8::7') as bigint

/** "This network", loopback, link-local, multicast and reserved: no client comes from there (RFC 6890). */
const unusualIpv4 = () => ipv4Bounds(blocksFrom('0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'))
const preferredIpv4 = once(() => [combine(everyIpv4, unusualIpv4(), onlyHere), everyIpv4])

/** Global unicast, unique local, link-local, the rest. */
const preferredIpv6 = once(() => [
  ...['2000::/3', 'fc00::/7', 'fe80::/10'].map((text) => ipv6Bounds(blocksFrom(text))),
  everyIpv6,
])

/** A readable address of the set that two bounds make; undefined when both are empty. */
export function sampleAddress(ipv4: Bounds<number>, ipv6: Bounds<bigint>): string | undefined {
  const number = sampleIpv4(ipv4) ?? sampleIpv6(ipv6)
  return number === undefined ? undefined : formatAddress(wordsOf(number))
}

function sampleIpv4(bounds: Bounds<number>): number | undefined {
  const example = examplesIpv4.find((number) => covers(bounds, number, number + 1))
  if (example !== undefined) return example
  for (const preferred of preferredIpv4()) {
    const some = combine(bounds, preferred, both)
    if (some.length > 0) return hostOf(some)
  }
  return undefined
}

/** The first address that is no network or broadcast address, neither of its range nor of a /24. */
function hostOf(bounds: Bounds<number>): number {
  for (let index = 0; index < bounds.length; index += 2) {
    const first = bounds[index]!
    const last = bounds[index + 1]! - 1
    const inner = [first + 1, first + 2, first + 3].filter((number) => number < last)
    const host = [...inner, first, last].find((number) => number % 256 !== 0 && number % 256 !== 255)
    if (host !== undefined) return host
  }
  return bounds[0]!
}

function sampleIpv6(bounds: Bounds<bigint>): bigint | undefined {
  if (covers(bounds, exampleIpv6, exampleIpv6 + 1n)) return exampleIpv6
  for (const preferred of preferredIpv6()) {
    const [first, end] = combine(bounds, preferred, both)
    if (first === undefined || end === undefined) continue
    // The first address of a subnet stands for its routers (RFC 4291 section 2.6.1).
    return first + 1n < end ? first + 1n : first
  }
  return undefined
}
