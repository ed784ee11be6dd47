import {
  bindings,
  type boundTo,
  highestPid,
  highestPort,
  hostsOf,
  type InventoryProblem,
  noHost,
  noPort,
  type ObservedSocket,
  outside,
  RowProblems,
  saidValue,
  wholeNumber,
} from '../inventory.ts'
import type { Transport } from '../model.ts'
import type { TextReader } from './reader.ts'

/** What `ss` calls the sockets that have ports; `udplite` and `mptcp` are seen as `udp` and `tcp` as well. */
export const netids: ReadonlyMap<string, Transport> = new Map([
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['sctp', 'SCTP'],
])
/** States of a socket that takes connections or datagrams from anybody. Without connections, UDP knows no LISTEN. */
const openStates: ReadonlyMap<string, Transport> = new Map([
  ['LISTEN', 'TCP'],
  ['UNCONN', 'UDP'],
])
const otherStates =
  /^(?:ESTAB|SYN-SENT|SYN-RECV|FIN-WAIT-[12]|TIME-WAIT|CLOSED?|CLOSE-WAIT|LAST-ACK|CLOSING|UNKNOWN)$/

const header = /^\s*(?:Netid\s+)?State\s+Recv-Q\b/
/** `users:(("sshd",pid=812,fd=3))`; there may be several, and none for whoever may not see them. */
const user = /users:\(\("([^"]*)",pid=(\d+)/

/** Lines that are looked at to tell whether a text is an output of ss. */
const sample = 50

/** `ss -H -tulpn`, and the same with the header line. https://man7.org/linux/man-pages/man8/ss.8.html */
export const ss: TextReader = {
  claims: (text) =>
    text
      .slice(0, 200 * sample)
      .split('\n', sample)
      .some((line) => header.test(line) || isRow(line)),

  read(text) {
    const sockets: ObservedSocket[] = []
    const problems = new RowProblems()
    const covered = new Set<Transport>()
    /** Where each line starts and ends: numbers alone, since there may be a million of them. */
    const bounds: number[] = []
    const bind = bindings()
    for (const { line, start } of linesOf(text)) {
      if (line.trim() === '' || header.test(line)) continue
      const at = [bounds.length / 2]
      bounds.push(start, start + line.length)
      const found = readRow(line, bind)
      if (typeof found === 'string') problems.add(at, found)
      else if (found) {
        covered.add(found.protocol)
        // The column is left out where one kind of socket was asked for.
        if (found.several) covered.add('TCP').add('UDP')
        if (found.socket) sockets.push({ at, host: noHost, ...found.socket })
      }
    }
    const beyond = outside(covered)
    return {
      inventory: {
        title: 'the output of ss',
        sockets,
        hosts: hostsOf(sockets),
        extent: [],
        gap: (_, protocol) => problems.gap ?? beyond(protocol),
      },
      problems: problems.list satisfies readonly InventoryProblem[],
      value: () =>
        bounds.flatMap((start, index) =>
          index % 2 === 0 ? [{ name: nameOf(text.slice(start, bounds[index + 1])) }] : [],
        ),
      spanOf: ([index]) => {
        const [start, end] = typeof index === 'number' ? bounds.slice(2 * index, 2 * index + 2) : []
        return start === undefined || end === undefined ? undefined : { start, end }
      },
    }
  },
}

function* linesOf(text: string): Iterable<{ line: string; start: number }> {
  for (let start = text.charCodeAt(0) === 0xfeff ? 1 : 0; start < text.length; ) {
    const feed = text.indexOf('\n', start)
    const next = feed === -1 ? text.length : feed
    const end = text.charCodeAt(next - 1) === 0x0d ? next - 1 : next
    yield { line: text.slice(start, Math.max(start, end)), start }
    start = next + 1
  }
}

/** What the columns of a line hold, if it is a row at all. */
interface Columns {
  /** There where several kinds of sockets were asked for. */
  readonly netid?: string
  readonly state: string
  readonly address: string
  readonly port: string
}

/** Netid, state, two queues, the local address and the start of the peer's: nothing that could be cut in two ways. */
const cells = /^\s*(?:([a-z]\S*)\s+)?([A-Z][A-Z0-9-]*)\s+\d+\s+\d+\s+(\S+)\s+\S/

function columnsOf(line: string): Columns | undefined {
  const [, netid, state = '', local = ''] = cells.exec(line) ?? []
  const colon = local.lastIndexOf(':')
  if (colon < 0) return undefined
  return {
    ...(netid !== undefined && { netid }),
    state,
    address: local.slice(0, colon),
    port: local.slice(colon + 1),
  }
}

function isRow(line: string): boolean {
  const { netid, state = '' } = columnsOf(line) ?? {}
  return (openStates.has(state) || otherStates.test(state)) && (netid === undefined || netids.has(netid))
}

/** What stays the same where the row moves: all but the queues, descriptors and processes. */
function nameOf(line: string): string {
  const { netid = '', address, port } = columnsOf(line) ?? {}
  return address === undefined ? line : `${netid} ${address}:${port}`
}

interface Row {
  readonly protocol: Transport
  /** The row says of which kind it is, which it does where others were asked for as well. */
  readonly several: boolean
  /** Absent where it takes nothing from strangers. */
  readonly socket?: Omit<ObservedSocket, 'at' | 'host'>
}

/** A row; why it is none; undefined for a socket without ports. */
function readRow(line: string, bind: typeof boundTo): Row | string | undefined {
  const columns = columnsOf(line)
  if (!columns) return 'This line is no row of ss: a state, two queues and two addresses are expected.'
  const { netid, state, address, port } = columns
  const protocol = netid === undefined ? (openStates.get(state) ?? 'TCP') : netids.get(netid)
  if (!protocol) return undefined
  const several = netid !== undefined
  if (!openStates.has(state)) {
    if (!otherStates.test(state))
      return `${saidValue(state)} is no state of a socket, so this line is no row of ss.`
    return { protocol, several }
  }
  const number = wholeNumber(port, highestPort)
  if (number === undefined) {
    return /^\d+$/.test(port)
      ? noPort(port)
      : `${saidValue(port)} is no number of a port; run ss with -n, which prints numbers in place of names.`
  }
  const [, process, digits] = user.exec(line) ?? []
  const pid = wholeNumber(digits, highestPid)
  return {
    protocol,
    several,
    socket: {
      ...bind(address),
      port: number,
      protocol,
      ...(process !== undefined && { process }),
      ...(pid !== undefined && { pid }),
    },
  }
}
