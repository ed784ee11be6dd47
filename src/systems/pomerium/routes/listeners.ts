import {
  all,
  always,
  any,
  type Condition,
  never,
  not,
  numberIn,
  textIn,
} from '../../../analysis/condition.ts'
import { exactText, hostText, unionText } from '../../../analysis/text-language.ts'
import { LazyRoute } from '../../../lazy-model.ts'
import type { Listener, ListenerSocket, Protocol, Route } from '../../../model.ts'
import { once } from '../../../once.ts'
import { unknownPart } from '../ppl/atoms.ts'
import {
  type Domain,
  type RouteEntry,
  routeDomains,
  type Transport,
  transportOf,
  usualPort,
} from './entry.ts'
import { isDeadMatcher, matcherPath, pathCondition } from './matcher.ts'
import type { Ranked } from './order.ts'

/** A route on one of its hosts. */
interface Placed extends Ranked {
  readonly domain: Domain
  readonly transport: Transport
}

/** Routes that are asked together, since a request comes to one virtual host only. */
interface VirtualHost {
  readonly domain: Domain
  readonly placed: Placed[]
}

/** A proxy apart from its routes. */
export interface ProxyFacts {
  /** What tells it from the other proxies of an input, in every version. */
  readonly name: string
  /** Hosts that it answers by itself. */
  readonly hosts?: readonly Domain[]
  /** What its machine has open for pages and tunnels, and for SSH; nothing where the document does not tell. */
  readonly sockets?: readonly ListenerSocket[]
  readonly sshSockets?: readonly ListenerSocket[]
}

/**
 * The listeners of one proxy, from its routes in the order in which they are asked: one for each virtual host, and one
 * for all hosts with a `*`, which is asked for those alone that are no virtual host of their own, be there a path for
 * them or not.
 * Source: `buildMainRouteConfiguration` in config/envoyconfig/route_configurations.go of
 * https://github.com/pomerium/pomerium
 */
export function proxyListeners(ranked: readonly Ranked[], proxy: ProxyFacts): Listener[] {
  const names = uniqueNames(ranked)
  const exact = new Map<string, VirtualHost>()
  const ssh = new Map<string, VirtualHost>()
  const wild: Placed[] = []
  const open: Ranked[] = []
  for (const domain of proxy.hosts ?? []) hostIn(exact, domain)
  for (const { entry, rank } of ranked) {
    const { url, matcher } = entry
    if (!url) open.push({ entry, rank })
    // What can take no path takes no request.
    if (!url || (matcher && isDeadMatcher(matcher))) continue
    const transport = transportOf(url)
    for (const domain of routeDomains(url)) {
      const placed = { entry, rank, domain, transport }
      if (transport === 'SSH') hostIn(ssh, domain).placed.push(placed)
      else if (!domain.host.includes('*')) hostIn(exact, domain).placed.push(placed)
      else if (url.host.includes('*')) wild.push(placed)
    }
  }
  const hosts = new Hosts(exact, ssh)
  const listenerOf = (placed: readonly Placed[], name: string, entry: Condition) =>
    listener(placed, { name, entry, space: proxy.name }, names)
  const pages = [
    ...hosts
      .inOrder()
      .map(({ domain, placed }) => listenerOf(placed, `host ${domainWords(domain)}`, hosts.entry(domain))),
    ...(wild.length > 0 ? [listenerOf(wild, 'hosts with a *', hosts.everythingElse())] : []),
    ...open.map((route) => openListener(route, names)),
  ].filter(({ routes }) => routes.length > 0)
  const shells = [...ssh.values()].map(({ domain, placed }) =>
    listenerOf(placed, `SSH host ${domain.host}`, hosts.sshEntry(domain)),
  )
  return [...withSockets(pages, proxy.sockets), ...withSockets(shells, proxy.sshSockets)]
}

/** All hosts of a proxy share its sockets, so that the first one has them. */
const withSockets = (listeners: readonly Listener[], sockets: readonly ListenerSocket[] = []): Listener[] =>
  listeners.map((listener, index) => ({ ...listener, sockets: index === 0 ? sockets : [] }))

const keyOf = ({ host, port }: Domain): string => (port === undefined ? host : `${host}:${port}`)
const domainWords = keyOf

function hostIn(hosts: Map<string, VirtualHost>, domain: Domain): VirtualHost {
  const key = keyOf(domain)
  const known = hosts.get(key) ?? { domain, placed: [] }
  hosts.set(key, known)
  return known
}

const ssh = textIn('protocol', exactText('SSH'))
const tunnels = textIn('protocol', unionText([exactText('TCP'), exactText('UDP')]))
const hostIs = (host: string) => textIn('host', exactText(host))
const portIs = (port: number) => numberIn('port', [{ first: port, last: port }])

/** Which requests come to which virtual host. */
class Hosts {
  private readonly exact: ReadonlyMap<string, VirtualHost>
  private readonly ssh: ReadonlyMap<string, VirtualHost>
  /** The ports of a host that have a virtual host of their own. */
  private readonly ports = new Map<string, number[]>()

  constructor(exact: ReadonlyMap<string, VirtualHost>, sshHosts: ReadonlyMap<string, VirtualHost>) {
    this.exact = exact
    this.ssh = sshHosts
    for (const { domain } of exact.values()) {
      const { host, port } = domain
      // Callers do not write the usual ports, so that they come to the host without one.
      if (port === undefined || (usual.has(port) && exact.has(host))) continue
      this.ports.set(host, [...(this.ports.get(host) ?? []), port])
    }
  }

  /** Those without a port first: where both take a request, that is the port which nobody writes. */
  inOrder(): VirtualHost[] {
    const list = [...this.exact.values()]
    return [
      ...list.filter(({ domain }) => domain.port === undefined),
      ...list.filter(({ domain }) => domain.port !== undefined),
    ]
  }

  entry({ host, port }: Domain): Condition {
    const notSsh = this.ssh.has(host) ? not(ssh) : always
    if (port !== undefined) return all(hostIs(host), portIs(port), notSsh)
    const others = (this.ports.get(host) ?? []).map((number) => ({ first: number, last: number }))
    return all(hostIs(host), not(numberIn('port', others)), notSsh)
  }

  sshEntry({ host }: Domain): Condition {
    return all(hostIs(host), ssh)
  }

  everythingElse(): Condition {
    const whole: string[] = []
    const partly: Condition[] = []
    for (const { domain } of this.exact.values()) {
      if (domain.port === undefined) whole.push(domain.host)
      else if (!this.exact.has(domain.host)) partly.push(all(hostIs(domain.host), portIs(domain.port)))
    }
    const taken = [...(whole.length > 0 ? [textIn('host', unionText(whole.map(exactText)))] : []), ...partly]
    return all(not(any(...taken)), this.ssh.size > 0 ? not(ssh) : always)
  }
}

const usual: ReadonlySet<number> = new Set([80, 443])

type Names = ReadonlyMap<RouteEntry, string>

function listener(
  placed: readonly Placed[],
  own: Pick<Listener, 'name' | 'entry' | 'space'>,
  names: Names,
): Listener {
  const mixed = placed.some(({ transport }) => transport === 'TCP' || transport === 'UDP')
  return {
    ...commonOf(placed[0]?.entry),
    ...own,
    identity: own.name,
    routes: placed.map((each) => routeOf(each, names, mixed)),
  }
}

/** What all listeners of a proxy have in common: whatever no route takes is answered with "not found". */
const commonOf = (entry: RouteEntry | undefined) => ({
  at: entry?.at ?? [],
  hosts: [],
  reach: { value: 'internet', at: entry?.from.at ?? [] } as const,
  access: always,
  otherwise: never,
})

/** A route whose host is filled in elsewhere: whether it takes a request is not known. */
function openListener({ entry, rank }: Ranked, names: Names): Listener {
  const { value } = entry.from
  const condition = unknownPart(`host of ${value}`, `nobody knows what ${value} stands for`)
  const domain = { host: '' }
  const route = routeOf({ entry, rank, domain, transport: 'HTTP' }, names, false)
  return {
    ...commonOf(entry),
    name: `host of ${value}`,
    identity: `host of ${value}`,
    entry: condition,
    routes: [new LazyRoute({ ...route, own: { identity: route.name } }, () => route.access)],
  }
}

function routeOf({ entry, rank, domain, transport }: Placed, names: Names, mixed: boolean): Route {
  const { url, matcher, at } = entry
  const several = url && transport !== 'SSH' && routeDomains(url).length > 1
  const identity = `${names.get(entry) ?? entry.name}${several ? ` for ${domainWords(domain)}` : ''}`
  const port = url && usualPort(url, domain)
  const protocol: Protocol = transport
  const facts = {
    at,
    name: identity,
    rank,
    rankName: `number ${rank + 1} in order`,
    match: all(
      hostCondition(domain),
      transportCondition(transport, mixed),
      transport === 'HTTP' ? pathCondition(matcher) : always,
    ),
    path: transport === 'HTTP' ? matcherPath(matcher) : '/',
    own: {
      identity,
      protocol,
      ...(domain.host && { host: domain.host }),
      ...(port !== undefined && { port }),
    },
  }
  return new LazyRoute(facts, once(entry.access))
}

function hostCondition({ host, port }: Domain): Condition {
  if (host === '') return always
  const named = host.includes('*') ? (host === '*' ? always : textIn('host', hostText(host))) : hostIs(host)
  return port === undefined ? named : all(named, portIs(port))
}

/** A tunnel is opened with CONNECT, which no route for pages takes, and a page with anything else. */
function transportCondition(transport: Transport, mixed: boolean): Condition {
  if (transport === 'HTTP') return mixed ? not(tunnels) : always
  return transport === 'SSH' ? always : textIn('protocol', exactText(transport))
}

/** Names that tell routes apart: by what they ask of the path, then by their own name or id, then by number. */
function uniqueNames(ranked: readonly Ranked[]): Names {
  const counts = new Map<string, number>()
  for (const { entry } of ranked) counts.set(entry.name, (counts.get(entry.name) ?? 0) + 1)
  const seen = new Map<string, number>()
  return new Map(
    ranked.flatMap(({ entry }) => {
      const { name, matcher, label, order } = entry
      if (counts.get(name) === 1) return []
      const mode = matcher?.mode === 'path' ? ' (exact)' : ''
      const own = label ?? order.id
      const telling = `${name}${mode}${own ? ` (${own})` : ''}`
      const number = (seen.get(telling) ?? 0) + 1
      seen.set(telling, number)
      return [[entry, number === 1 ? telling : `${telling} #${number}`] as const]
    }),
  )
}
