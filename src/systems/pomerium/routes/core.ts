import type { Listener } from '../../../model.ts'
import { toPointer } from '../../../position.ts'
import type { Surroundings } from '../../../rule.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { filledText, has } from '../fields.ts'
import { parseUrl } from '../go-url.ts'
import { accessOf, type PolicySet } from '../ppl/access.ts'
import { type ParsedSite, parsedSites } from '../ppl/parsed.ts'
import type { Rule } from '../ppl/tree.ts'
import { coreRoutes, type RouteView } from '../route-view.ts'
import { type Domain, entryOf, routeDomains } from './entry.ts'
import { flagRules, hasUnknownFlags } from './flags.ts'
import { proxyListeners } from './listeners.ts'
import { inFileOrder } from './order.ts'
import { coreSockets } from './sockets.ts'

/** The listeners of a core file. */
export function coreListeners(config: object, surroundings: Surroundings): Listener[] {
  const routes = coreRoutes(config)
  const policies = coreRoutePolicies(config, surroundings)
  const entries = routes.flatMap((route) => {
    const entry = entryOf(route, () => accessOf(policies(route)))
    return entry ? [entry] : []
  })
  return proxyListeners(inFileOrder(entries), {
    name: 'core file',
    hosts: [...ownHosts(config), ...downstreamNames(routes)],
    ...coreSockets(config),
  })
}

/** What lets callers into each route of a core file: its flags, its policy, and the certificate that the file asks for. */
export function coreRoutePolicies(
  config: object,
  surroundings: Surroundings,
): (route: RouteView) => PolicySet {
  const sites = new Map(parsedSites('config', config, surroundings).map((site) => [toPointer(site.at), site]))
  const certificates = clientCertificates(config)
  return (route) =>
    routePolicies(route, siteOf(route, sites), certificates(route) ? [withoutCertificate] : [])
}

/** The policy of a route, where it has one. */
export function siteOf(route: RouteView, sites: ReadonlyMap<string, ParsedSite>): ParsedSite | undefined {
  const policy = route.fields.get('policy')
  return policy && sites.get(toPointer(policy.at))
}

/** The flags of a route and its policy go together as rules of one list. */
export function routePolicies(
  route: RouteView,
  site: ParsedSite | undefined,
  more: readonly Rule[] = [],
): PolicySet {
  const unknown = [
    ...(site && !site.ppl.known ? [`the policy of ${filledText(route, 'from')?.value ?? 'this route'}`] : []),
    ...(hasUnknownFlags(route) || has(route, 'subPolicies') ? ['what else lets callers in'] : []),
  ]
  return { rules: [...flagRules(route), ...(site?.ppl.rules ?? []), ...more], unknown }
}

/** `AddDefaultClientCertificateRule` in pkg/policy/parser/default.go. */
const withoutCertificate: Rule = {
  action: 'deny',
  at: [],
  groups: [
    {
      operator: 'or',
      at: [],
      criteria: [
        {
          at: [],
          key: 'invalid_client_certificate',
          name: 'invalid_client_certificate',
          path: '',
          data: null,
          test: { kind: 'invalid-certificate' },
        },
      ],
    },
  ],
}

/**
 * Which routes ask for a certificate of the client: those with an authority of their own, or all where the file names
 * one, unless it leaves that to the policies. https://www.pomerium.com/docs/reference/downstream-mtls-settings
 */
function clientCertificates(config: object): (route: RouteView) => boolean {
  const { downstream_mtls: settings } = config as { readonly downstream_mtls?: unknown }
  const filled = (value: unknown) => typeof value === 'string' && value !== ''
  const everywhere = isMap(settings) && (filled(settings['ca']) || filled(settings['ca_file']))
  const enforced = !isMap(settings) || String(settings['enforcement']).toLowerCase() !== 'policy'
  const own = [
    'tlsDownstreamClientCa',
    'tlsDownstreamClientCaFile',
    'tlsDownstreamClientCaKeyPairId',
  ] as const
  return (route) => enforced && (everywhere || own.some((field) => filledText(route, field) !== undefined))
}

/** Hosts of the sign-in pages, which no route with a `*` answers. */
function ownHosts(config: object): Domain[] {
  return ['authenticate_service_url', 'authenticate_internal_service_url'].flatMap((key) => {
    const value = (config as Readonly<Record<string, unknown>>)[key]
    const parsed = typeof value === 'string' ? parseUrl(value) : undefined
    return parsed?.ok ? routeDomains(parsed.url) : []
  })
}

/** Names that routes are called by on the side of TLS make virtual hosts too. */
function downstreamNames(routes: readonly RouteView[]): Domain[] {
  return routes.flatMap((route) => {
    const name = filledText(route, 'tlsDownstreamServerName')
    return name && !name.value.includes('*') ? [{ host: name.value.toLowerCase() }] : []
  })
}
