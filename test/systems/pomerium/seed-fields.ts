/**
 * What the reference of the Pomerium Zero API says of the fields of every request body: the rows of its tables, and
 * below them the keys of its example bodies. One line is a field: its path, whether it is required, its type, and what
 * else is said. `[]` stands for the entries of a list, `{}` for the values of a map, `<http>` for the option of that type.
 */
const duration = 'string pattern=^([0-9]+(y|w|d|h|m|s|ms))+$'
const role = 'string enum=owner,admin,auditor,member'
const provider = 'string enum=apple,auth0,azure,cognito,github,gitlab,google,oidc,okta,onelogin,ping'
const tokenFormat = "string enum='',default,idp_access_token,idp_identity_token"
const flavor = 'string enum=standard,hosted'
const uint32 = 'integer range=0..4294967295'
const int32 = 'integer range=-2147483648..2147483647'
const pplBody = (path: string) =>
  ['and', 'or', 'not', 'nor']
    .map((operator) => `${path}.${operator} array\n${path}.${operator}[] object`)
    .join('\n')
const stringList = (name: string) => `${name} array\n${name}[] string`
const stringMap = (name: string) => `${name} object\n${name}{} string`
const thresholds = `
  circuitBreakerThresholds object
  circuitBreakerThresholds.maxConnections ${uint32}
  circuitBreakerThresholds.maxPendingRequests ${uint32}
  circuitBreakerThresholds.maxRequests ${uint32}
  circuitBreakerThresholds.maxRetries ${uint32}
  circuitBreakerThresholds.maxConnectionPools ${uint32}`
const healthCheck = (type: string) => `
  healthCheck<${type}> object
  healthCheck<${type}>.timeout required ${duration}
  healthCheck<${type}>.interval required ${duration}
  healthCheck<${type}>.unhealthyThreshold required ${uint32}
  healthCheck<${type}>.healthyThreshold required ${uint32}
  healthCheck<${type}>.type required string enum=${type}`

const policy = `
  namespaceId required string
  name required string length=1..128
  enforced required boolean
  ppl required
  ppl<object> object
  ppl<object>.allow object
  ${pplBody('ppl<object>.allow')}
  ppl<object>.deny object
  ${pplBody('ppl<object>.deny')}
  ppl<array> array
  ppl<array>[] object
  ppl<array>[].allow object
  ${pplBody('ppl<array>[].allow')}
  ppl<array>[].deny object
  ${pplBody('ppl<array>[].deny')}
  description required string
  explanation required string
  remediation required string`

const route = `
  namespaceId required string
  name required string length=1..128
  description string
  logoUrl string
  from required string format=url
  to array
  to[] string format=url
  response object
  response.status required ${uint32}
  response.body required string
  prefix string
  path string
  regex string
  prefixRewrite string
  regexRewritePattern string
  regexRewriteSubstitution string
  hostRewrite string
  hostRewriteHeader string
  hostPathRegexRewritePattern string
  hostPathRegexRewriteSubstitution string
  regexPriorityOrder integer
  timeout ${duration}
  idleTimeout ${duration}
  allowWebsockets required boolean
  allowSpdy required boolean
  tlsSkipVerify required boolean
  tlsUpstreamServerName string
  tlsDownstreamServerName string
  tlsCustomCaKeyPairId string
  tlsClientKeyPairId string
  tlsDownstreamClientCaKeyPairId string
  tlsUpstreamAllowRenegotiation required boolean
  ${stringMap('setRequestHeaders')}
  ${stringMap('setResponseHeaders')}
  ${stringList('removeRequestHeaders')}
  rewriteResponseHeaders array
  rewriteResponseHeaders[] object
  rewriteResponseHeaders[].header required string
  rewriteResponseHeaders[].matcher required
  rewriteResponseHeaders[].matcher<object> object
  rewriteResponseHeaders[].matcher<object>.prefix required string
  rewriteResponseHeaders[].value required string
  preserveHostHeader required boolean
  passIdentityHeaders boolean
  kubernetesServiceAccountToken string
  redirect object
  redirect.httpsRedirect boolean
  redirect.schemeRedirect string
  redirect.hostRedirect string
  redirect.portRedirect ${uint32}
  redirect.pathRedirect string
  redirect.prefixRewrite string
  redirect.responseCode ${int32}
  redirect.stripQuery boolean
  enableGoogleCloudServerlessAuthentication required boolean
  jwtIssuerFormat string enum=hostOnly,uri
  showErrorDetails required boolean
  healthCheck
  ${healthCheck('http')}
  healthCheck<http>.host string
  healthCheck<http>.path required string
  healthCheck<http>.expectedStatuses array
  healthCheck<http>.expectedStatuses[] object
  healthCheck<http>.expectedStatuses[].start required integer
  healthCheck<http>.expectedStatuses[].end required integer
  healthCheck<http>.codecClientType string enum=http1,http2
  ${healthCheck('tcp')}
  healthCheck<tcp>.send string
  healthCheck<tcp>.receive array
  healthCheck<tcp>.receive[] string
  ${healthCheck('grpc')}
  healthCheck<grpc>.serviceName string
  healthCheck<grpc>.authority string
  loadBalancingPolicy string enum=round_robin,least_request,ring_hash,random,maglev
  identityProviderClientId string
  identityProviderClientSecret string
  policyIds required array
  policyIds[] string
  bearerTokenFormat ${tokenFormat}
  ${stringList('idpAccessTokenAllowedAudiences')}
  ${stringList('dependsOn')}
  ${thresholds}
  mcp object,null
  mcp.server
  mcp.server<object> object
  mcp.server<object>.upstreamOAuth2 object
  mcp.server<object>.upstreamOAuth2.clientId required string
  mcp.server<object>.upstreamOAuth2.clientSecret required string
  mcp.server<object>.upstreamOAuth2.oauth2Endpoint object
  mcp.server<object>.upstreamOAuth2.oauth2Endpoint.authUrl string
  mcp.server<object>.upstreamOAuth2.oauth2Endpoint.tokenUrl string
  mcp.server<object>.upstreamOAuth2.oauth2Endpoint.authStyle string enum=OAUTH2_AUTH_STYLE_UNSPECIFIED,OAUTH2_AUTH_STYLE_IN_PARAMS,OAUTH2_AUTH_STYLE_IN_HEADER
  ${stringList('mcp.server<object>.upstreamOAuth2.scopes')}
  mcp.server<object>.maxRequestBytes ${uint32}
  mcp.server<object>.path string
  mcp.server<null> null
  mcp.client object,null
  healthyPanicThreshold integer range=0..100
  upstreamTunnel object
  upstreamTunnel.sshPolicyId string`

const settings = `
  logLevel required string
  proxyLogLevel string
  address required string format=ipport
  dnsLookupFamily required string enum=V4_ONLY,V6_ONLY,V4_PREFERRED,AUTO,ALL
  dnsFailureRefreshRate ${duration}
  dnsQueryTimeout ${duration}
  dnsQueryTries ${uint32}
  dnsRefreshRate ${duration}
  dnsUdpMaxQueries ${uint32}
  dnsUseTcp boolean
  httpRedirectAddr string format=ipport
  timeoutRead required ${duration}
  timeoutWrite required ${duration}
  timeoutIdle required ${duration}
  codecType required string enum='',auto,http1,http2,http3
  cookieName required string
  cookieSecret string
  cookieDomain string
  cookieHttpOnly required boolean
  cookieExpire required ${duration}
  cookieSameSite string
  certificateAuthorityKeyPairId string
  ${stringMap('setResponseHeaders')}
  ${stringMap('jwtClaimsHeaders')}
  defaultUpstreamTimeout required ${duration}
  metricsAddress string
  otelTracesExporter string
  otelTracesSamplerArg number
  ${stringList('otelResourceAttributes')}
  otelLogLevel string
  otelAttributeValueLengthLimit ${int32}
  otelExporterOtlpEndpoint string
  otelExporterOtlpTracesEndpoint string
  otelExporterOtlpProtocol string
  otelExporterOtlpTracesProtocol string
  ${stringList('otelExporterOtlpHeaders')}
  ${stringList('otelExporterOtlpTracesHeaders')}
  otelExporterOtlpTimeout ${duration}
  otelExporterOtlpTracesTimeout ${duration}
  otelBspScheduleDelay ${duration}
  otelBspMaxExportBatchSize ${int32}
  downstreamMtlsCaKeyPairId string
  googleCloudServerlessAuthenticationServiceAccount string
  skipXffAppend required boolean
  databrokerStorageConnection string
  ${stringList('accessLogFields')}
  ${stringList('authorizeLogFields')}
  passIdentityHeaders required boolean
  autoApplyChangesets required boolean
  authenticateServiceUrl string format=url
  identityProvider ${provider}
  identityProviderClientId string
  identityProviderClientSecret string
  ${stringMap('identityProviderRequestParams')}
  ${stringList('identityProviderScopes')}
  identityProviderUrl string format=url
  bearerTokenFormat ${tokenFormat}
  ${stringList('idpAccessTokenAllowedAudiences')}
  ${thresholds}
  sshAddress string
  ${stringList('sshHostKeys')}
  sshUserCaKey string`

const cluster = `
  name required string
  manualOverrideIpAddress string format=ip
  flavor ${flavor}`
const organization = `
  name required string
  logoURL string format=url`

/** The fields of one body, by the name of its schema. */
export const seedBodies: Readonly<Record<string, string>> = {
  policy,
  route,
  settings,
  'settings-patch': `
    op required string enum=add,remove,replace,copy,move,test
    path required string
    value
    from string`,
  'key-pair': `
    key string
    namespaceId required string
    certificate string
    name string`,
  organization,
  'organization-update': `${organization}
    ownerUserId string`,
  cluster: `${cluster}
    domain required string`,
  'cluster-update': cluster,
  invites: `
    emails required array
    emails[] string format=email
    role required ${role}`,
  'api-user': `
    name required string
    role ${role}`,
  'service-account': `
    expiresAt string format=date-time
    description required string
    userId required string`,
  'custom-domain': `
    clusterId required string
    domainName required string`,
  'identity-provider': `
    provider required ${provider}
    url string
    clientId string
    clientSecret string
    ${stringMap('requestParams')}
    ${stringList('scopes')}`,
  'onboarding-start': `
    system required string
    timezone required string`,
  'onboarding-configure': `
    ipAddress string format=ip
    port string format=port
    system required string
    timezone required string`,
  token: `
    refreshToken required string`,
  'billing-portal': `
    deepLink required string enum='',payment_method
    returnUrl required string format=url`,
  checkout: `
    billingEmail string
    cancelUrl required string format=url
    organizationName string
    successUrl required string format=url`,
  'checkout-completion': `
    checkoutSessionId required string`,
}
