import { type AddressReading, bitsOf, blockOf, endOf, readAddress, readBlock } from './address-block.ts'

export type AddressProblemReason =
  | 'empty'
  | 'too-long'
  | 'blank'
  | 'not-ascii'
  | 'list'
  | 'url'
  | 'brackets'
  | 'range'
  | 'wildcard'
  | 'zone'
  | 'netmask'
  | 'prefix-syntax'
  | 'prefix-range'
  | 'port'
  | 'group-range'
  | 'group-count'
  | 'leading-zero'
  | 'octet-range'
  | 'octet-count'
  | 'short-form'
  | 'hostname'
  | 'not-an-address'

/** Why a text is no address or CIDR block. */
export interface AddressProblem {
  readonly reason: AddressProblemReason
  /** Half a sentence, to follow the text: "has an octet above 255". */
  readonly message: string
  /** Canonical text of what it most likely means, where there is one such thing. */
  readonly meant?: string
}

/** The longest sensible text is about 50 characters; the rest is room for blanks and for lists. */
const longest = 256

/** Names what keeps a text from being read by `readAddress`. Expects a text that is not readable. */
export function diagnoseAddress(text: string): AddressProblem {
  if (text === '') return { reason: 'empty', message: 'is empty' }
  if (text.length > longest) return { reason: 'too-long', message: 'is longer than any address' }
  for (const diagnose of [blanks, asciiOnly, list, url, brackets, range, wildcard, zone, slash]) {
    const trouble = diagnose(text)
    if (trouble) return trouble
  }
  return diagnoseUnprefixed(text, '')
}

function problem(reason: AddressProblemReason, message: string, meant?: string): AddressProblem {
  const canonical = meant === undefined ? undefined : readBlock(meant)?.canonical
  return canonical === undefined ? { reason, message } : { reason, message, meant: canonical }
}

const blank = /[\s\u200b\u2060]+/g

function blanks(text: string): AddressProblem | undefined {
  const rest = text.replace(blank, '')
  if (rest === text) return undefined
  if (rest === '') return problem('blank', 'is blank')
  if (readAddress(rest)) return problem('blank', 'has blanks in it', rest)
  // The blanks are not the only trouble: name the other one, unless they separate addresses.
  const words = text.split(blank).filter(Boolean)
  if (words.length > 1 && words.every(readAddress)) return listProblem()
  return diagnoseAddress(rest)
}

function asciiOnly(text: string): AddressProblem | undefined {
  const narrow = text.normalize('NFKC').replaceAll('\u2013', '-')
  if (narrow === text || narrow.length > longest) return undefined
  if (readAddress(narrow)) return problem('not-ascii', 'has characters outside ASCII', narrow)
  return diagnoseAddress(narrow)
}

function list(text: string): AddressProblem | undefined {
  return /[,;]/.test(text) ? listProblem() : undefined
}

function listProblem(): AddressProblem {
  return problem('list', 'is a list: each address needs an entry of its own')
}

function url(text: string): AddressProblem | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? problem('url', 'is a URL where an address is expected')
    : undefined
}

function brackets(text: string): AddressProblem | undefined {
  const match = /^\[([^\]]*)\](:\d+)?(\/\d+)?$/.exec(text)
  if (!match) return undefined
  const [, address = '', port, prefix = ''] = match
  return port
    ? problem('port', 'has a port: an address list holds addresses alone', `${address}${prefix}`)
    : problem('brackets', 'has brackets, which belong in a URL', `${address}${prefix}`)
}

function range(text: string): AddressProblem | undefined {
  const [from = '', to, ...more] = text.split('-')
  const first = readAddress(from)
  if (!first || to === undefined) return undefined
  const last = more.length === 0 ? readAddress(to) : undefined
  return problem(
    'range',
    'is a range from one address to another: only CIDR blocks can be written',
    last && blockBetween(first, last),
  )
}

/** The one block from `first` to `last`, if there is one. */
function blockBetween(first: AddressReading, last: AddressReading): string | undefined {
  const bits = bitsOf(first.family)
  if (last.family !== first.family || last.prefix < bits) return undefined
  const start = blockOf('', first).canonical
  const end = endOf(blockOf('', last))
  for (let prefix = 0; prefix <= bits; prefix++) {
    const block = blockOf('', { ...first, prefix })
    if (endOf(block) === end && block.canonical.split('/')[0] === start) return block.canonical
  }
  return undefined
}

function wildcard(text: string): AddressProblem | undefined {
  if (!text.includes('*')) return undefined
  const message = 'has a wildcard: write the prefix length instead'
  if (text === '*') return problem('wildcard', 'is a wildcard: write 0.0.0.0/0, ::/0 or both')
  if (!/^(?:\d+\.){1,3}\*(?:\.\*)*$/.test(text)) return problem('wildcard', message)
  const octets = text.split('.').filter((octet) => octet !== '*')
  const complete = text.split('.').length <= 4
  return problem('wildcard', message, complete ? zeroFilled(octets, String(8 * octets.length)) : undefined)
}

function zone(text: string): AddressProblem | undefined {
  const match = /^([^%]*:[^%]*)%[^/]*(\/.*)?$/.exec(text)
  if (!match) return undefined
  const [, address = '', prefix = ''] = match
  return problem('zone', 'names a zone, which has a meaning on one machine only', address + prefix)
}

function slash(text: string): AddressProblem | undefined {
  const [address = '', prefix, ...more] = text.split('/')
  if (prefix === undefined) return undefined
  if (more.length > 0) return problem('prefix-syntax', 'has more than one slash')
  const reading = readAddress(address)
  // A wrong address is the greater trouble: a path or a date has a slash as well.
  if (!reading) return diagnoseUnprefixed(address, `/${prefix}`)
  const bits = bitsOf(reading.family)
  if (prefix === '') return problem('prefix-syntax', 'has no prefix length after its slash')
  if (/^\d+$/.test(prefix)) {
    return Number(prefix) > bits
      ? problem('prefix-range', `has a prefix length above ${bits}`)
      : problem('prefix-syntax', 'has a prefix length of too many digits', `${address}/${Number(prefix)}`)
  }
  if (prefix.includes('.')) return netmask(address, prefix)
  return problem('prefix-syntax', 'has a prefix length that is not a decimal number')
}

function netmask(address: string, mask: string): AddressProblem {
  const reading = readAddress(mask)
  const word = reading?.words[0]
  if (reading?.family !== 4 || reading.prefix !== 32 || word === undefined) {
    return problem('prefix-syntax', 'has a prefix length that is not a decimal number')
  }
  const message = 'has a netmask: write the prefix length instead'
  // A wildcard mask, as access lists of routers have it, is a netmask with its bits inverted.
  const length = maskLength(word) ?? maskLength(~word >>> 0)
  const meant = length !== undefined && !address.includes(':') ? `${address}/${length}` : undefined
  return problem('netmask', message, meant)
}

/** Number of ones in a word of ones followed by zeros; undefined for other words. */
function maskLength(word: number): number | undefined {
  const ones = Math.clz32(~word)
  return (ones === 32 ? 0xffffffff : 0xffffffff - (0xffffffff >>> ones)) === word ? ones : undefined
}

/** `prefix` is empty or starts with its slash; it only serves what is meant. */
function diagnoseUnprefixed(address: string, prefix: string): AddressProblem {
  if (/^[0-9.]+$/.test(address)) return diagnoseIpv4(address, prefix)
  if (/^0x[0-9a-f.x]*$/i.test(address)) return problem('short-form', 'is not written as four decimal octets')
  const port = /^([0-9.]+):\d+$/.exec(address)
  if (port && readAddress(port[1]!)) {
    return problem('port', 'has a port: an address list holds addresses alone', port[1]! + prefix)
  }
  if (address.includes(':') && /^[0-9a-f:.]+$/i.test(address)) return diagnoseIpv6(address, prefix)
  if (/^(?=.*[a-z])[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?$/i.test(address)) {
    return problem('hostname', 'is a name where an address is expected')
  }
  return problem('not-an-address', 'is neither an IPv4 nor an IPv6 address')
}

function diagnoseIpv4(address: string, prefix: string): AddressProblem {
  const octets = address.split('.')
  if (octets.includes('')) return problem('octet-count', 'has an octet without digits')
  if (octets.length > 4) return problem('octet-count', `has ${octets.length} octets instead of four`)
  if (octets.length < 4) {
    const message = octets.length === 1 ? 'is a number' : `has only ${octets.length} octets`
    // Without a prefix length 10.1 may be 10.1.0.0 as well as 10.0.0.1.
    const known = prefix !== '' && Number(prefix.slice(1)) <= 8 * octets.length
    const meant = known ? zeroFilled(octets, prefix.slice(1)) : undefined
    return problem('short-form', `${message} where four octets are expected`, meant)
  }
  if (octets.some((octet) => Number(octet) > 255)) return problem('octet-range', 'has an octet above 255')
  const meant = octets.map(Number).join('.') + prefix
  return problem(
    'leading-zero',
    'has an octet with a leading zero, which some software reads as octal',
    meant,
  )
}

function zeroFilled(octets: readonly string[], prefix: string): string {
  const zeros = new Array<string>(4 - octets.length).fill('0')
  return `${[...octets, ...zeros].join('.')}/${prefix}`
}

function diagnoseIpv6(address: string, prefix: string): AddressProblem {
  const quad = /[^:]*\.[^:]*$/.exec(address)?.[0]
  if (quad !== undefined && !readAddress(quad)) {
    const { reason, message, meant } = diagnoseIpv4Tail(quad)
    return problem(reason, message, meant && address.slice(0, -quad.length) + meant + prefix)
  }
  const groups = address.split(':')
  if (groups.slice(0, -1).some((group) => group.includes('.'))) {
    return problem('not-an-address', 'has a dotted quad before its end')
  }
  if (groups.some((group) => group.length > 4 && group !== quad)) {
    return problem('group-range', 'has a group of more than four hexadecimal digits')
  }
  if (address.split('::').length > 2) return problem('group-count', 'has "::" more than once')
  if (/^:(?!:)|[^:]:$/.test(address)) return problem('group-count', 'starts or ends with a single colon')
  const count = groups.filter(Boolean).length + (quad === undefined ? 0 : 1)
  return problem(
    'group-count',
    `has ${count} groups${address.includes('::') ? ' and "::"' : ' instead of eight'}`,
  )
}

function diagnoseIpv4Tail(quad: string): AddressProblem {
  return /^[0-9.]+$/.test(quad)
    ? diagnoseIpv4(quad, '')
    : problem('not-an-address', 'is neither an IPv4 nor an IPv6 address')
}
