import { groupBy } from '../group.ts'
import type { Inventory, ObservedSocket } from '../inventory.ts'
import type { Transport } from '../model.ts'
import { remembered } from '../once.ts'
import type { Path } from '../position.ts'
import type { DeclaredSocket } from './declared.ts'

/** What is compared. Paths of problems start with the index of a member: of an object that declares, or an inventory. */
export interface Drift {
  readonly declared: readonly MemberOf<DeclaredSocket>[]
  readonly observed: readonly MemberOf<Inventory>[]
  /** Files that were to be compared and cannot be read, so that their part is not known. */
  readonly unreadDeclared: readonly string[]
  readonly unreadObserved: readonly string[]
  /** Sockets of programs that ask others and serve nobody, as `68/UDP`. */
  readonly ignored: ReadonlySet<string>
  /** Whether a host is compared, by all its names. */
  isWanted(host: readonly string[]): boolean
}

export interface MemberOf<T> {
  readonly member: number
  readonly value: T
}

/** A socket that was seen, with the inventory that shows it. */
export interface Seen {
  readonly member: number
  readonly socket: ObservedSocket
}

/** What is declared, and what was seen of it. */
export interface Match {
  readonly declared: MemberOf<DeclaredSocket>
  readonly rows: readonly Seen[]
  /** Why it is not proved. */
  readonly open?: string
}

/** What was seen on one number, and is declared nowhere. */
export interface Undeclared {
  readonly port: number
  readonly protocol: Transport
  readonly rows: readonly Seen[]
  /** Why it is not known whether it is declared after all. */
  readonly open?: string
  /** The declared socket that it may be. */
  readonly perhaps?: MemberOf<DeclaredSocket>
  /** Whether others than its own host are known to reach it. */
  readonly reached: boolean
  /** The declared socket whose number is nearest, of the same protocol where there is one. */
  readonly nearest?: MemberOf<DeclaredSocket>
}

/** In what declared and seen sockets differ. */
export interface Comparison {
  readonly undeclared: readonly Undeclared[]
  readonly missing: readonly Match[]
  readonly loopbackOnly: readonly Match[]
  readonly wider: readonly Match[]
  readonly mismatched: readonly Match[]
}

export const pathOf = ({ member, socket }: Seen): Path => [member, ...socket.at]
export const declaredPath = ({ member, value }: MemberOf<DeclaredSocket>): Path => [member, ...value.at]

const transports: readonly Transport[] = ['TCP', 'UDP', 'SCTP']
const keyOf = (port: number, protocol: Transport): number => port * 4 + transports.indexOf(protocol)

/** Compares once for all rules; in time linear in the sockets of both sides. */
export const compare = remembered((drift: Drift): Comparison => {
  if (drift.observed.length === 0)
    return { undeclared: [], missing: [], loopbackOnly: [], wider: [], mismatched: [] }
  const seen = seenSockets(drift)
  const declaredKeys = new Set(
    drift.declared.flatMap(({ value: { port, protocol } }) =>
      port === undefined ? [] : (protocol ? [protocol] : transports).map((each) => keyOf(port, each)),
    ),
  )
  const rowsOn = (port: number, protocols: readonly Transport[]): readonly Seen[] => {
    const lists = protocols.flatMap((protocol) => [seen.get(keyOf(port, protocol)) ?? []])
    // Many declared sockets may share one long list.
    return lists.length === 1 ? lists[0]! : lists.flat()
  }
  const result = {
    missing: [] as Match[],
    loopbackOnly: [] as Match[],
    wider: [] as Match[],
    mismatched: [] as Match[],
  }
  const explained = new Set<number>()
  for (const declared of drift.declared) {
    const { port, protocol, ownHost, inContainer, confined } = declared.value
    if (port === undefined) continue
    // What its host has open on that number need not be what the container is to have open.
    const isOwn = ({ socket }: Seen) => !inContainer || socket.container !== undefined
    const rows = rowsOn(port, protocol ? [protocol] : transports)
    if (rows.length === 0) {
      const open = gapOf(drift, declared.value)
      const others = transports.filter((each) => each !== protocol && !declaredKeys.has(keyOf(port, each)))
      const instead = protocol
        ? rowsOn(port, others).filter(
            (row) => isOwn(row) && !drift.ignored.has(`${port}/${row.socket.protocol}`),
          )
        : []
      if (instead.length > 0 && open === undefined) {
        result.mismatched.push({ declared, rows: inOrder(instead) })
        for (const { socket } of instead) explained.add(keyOf(port, socket.protocol))
      } else result.missing.push({ declared, rows: [], ...(open !== undefined && { open }) })
      continue
    }
    const own = rows.filter(isOwn)
    if (own.length > 0 && !ownHost && rows.every(({ socket }) => socket.exposure === 'loopback')) {
      const open = gapOf(drift, declared.value)
      result.loopbackOnly.push({ declared, rows: inOrder(own), ...(open !== undefined && { open }) })
    }
    const wide = own.filter(({ socket }) => socket.exposure === 'wildcard')
    if (wide.length > 0 && confined()) result.wider.push({ declared, rows: inOrder(wide) })
  }
  const undeclared = [...seen.keys()]
    .filter((key) => !declaredKeys.has(key) && !explained.has(key))
    .sort((a, b) => a - b)
    .flatMap((key) => undeclaredOn(drift, seen.get(key)!))
  return { undeclared, ...result }
})

function seenSockets({ observed, isWanted }: Drift): Map<number, Seen[]> {
  const seen = observed.flatMap(({ member, value }) =>
    value.sockets.filter(({ host }) => isWanted(host)).map((socket): Seen => ({ member, socket })),
  )
  return groupBy(seen, ({ socket: { port, protocol } }) => keyOf(port, protocol))
}

/** Why it is not proved that a declared socket is absent, or that there is no other than those that were seen. */
function gapOf(
  drift: Drift,
  { port = 0, protocol, inContainer, unseen }: DeclaredSocket,
): string | undefined {
  const [unread] = drift.unreadObserved
  if (unread !== undefined) return `${unread} cannot be read`
  if (unseen !== undefined) return unseen
  for (const { value } of drift.observed) {
    for (const each of protocol ? [protocol] : transports.slice(0, 2)) {
      const gap = value.gap(port, each, drift.isWanted)
      if (gap !== undefined) return `${value.title} ${gap}`
    }
  }
  return inContainer && !showsContainers(drift) ? 'no inventory shows what containers have open' : undefined
}

const showsContainers = remembered(({ observed }: Drift): boolean =>
  observed.some(({ value }) => value.sockets.some(({ container }) => container !== undefined)),
)

function undeclaredOn(drift: Drift, all: readonly Seen[]): Undeclared[] {
  const { port, protocol } = all[0]!.socket
  if (drift.ignored.has(`${port}/${protocol}`)) return []
  const reached = all.filter(({ socket }) => socket.exposure === 'wildcard' || socket.exposure === 'address')
  const rows = reached.length > 0 ? reached : all.filter(({ socket }) => socket.exposure === 'unknown')
  // Nobody else reaches what is on the loopback address alone.
  if (rows.length === 0) return []
  const nearest = nearestOf(drift, port, protocol)
  const found = {
    port,
    protocol,
    rows: inOrder(rows),
    reached: reached.length > 0,
    ...(nearest && { nearest }),
  }
  const [unread] = drift.unreadDeclared
  if (unread !== undefined) return [{ ...found, open: `${unread} cannot be read in full` }]
  const perhaps = openDeclarations(drift).find(({ value }) => mayDeclare(value, protocol, rows))
  return [perhaps ? { ...found, perhaps, open: `the number of ${perhaps.value.name} is not known` } : found]
}

/** Rows in one order, in whichever an inventory has them. */
function inOrder(rows: readonly Seen[]): readonly Seen[] {
  if (rows.length === 1) return rows
  const sites = rows.map((row) => {
    const { exposure, host, address, process, pid } = row.socket
    const site = JSON.stringify([exposure === 'wildcard' ? 0 : 1, host, address, process, pid])
    return { row, site }
  })
  sites.sort((a, b) => (a.site < b.site ? -1 : a.site > b.site ? 1 : a.row.member - b.row.member))
  return sites.map(({ row }) => row)
}

const openDeclarations = remembered(({ declared }: Drift) =>
  declared.filter(({ value }) => value.port === undefined),
)

function mayDeclare(
  { protocol, inContainer }: DeclaredSocket,
  seen: Transport,
  rows: readonly Seen[],
): boolean {
  if (protocol !== undefined && protocol !== seen) return false
  return !inContainer || rows.every(({ socket }) => socket.container !== undefined)
}

/** The declared sockets whose number is known, by it: of one protocol, or of all. */
const numbered = remembered(({ declared }: Drift) => {
  const all = declared
    .filter(({ value }) => value.port !== undefined)
    .toSorted((a, b) => a.value.port! - b.value.port!)
  const of = (protocol: Transport) => all.filter(({ value }) => (value.protocol ?? protocol) === protocol)
  return { all, byProtocol: new Map(transports.map((protocol) => [protocol, of(protocol)])) }
})

/** The declared socket on the number of one that was seen, or the nearest one; undefined for a host that is not compared. */
export function declarationOf(
  drift: Drift,
  seen: Seen,
): { readonly declared: MemberOf<DeclaredSocket>; readonly isSame: boolean } | undefined {
  const { host, port, protocol } = seen.socket
  const declared = drift.isWanted(host) ? nearestOf(drift, port, protocol) : undefined
  if (!declared) return undefined
  const { value } = declared
  return { declared, isSame: value.port === port && mayDeclare(value, protocol, [seen]) }
}

function nearestOf(drift: Drift, port: number, protocol: Transport): MemberOf<DeclaredSocket> | undefined {
  const { all, byProtocol } = numbered(drift)
  const own = byProtocol.get(protocol) ?? []
  const sorted = own.length > 0 ? own : all
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]!.value.port! < port) low = middle + 1
    else high = middle
  }
  const [before, after] = [sorted[low - 1], sorted[low]]
  if (!before || !after) return before ?? after
  return port - before.value.port! <= after.value.port! - port ? before : after
}
