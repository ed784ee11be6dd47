import type { At, Path } from '../../position.ts'
import type { OpenPorts, PortRow } from './document.ts'

const isList = (document: OpenPorts): document is Exclude<OpenPorts, { readonly total_num?: number }> =>
  Array.isArray(document)

/** The rows of an answer that are whole enough to be read, each with its path. */
export function rowsOf(document: OpenPorts): At<PortRow>[] {
  const list: unknown = isList(document) ? document : document.data_list
  const base: Path = isList(document) ? [] : ['data_list']
  if (!Array.isArray(list)) return []
  return list.flatMap((value: PortRow | undefined, index) =>
    value === undefined || value === null ? [] : [{ value, at: [...base, index] }],
  )
}

/** How many rows an answer has, those that broke the schema included; undefined where its list did. */
export function rowCount(document: OpenPorts): number | undefined {
  const list: unknown = isList(document) ? document : document.data_list
  return Array.isArray(list) ? list.length : undefined
}

/** How many rows the query has in all; undefined where the answer does not say. */
export const totalOf = (document: OpenPorts): number | undefined =>
  isList(document) ? undefined : document.total_num

/** What makes two rows one: pages that overlap repeat rows. */
export function rowKey({ host_id, container_id, laddr, port, type, pid }: PortRow): string {
  return JSON.stringify([host_id, container_id, laddr, port, type, pid])
}

/** "6379/TCP", as far as it is known. */
export const portName = ({ port, type }: PortRow): string =>
  `${port ?? 'a port'}${type === undefined ? '' : `/${type.replace('6', '')}`}`
