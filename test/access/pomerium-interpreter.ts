import type { Request } from '../../src/index.ts'
import { getsIn, type Policy } from '../systems/pomerium/reading.ts'

/*
 * Which route of Pomerium takes a request, and whether that lets it in, read directly from its documentation and from
 * config/envoyconfig/route_configurations.go and config/policy.go of https://github.com/pomerium/pomerium, one request
 * at a time. Shares no code with the program.
 */

export interface Matcher {
  readonly prefix?: string
  readonly path?: string
  readonly regex?: string
}

/** A route, whichever document it stands in. */
export interface ReadRoute extends Matcher {
  readonly from: string
  readonly priority?: number
  readonly id?: string
  readonly policies: readonly Policy[]
}

/** A request of which everything is known. */
export type WholeRequest = Required<
  Pick<
    Request,
    'host' | 'port' | 'protocol' | 'path' | 'method' | 'source' | 'headers' | 'identity' | 'facts' | 'details'
  >
>

interface From {
  readonly scheme: string
  readonly host: string
  readonly port: string
}

function fromOf({ from }: ReadRoute): From {
  const [, scheme = '', host = '', port = ''] = /^([a-z+]+):\/\/([^:/]+)(?::([0-9]+))?$/.exec(from) ?? []
  return { scheme, host: host.toLowerCase(), port }
}

const isShell = (route: ReadRoute) => fromOf(route).scheme === 'ssh'
const isTunnel = (route: ReadRoute) => /^(tcp|udp)\+/.test(fromOf(route).scheme)
/** The port that a route is confined to. */
const ownPort = (route: ReadRoute): string => {
  const { scheme, port } = fromOf(route)
  const usual = scheme === 'http' ? '80' : isTunnel(route) ? '' : '443'
  return port === usual ? '' : port
}

/** Whether a request gets in. Pages, tunnels and SSH have routes of their own. */
export function pomeriumDecides(routes: readonly ReadRoute[], request: WholeRequest): boolean {
  if (request.protocol === 'SSH') {
    const shell = routes.find((route) => isShell(route) && fromOf(route).host === request.host)
    return shell !== undefined && letsIn(shell, request)
  }
  const tunnel = request.protocol !== 'HTTP'
  const taker = hostOf(routes, request)
    .filter((route) => !isShell(route) && isTunnel(route) === tunnel)
    .filter((route) => !tunnel || fromOf(route).scheme.startsWith(request.protocol.toLowerCase()))
    .find((route) => tunnel || takesPath(route, request.path))
  return taker !== undefined && letsIn(taker, request)
}

/** The routes of the virtual host that a request comes to, in their order. */
function hostOf(routes: readonly ReadRoute[], { host, port }: WholeRequest): readonly ReadRoute[] {
  const pages = routes.filter((route) => !isShell(route))
  const exact = pages.filter((route) => fromOf(route).host === host)
  // A name with its port is surer than one without; callers leave out the usual ports where there is one without.
  const withPort = exact.filter((route) => ownPort(route) === String(port))
  const withoutPort = exact.filter((route) => ownPort(route) === '')
  const unwritten = (port === 80 || port === 443) && withoutPort.length > 0
  if (withPort.length > 0 && !unwritten) return withPort
  if (withoutPort.length > 0) return withoutPort
  return pages.filter((route) => {
    const pattern = fromOf(route).host
    if (!pattern.includes('*')) return false
    const text = pattern
      .split('*')
      .map((part) => part.replaceAll('.', '\\.'))
      .join('.*')
    return new RegExp(`^${text}$`, 's').test(host) && ['', String(port)].includes(ownPort(route))
  })
}

/** Of several matchers the regex counts, else the path, else the prefix. */
function takesPath({ regex, path, prefix }: Matcher, asked: string): boolean {
  if (regex !== undefined) return new RegExp(`^(?:${regex})$`, 'su').test(asked)
  if (path !== undefined) return asked === path
  return asked.startsWith(prefix ?? '')
}

/** The rules of all policies go together as those of one. */
const letsIn = ({ policies }: ReadRoute, request: WholeRequest): boolean =>
  getsIn(
    policies.flatMap((policy) => policy as readonly Readonly<Record<string, never>>[]) as Policy,
    request,
  )

/** As the databroker sorts them: by `from` upward, then by path, priority, regex and prefix downward, then by id. */
export function sorted(routes: readonly ReadRoute[]): readonly ReadRoute[] {
  const up = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  const down = (a: string | undefined, b: string | undefined) => up(b ?? '', a ?? '')
  const first = ({ priority = Number.NEGATIVE_INFINITY }: ReadRoute) => priority
  return [...routes].sort(
    (a, b) =>
      up(a.from, b.from) ||
      down(a.path, b.path) ||
      (first(a) === first(b) ? 0 : first(a) > first(b) ? -1 : 1) ||
      down(a.regex, b.regex) ||
      down(a.prefix, b.prefix) ||
      up(a.id ?? '', b.id ?? ''),
  )
}
