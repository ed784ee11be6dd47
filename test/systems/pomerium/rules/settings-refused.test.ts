import { config, route, zeroSettings } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

/** 32 bytes, 31 bytes. */
const key = 'tdkuWzUelRukP/6VYzopfh6kis7y5u5Ldl3MrIq9ZR0='
const short = 'tdkuWzUelRukP/6VYzopfh6kis7y5u5Ldl3MrIq9ZQ=='
const pem = 'LS0tLS1CRUdJTg=='
const refused = (words: RegExp | string) => ({ messages: [words], severities: ['error' as const] })

ruleTable('pomerium/settings-refused', {
  silent: {
    ...Object.fromEntries(
      ['trace', 'debug', 'info', 'warn', 'warning', 'error', 'critical', 'fatal', 'panic', 'off', 'none'].map(
        (level) => [`level ${level}`, config(`log_level: ${level}`, `proxy_log_level: ${level}`)],
      ),
    ),
    'empty texts': config(
      ...['log_level: ""', 'dns_lookup_family: ""', 'cookie_same_site: ""', 'metrics_address: ""'],
      ...['authenticate_service_url: ""', 'idp_provider: ""', 'codec_type: ""', 'shared_secret: ""'],
    ),
    'what is filled in elsewhere': config(
      ...['log_level', 'dns_lookup_family', 'metrics_address', 'shared_secret', 'codec_type', 'services'].map(
        (name) => `${name}: "$\{X}"`,
      ),
      ...[
        `authenticate_service_url: "https://$\{HOST}"`,
        `certificate: "$\{CERT}"`,
        `certificate_key: "$\{KEY}"`,
      ],
    ),
    'what is still to be put in': config(
      'shared_secret: REPLACE_ME',
      'cookie_secret: XXXXXX',
      'idp_client_secret: a',
    ),
    'SameSite in any case': config('cookie_same_site: Strict'),
    'addresses that nobody checks': config(
      'address: 443',
      'http_redirect_addr: ":http"',
      'grpc_address: x',
      'ssh_address: y',
    ),
    'addresses of metrics': config(
      'metrics_address: ":9902"',
      'health_check_addr: "[::1]:1"',
      'debug_address: null',
    ),
    services: config('services: "Proxy, authorize"'),
    'choices in any case, with and without their first part': config(
      ...['codec_type: HTTP2', 'bearer_token_format: BEARER_TOKEN_FORMAT_JWT', 'jwt_issuer_format: uri'],
      ...['headers_with_underscores_action: Drop_Header', 'path_with_escaped_slashes_action: forward'],
      'downstream_mtls: { enforcement: reject_connection }',
    ),
    'choices by their number': config('codec_type: 2'),
    'choices of routes': route(
      'load_balancing_policy: LEAST_REQUEST, bearer_token_format: idp_access_token, jwt_issuer_format: hostOnly',
    ),
    'the end of a name after an underscore': route('load_balancing_policy: hash'),
    rates: config('dns_refresh_rate: 1ms', 'dns_failure_refresh_rate: 2s', 'dns_query_timeout: 0s'),
    'a rate that is no length of time': config('dns_refresh_rate: 1d'),
    keys: config(`shared_secret: ${key}`, `cookie_secret: ${key}`),
    'keys beside a file that takes their place': config(
      ...['shared_secret: x', 'shared_secret_file: /s', 'cookie_secret: x', 'cookie_secret_file: /c'],
    ),
    'a cookie key where nobody reads it': config('services: databroker', 'cookie_secret: x'),
    pairs: config(
      `certificate: ${pem}`,
      `certificate_key: ${pem}`,
      'certificate_file: /c',
      'certificate_key_file: /k',
    ),
    'metrics with a password': config('metrics_basic_auth: dXNlcjpwYXNz'),
    'an account at the authority': config('autocert_eab_key_id: a', 'autocert_eab_mac_key: a-_b'),
    storage: config('databroker_storage_type: memory'),
    'storage in a file': config('databroker_storage_type: file'),
    'storage in a database': config(
      'databroker_storage_type: postgres',
      'databroker_storage_connection_string_file: /c',
    ),
    nodes: config(
      'databroker_cluster_nodes: [{ id: a, grpc_address: "http://a:5443", raft_address: "a:5999" }]',
      'databroker_cluster_leader_id: a',
    ),
    'the API': zeroSettings(
      `cookieSecret: ${key}, metricsAddress: ":9902", cookieSameSite: Lax, dnsRefreshRate: 5s`,
    ),
  },
  silentThoughBroken: {
    'a family that the schema of the API refuses': zeroSettings('dnsLookupFamily: v4'),
  },
  reports: {
    'a level': {
      document: config('log_level: «verbose»'),
      ...refused(
        '"verbose" is no log level, so core refuses the whole file; write one of trace, debug, info, warn, warning, error, critical, fatal, panic, off, none, disabled.',
      ),
    },
    'a level in another case': {
      document: config('proxy_log_level: «INFO»'),
      ...refused('"INFO" is no log level, so core refuses the whole file; "info" may be meant.'),
    },
    'a level of the API': {
      document: zeroSettings('logLevel: «verbose»'),
      ...refused(/^"verbose" is no log level, so the cluster refuses the settings; /),
    },
    'a family in lower case': {
      document: config('dns_lookup_family: «v4_only»'),
      ...refused(
        '"v4_only" is no family of addresses, so core refuses the whole file; "V4_ONLY" may be meant.',
      ),
    },
    'a mode of SameSite': {
      document: config('cookie_same_site: «no»'),
      ...refused('"no" is no SameSite mode, so core refuses the whole file; write one of strict, lax, none.'),
    },
    'a service': {
      document: config('services: «"all, proxi"»'),
      ...refused(
        '"all, proxi" is no list of services, so core refuses the whole file; "proxy" may be meant.',
      ),
    },
    'no service': { document: config('services: «" "»'), ...refused(/is no list of services/) },
    'a provider': {
      document: config('idp_provider: «keycloak»'),
      ...refused(
        /^"keycloak" is no identity provider that Pomerium knows, so nobody can sign in; .* oidc for any other one that speaks OpenID Connect\.$/,
      ),
    },
    'a port alone': {
      document: config('metrics_address: «9902»'),
      ...refused(
        '"9902" has no port, so core refuses the whole file; write a host and a port, such as 127.0.0.1:9901.',
      ),
    },
    'port 0, no number, no brackets, an empty text': {
      document: config(
        ...['debug_address: «":0"»', 'health_check_addr: «":http"»', 'metrics_address: «"::1:9902"»'],
      ),
      messages: [/not above 0/, /no number/, /needs brackets/],
    },
    'an empty address of a debugger': { document: config('debug_address: «""»') },
    'an empty address of health checks': { document: config('health_check_addr: «""»') },
    URLs: {
      document: config(
        ...['authenticate_service_url: «login.example.com»', 'signout_redirect_url: «/out»'],
        ...['databroker_service_url: «"https://"»', 'databroker_service_urls: [«a», "https://b"]'],
      ),
      messages: [
        '"login.example.com" has no scheme, so core refuses the whole file; write a URL such as https://login.example.com.',
        /^"\/out" has no scheme/,
        /^"https:\/\/" has no host/,
        /^"a" has no scheme/,
      ],
    },
    'a URL of the API': {
      document: zeroSettings('authenticateServiceUrl: «"https://"»'),
      ...refused(/^"https:\/\/" has no host, so the cluster refuses the settings/),
    },
    rates: {
      document: config(
        'dns_failure_refresh_rate: «0s»',
        'dns_refresh_rate: «999us»',
        'dns_query_timeout: «-1s»',
      ),
      messages: [
        '"0s" is below 1ms, the least that dns_failure_refresh_rate may be, so core refuses the whole file; write a length of time such as 5s.',
        /^"999us" is below 1ms/,
        /^"-1s" is below zero, which dns_query_timeout may not be/,
      ],
    },
    'a rate in nanoseconds': { document: config('dns_refresh_rate: «5»') },
    'a rate of the API': { document: zeroSettings('dnsRefreshRate: «0s»') },
    'keys, which no message shows': {
      document: config('shared_secret: «correct-horse»', `cookie_secret: «${short}»`),
      messages: [
        'shared_secret is no base64, so Pomerium does not start with it; write 32 random bytes in base64.',
        'cookie_secret stands for 31 bytes and not for 32, so Pomerium does not start with it; write 32 random bytes in base64.',
      ],
    },
    'a key with blanks around it': {
      document: config(`shared_secret: «" ${key}"»`),
      ...refused(/^shared_secret has blanks around it/),
    },
    'a key of the API': {
      document: zeroSettings(`cookieSecret: «${short}»`),
      ...refused(/^cookieSecret stands for 31 bytes/),
    },
    'halves of pairs': {
      document: config(`certificate: «${pem}»`, 'certificate_key_file: «/k»', 'autocert_eab_key_id: «a»'),
      messages: [
        'certificate without certificate_key is half of a pair, so core refuses the whole file; write both.',
        'certificate_key_file without certificate_file is half of a pair, so core refuses the whole file; write both.',
        'autocert_eab_key_id without autocert_eab_mac_key is half of a pair, so core refuses the whole file; write both.',
      ],
    },
    'a certificate that is no base64': {
      document: config('certificate: «"-----BEGIN"»', `certificate_key: ${pem}`),
      ...refused(
        'certificate is no base64, so core refuses the whole file; write the PEM text in base64, or name a file.',
      ),
    },
    'metrics without a colon': {
      document: config('metrics_basic_auth: «dXNlcg==»'),
      ...refused(
        'metrics_basic_auth has no colon between user and password, so core refuses the whole file; write user:password in base64.',
      ),
    },
    'metrics without base64': {
      document: config('metrics_basic_auth: «"user:pass"»'),
      ...refused(/is no base64/),
    },
    'an account with the wrong base64': {
      document: config('autocert_eab_key_id: a', 'autocert_eab_mac_key: «a+/b»'),
      ...refused(/^autocert_eab_mac_key is no base64 of the kind that URLs take/),
    },
    'two authorities': {
      document: config(`autocert_trusted_ca: ${pem}`, 'autocert_trusted_ca_file: «/ca»'),
      ...refused(
        'autocert_trusted_ca and autocert_trusted_ca_file are both given, so core refuses the whole file; keep one of them.',
      ),
    },
    Redis: {
      document: config('databroker_storage_type: «redis»'),
      ...refused('"redis" is no storage, so core refuses the whole file; Redis is gone, write postgres.'),
    },
    'a database without an address': {
      document: config('databroker_storage_type: «postgres»'),
      ...refused(
        '"postgres" needs databroker_storage_connection_string, so core refuses the whole file; write how the database is reached, or name a file.',
      ),
    },
    'storage that is empty': { document: config('databroker_storage_type: «""»') },
    nodes: {
      document: config(
        'databroker_cluster_nodes: [{ id: a, grpc_address: «"a:5443"», raft_address: «a» }, «{ id: b }»]',
        'databroker_cluster_leader_id: «c»',
      ),
      messages: [
        /^"a:5443" has no host/,
        /^"a" is no host and port/,
        /^"" is empty/,
        '"c" is the id of none of the nodes, so core refuses the whole file; write the id of an entry of databroker_cluster_nodes.',
      ],
    },
  },
})
