import { describe, expect, it } from 'vitest'
import { validators } from '../../../src/generated/validators.js'
import { toPointer } from '../../../src/position.ts'
import { schemaProblems } from '../../../src/schema.ts'

const told = (value: unknown) =>
  schemaProblems(validators['pomerium/config']!, value).map(
    ({ rule, at, message }) =>
      `${toPointer(at)}: ${message}${rule === 'unknown-key' ? ' [unknown-key]' : ''}`,
  )
const route = (fields: object) => ({ routes: [{ from: 'https://a.example', to: 'http://a', ...fields }] })

describe('a core file may have', () => {
  it.each<[string, unknown]>([
    ['nothing', {}],
    [
      'no value for any option',
      { routes: null, policy: null, log_level: null, downstream_mtls: null, services: null },
    ],
    ['numbers and flags for texts', { cookie_name: 5, cookie_domain: true, log_level: 1.5 }],
    ['texts and numbers for flags', { autocert: 'T', insecure_server: 0, skip_xff_append: '' }],
    [
      'texts, flags and fractions for numbers',
      { xff_num_trusted_hops: '0x10', session_recording_concurrency: true },
    ],
    ['texts for decimals', { otel_traces_sampler_arg: '0.25' }],
    [
      'a text, a number or a list for a list',
      { idp_scopes: 'a,b', ssh_host_keys: 5, access_log_fields: ['a', 1, null] },
    ],
    ['JSON in a text for a map', { idp_request_params: '{"a":"b"}' }],
    ['claims in every form', { jwt_claims_headers: 'email' }],
    ['claims in a list', { jwt_claims_headers: ['email', 1] }],
    ['claims by header', { jwt_claims_headers: { 'x-email': 'email', 'x-id': 1 } }],
    ['lengths of time in every form', { timeout_read: '1h', timeout_write: 0, cookie_expire: 'soon' }],
    [
      'placeholders for anything but a list',
      { autocert: '$' + '{X}', xff_num_trusted_hops: '$' + '{X}', idp_scopes: '$' + '{X}' },
    ],
    ['one route in place of a list', { routes: { from: 'https://a.example' } }],
    ['routes in base64', { policy: 'LSBmcm9t' }],
    ['choices by name or number', { codec_type: 'http2', bearer_token_format: 2 }],
    [
      'every form of upstreams',
      { routes: ['http://a', ['http://a,1'], null, { a: 'http://a' }, 5].map((to) => ({ to })) },
    ],
    ['any policy at all', route({ policy: 'text' })],
    ['a policy that is null', route({ policy: null })],
    [
      'parts of routes that are null',
      route({ redirect: null, response: null, mcp: null, timeout: null, health_checks: null }),
    ],
    ['parts of mcp that are empty', route({ mcp: { server: {}, client: {} } })],
    [
      'health checks',
      route({ health_checks: [{ timeout: '1s', healthy_threshold: '1', grpc_health_check: {} }] }),
    ],
    [
      'what is gone, which its own rule tells',
      { client_ca: 'x', tracing_provider: 'zipkin', ...route({ allowed_groups: ['a'] }) },
    ],
    ['a bare list of routes', [{ from: 'https://a.example', allowed_domains: 'a.example' }]],
  ])('%s', (_, value) => expect(told(value)).toEqual([]))
})

describe('the loader refuses', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['a text', 'routes', [': the document is a text; expected an object or a list.']],
    ['null', null, [': the document is null; expected an object or a list.']],
    [
      'a list for a text',
      { log_level: ['info'] },
      ['/log_level: log_level is a list; expected a text or a number or true or false or null.'],
    ],
    [
      'an object for a flag',
      { autocert: {} },
      ['/autocert: autocert is an object; expected true or false or a number or a text or null.'],
    ],
    [
      'a word for a flag',
      { autocert: 'yes' },
      [expect.stringMatching(/^\/autocert: autocert "yes" in a configuration must be true or false/)],
    ],
    [
      'a word for a number',
      { xff_num_trusted_hops: 'two' },
      [expect.stringMatching(/must be a whole number/)],
    ],
    [
      'a text for a number of its own kind',
      { dns_query_tries: '3' },
      ['/dns_query_tries: dns_query_tries is the text "3"; write the number 3.'],
    ],
    [
      'a text for a flag of its own kind',
      { dns_use_tcp: 'true' },
      ['/dns_use_tcp: dns_use_tcp is the text "true"; write true, without quotes.'],
    ],
    [
      'a number below its bound',
      { dns_udp_max_queries: -1 },
      ['/dns_udp_max_queries: dns_udp_max_queries -1 is below 0.'],
    ],
    [
      'an object for a list',
      { idp_scopes: { a: 1 } },
      [expect.stringMatching(/^\/idp_scopes: idp_scopes is an object/)],
    ],
    [
      'a fraction of a millisecond',
      { otel_bsp_schedule_delay: 0.5 },
      [expect.stringMatching(/is not a whole number/)],
    ],
    ['a number of claims', { jwt_claims_headers: 5 }, [expect.stringMatching(/^\/jwt_claims_headers: /)]],
    [
      'a number for a length of time of protobuf',
      route({ outlier_detection: { interval: 5 } }),
      ['/routes/0/outlier_detection/interval: interval is the number 5; write it in quotes: "5".'],
    ],
    [
      'routes that are numbers',
      { routes: [5] },
      ['/routes/0: routes[0] is the number 5; expected an object or null.'],
    ],
    [
      'a strange key',
      { cookie_secure: true },
      [
        expect.stringMatching(
          /^\/cookie_secure: "cookie_secure" is no key of the document; .* \[unknown-key\]$/,
        ),
      ],
    ],
    [
      'a flag of the runtime that stands at the root',
      { routes_portal: true },
      [
        '/routes_portal: "routes_portal" is no key of the document; it belongs in runtime_flags. [unknown-key]',
      ],
    ],
    [
      'a strange key of a route',
      route({ allow_websocket: true }),
      [
        '/routes/0/allow_websocket: "allow_websocket" is no key of a route; did you mean "allow_websockets"? [unknown-key]',
      ],
    ],
    [
      'a strange key deep in a route',
      route({ redirect: { host: 'a' } }),
      [expect.stringMatching(/^\/routes\/0\/redirect\/host: "host" is no key of a redirect/)],
    ],
  ])('%s', (_, value, expected) => expect(told(value)).toEqual(expected))
})
