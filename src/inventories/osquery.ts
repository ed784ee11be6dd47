import {
  bindings,
  type boundTo,
  highestPid,
  highestPort,
  hostsOf,
  noPort,
  type ObservedSocket,
  outside,
  RowProblems,
  saidValue,
  wholeNumber,
} from '../inventory.ts'
import type { Transport } from '../model.ts'
import type { Path } from '../position.ts'
import { isMap } from '../schema/json-schema.ts'
import type { ValueReader } from './reader.ts'

/** IANA's numbers of the transport protocols, which the column holds: https://www.iana.org/assignments/protocol-numbers */
const transports: ReadonlyMap<number, Transport> = new Map([
  [6, 'TCP'],
  [17, 'UDP'],
  [132, 'SCTP'],
])
const covered: ReadonlySet<Transport> = new Set(['TCP', 'UDP'])

type Row = Readonly<Record<string, unknown>>

/**
 * Rows of osquery's table `listening_ports`, alone or with columns of `processes` joined to them, and a scheduled query's
 * snapshot with its host. Every value is a text. https://osquery.io/schema (listening_ports)
 */
export const osquery: ValueReader = {
  read(value) {
    const snapshot = isMap(value) && Array.isArray(value['snapshot'])
    const rows: unknown = snapshot ? value['snapshot'] : value
    if (!Array.isArray(rows) || !rows.some((row: unknown) => isMap(row) && isOwn(row))) return undefined
    const host: unknown = snapshot ? value['hostIdentifier'] : undefined
    const sockets: ObservedSocket[] = []
    const problems = new RowProblems()
    const bind = bindings()
    for (const [index, row] of rows.entries()) {
      const at = [...(snapshot ? ['snapshot'] : []), index]
      const found = isMap(row)
        ? readRow(row, at, { host, bind })
        : 'This is no row of listening_ports: it has no columns.'
      if (typeof found === 'string') problems.add(at, found)
      else if (found) sockets.push(found)
    }
    const beyond = outside(covered)
    return {
      inventory: {
        title: 'the result of osquery',
        sockets,
        hosts: hostsOf(sockets),
        extent: snapshot ? ['snapshot'] : [],
        gap: (_, protocol) => problems.gap ?? beyond(protocol),
      },
      problems: problems.list,
    }
  },
}

/** Other tables have ports as well, and no protocol by its number beside them. */
const isOwn = (row: Row): boolean =>
  wholeNumber(row['protocol'], 255) !== undefined &&
  Object.hasOwn(row, 'port') &&
  ['address', 'family', 'pid', 'socket', 'fd'].some((column) => Object.hasOwn(row, column))

/** A socket; why the row is none; undefined for a socket without ports, as those of Unix. */
function readRow(
  row: Row,
  at: Path,
  { host, bind }: { readonly host: unknown; readonly bind: typeof boundTo },
): ObservedSocket | string | undefined {
  const port = wholeNumber(row['port'], highestPort)
  if (port === undefined) return noPort(row['port'])
  const number = wholeNumber(row['protocol'], 255)
  if (number === undefined)
    return `${saidValue(row['protocol'])} is no number of a protocol, such as 6 for TCP.`
  const protocol = transports.get(number)
  // A Unix socket has port 0, and its name as path.
  if (port === 0 || !protocol) return undefined
  const { address, name, hostname, host_identifier } = row
  const pid = wholeNumber(row['pid'], highestPid)
  const hosts = [hostname, host_identifier, host].filter((each) => typeof each === 'string' && each !== '')
  return {
    at,
    host: hosts as string[],
    ...bind(typeof address === 'string' ? address : undefined),
    port,
    protocol,
    ...(typeof name === 'string' && name !== '' && { process: name }),
    // -1 where it is not known.
    ...(pid !== undefined && { pid }),
  }
}
