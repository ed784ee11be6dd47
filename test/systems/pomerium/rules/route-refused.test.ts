import { coreRoutes, zeroRoute } from '../../../helpers/pomerium.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

/** A file whose from is no URL is not known by itself. */
const marked = '# portcullis: kind=pomerium/config\n'
const placeholder = `'https://${'$'}{HOST}'`

ruleTable('pomerium/route-refused', {
  silent: {
    'a route': coreRoutes(''),
    'a slash at the end of from': coreRoutes('from: https://app.example.com/'),
    'from of other schemes': coreRoutes(
      'from: tcp+https://db.example.com:5432, to: tcp://db:5432',
      'from: ssh://host, to: ssh://host:22',
    ),
    'a path in the from of a tunnel': coreRoutes(
      'from: tcp+https://proxy.example.com/db:5432, to: tcp://db:5432',
    ),
    'from that is filled in elsewhere': coreRoutes(`from: ${placeholder}`),
    'a redirect alone': coreRoutes('-to, redirect: { https_redirect: true, response_code: 308 }'),
    'a response alone': coreRoutes('-to, response: { status: 200, body: ok }'),
    'a socket': coreRoutes('to: unix:///run/app.sock'),
    'weights on all': coreRoutes('to: ["http://a,1", "http://b,3"]'),
    'a public route': coreRoutes('-policy, allow_public_unauthenticated_access: true'),
    'a flag that is off beside a list': coreRoutes(
      '-policy, allow_public_unauthenticated_access: false, allowed_users: [a@b.com]',
    ),
    'both parts of a certificate': coreRoutes('tls_client_cert: YWJj, tls_client_key: YWJj'),
    'five hosts to depend on': coreRoutes('depends_on: [a, b, c, d, e]'),
    'a URL to depend on': coreRoutes('depends_on: ["https://a.example.com/x"]'),
    'an MCP server': coreRoutes('mcp: { server: {} }'),
    'JWTs with a provider': `bearer_token_format: jwt\nidentity_providers: { ci: { issuer: https://ci.example.com, audiences: [a] } }\n${coreRoutes('identity_providers: [ci]')}`,
    'a route of Zero': zeroRoute(''),
    'a redirect of Zero beside an empty list': zeroRoute('to: [], redirect: { httpsRedirect: true }'),
  },
  reports: {
    'no from': {
      document: marked + coreRoutes('-from').replace('{ to', '«{ to').replace('} }\n', '} }»\n'),
      messages: [/^This route has no from/],
    },
    'no scheme': {
      document: marked + coreRoutes('from: «app.example.com»'),
      messages: [
        '"app.example.com" has no scheme, so Pomerium refuses this route; write "https://app.example.com".',
      ],
      severities: ['error'],
    },
    'a port after a host without a scheme': {
      document: marked + coreRoutes('from: «"app.example.com:8080"»'),
    },
    'no host': { document: coreRoutes('from: «https://»') },
    'a path in from': {
      document: coreRoutes('from: «https://app.example.com/admin»'),
      messages: [
        '"https://app.example.com/admin" has a path, which Pomerium refuses in from; write prefix: /admin or path: /admin beside it.',
      ],
    },
    'a path in the from of Zero': { document: zeroRoute('from: «https://app.example.com/admin»') },
    'no target': {
      document: coreRoutes('-to').replace('- {', '- «{').replace('} }\n', '} }»\n'),
      messages: [/^This route has no to, redirect or response/],
    },
    'no upstream': { document: coreRoutes('to: «[]»'), messages: [/^This list of upstreams is empty/] },
    'an upstream without a scheme': { document: coreRoutes('to: [http://a, «b:8080»]') },
    'a weight of zero': { document: coreRoutes('to: «"http://a,0"»') },
    'a list in one text': { document: coreRoutes('to: «"http://a,http://b"»') },
    'weights on some': {
      document: coreRoutes('to: ["http://a,1", «http://b»]'),
      messages: [/has no weight and other upstreams of this route have one/],
      related: ['"http://a,1"'],
    },
    'weights on some, the other way round': { document: coreRoutes('to: [«http://b», "http://a,1"]') },
    'tcp beside http': {
      document: coreRoutes('to: [tcp://a:1, «http://b»]'),
      messages: [/^"http:\/\/b" stands beside tcp/],
    },
    'http beside tcp': { document: coreRoutes('to: [«http://b», tcp://a:1]') },
    'a socket beside http': { document: coreRoutes('to: [«http://b», unix:///a]') },
    'several upstreams of SSH': { document: coreRoutes('from: ssh://host, to: [ssh://a:22, «ssh://b:22»]') },
    'an upstream of SSH that is none': { document: coreRoutes('from: ssh://host, to: «http://a»') },
    'a code of a redirect': {
      document: coreRoutes('-to, redirect: { response_code: «300» }'),
      messages: [/^300 is no code of a redirect/],
    },
    'public beside a list': {
      document: coreRoutes('-policy, allow_public_unauthenticated_access: «true», allowed_domains: [a.com]'),
      messages: [
        /^allow_public_unauthenticated_access stands beside allowed_domains, which Pomerium refuses/,
      ],
    },
    'public beside an empty list': {
      document: coreRoutes('-policy, allow_public_unauthenticated_access: «true», allowed_users: []'),
    },
    'public beside any user': {
      document: coreRoutes(
        '-policy, allow_public_unauthenticated_access: «true», allow_any_authenticated_user: true',
      ),
    },
    'any user beside a list': {
      document: coreRoutes('-policy, allow_any_authenticated_user: «true», allowed_users: [a@b.com]'),
    },
    'a certificate without its key': {
      document: coreRoutes('tls_client_cert: «YWJj»'),
      messages: [/^tls_client_cert has no tls_client_key beside it/],
    },
    'a key without its certificate': { document: coreRoutes('tls_client_key_file: «/key.pem»') },
    'PEM that is not encoded': {
      document: coreRoutes('tls_custom_ca: «"-----BEGIN CERTIFICATE-----"»'),
      messages: [
        'tls_custom_ca is no base64, so Pomerium refuses this route: it holds the PEM text itself; encode that.',
      ],
    },
    'both forms of a token': {
      document: coreRoutes(
        'kubernetes_service_account_token: a, kubernetes_service_account_token_file: «/token»',
      ),
    },
    'two rewrites': {
      document: coreRoutes(
        'prefix: /a/, prefix_rewrite: /b/, regex_rewrite_pattern: «/c», regex_rewrite_substitution: /d',
      ),
    },
    'six hosts to depend on': { document: coreRoutes('depends_on: «[a, b, c, d, e, f]»') },
    'a path to depend on': { document: coreRoutes('depends_on: [a, «b/c»]') },
    'MCP of neither kind': { document: coreRoutes('mcp: «{}»') },
    'an authorization server without TLS': {
      document: coreRoutes('mcp: { server: { authorization_server_url: «http://a.example.com» } }'),
    },
    'JWTs without a provider': { document: coreRoutes('bearer_token_format: «jwt»') },
    'a provider without JWTs': { document: coreRoutes('identity_providers: «[ci]»') },
    'a provider that is none': {
      document: `bearer_token_format: jwt\nidentity_providers: { ci: { issuer: https://ci.example.com, audiences: [a] } }\n${coreRoutes('identity_providers: [«CI»]')}`,
      messages: [/names are in lower case, so write "ci"[.]$/],
    },
  },
})
