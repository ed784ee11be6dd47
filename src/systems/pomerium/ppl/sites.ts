import type { Path } from '../../../position.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { textAt } from '../fields.ts'
import { bodiesOf } from '../lists.ts'
import { coreRoutes, ingressRoutes, type RouteView } from '../route-view.ts'
import type { Target } from './tree.ts'

/** A policy in a document. */
export interface PplSite {
  readonly value: unknown
  readonly at: Path
  /** The rules of what: "this policy", "route https://app.example.com". */
  readonly of: string
  /** Whether it stands in for itself: a policy that others are joined to need not let in anyone. */
  readonly alone: boolean
}

/** Where policies stand in a document of each kind that has some. */
export type PplPlace = 'ppl' | 'policy' | 'config' | 'ingress'

/** Which target a document of a kind is for; a policy by itself is for either, unless the configuration says. */
export const targets: Readonly<Record<PplPlace, Target>> = {
  ppl: 'either',
  policy: 'zero',
  config: 'core',
  ingress: 'core',
}

/** The policies of a document. */
export function pplSites(place: PplPlace, document: object): readonly PplSite[] {
  switch (place) {
    case 'ppl':
      return [{ value: document, at: [], of: 'this policy', alone: false }]
    case 'policy':
      return bodiesOf<Readonly<Record<string, unknown>>>(document).flatMap(({ value, at }) =>
        Object.hasOwn(value, 'ppl')
          ? [{ value: value['ppl'], at: [...at, 'ppl'], of: policyName(value['name']), alone: false }]
          : [],
      )
    case 'config':
      return coreRoutes(document).flatMap(routeSites)
    case 'ingress':
      return ingressRoutes(document).flatMap(routeSites)
  }
}

const policyName = (name: unknown): string =>
  typeof name === 'string' && name !== '' ? `policy ${name}` : 'this policy'

function routeSites(route: RouteView): PplSite[] {
  const policy = route.fields.get('policy')
  const tunnel = route.fields.get('upstreamTunnel')
  const of = route.dialect === 'ingress' ? 'this Ingress' : `route ${textAt(route, 'from')?.value ?? '?'}`
  const key = 'ssh_policy'
  const inner = isMap(tunnel?.value) && tunnel.value[key] !== null ? tunnel.value[key] : undefined
  return [
    ...(policy ? [{ ...policy, of, alone: true }] : []),
    ...(tunnel && inner !== undefined
      ? [{ value: inner, at: [...tunnel.at, key], of: `the tunnel of ${of}`, alone: true }]
      : []),
  ]
}

/** The texts of a document that hold a policy in YAML. */
export function pplTexts(place: PplPlace, value: unknown): readonly Path[] {
  if (typeof value !== 'object' || value === null) return []
  return pplSites(place, value).flatMap((site) => (typeof site.value === 'string' ? [site.at] : []))
}
