import { isMap } from '../../schema/json-schema.ts'
import type { Detected } from '../../system.ts'
import { annotationPrefix } from './fields.ts'
import { routeNames } from './route-view.ts'
import { settingOf, settingsNames } from './settings-view.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * The objects of Pomerium in a parsed document, by content alone. An organization, a token and the like cannot be told
 * from other small objects: they are reached by naming their kind.
 */
export function detect(value: unknown): readonly Detected[] {
  if (isMap(value) && Array.isArray(value['items'])) return ingressesIn(value, value['items'])
  const kind = Array.isArray(value) ? kindOfList(value) : isMap(value) ? kindOf(value) : undefined
  return kind === undefined ? [] : [{ kind, at: [] }]
}

function kindOf(value: Fields): string | undefined {
  if (isIngress(value)) return 'pomerium/ingress'
  // Whatever else has a kind and metadata is an object of Kubernetes.
  if (Object.hasOwn(value, 'apiVersion') || Object.hasOwn(value, 'kind')) return undefined
  if (isPolicy(value)) return 'pomerium/policy'
  if (isRoute(value)) return 'pomerium/route'
  if (isSettings(value)) return 'pomerium/settings'
  if (isConfig(value)) return 'pomerium/config'
  return isPpl([value]) ? 'pomerium/ppl' : undefined
}

/** A list of bodies that the API answers, a patch, a list of rules, or the bare list of routes of older releases. */
function kindOfList(list: readonly unknown[]): string | undefined {
  const maps = list.filter(isMap)
  if (maps.some(isPolicy)) return 'pomerium/policy'
  if (maps.some(isRoute)) return 'pomerium/route'
  if (maps.some(isSettings)) return 'pomerium/settings'
  if (isSettingsPatch(list)) return 'pomerium/settings-patch'
  if (maps.length === list.length && maps.some((map) => isCoreRoute(map) && isMarked(map)))
    return 'pomerium/config'
  return isPpl(list) ? 'pomerium/ppl' : undefined
}

function ingressesIn({ kind, apiVersion }: Fields, items: readonly unknown[]): Detected[] {
  const isList = kind === 'IngressList' || (kind === 'List' && apiVersion === 'v1')
  if (!isList) return []
  return items.flatMap((item, index): Detected[] => {
    const named = kind === 'IngressList' && isMap(item) ? { kind: 'Ingress', apiVersion, ...item } : item
    return isMap(named) && isIngress(named) ? [{ kind: 'pomerium/ingress', at: ['items', index] }] : []
  })
}

function isIngress({ kind, metadata }: Fields): boolean {
  if (kind !== 'Ingress' || !isMap(metadata)) return false
  const { annotations } = metadata
  return isMap(annotations) && Object.keys(annotations).some((key) => key.startsWith(annotationPrefix))
}

const hasAny = (map: Fields, keys: readonly string[]) => keys.some((key) => Object.hasOwn(map, key))
const hasAll = (map: Fields, keys: readonly string[]) => keys.every((key) => Object.hasOwn(map, key))

const isPolicy = (map: Fields) =>
  Object.hasOwn(map, 'ppl') && hasAny(map, ['namespaceId', 'enforced', 'explanation', 'remediation'])

/** Keys of a route that only the API of Pomerium writes so. */
const zeroRouteKeys = [
  ...['policyIds', 'allowSpdy', 'tlsSkipVerify', 'tlsUpstreamAllowRenegotiation', 'showErrorDetails'],
  ...['enableGoogleCloudServerlessAuthentication', 'preserveHostHeader', 'passIdentityHeaders'],
]

const isRoute = (map: Fields) =>
  typeof map['from'] === 'string' && zeroRouteKeys.filter((key) => Object.hasOwn(map, key)).length >= 2

/** Settings that only the API of Pomerium calls so. */
const zeroSettingsKeys = [
  ...['autoApplyChangesets', 'cookieHttpOnly', 'cookieExpire', 'dnsLookupFamily', 'skipXffAppend'],
  ...['defaultUpstreamTimeout', 'timeoutRead', 'timeoutWrite', 'timeoutIdle', 'authenticateServiceUrl'],
  ...['identityProviderClientId', 'passIdentityHeaders', 'cookieSameSite', 'httpRedirectAddr'],
]

const isSettings = (map: Fields) => zeroSettingsKeys.filter((key) => Object.hasOwn(map, key)).length >= 3

/** Operations of which at least one is on a setting; those of Kubernetes objects start with /spec or /metadata. */
function isSettingsPatch(list: readonly unknown[]): boolean {
  const operations = list.filter(isMap).filter((map) => hasAll(map, ['op', 'path']))
  if (operations.length < list.length) return false
  return operations.some(({ path }) => {
    const root = typeof path === 'string' ? /^\/[^/]+/.exec(path)?.[0] : undefined
    return settingsNames.fieldOf(settingOf(root) ?? '', 'zero') !== undefined
  })
}

/** Options of core that nobody else calls so. */
const markedOptions: ReadonlySet<string> = new Set([
  ...['authenticate_service_url', 'authenticate_internal_service_url', 'authorize_service_url'],
  ...['databroker_service_url', 'databroker_storage_type', 'databroker_storage_connection_string'],
  ...['idp_provider', 'idp_provider_url', 'idp_client_id', 'idp_client_secret', 'idp_client_secret_file'],
  ...['idp_scopes', 'idp_request_params', 'signout_redirect_url', 'jwt_claims_headers', 'downstream_mtls'],
  ...['programmatic_redirect_domain_whitelist', 'default_upstream_timeout', 'xff_num_trusted_hops'],
  ...['skip_xff_append', 'pass_identity_headers', 'cookie_http_only', 'cookie_same_site', 'grpc_insecure'],
  ...[
    'autocert_use_staging',
    'autocert_dir',
    'insecure_server',
    'http_redirect_addr',
    'certificate_key_file',
  ],
])

/** Keys of a core route that nobody else calls so. */
const markedRouteKeys: ReadonlySet<string> = new Set([
  ...['policy', 'allow_public_unauthenticated_access', 'allow_any_authenticated_user', 'allowed_users'],
  ...['allowed_domains', 'allowed_groups', 'allowed_idp_claims', 'cors_allow_preflight', 'sub_policies'],
  ...['pass_identity_headers', 'preserve_host_header', 'set_request_headers', 'remove_request_headers'],
  ...[
    'tls_skip_verify',
    'tls_custom_ca',
    'tls_custom_ca_file',
    'tls_server_name',
    'tls_upstream_server_name',
  ],
  ...['allow_websockets', 'allow_spdy', 'prefix_rewrite', 'regex_rewrite_pattern', 'host_rewrite', 'mcp'],
  ...['regex_priority_order', 'health_checks', 'upstream_tunnel', 'kubernetes_service_account_token'],
  ...['kubernetes_service_account_token_file', 'enable_google_cloud_serverless_authentication'],
])

/** The keys of a map as the loader of core reads them. */
const lowerKeys = (map: Fields) => Object.keys(map).map((key) => key.toLowerCase())

const isMarked = (map: Fields) => lowerKeys(map).some((key) => markedRouteKeys.has(key))

/**
 * Options of core alone, or a list of its routes. Other proxies have routes as well: here one comes from a URL, and has
 * a key that is Pomerium's own, or nothing but keys that Pomerium knows.
 */
function isConfig(map: Fields): boolean {
  const entries = Object.entries(map).map(([key, value]) => [key.toLowerCase(), value] as const)
  const marked = entries.filter(([key]) => markedOptions.has(key)).length
  const routes = entries.flatMap(([key, value]) =>
    key === 'routes' || key === 'policy' ? (Array.isArray(value) ? value : [value]).filter(isMap) : [],
  )
  const ours = routes.filter(isCoreRoute)
  if (ours.length === 0) return marked >= 2 && 3 * marked >= entries.length
  return marked > 0 || ours.some(isMarked) || (ours.length === routes.length && ours.every(isKnown))
}

/** `from` is a URL of a scheme that Pomerium serves. */
function isCoreRoute(map: Fields): boolean {
  const from = Object.entries(map).find(([key]) => key.toLowerCase() === 'from')?.[1]
  return typeof from === 'string' && /^(?:https?|(?:tcp|udp)\+https?|ssh):\/\//.test(from)
}

const isKnown = (map: Fields) =>
  lowerKeys(map).every((key) => routeNames.fieldOf(key, 'core') !== undefined) &&
  hasAny(map, ['to', 'redirect', 'response'])

const operators = ['and', 'or', 'not', 'nor']

/** Rules of Pomerium Policy Language: nothing but allow and deny, one of them with a list under an operator. */
function isPpl(rules: readonly unknown[]): boolean {
  const isRule = (rule: unknown): rule is Fields =>
    isMap(rule) && Object.keys(rule).every((key) => key === 'allow' || key === 'deny')
  const hasOperator = (body: unknown) =>
    isMap(body) && operators.some((operator) => Array.isArray(body[operator]))
  return rules.every(isRule) && rules.some((rule) => isMap(rule) && Object.values(rule).some(hasOperator))
}
