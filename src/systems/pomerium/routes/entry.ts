import type { Condition } from '../../../analysis/condition.ts'
import type { At, Path } from '../../../position.ts'
import { filledText, isOpen, textAt } from '../fields.ts'
import { domainsOf, type GoUrl, parseUrl } from '../go-url.ts'
import type { RouteView } from '../route-view.ts'
import { type Matcher, matchersOf, matcherWords } from './matcher.ts'

/** A route with all that decides which requests it takes, whichever document it comes from. */
export interface RouteEntry {
  readonly at: Path
  readonly from: At<string>
  /** Absent where `from` is filled in elsewhere. */
  readonly url?: GoUrl
  readonly matcher?: Matcher
  /** "route https://app.example.com/admin". */
  readonly name: string
  /** What it is told from other routes by, where it has that. */
  readonly label?: string
  readonly order: SortKeys
  /** Who gets in; made when it is asked for. */
  access(): Condition
}

/** What routes are sorted by where they do not stand in the order of a file. */
export interface SortKeys {
  readonly from: string
  readonly path: string
  readonly priority?: number
  readonly regex: string
  readonly prefix: string
  readonly id?: string
}

/** A path in the `from` of a page, which the validator refuses. */
export const hasRefusedPath = ({ scheme, path }: GoUrl): boolean =>
  (scheme === 'http' || scheme === 'https') && path !== '' && path !== '/'

/** A route as an entry; none where `from` is missing or refused. */
export function entryOf(route: RouteView, access: () => Condition): RouteEntry | undefined {
  const from = filledText(route, 'from')
  if (!from) return undefined
  const open = isOpen(from.value)
  const parsed = open ? undefined : parseUrl(from.value)
  if (parsed && (!parsed.ok || hasRefusedPath(parsed.url))) return undefined
  const [matcher] = matchersOf(route)
  const text = (field: 'path' | 'regex' | 'prefix') => textAt(route, field)?.value ?? ''
  const priority = route.fields.get('regexPriorityOrder')?.value
  const id = textAt(route, 'id')?.value
  const label = textAt(route, 'name')?.value
  return {
    at: route.at,
    from,
    name: routeName(from.value, matcher),
    order: {
      from: from.value,
      path: text('path'),
      regex: text('regex'),
      prefix: text('prefix'),
      ...(typeof priority === 'number' && { priority }),
      ...(id && { id }),
    },
    access,
    ...(parsed?.ok && { url: parsed.url }),
    ...(matcher && { matcher }),
    ...(label && { label }),
  }
}

/** What a route goes by: its `from` and what it asks of the path. */
export const routeName = (from: string, matcher: Matcher | undefined): string =>
  `route ${from.replace(/\/$/, '')}${matcherWords(matcher)}`

/** How callers reach a route. */
export type Transport = 'HTTP' | 'TCP' | 'UDP' | 'SSH'

export function transportOf({ scheme }: GoUrl): Transport {
  if (scheme.startsWith('tcp')) return 'TCP'
  if (scheme.startsWith('udp')) return 'UDP'
  return scheme === 'ssh' ? 'SSH' : 'HTTP'
}

/** A host that a route answers, and the only port of it where there is one. */
export interface Domain {
  /** In lower case; `*` stands for any run of characters. */
  readonly host: string
  readonly port?: number
}

/**
 * The hosts of a route, as callers name them. A `from` without a port, or with the usual one, answers on any port (the
 * runtime flag match_any_incoming_port, which is on). SSH is looked up by the name of the host alone
 * (`buildSSHRouteConfiguration` in config/envoyconfig/route_configurations.go).
 */
export function routeDomains(url: GoUrl): readonly Domain[] {
  if (transportOf(url) === 'SSH') return [{ host: url.hostname.toLowerCase() }]
  return domainsOf(url, false).map((text) => {
    const [, host = text, port] = /^(.*?)(?::(\d+))?$/s.exec(text) ?? []
    return { host: host.toLowerCase(), ...(port !== undefined && { port: Number(port) }) }
  })
}

/** The number that callers use, as far as `from` tells. */
export function usualPort(url: GoUrl, domain: Domain): number | undefined {
  if (domain.port !== undefined) return domain.port
  const transport = transportOf(url)
  if (transport === 'SSH') return 22
  if (transport !== 'HTTP') return undefined
  return url.scheme === 'http' ? 80 : 443
}
