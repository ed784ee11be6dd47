/**
 * Settings whose presence refuses the whole file, with what took their place. `removedConfigFields` of
 * https://github.com/pomerium/pomerium/blob/c8ace109/config/options_check.go, and `Validate` of options.go for the last.
 */
export const removedSettings: ReadonlyMap<string, string> = new Map([
  ['client_ca', 'write downstream_mtls.ca'],
  ['client_ca_file', 'write downstream_mtls.ca_file'],
  ...[
    'idp_service_account',
    'idp_refresh_directory_timeout',
    'idp_refresh_directory_interval',
    'idp_qps',
  ].map((key) => [key, 'remove it, as core no longer reads directories'] as const),
  ...[
    'tracing_provider',
    'tracing_sample_rate',
    'tracing_datadog_address',
    'tracing_jaeger_collector_endpoint',
    'tracing_jaeger_agent_endpoint',
    'tracing_zipkin_endpoint',
  ].map((key) => [key, 'write the otel_ settings'] as const),
  ['policy_file', 'write the routes into this file'],
])

/** Keys of routes that do the same, with what took their place. */
export const removedRouteKeys: ReadonlyMap<string, string> = new Map([
  ['allowed_groups', 'write a policy on claim/groups'],
  ['set_authorization_header', 'write set_request_headers'],
])
