import { firstRelated, type RelatedProblem } from '../rule.ts'
import { pathOf, type Seen } from './compare.ts'

/** "192.0.2.5". */
const siteOf = ({ socket }: Seen): string => socket.address ?? 'an unknown address'

/** A name as long as anybody reads it: an inventory may hold anything. */
const short = (name: string): string => (name.length > 200 ? `${name.slice(0, 200)}…` : name)

/** " (nginx, pid 812, in container cache)", as far as it is known. */
export function processOf({ socket: { process, pid, container, status } }: Seen): string {
  const parts = [
    ...(process === undefined ? [] : [short(process)]),
    ...(pid === undefined ? [] : [`pid ${pid}`]),
    ...(container === undefined ? [] : [`in container ${short(container)}`]),
    ...(status === 'danger' ? ['of status "danger"'] : []),
  ]
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

/** " of web-1", " of web-1 and 2 more hosts"; empty where the inventory does not name its hosts. */
export function hostsIn(rows: readonly Seen[]): string {
  // A scan names a host by the address that it is reached at.
  const names = new Set(
    rows.flatMap(({ socket: { host, address } }) => host.find((name) => name !== address) ?? []),
  )
  const [first] = names
  if (first === undefined) return ''
  const more = names.size - 1
  return ` of ${short(first)}${more === 0 ? '' : ` and ${more} more ${more === 1 ? 'host' : 'hosts'}`}`
}

/** "0.0.0.0", "0.0.0.0 and ::", "0.0.0.0, :: and 3 more". */
export function sitesOf(rows: readonly Seen[]): string {
  const sites = [...new Set(rows.map(siteOf))]
  if (sites.length <= 2) return sites.join(' and ')
  return `${sites.slice(0, 2).join(', ')} and ${sites.length - 2} more`
}

/** Rows as related places. */
export function relatedRows(rows: readonly Seen[]): RelatedProblem[] {
  return firstRelated(rows, (row) => ({
    at: pathOf(row),
    message: `${row.socket.protocol} on ${siteOf(row)}${processOf(row)}`,
  }))
}
