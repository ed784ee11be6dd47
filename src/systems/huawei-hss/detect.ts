import { isMap } from '../../schema/json-schema.ts'

type Row = Readonly<Record<string, unknown>>

/** Keys of a row in any of the three answers. */
const rowKeys: ReadonlySet<string> = new Set([
  ...['host_id', 'laddr', 'status', 'port', 'type', 'pid', 'path', 'agent_id', 'container_id'],
  ...['host_ip', 'host_name', 'container_name', 'num'],
])
/** Keys of which other tools' lists of ports have none. */
const ownKeys = ['laddr', 'host_id', 'agent_id']
const types: ReadonlySet<unknown> = new Set(['TCP', 'UDP', 'TCP6', 'UDP6'])
const statuses: ReadonlySet<unknown> = new Set(['normal', 'danger', 'unknown', 'unknow'])

/** Whether a parsed document lists open ports as HSS does, by its content alone. */
export function isOpenPorts(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((row: unknown) => isMap(row) && isBareRow(row))
  if (!isMap(value) || !Array.isArray(value['data_list'])) return false
  const rows = value['data_list'] as readonly unknown[]
  // Many answers of this platform have such an envelope; an empty one holds nothing that could be misread.
  if (rows.length === 0) return Number.isInteger(value['total_num']) && Object.keys(value).length === 2
  return rows.some((row) => isMap(row) && isEnvelopedRow(row))
}

/** Without its envelope a row must have nothing but keys of this platform, and enough of them. */
function isBareRow(row: Row): boolean {
  return Object.keys(row).every((key) => rowKeys.has(key)) && isEnvelopedRow(row)
}

function isEnvelopedRow(row: Row): boolean {
  if (!Object.hasOwn(row, 'port') || !Object.hasOwn(row, 'type')) return false
  const own = ownKeys.filter((key) => Object.hasOwn(row, key)).length
  const counted = Object.hasOwn(row, 'num') && statuses.has(row['status'])
  return (
    (own > 0 && (statuses.has(row['status']) || own + known(row) > 3)) || (counted && types.has(row['type']))
  )
}

const known = (row: Row): number =>
  ['pid', 'path', 'container_id', 'status'].filter((key) => Object.hasOwn(row, key)).length +
  (types.has(row['type']) ? 1 : 0)
