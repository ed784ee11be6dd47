import type { RelatedProblem } from '../rule.ts'
import { pathOf, type Seen } from './compare.ts'

/** Related rows named at most. */
const maxRelated = 10

/** "192.0.2.5", "no known address". */
export const siteOf = ({ socket }: Seen): string => socket.address ?? 'an address that is not known'

/** " (nginx, pid 812, in container cache)", as far as it is known. */
export function processOf({ socket: { process, pid, container, status } }: Seen): string {
  const parts = [
    ...(process === undefined ? [] : [process]),
    ...(pid === undefined ? [] : [`pid ${pid}`]),
    ...(container === undefined ? [] : [`in container ${container}`]),
    ...(status === 'danger' ? ['of status "danger"'] : []),
  ]
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

/** " of web-1", " of web-1 and 2 more hosts"; empty where the inventory does not name its hosts. */
export function hostsIn(rows: readonly Seen[]): string {
  const names = new Set(rows.flatMap(({ socket: { host } }) => host[0] ?? []))
  const [first] = names
  if (first === undefined) return ''
  const more = names.size - 1
  return ` of ${first}${more === 0 ? '' : ` and ${more} more ${more === 1 ? 'host' : 'hosts'}`}`
}

/** "0.0.0.0", "0.0.0.0 and ::", "0.0.0.0, :: and 3 more". */
export function sitesOf(rows: readonly Seen[]): string {
  const sites = [...new Set(rows.map(siteOf))]
  if (sites.length <= 2) return sites.join(' and ')
  return `${sites.slice(0, 2).join(', ')} and ${sites.length - 2} more`
}

/** Rows as related places. */
export function relatedRows(rows: readonly Seen[], verb: string): RelatedProblem[] {
  return rows.slice(0, maxRelated).map((row, index) => {
    const { protocol } = row.socket
    const more = index === maxRelated - 1 ? rows.length - maxRelated : 0
    const others = more > 0 ? `, and ${more} more` : ''
    return { at: pathOf(row), message: `${protocol} ${verb} ${siteOf(row)}${processOf(row)}${others}` }
  })
}
