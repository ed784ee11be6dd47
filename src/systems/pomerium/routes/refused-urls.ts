import { isMap } from '../../../schema/json-schema.ts'
import { shown } from '../../../schema/words.ts'
import { isOpen, textAt, textsAt } from '../fields.ts'
import { parseUrl } from '../go-url.ts'
import { hasRefusedPath } from './entry.ts'
import type { Refusal, RefusalCheck } from './refusal.ts'
import { type Upstream, upstreamsOf } from './upstreams.ts'

/*
 * Sources: `Policy.Validate` in config/policy.go, `ParseWeightedUrls` in config/custom.go and `buildSSHRouteConfiguration` in
 * config/envoyconfig/route_configurations.go of https://github.com/pomerium/pomerium
 */

export const from: RefusalCheck = function* (route) {
  const found = textAt(route, 'from')
  if (!found) {
    // Where the schema was broken, that is what is told.
    if (!route.fields.has('from'))
      yield {
        at: route.at,
        message: 'This route has no from, so Pomerium refuses it; write one such as https://app.example.com.',
      }
    return
  }
  const { value, at } = found
  if (isOpen(value)) return
  const parsed = parseUrl(value)
  if (!parsed.ok) {
    const fix = parsed.reason.includes('scheme') ? `; write ${shown(`https://${value}`)}` : ''
    yield { at, message: `${shown(value)} ${parsed.reason}, so Pomerium refuses this route${fix}.` }
    return
  }
  const { path } = parsed.url
  if (hasRefusedPath(parsed.url))
    yield {
      at,
      message: `${shown(value)} has a path, which Pomerium refuses in from; write prefix: ${path} or path: ${path} beside it.`,
    }
}

export const target: RefusalCheck = function* (route) {
  const { fields, at } = route
  if (
    route.dialect === 'ingress' ||
    ['to', 'redirect', 'response'].some((field) => fields.has(field as 'to'))
  )
    return
  yield {
    at,
    message: 'This route has no to, redirect or response, so Pomerium refuses it; name an upstream in to.',
  }
}

export const upstreams: RefusalCheck = function* (route) {
  const list = upstreamsOf(route)
  if (!list) return
  const to = route.fields.get('to')!
  if (list.length === 0 && (route.dialect === 'core' || !route.fields.has('redirect'))) {
    if (route.dialect === 'core' || !route.fields.has('response'))
      yield {
        at: to.at,
        message:
          'This list of upstreams is empty, so Pomerium refuses the route; name one, or leave to out beside a redirect or response.',
      }
    return
  }
  yield* list.flatMap(upstreamTrouble)
  yield* weights(list)
  yield* mixedSchemes(list)
}

function upstreamTrouble({ value, at, verdict }: Upstream): Refusal[] {
  if (!verdict) return []
  if (!verdict.ok) {
    const fix =
      verdict.reason.includes('scheme') || verdict.reason.includes('no host')
        ? '; write one such as http://app:8080'
        : ''
    return [{ at, message: `${shown(value)} ${verdict.reason}, so Pomerium refuses this upstream${fix}.` }]
  }
  const { hostname, scheme } = verdict.url
  if (hostname !== '' || scheme === 'unix' || scheme === 'https+unix') return []
  return [{ at, message: `${shown(value)} has no host, so Pomerium refuses this upstream.` }]
}

function* weights(list: readonly Upstream[]): Iterable<Refusal> {
  for (const { value, at, weight } of list) {
    if (weight === undefined) continue
    const number = /^\d+$/.test(weight) ? Number(weight) : Number.NaN
    if (!(number >= 1 && number <= 4_294_967_295))
      yield {
        at,
        message: `${shown(weight)} is what follows the comma in ${shown(value)}, and Pomerium takes a weight from 1 to 4294967295 only; list several upstreams one by one.`,
      }
  }
  const bare = list.find(({ weight, verdict }) => weight === undefined && verdict?.ok)
  const weighted = list.find(({ weight }) => weight !== undefined)
  if (bare && weighted)
    yield {
      at: bare.at,
      message: `${shown(bare.value)} has no weight and other upstreams of this route have one, which Pomerium refuses; give all of them a weight, or none.`,
      related: [{ at: weighted.at, message: 'this one has a weight' }],
    }
}

/** Each of these schemes stands alone. */
const aloneWords: Readonly<Record<string, string>> = {
  tcp: 'tcp',
  udp: 'udp',
  unix: 'unix',
  'https+unix': 'https+unix',
}

function* mixedSchemes(list: readonly Upstream[]): Iterable<Refusal> {
  const known = list.flatMap((upstream) =>
    upstream.verdict?.ok ? [{ ...upstream, scheme: upstream.verdict.url.scheme }] : [],
  )
  const alone = known.find(({ scheme }) => Object.hasOwn(aloneWords, scheme))
  const other = alone && known.find(({ scheme }) => scheme !== alone.scheme)
  if (alone && other)
    yield {
      at: other.at,
      message: `${shown(other.value)} stands beside ${alone.scheme}, and Pomerium takes no other scheme beside that; make two routes of it.`,
      related: [{ at: alone.at, message: `an upstream with ${alone.scheme}` }],
    }
}

export const ssh: RefusalCheck = function* (route) {
  const value = textAt(route, 'from')?.value ?? ''
  const list = value.startsWith('ssh://') ? upstreamsOf(route) : undefined
  const [first, second] = list ?? []
  if (second)
    yield {
      at: second.at,
      message: 'An SSH route leads to one upstream only, so Pomerium refuses this second one; remove it.',
    }
  if (first?.verdict?.ok && first.verdict.url.scheme !== 'ssh')
    yield {
      at: first.at,
      message: `${shown(first.value)} is the upstream of an SSH route, and Pomerium takes ssh:// only.`,
    }
}

const codes = [301, 302, 303, 307, 308]

export const redirect: RefusalCheck = function* (route) {
  const found = route.fields.get('redirect')
  if (!found || !isMap(found.value)) return
  const key = route.dialect === 'zero' ? 'responseCode' : 'response_code'
  const code = found.value[key]
  if (typeof code === 'number' && !codes.includes(code))
    yield {
      at: [...found.at, key],
      message: `${code} is no code of a redirect that Pomerium takes; it takes ${codes.slice(0, -1).join(', ')} and ${codes.at(-1)} only.`,
    }
}

/** Additional hosts that a sign-in leads through, at most. */
const mostDependencies = 5

export const dependsOn: RefusalCheck = function* (route) {
  if (route.dialect === 'ingress') return
  const list = textsAt(route, 'dependsOn') ?? []
  if (list.length > mostDependencies)
    yield {
      at: route.fields.get('dependsOn')!.at,
      message: `This list has ${list.length} hosts, and Pomerium takes ${mostDependencies} at most.`,
    }
  for (const { value, at } of list) {
    if (!value.includes('/') || isOpen(value)) continue
    const parsed = parseUrl(value)
    if (!parsed.ok || parsed.url.host === '')
      yield {
        at,
        message: `${shown(value)} has a slash and is no URL, so Pomerium refuses it; write a host such as app.example.com.`,
      }
  }
}

export const mcp: RefusalCheck = function* (route) {
  const found = route.fields.get('mcp')
  if (!found || !isMap(found.value)) return
  const { server, client } = found.value
  const absent = (value: unknown, key: string) => value === null || !Object.hasOwn(found.value as object, key)
  if (absent(server, 'server') && absent(client, 'client'))
    yield {
      at: found.at,
      message:
        'mcp has neither server nor client, so Pomerium refuses this route; write server: {} for an MCP server.',
    }
  if (!isMap(server)) return
  const key = route.dialect === 'zero' ? 'authorizationServerUrl' : 'authorization_server_url'
  const url = server[key]
  if (typeof url !== 'string' || url === '' || isOpen(url)) return
  const parsed = parseUrl(url)
  const trouble = !parsed.ok ? parsed.reason : parsed.url.scheme === 'https' ? undefined : 'is not https'
  if (trouble)
    yield {
      at: [...found.at, 'server', key],
      message: `${shown(url)} ${trouble}, so Pomerium refuses this route; write an https URL.`,
    }
}
