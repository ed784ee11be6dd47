import {
  bindings,
  type boundTo,
  hostsOf,
  type Inventory,
  type ObservedSocket,
  outside,
} from '../../inventory.ts'
import type { Transport } from '../../model.ts'
import type { At } from '../../position.ts'
import { pageSizes } from './behaviour.ts'
import type { OpenPorts, PortRow } from './document.ts'
import { rowCount, rowKey, rowsOf, totalOf } from './rows.ts'

/** An answer of HSS as an inventory. It carries no time: a snapshot is as old as the agent's last report. */
export function observeOpenPorts(document: OpenPorts): Inventory {
  const rows = rowsOf(document)
  const bind = bindings()
  const sockets = rows.flatMap((row) => socketOf(row, bind))
  const gap = gapOf(document, rows, sockets)
  const beyond = outside(covered)
  const total = totalOf(document)
  return {
    title: 'the HSS snapshot',
    sockets,
    hosts: hostsOf(sockets),
    extent: total === undefined ? (Array.isArray(document) ? [] : ['data_list']) : ['total_num'],
    gap: (_, protocol) => gap ?? beyond(protocol),
  }
}

const covered: ReadonlySet<Transport> = new Set(['TCP', 'UDP'])

/** What the server of a row goes by. */
export const hostOf = ({ host_name, host_id, host_ip }: PortRow): string[] =>
  [host_name, host_id, host_ip].filter((name) => name !== undefined && name !== '') as string[]

export const transportOfRow = ({ type }: PortRow): Transport | undefined =>
  type === undefined ? undefined : type.startsWith('TCP') ? 'TCP' : 'UDP'

function socketOf({ value: row, at }: At<PortRow>, bind: typeof boundTo): ObservedSocket[] {
  const { laddr, port, path, pid, container_id, container_name, status } = row
  const protocol = transportOfRow(row)
  if (port === undefined || !protocol) return []
  const container = container_name || container_id
  return [
    {
      at,
      host: hostOf(row),
      ...bind(laddr),
      port,
      protocol,
      ...(path !== undefined && { process: path }),
      ...(pid !== undefined && { pid }),
      ...(container && { container }),
      ...(status !== undefined && { status }),
    },
  ]
}

/** Why nothing follows from a port that the answer does not show. */
function gapOf(
  document: OpenPorts,
  rows: readonly At<PortRow>[],
  sockets: readonly ObservedSocket[],
): string | undefined {
  const count = rowCount(document)
  const total = totalOf(document)
  if (count === undefined || sockets.length < count) return 'has rows that cannot be read'
  if (total !== undefined && total > count) return `holds ${count} of ${total} rows`
  if (total !== undefined && total > new Set(rows.map(({ value }) => rowKey(value))).size) {
    return 'holds rows twice, as pages that overlap do, and may lack others'
  }
  if (total === undefined && pageSizes.has(count))
    return `holds ${count} rows and no total, and may be one page of several`
  // The oldest answers lack it, and what they list is written nowhere.
  if (rows.some(({ value }) => value.laddr === undefined)) return 'does not say what its sockets are bound to'
  return undefined
}
