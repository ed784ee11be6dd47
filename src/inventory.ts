import { type AddressFamily, AddressSet, parseAddress } from './analysis/address-set.ts'
import type { Transport } from './model.ts'
import type { Path } from './position.ts'

/** A socket that was seen open: what the rows of all inventories become. */
export interface ObservedSocket {
  /** The row. */
  readonly at: Path
  /** What its host goes by; empty where the inventory is of one host and does not name it. */
  readonly host: readonly string[]
  /** What it is bound to, or where a scan reached it, as written; absent where the inventory does not say. */
  readonly address?: string
  readonly family?: AddressFamily | 'both'
  /** Who is known to reach it. */
  readonly exposure: Exposure
  readonly port: number
  readonly protocol: Transport
  readonly process?: string
  readonly pid?: number
  /** The container that has it open. */
  readonly container?: string
  /** What the inventory thinks of it. */
  readonly status?: string
}

/** Callers on every address of the host, on one that others reach, on the host alone; or nobody knows. */
export type Exposure = 'wildcard' | 'address' | 'loopback' | 'unknown'

/** What was seen open on some hosts at some time. */
export interface Inventory {
  /** "an HSS snapshot", "output of ss". */
  readonly title: string
  /** Taken from elsewhere: it shows who answers there, and not who listens. */
  readonly scan?: true
  readonly sockets: readonly ObservedSocket[]
  /** Every host that it speaks of, also those without an open socket, each by all its names. */
  readonly hosts: readonly (readonly string[])[]
  /** What shows how much of the hosts it covers. */
  readonly extent: Path
  /**
   * Why nothing follows from its showing no socket on a port of some hosts, in words that go on after its title: "holds
   * 3 of 37 rows"; undefined where that proves that there is none.
   */
  gap(port: number, protocol: Transport, isWanted: (host: readonly string[]) => boolean): string | undefined
}

/** A row that could not be read. */
export interface InventoryProblem {
  readonly at: Path
  readonly message: string
}

/** What a reader makes of a text or value. */
export interface ReadInventory {
  readonly inventory: Inventory
  readonly problems: readonly InventoryProblem[]
}

/** Where a socket is bound to. */
export type Binding = Pick<ObservedSocket, 'address' | 'family' | 'exposure'>

const loopback = setOf('127.0.0.0/8', '::1')
/** Addresses that callers from elsewhere on the internet do not have: RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291. */
export const privateAddresses = loopback.union(
  setOf(
    ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'],
    ...['fc00::/7', 'fe80::/10'],
  ),
)

function setOf(...blocks: readonly string[]): AddressSet {
  return AddressSet.of(
    blocks.flatMap((text) => {
      const parsed = parseAddress(text)
      return parsed.ok ? [parsed.block] : []
    }),
  )
}

/** More than an IPv6 address in brackets with the name of an interface has. */
const longestAddress = 128

const unknownBinding: Binding = { exposure: 'unknown' }

/**
 * Who reaches a socket that is bound to an address as inventories write it: in brackets or not, with a zone or
 * interface behind `%`, a star or nothing at all for the wildcard. On Linux `::` takes IPv4 as well unless a program
 * asked otherwise (net.ipv6.bindv6only in ip-sysctl of the kernel's documentation).
 */
export function boundTo(written: string | undefined): Binding {
  if (written === undefined || written.length > longestAddress) return unknownBinding
  const [, text = '', zone] = /^\[?([^\]%]*)\]?(?:%(.*?)\]?)?$/.exec(written) ?? []
  const address = written === '' ? '*' : written
  const own = zone === 'lo' || zone === 'lo0'
  const wildcard = zone === undefined ? 'wildcard' : own ? 'loopback' : 'address'
  if (text === '' || text === '*') return { address, family: 'both', exposure: wildcard }
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1]
  const parsed = parseAddress(mapped ?? text)
  if (!parsed.ok || !parsed.block.single) return { ...unknownBinding, address }
  const { block } = parsed
  const { family } = block
  if (block.words.every((word) => word === 0))
    return { address, family: family === 4 ? 4 : 'both', exposure: wildcard }
  return { address, family, exposure: own || loopback.has(block) ? 'loopback' : 'address' }
}

/** `boundTo`, which remembers its answers: a long inventory has few addresses. */
export function bindings(): typeof boundTo {
  const known = new Map<string | undefined, Binding>()
  return (written) => {
    const binding = known.get(written) ?? boundTo(written)
    known.set(written, binding)
    return binding
  }
}

/** The host of sockets whose inventory does not name it. */
export const noHost: readonly string[] = []

/** Who reaches a socket that answered at an address: to be reached there, it may be bound to the wildcard as well. */
export function reachedAt(address: string | undefined): Binding {
  const binding = boundTo(address)
  return binding.exposure === 'address' ? binding : { ...binding, exposure: 'unknown' }
}

/** A number as inventories write it, in digits or as a number, from 0 to `most`; undefined for all else. */
export function wholeNumber(value: unknown, most: number): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || !/^\d{1,10}$/.test(value))) return undefined
  const number = Number(value)
  return Number.isInteger(number) && number >= 0 && number <= most ? number : undefined
}

/** A value of a row in a message. */
export const saidValue = (value: unknown): string =>
  value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value).slice(0, 60)

/** What is wrong with a value that stands where a port does. */
export const noPort = (value: unknown): string =>
  `${saidValue(value)} is no number of a port, which is ${highestPort} at most.`

export const highestPort = 65535
/** Linux numbers processes up to 2^22 (PID_MAX_LIMIT), other systems up to 32 bits. */
export const highestPid = 2 ** 32 - 1

/** Rows that could not be read which are told one by one; the others are counted. */
const maxTold = 20

/** Collects what is wrong with the rows of an inventory of any size: the first ones, and their number. */
export class RowProblems {
  private readonly first: InventoryProblem[] = []
  private count = 0

  add(at: Path, message: string): void {
    this.count++
    if (this.first.length <= maxTold) this.first.push({ at, message })
  }

  get list(): readonly InventoryProblem[] {
    const told = this.first.slice(0, maxTold)
    const next = this.first[maxTold]
    if (!next) return told
    const rest = this.count - maxTold
    return [...told, { at: next.at, message: `${rest} more rows cannot be read, from here on.` }]
  }

  /** As a reason of `Inventory.gap`. */
  get gap(): string | undefined {
    if (this.count === 0) return undefined
    return this.count === 1 ? 'has a row that cannot be read' : `has ${this.count} rows that cannot be read`
  }
}

/** A reason of `Inventory.gap` for protocols that an inventory does not cover. */
export function outside(covered: ReadonlySet<Transport>): (protocol: Transport) => string | undefined {
  return (protocol) => (covered.has(protocol) ? undefined : `lists no sockets of ${protocol}`)
}

/** The hosts of some sockets, each once. */
export function hostsOf(sockets: readonly ObservedSocket[]): (readonly string[])[] {
  const hosts = new Map<string, readonly string[]>()
  for (const { host } of sockets) if (host.length > 0) hosts.set(host.join('\n'), host)
  return [...hosts.values()]
}
