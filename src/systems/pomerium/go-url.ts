/** A URL as Go takes it apart. The scheme is in lower case, everything else as it is written. */
export interface GoUrl {
  readonly scheme: string
  /** The host with its port. */
  readonly host: string
  /** The host without its port, and without brackets. */
  readonly hostname: string
  readonly port?: string
  readonly user?: string
  readonly path: string
  readonly query?: string
}

/** A URL, or why it is none: half a sentence about the text. */
export type UrlVerdict =
  | { readonly ok: true; readonly url: GoUrl }
  | { readonly ok: false; readonly reason: string }

const refuse = (reason: string): UrlVerdict => ({ ok: false, reason })

/** Schemes of sockets, which have no host. */
const socketSchemes: ReadonlySet<string> = new Set(['unix', 'https+unix'])

/**
 * Reads a URL as core does: it must have a scheme and, but for a socket, a host.
 * Sources: https://pkg.go.dev/net/url#Parse and `ParseAndValidateURL` of
 * https://github.com/pomerium/pomerium/blob/c8ace109/internal/urlutil/url.go
 */
export function parseUrl(text: string): UrlVerdict {
  if (text === '') return refuse('is empty')
  if (/[\u0000-\u001f\u007f]/.test(text)) return refuse('has a control character')
  const [beforeFragment = ''] = text.split('#', 1)
  if (beforeFragment.startsWith(':')) return refuse('has no scheme')
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(beforeFragment)?.[1]
  if (scheme === undefined) return refuse('has no scheme')
  const afterScheme = beforeFragment.slice(scheme.length + 1)
  const mark = afterScheme.indexOf('?')
  const rest = mark === -1 ? afterScheme : afterScheme.slice(0, mark)
  const slash = rest.startsWith('//') ? rest.indexOf('/', 2) : 0
  const authority = rest.startsWith('//') ? rest.slice(2, slash === -1 ? undefined : slash) : ''
  const path = slash === -1 ? '' : rest.slice(slash)
  const at = authority.lastIndexOf('@')
  const host = authority.slice(at + 1)
  const trouble = hostTrouble(host) ?? (escapesWell(path) ? undefined : 'has a % that is no escape')
  if (trouble !== undefined) return refuse(trouble)
  const url: GoUrl = {
    scheme: scheme.toLowerCase(),
    host,
    ...splitHost(host),
    ...(at >= 0 && { user: authority.slice(0, at) }),
    path: rest.startsWith('/') ? path : '',
    ...(mark >= 0 && { query: afterScheme.slice(mark + 1) }),
  }
  return host === '' && !socketSchemes.has(url.scheme) ? refuse('has no host') : { ok: true, url }
}

function hostTrouble(host: string): string | undefined {
  if (host.startsWith('[')) {
    const end = host.lastIndexOf(']')
    if (end === -1) return 'has a [ without its ]'
    return /^(?::\d*)?$/.test(host.slice(end + 1)) ? undefined : 'has a port that is no number'
  }
  const colon = host.lastIndexOf(':')
  if (colon !== -1 && !/^:\d*$/.test(host.slice(colon))) return 'has a port that is no number'
  if (/[ \\^`{|}]/.test(host)) return 'has a character that no host has'
  return /%(?!25|[89A-Fa-f][0-9A-Fa-f])/.test(host) ? 'has a % that is no escape' : undefined
}

const escapesWell = (path: string) => !/%(?![0-9A-Fa-f]{2})/.test(path)

function splitHost(host: string): { readonly hostname: string; readonly port?: string } {
  const found = /^(?:\[(.*)\]|([^[]*?))(?::(\d*))?$/s.exec(host)
  const hostname = found?.[1] ?? found?.[2] ?? host
  return { hostname, ...(found?.[3] !== undefined && { port: found[3] }) }
}

/** A host and a port that is a number above 0, as core asks for where it serves metrics. `net.SplitHostPort` of Go. */
export function addressTrouble(text: string): string | undefined {
  const colon = text.lastIndexOf(':')
  if (colon === -1) return 'has no port'
  const host = text.slice(0, colon)
  const port = text.slice(colon + 1)
  const bracketed = /^\[[^[\]]*\]$/.test(host)
  if (!bracketed && /[:[\]]/.test(host)) return 'is no host and port; an IPv6 address needs brackets'
  if (port === '') return 'has no port'
  if (!/^[-+]?\d+$/.test(port)) return 'has a port that is no number'
  return Number(port) > 0 ? undefined : 'has a port that is not above 0'
}

/**
 * The names by which a request asks for the host of a URL: `example.com`, and with the usual port for those that name
 * it. `usual`: the latter too, as for the sign-in pages. `GetDomainsForURL` of
 * https://github.com/pomerium/pomerium/blob/c8ace109/internal/urlutil/url.go
 */
export function domainsOf({ scheme, host, hostname, port, path }: GoUrl, usual: boolean): readonly string[] {
  if (/^(?:tcp|udp)\+/.test(scheme)) {
    const hosts = path.split('/').slice(1)
    return hosts.length === 0 ? [host] : hosts
  }
  const usualPort = scheme === 'http' ? '80' : '443'
  if (port !== undefined && port !== '' && port !== usualPort) return [host]
  return usual ? [hostname, `${hostname}:${usualPort}`] : [hostname]
}
