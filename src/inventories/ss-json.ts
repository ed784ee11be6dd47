import {
  bindings,
  type boundTo,
  highestPid,
  highestPort,
  hostsOf,
  noHost,
  noPort,
  type ObservedSocket,
  outside,
  RowProblems,
  wholeNumber,
} from '../inventory.ts'
import type { Transport } from '../model.ts'
import type { Path } from '../position.ts'
import { isMap } from '../schema/json-schema.ts'
import type { ValueReader } from './reader.ts'
import { netids } from './ss.ts'

type Row = Readonly<Record<string, unknown>>

/** What jc makes of the output of ss. https://kellyjonbrazil.github.io/jc/docs/parsers/ss */
export const ssJson: ValueReader = {
  read(value) {
    if (!Array.isArray(value) || !value.some((row: unknown) => isMap(row) && isOwn(row))) return undefined
    const sockets: ObservedSocket[] = []
    const problems = new RowProblems()
    const bind = bindings()
    const covered = new Set<Transport>()
    for (const [index, row] of (value as unknown[]).entries()) {
      const at = [index]
      const found = isMap(row) ? readRow(row, at, covered, bind) : 'This is no row of ss: it has no columns.'
      if (typeof found === 'string') problems.add(at, found)
      else if (found) sockets.push(found)
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
      problems: problems.list,
    }
  },
}

const isOwn = (row: Row): boolean => Object.hasOwn(row, 'local_address') && Object.hasOwn(row, 'local_port')

function readRow(
  row: Row,
  at: Path,
  covered: Set<Transport>,
  bind: typeof boundTo,
): ObservedSocket | string | undefined {
  const { netid, state, local_address, local_port, local_port_num, interface: zone } = row
  const listens = state === 'LISTEN' ? 'TCP' : state === 'UNCONN' ? 'UDP' : undefined
  const protocol = typeof netid === 'string' ? netids.get(netid) : listens
  if (!protocol) return undefined
  covered.add(protocol)
  if (netid !== undefined) covered.add('TCP').add('UDP')
  if (!listens) return undefined
  const port = wholeNumber(local_port_num, highestPort) ?? wholeNumber(local_port, highestPort)
  if (port === undefined) return noPort(local_port_num ?? local_port)
  const address = typeof local_address === 'string' ? local_address : undefined
  const { process, pid } = userOf(row['opts'])
  return {
    at,
    host: noHost,
    ...bind(typeof zone === 'string' && address !== undefined ? `${address}%${zone}` : address),
    port,
    protocol,
    ...(process !== undefined && { process }),
    ...(pid !== undefined && { pid }),
  }
}

/** `{"process_id": {"812": {"user": "sshd", "file_descriptor": "3"}}}` */
function userOf(opts: unknown): { readonly process?: string; readonly pid?: number } {
  const processes: unknown = isMap(opts) ? opts['process_id'] : undefined
  const [first] = isMap(processes) ? Object.entries(processes) : []
  if (!first) return {}
  const pid = wholeNumber(first[0], highestPid)
  const user: unknown = isMap(first[1]) ? first[1]['user'] : undefined
  return { ...(pid !== undefined && { pid }), ...(typeof user === 'string' && { process: user }) }
}
