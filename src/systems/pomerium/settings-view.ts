import { once } from '../../once.ts'
import type { At, Path } from '../../position.ts'
import { isMap } from '../../schema/json-schema.ts'
import { validatorOf } from '../../validator.ts'
import { FieldNames, type FieldView } from './fields.ts'
import { bodiesOf, withPaths } from './lists.ts'

/**
 * Every setting. Most are called the same in core and in Zero, but for their case; some are only in one of them.
 * Sources: https://docs.pomerium.com/docs/reference, SettingsProperties of the API of Zero, and `Options` of
 * https://github.com/pomerium/pomerium/blob/c8ace109/config/options.go
 */
const settingsFields = [
  ...['logLevel', 'proxyLogLevel', 'accessLogFields', 'authorizeLogFields'],
  ...['address', 'services', 'insecureServer', 'httpRedirectAddr', 'codecType'],
  ...['dnsLookupFamily', 'dnsFailureRefreshRate', 'dnsQueryTimeout', 'dnsQueryTries', 'dnsRefreshRate'],
  ...['dnsUdpMaxQueries', 'dnsUseTcp', 'dnsResolvers'],
  ...['timeoutRead', 'timeoutWrite', 'timeoutIdle', 'defaultUpstreamTimeout'],
  ...['cookieName', 'cookieSecret', 'cookieSecretFile', 'cookieDomain', 'cookieHttpOnly', 'cookieExpire'],
  ...['cookieSameSite', 'sharedSecret', 'sharedSecretFile', 'signingKey', 'signingKeyFile'],
  ...['certificate', 'certificateKey', 'certificateFile', 'certificateKeyFile', 'certificates'],
  ...['certificateAuthority', 'certificateAuthorityFile', 'certificateAuthorityKeyPairId'],
  ...['setResponseHeaders', 'jwtClaimsHeaders', 'passIdentityHeaders', 'jwtIssuerFormat'],
  ...['debugAddress', 'metricsAddress', 'healthCheckAddr'],
  ...['metricsBasicAuth', 'metricsCertificate', 'metricsCertificateKey'],
  ...['metricsCertificateFile', 'metricsCertificateKeyFile'],
  ...['otelExporterOtlpHeaders', 'otelExporterOtlpTracesHeaders'],
  ...['otelExporterOtlpTimeout', 'otelExporterOtlpTracesTimeout', 'otelBspScheduleDelay'],
  ...['downstreamMtls', 'downstreamMtlsCaKeyPairId', 'googleCloudServerlessAuthenticationServiceAccount'],
  ...['skipXffAppend', 'grpcAddress', 'grpcClientTimeout'],
  ...['databrokerStorageType', 'databrokerStorageConnection', 'databrokerStorageConnectionFile'],
  ...['databrokerServiceUrl', 'databrokerServiceUrls', 'databrokerInternalServiceUrl'],
  ...['databrokerClusterNodes', 'databrokerClusterLeaderId', 'databrokerClusterNodeId'],
  ...['authenticateServiceUrl', 'authenticateInternalServiceUrl', 'signoutRedirectUrl'],
  ...['authorizeServiceUrl', 'authorizeInternalServiceUrl'],
  ...['identityProvider', 'identityProviderUrl', 'identityProviderClientId'],
  ...['identityProviderClientSecret', 'identityProviderClientSecretFile', 'identityProviderRequestParams'],
  ...['identityProviderScopes', 'identityProviders', 'bearerTokenFormat', 'idpAccessTokenAllowedAudiences'],
  ...['circuitBreakerThresholds', 'runtimeFlags', 'autoApplyChangesets'],
  ...['autocertEabKeyId', 'autocertEabMacKey', 'autocertTrustedCa', 'autocertTrustedCaFile'],
  ...['sshAddress', 'sshHostKeys', 'sshHostKeyFiles', 'sshUserCaKey', 'sshUserCaKeyFile'],
  ...['mcpAllowedClientIdDomains', 'mcpAllowedAsMetadataDomains'],
  ...['headersWithUnderscoresAction', 'pathWithEscapedSlashesAction'],
] as const

export type SettingsField = (typeof settingsFields)[number]

export const settingsNames = new FieldNames<SettingsField>(settingsFields, {
  identityProvider: 'idp_provider',
  identityProviderUrl: 'idp_provider_url',
  identityProviderClientId: 'idp_client_id',
  identityProviderClientSecret: 'idp_client_secret',
  identityProviderClientSecretFile: 'idp_client_secret_file',
  identityProviderRequestParams: 'idp_request_params',
  identityProviderScopes: 'idp_scopes',
  databrokerStorageConnection: 'databroker_storage_connection_string',
  databrokerStorageConnectionFile: 'databroker_storage_connection_string_file',
})

/** The settings of a core file or of a body of the API, or what a patch writes of them. */
export interface SettingsView extends FieldView<SettingsField> {
  /** There may be more settings, which the document does not show. */
  readonly partial: boolean
}

/** The settings of a core file; none of a file that is a bare list of routes. */
export function coreSettings(config: unknown): readonly SettingsView[] {
  return isMap(config) ? [{ ...settingsNames.view(config, [], 'core'), partial: false }] : []
}

/** The settings of a body of the API, which is one set or a list of them. */
export function zeroSettings(document: unknown): readonly SettingsView[] {
  return bodiesOf<Readonly<Record<string, unknown>>>(document).map(({ value, at }) => ({
    ...settingsNames.view(value, at, 'zero'),
    partial: false,
  }))
}

/** An operation of a JSON Patch (RFC 6902). */
export interface Operation {
  readonly op?: string
  readonly path?: string
  readonly value?: unknown
  readonly from?: string
}

/** What the operations of a patch write, of several to one setting the last one. */
export function patchedSettings(patch: unknown): readonly SettingsView[] {
  const operations = withPaths<Operation>(Array.isArray(patch) ? patch : [], [])
  const fields = new Map<SettingsField, At<unknown>>()
  for (const { value: operation, at } of operations) {
    if (!writes(operation)) continue
    const field = settingsNames.fieldOf(settingOf(operation.path) ?? '', 'zero')
    if (field !== undefined) fields.set(field, { value: operation.value, at: [...at, 'value'] })
  }
  return fields.size > 0 ? [{ dialect: 'zero', at: [] as Path, fields, partial: true }] : []
}

const writes = ({ op }: Operation) => op === 'add' || op === 'replace'

/** The setting that a JSON pointer (RFC 6901) names; undefined for a place within a setting. */
export function settingOf(pointer: string | undefined): string | undefined {
  const name = /^\/([^/]*)$/.exec(pointer ?? '')?.[1]
  return name?.replaceAll('~1', '/').replaceAll('~0', '~')
}

interface SettingsSchema {
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, unknown>>
}

/** The settings of Zero by their published schema: all of them, and those that are always there. */
export const publishedSettings = once(() => {
  const { $defs = {} } = validatorOf('pomerium/settings').schema()
  const { required, properties } = $defs['settings'] as SettingsSchema
  return { keys: Object.keys(properties ?? {}), required: new Set(required) }
})
