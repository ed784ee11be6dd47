import { evaluate } from '../../../src/analysis/condition.ts'
import type { Request } from '../../../src/analysis/request.ts'
import type { Listener, Route } from '../../../src/model.ts'
import type { Surroundings } from '../../../src/rule.ts'
import { lowerCaseKeys } from '../../../src/systems/pomerium/core-keys.ts'
import { normaliseConfig } from '../../../src/systems/pomerium/model.ts'
import { project } from '../../../src/systems/pomerium/project.ts'

const surroundings: Surroundings = {
  platforms: {},
  texts: [],
  plainScalars: () => [],
  contestedScalars: () => [],
  written: (at) => at,
}

/** The listeners of a core file. */
export const coreListeners = (config: object): readonly Listener[] =>
  normaliseConfig(lowerCaseKeys(config) as object, surroundings).listeners

/** The listeners of routes and policies of Zero; each is a body or a list of them. */
export const zeroListeners = (routes: unknown, policies: unknown = []): readonly Listener[] =>
  project.normalise(
    [
      { file: 'routes.json', kind: 'pomerium/route', value: routes },
      { file: 'policies.json', kind: 'pomerium/policy', value: policies },
    ],
    {},
  ).listeners

/** What a model answers to a request: the listener that takes it, then the first route of it; undefined where that is not known. */
export function answer(
  listeners: readonly Listener[],
  request: Request,
): { route: Route; allowed: boolean | undefined } | 'nobody' | undefined {
  for (const { entry, routes, otherwise } of listeners) {
    const comes = entry ? evaluate(entry, request) : true
    if (comes === false) continue
    if (comes === undefined) return undefined
    for (const route of routes.toSorted((a, b) => a.rank - b.rank)) {
      const takes = evaluate(route.match, request)
      if (takes === undefined) return undefined
      if (takes) return { route, allowed: evaluate(route.access, request) }
    }
    return otherwise && evaluate(otherwise, request) === false ? 'nobody' : undefined
  }
  return 'nobody'
}

/** A URL as a request: `https://app.example.com:8443/admin`, `tcp+https://db.example.com:5432`, `ssh://host`. */
export function requestOf(url: string): Request {
  const { scheme, host, port, path } =
    /^(?<scheme>[a-z+]+):\/\/(?<host>[^/:]*)(?::(?<port>\d+))?(?<path>\/.*)?$/.exec(url)!.groups!
  const protocol = scheme!.startsWith('tcp')
    ? 'TCP'
    : scheme!.startsWith('udp')
      ? 'UDP'
      : scheme === 'ssh'
        ? 'SSH'
        : 'HTTP'
  return {
    host: host!,
    port: Number(port ?? (scheme === 'http' ? 80 : scheme === 'ssh' ? 22 : 443)),
    protocol,
    ...(protocol === 'HTTP' && { path: path ?? '/' }),
  }
}

/** The name of the route that takes a URL. */
export function winnerOf(listeners: readonly Listener[], url: string): string | undefined {
  const found = answer(listeners, requestOf(url))
  return found === undefined ? 'unknown' : found === 'nobody' ? undefined : found.route.name
}
