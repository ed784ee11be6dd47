import { remembered } from '../../once.ts'
import { isMap } from '../../schema/json-schema.ts'
import { type Dialect, FieldNames, type FieldView } from './fields.ts'
import { bodiesOf, mapsAt } from './lists.ts'

/**
 * Every field of a route. Most are called the same in core and in Zero, but for their case; some are only in one of them.
 * Sources: https://docs.pomerium.com/docs/reference/routes and RouteProperties of the API of Zero.
 */
const routeFields = [
  ...['id', 'namespaceId', 'name', 'description', 'logoUrl', 'originatorId'],
  ...['from', 'to', 'response', 'redirect'],
  ...['prefix', 'path', 'regex', 'regexPriorityOrder'],
  ...['prefixRewrite', 'regexRewritePattern', 'regexRewriteSubstitution'],
  ...['hostRewrite', 'hostRewriteHeader', 'hostPathRegexRewritePattern', 'hostPathRegexRewriteSubstitution'],
  'preserveHostHeader',
  ...['timeout', 'idleTimeout', 'allowWebsockets', 'allowSpdy', 'allowUpgrades'],
  ...['tlsSkipVerify', 'tlsServerName', 'tlsUpstreamServerName', 'tlsDownstreamServerName'],
  ...['tlsCustomCa', 'tlsCustomCaFile', 'tlsCustomCaKeyPairId'],
  ...['tlsClientCert', 'tlsClientCertFile', 'tlsClientKey', 'tlsClientKeyFile', 'tlsClientKeyPairId'],
  ...['tlsDownstreamClientCa', 'tlsDownstreamClientCaFile', 'tlsDownstreamClientCaKeyPairId'],
  'tlsUpstreamAllowRenegotiation',
  ...['setRequestHeaders', 'setResponseHeaders', 'removeRequestHeaders', 'rewriteResponseHeaders'],
  ...['passIdentityHeaders', 'jwtIssuerFormat', 'showErrorDetails', 'sessionRecording'],
  ...['kubernetesServiceAccountToken', 'kubernetesServiceAccountTokenFile'],
  'enableGoogleCloudServerlessAuthentication',
  ...['healthCheck', 'healthChecks', 'outlierDetection', 'healthyPanicThreshold', 'loadBalancingPolicy'],
  'circuitBreakerThresholds',
  ...['identityProviderClientId', 'identityProviderClientSecret', 'identityProviders'],
  ...['bearerTokenFormat', 'idpAccessTokenAllowedAudiences', 'dependsOn', 'mcp', 'upstreamTunnel'],
  ...['policy', 'policyIds', 'policies', 'subPolicies', 'enforcedPolicies', 'enforcedPolicyIds'],
  ...['allowPublicUnauthenticatedAccess', 'allowAnyAuthenticatedUser', 'corsAllowPreflight'],
  ...['allowedUsers', 'allowedDomains', 'allowedIdpClaims', 'allowedGroups', 'setAuthorizationHeader'],
] as const

export type RouteField = (typeof routeFields)[number]

export const routeNames = new FieldNames<RouteField>(routeFields, {
  identityProviderClientId: 'idp_client_id',
  identityProviderClientSecret: 'idp_client_secret',
})

/** A route of a core file, of a body of the API, or what the annotations of an Ingress say of its routes. */
export interface RouteView extends FieldView<RouteField> {
  /** The list of a core file in which it stands. The entries of `policy` are asked before those of `routes`. */
  readonly list?: 'policy' | 'routes'
}

/** The routes of a core file in the order in which they are asked. A file that is a list is one of `policy` entries. */
export const coreRoutes = remembered((config: object): readonly RouteView[] => {
  if (Array.isArray(config)) return listed(config, 'policy', [])
  const { policy, routes } = config as { readonly policy?: unknown; readonly routes?: unknown }
  return [...listed(policy, 'policy', ['policy']), ...listed(routes, 'routes', ['routes'])]
})

const listed = (value: unknown, list: 'policy' | 'routes', at: readonly string[]): RouteView[] =>
  mapsAt(value, at).map((route) => ({ ...routeNames.view(route.value, route.at, 'core'), list }))

/** The routes of a body of the API, which is one route or a list of them. */
export const zeroRoutes = remembered((document: object): readonly RouteView[] =>
  bodiesOf<Readonly<Record<string, unknown>>>(document).map(({ value, at }) =>
    routeNames.view(value, at, 'zero'),
  ),
)

/** What the annotations of an Ingress say of its routes; `from`, paths and upstreams stand in its spec. */
export const ingressRoutes = remembered((ingress: object): readonly RouteView[] => {
  const { metadata } = ingress as { readonly metadata?: unknown }
  const annotations = isMap(metadata) ? metadata['annotations'] : undefined
  return isMap(annotations) ? [routeNames.view(annotations, ['metadata', 'annotations'], 'ingress')] : []
})

/** The routes of a document of a kind that has some. */
export const routesIn: Readonly<Record<Dialect, (document: object) => readonly RouteView[]>> = {
  core: coreRoutes,
  zero: zeroRoutes,
  ingress: ingressRoutes,
}
