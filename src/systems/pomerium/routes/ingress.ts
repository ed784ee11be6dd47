import type { Condition } from '../../../analysis/condition.ts'
import type { At, Path } from '../../../position.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { annotationPrefix } from '../fields.ts'
import { domainsOf, parseUrl } from '../go-url.ts'
import { type RouteEntry, routeName } from './entry.ts'
import type { Matcher, Mode } from './matcher.ts'

/**
 * The routes of an Ingress: one for each path of each rule. Source: pomerium/ingress_to_route.go of
 * https://github.com/pomerium/ingress-controller
 */
export function ingressEntries(ingress: object, at: Path, access: () => Condition): RouteEntry[] {
  const { spec, metadata } = ingress as { readonly spec?: unknown; readonly metadata?: unknown }
  const annotations = isMap(metadata) && isMap(metadata['annotations']) ? metadata['annotations'] : {}
  const isSet = (name: string) => String(annotations[`${annotationPrefix}${name}`]).toLowerCase() === 'true'
  const scheme = ['ssh', 'tcp', 'udp'].find((name) => isSet(`${name}_upstream`))
  const rules = isMap(spec) ? mapsIn(spec['rules'], [...at, 'spec', 'rules']) : []
  return rules.flatMap((rule) => {
    const host = rule.value['host']
    const named =
      typeof host === 'string' && host !== '' ? host : isSet('subtle_allow_empty_host') ? '*' : undefined
    const http = rule.value['http']
    if (named === undefined || !isMap(http)) return []
    return mapsIn(http['paths'], [...rule.at, 'http', 'paths']).flatMap((path) => {
      const from = fromOf(scheme, named, path.value)
      const url = from === undefined ? undefined : parseUrl(from)
      if (from === undefined || !url?.ok) return []
      const matcher = scheme === undefined ? matcherOf(path, isSet('path_regex')) : undefined
      const text = (mode: Mode) => (matcher?.mode === mode ? matcher.value : '')
      const entry: RouteEntry = {
        at: path.at,
        from: { value: from, at: [...rule.at, 'host'] },
        url: url.url,
        name: routeName(from, matcher),
        order: { from, path: text('path'), regex: text('regex'), prefix: text('prefix') },
        access,
        ...(matcher && { matcher }),
      }
      return domainsOf(url.url, false).length > 0 ? [entry] : []
    })
  })
}

const mapsIn = (value: unknown, at: Path): At<Readonly<Record<string, unknown>>>[] =>
  (Array.isArray(value) ? value : []).flatMap((item: unknown, index) =>
    isMap(item) ? [{ value: item, at: [...at, index] }] : [],
  )

/** Undefined where the port is known to the service alone. */
function fromOf(
  scheme: string | undefined,
  host: string,
  path: Readonly<Record<string, unknown>>,
): string | undefined {
  if (scheme === undefined) return `https://${host}`
  if (scheme === 'ssh') return `ssh://${host}`
  const backend = path['backend']
  const service = isMap(backend) && isMap(backend['service']) ? backend['service'] : {}
  const number = isMap(service['port']) ? service['port']['number'] : undefined
  return typeof number === 'number' ? `${scheme}+https://${host}:${number}` : undefined
}

function matcherOf(
  { value, at }: At<Readonly<Record<string, unknown>>>,
  isRegex: boolean,
): Matcher | undefined {
  const { path, pathType } = value
  if (typeof path !== 'string' || path === '') return undefined
  const mode =
    pathType === 'Exact' ? 'path' : pathType === 'ImplementationSpecific' && isRegex ? 'regex' : 'prefix'
  return { mode, value: path, at: [...at, 'path'] }
}

/** The patterns of paths in an Ingress. */
export const ingressPatterns = (entries: readonly RouteEntry[]): readonly At<string>[] =>
  entries.flatMap(({ matcher }) =>
    matcher?.mode === 'regex' ? [{ value: matcher.value, at: matcher.at }] : [],
  )
