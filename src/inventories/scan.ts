import { highestPort, noPort, saidValue, wholeNumber } from '../inventory.ts'
import type { Transport } from '../model.ts'
import { once } from '../once.ts'

/** What a scan from outside has found out of one host. */
export interface ScannedHost {
  up: boolean
  /** Of ports that are not open, by `8080/TCP`. */
  readonly states: Map<string, string>
  /** Of the ports that are not listed one by one: how many are in which state, and of which protocols, if that is told. */
  readonly others: { readonly state: string; readonly count: number; readonly protocols: Set<unknown> }[]
  /** Ports that are listed one by one. */
  listed: number
}

export function newHost(): ScannedHost {
  return { up: true, states: new Map(), others: [], listed: 0 }
}

const transports: ReadonlyMap<string, Transport> = new Map([
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['sctp', 'SCTP'],
])
/** https://nmap.org/book/man-port-scanning-basics.html: only "open" says that somebody listens, only "closed" that nobody does. */
const states: ReadonlySet<string> = new Set([
  ...['open', 'closed', 'filtered', 'unfiltered', 'open|filtered', 'closed|filtered', 'unknown'],
])

/** A port as a scan writes it, not yet read. */
interface WrittenPort {
  readonly portid: unknown
  readonly protocol: unknown
  readonly state: unknown
}

/** What a scan looked at, and how it ended. */
export class ScanBuilder {
  /** Absent where the scan does not end by saying so. */
  finished: boolean | undefined
  private readonly looked = new Map<Transport, Uint8Array | undefined>()
  /** How many ports were looked at. */
  private readonly size = once(() =>
    [...this.looked.values()].reduce((sum, ports) => sum + (ports?.reduce((a, b) => a + b, 0) ?? 0), 0),
  )

  /** Notes which ports were looked at: `1-1024,3306`. */
  covers(protocol: string | undefined, services: string | undefined): void {
    const transport = transports.get(protocol ?? '')
    if (!transport) return
    if (!services) {
      this.looked.set(transport, undefined)
      return
    }
    const ports = this.looked.get(transport) ?? new Uint8Array(highestPort + 1)
    for (const part of services.split(',')) {
      const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part) ?? []
      if (first !== undefined) ports.fill(1, Number(first), Number(last) + 1)
    }
    this.looked.set(transport, ports)
  }

  /** Why the scan does not tell the state of a port that it does not list. */
  silence({ others, listed }: ScannedHost, port: number, protocol: Transport): string | undefined {
    if (this.looked.size === 0) return 'does not say which ports it looked at'
    const ports = this.looked.get(protocol)
    if (!this.looked.has(protocol) || (ports && ports[port] !== 1))
      return `did not look at ${port}/${protocol}`
    if (!ports) return 'does not say which ports it looked at'
    const own = others.filter(
      ({ protocols }) => protocols.size === 0 || protocols.has(protocol.toLowerCase()),
    )
    const open = own.find(({ state }) => state !== 'closed')
    if (open) return `calls the ports that it does not list "${open.state}"`
    const told = others.reduce((sum, { count }) => sum + count, listed)
    return told < this.size() ? 'leaves out ports that it looked at' : undefined
  }

  /** An open port; why the row cannot be read; undefined for a port that is not known to be open, whose state is kept. */
  port(
    host: ScannedHost,
    { portid, protocol, state }: WrittenPort,
  ): { readonly port: number; readonly protocol: Transport } | string | undefined {
    host.listed++
    if (protocol === 'ip') return undefined
    const transport = typeof protocol === 'string' ? transports.get(protocol) : undefined
    if (!transport) return `${saidValue(protocol)} is no protocol that has ports.`
    const port = wholeNumber(portid, highestPort)
    if (port === undefined) return noPort(portid)
    if (typeof state !== 'string' || !states.has(state)) return `${saidValue(state)} is no state of a port.`
    if (state === 'open') return { port, protocol: transport }
    host.states.set(`${port}/${transport}`, state)
    return undefined
  }
}

/** Why a scan that shows no open port does not prove that none is open; see `Inventory.gap`. */
export function scanGap(
  scan: ScanBuilder,
  hosts: readonly ScannedHost[],
  port: number,
  protocol: Transport,
): string | undefined {
  if (!scan.finished) return 'does not say that it came to its end'
  const up = hosts.filter((host) => host.up)
  if (up.length === 0) return 'found no host that is up'
  for (const host of up) {
    const state = host.states.get(`${port}/${protocol}`)
    const open = state === undefined ? scan.silence(host, port, protocol) : openWords(state, port, protocol)
    if (open !== undefined) return open
  }
  return undefined
}

const openWords = (state: string, port: number, protocol: Transport): string | undefined =>
  state === 'closed' ? undefined : `calls ${port}/${protocol} "${state}"`
