/** An IP address as Go's net package reads it: eight groups of 16 bits, IPv4 mapped into IPv6. */
export type GoAddress = readonly number[]

/** Go gives up on longer numbers (net.big). */
const big = 0xffffff

function number(text: string, radix: 10 | 16, most: number): number | undefined {
  if (!(radix === 10 ? /^\d+$/ : /^[\da-f]+$/i).test(text)) return undefined
  let value = 0
  for (const digit of text) {
    value = value * radix + Number.parseInt(digit, radix)
    if (value >= big) return undefined
  }
  return value > most ? undefined : value
}

function readIpv4(text: string): readonly number[] | undefined {
  const parts = text.split('.').map((part) => number(part, 10, 255))
  const [a, b, c, d] = parts
  if (parts.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined)
    return undefined
  return [a * 256 + b, c * 256 + d]
}

function readIpv6(text: string): GoAddress | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const sides = halves.map((half) => groupsOf(half))
  const [left, right] = sides
  if (!left || (halves.length === 2 && !right)) return undefined
  // Dotted digits may only end the address.
  if (halves.length === 2 && halves[0]!.includes('.')) return undefined
  if (!right) return left.length === 8 ? left : undefined
  const gap = 8 - left.length - right.length
  return gap > 0 ? [...left, ...new Array<number>(gap).fill(0), ...right] : undefined
}

function groupsOf(text: string): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    const dotted = part.includes('.') && index === parts.length - 1 ? readIpv4(part) : undefined
    const group = dotted ? undefined : number(part, 16, 0xffff)
    if (!dotted && group === undefined) return undefined
    groups.push(...(dotted ?? [group!]))
  }
  return groups
}

/**
 * ParseIPSloppy of k8s.io/utils/net, the parser of Go before 1.17: leading zeros are decimal, zones are refused. Every
 * release reads these fields so.
 */
export function readAddress(text: string): GoAddress | undefined {
  const ipv4 = readIpv4(text)
  if (ipv4) return [0, 0, 0, 0, 0, 0xffff, ...ipv4]
  return text.includes(':') ? readIpv6(text) : undefined
}

export const isIpv4 = (address: GoAddress): boolean =>
  address[5] === 0xffff && address.slice(0, 5).every((group) => group === 0)

/** ParseCIDRSloppy: an address, a slash, a length. */
export function isCidr(text: string): boolean {
  const slash = text.indexOf('/')
  if (slash < 0) return false
  const address = text.slice(0, slash)
  const most = readIpv4(address) ? 32 : 128
  return readAddress(address) !== undefined && number(text.slice(slash + 1), 10, most) !== undefined
}

/** Why an address cannot be an external one (ValidateNonSpecialIP, ValidateEndpointIP); undefined where it can. */
export function specialRange(address: GoAddress): string | undefined {
  const [first = 0, , , , , , seventh = 0, last = 0] = address
  const bare = address.slice(0, 5).every((group) => group === 0)
  const zero = bare && address[5] === 0 && seventh === 0
  if (isIpv4(address)) {
    if (seventh === 0 && last === 0) return 'is the unspecified address'
    if (seventh >> 8 === 127) return 'is a loopback address'
    if (seventh === 0xa9fe) return 'is a link-local address'
    return seventh === 0xe000 && last >> 8 === 0 ? 'is a link-local multicast address' : undefined
  }
  if (zero && last === 0) return 'is the unspecified address'
  if (zero && last === 1) return 'is a loopback address'
  if ((first & 0xffc0) === 0xfe80) return 'is a link-local address'
  return (first & 0xff0f) === 0xff02 ? 'is a link-local multicast address' : undefined
}
