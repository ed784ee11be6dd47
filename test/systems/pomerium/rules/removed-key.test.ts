import { config, ingress, route, routes, staff } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const gone = [
  ...['client_ca', 'client_ca_file', 'idp_service_account', 'idp_refresh_directory_timeout'],
  ...['idp_refresh_directory_interval', 'idp_qps', 'tracing_provider', 'tracing_sample_rate'],
  ...['tracing_datadog_address', 'tracing_jaeger_collector_endpoint', 'tracing_jaeger_agent_endpoint'],
  ...['tracing_zipkin_endpoint', 'policy_file'],
]

ruleTable('pomerium/removed-key', {
  silent: {
    ...Object.fromEntries(gone.map((key) => [`${key} without a value`, config(`${key}: null`)])),
    'what took their place': config('downstream_mtls: { ca_file: /ca.pem }', 'otel_traces_exporter: otlp'),
    'the same name elsewhere': route('set_request_headers: { allowed_groups: a }'),
  },
  silentThoughBroken: {
    'a key that is only unknown': config('cookie_secure: true'),
    'allowed_groups outside of a route': config('allowed_groups: [a]'),
  },
  reports: {
    ...Object.fromEntries(
      gone.map((key) => [
        key,
        {
          document: config(`«${key}»: x`),
          messages: [/ is gone, and its presence has core refuse the whole file; /],
          severities: ['error' as const],
        },
      ]),
    ),
    'groups of a route': {
      document: route('«allowed_groups»: [staff]'),
      messages: [
        'allowed_groups is gone, and its presence has core refuse the whole file; write a policy on claim/groups.',
      ],
      severities: ['error'],
    },
    'groups of a route, even without a value': { document: route('«allowed_groups»: ') },
    'a header of a route': { document: route('«set_authorization_header»: id_token') },
    'a key with capitals': { document: route('«Allowed_Groups»: [staff]') },
    'groups under the older name of routes': {
      document: `policy:\n  - { from: https://app.example.com, to: "http://app", ${staff}, «allowed_groups»: [staff] }\n`,
      messages: ['allowed_groups is gone, and core passes over it; write a policy on claim/groups.'],
      severities: ['warning'],
    },
    'groups in a bare list of routes': {
      document: `- { from: https://app.example.com, to: "http://app", «allowed_groups»: [staff] }\n`,
      severities: ['warning'],
    },
    'two of them': {
      document: `«client_ca»: x\n${routes(
        'from: https://a.example.com, to: "http://a", «allowed_groups»: [staff], «set_authorization_header»: a',
      )}`,
    },
    'groups of an Ingress': {
      document: ingress('«allowed_groups»: staff'),
      messages: [
        'ingress.pomerium.io/allowed_groups is gone, and its presence has the Ingress refused; write a policy on claim/groups.',
      ],
      severities: ['error'],
    },
  },
})
