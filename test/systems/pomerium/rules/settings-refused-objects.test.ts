import { config, patch, route } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const pem = 'LS0tLS1CRUdJTg=='
const idp = (fields: string, name = 'ci') => config(`identity_providers: { ${name}: { ${fields} } }`)
const mtls = (fields: string) => config(`downstream_mtls: { ${fields} }`)
const good = 'issuer: https://id.example.com, audiences: [a]'
const refused = (words: RegExp | string) => ({ messages: [words], severities: ['error' as const] })

ruleTable('pomerium/settings-refused', {
  silent: {
    mTLS: mtls(
      `ca: ${pem}, crl_file: /crl, match_subject_alt_names: [{ dns: ".*[.]example[.]com" }, { EMAIL: a }]`,
    ),
    issuers: idp(`${good}, supported_algs: [RS256, EdDSA], jwks_url: "https://id.example.com/keys"`),
    'issuers on this machine': idp('issuer: "http://127.0.0.1:8080", audiences: a'),
    'the cluster as an issuer': idp('issuer: "kubernetes:///", audiences: [a]'),
    'a route with an issuer': `identity_providers: { ci: { ${good} } }\n${route('identity_providers: [ci], bearer_token_format: jwt')}`,
    'an issuer with capitals, which the loader takes away': idp(good, 'CI'),
    'headers for claims': config('jwt_claims_headers: { X-Email: email }'),
    'claims alone': config('jwt_claims_headers: [email, groups]'),
    'domains for MCP': config('mcp_allowed_client_id_domains: ["*.example.com"]'),
    'no domains where MCP is off': config(
      'runtime_flags: { mcp: false }',
      'mcp_allowed_client_id_domains: [""]',
    ),
    operations: patch(
      ...['op: add, path: /logLevel, value: info', 'op: remove, path: /cookieDomain'],
      ...['op: test, path: /cookieName, value: null', 'op: move, from: /logLevel, path: /proxyLogLevel'],
      'op: add, path: /jwtClaimsHeaders/X-Email, value: email',
    ),
  },
  silentThoughBroken: {
    'a value in a patch that the schema refuses': patch('op: add, path: /cookieHttpOnly, value: maybe'),
  },
  reports: {
    mTLS: {
      document: mtls(
        `ca: ${pem}, ca_file: «/ca», crl: «"not base64"», match_subject_alt_names: [{ «ip»: a }, { dns: "«(»" }, «{ dns: a, uri: b }», «{}»]`,
      ),
      messages: [
        'ca and ca_file are both given, so core refuses the whole file; keep one of them.',
        /^crl is no base64/,
        /^"ip" is no type of name/,
        /^"\(" does not compile in RE2/,
        /one type and one pattern and not several/,
        /one type and one pattern and not nothing/,
      ],
      severities: ['error', 'error', 'error', 'error', 'error', 'error'],
    },
    'an enforcement': { document: mtls('enforcement: «always»'), ...refused(/^"always" is no enforcement/) },
    choices: {
      document: config('codec_type: «http4»', 'bearer_token_format: «bearer»'),
      messages: [
        '"http4" is no codec_type, so core refuses the whole file; "http1" may be meant.',
        /^"bearer" is no bearer_token_format/,
      ],
    },
    'choices of routes': {
      document: route('load_balancing_policy: «round-robin», jwt_issuer_format: «url»'),
      messages: [/"round_robin" may be meant\.$/, /^"url" is no jwt_issuer_format/],
    },
    issuers: {
      document: config(
        'identity_providers:',
        '  «a/b»: { issuer: «"http://id.example.com"», audiences: [a] }',
        '  c: { issuer: "https://id.example.com", audiences: «[]», supported_algs: [«HS256»] }',
        '  d: { issuer: «"https://id.example.com"», audiences: [a], jwks_url: «"http://id.example.com"» }',
        '  e: «{ audiences: [a] }»',
        '  f: { issuer: "kubernetes:///", audiences: [a], jwks_url: «"https://a"» }',
      ),
      messages: [
        /no name of a provider/,
        /no URL with https/,
        /audiences is empty/,
        /^"HS256" is no algorithm/,
        /is the issuer of c already/,
        /no URL with https/,
        /lacks its issuer/,
        /issuer of the cluster itself/,
      ],
    },
    'a route with another issuer': {
      document: `identity_providers: { ci: { ${good} } }\n${route('identity_providers: [«CI», ci], bearer_token_format: jwt')}`,
      ...refused(
        '"CI" is none of the identity providers, so core refuses the whole file; "ci" may be meant.',
      ),
    },
    'headers for claims': {
      document: config('jwt_claims_headers: { «"X Email"»: email }'),
      ...refused(
        '"x email" is no name of a header, so core refuses the whole file; write one such as X-Email.',
      ),
    },
    'maps among claims': {
      document: config('jwt_claims_headers: [email, «{ a: b }»]'),
      ...refused(/^An object is no claim/),
    },
    'empty domains for MCP': {
      document: config('mcp_allowed_client_id_domains: [«""»]'),
      ...refused(/is no domain/),
    },
    'an operation without a pointer': {
      document: patch('op: add, path: «logLevel», value: info'),
      ...refused('"logLevel" is no JSON pointer, so the patch is refused; start it with a slash.'),
    },
    'an operation without a value': {
      document: `# portcullis: kind=pomerium/settings-patch\n- «{ op: add, path: /logLevel }»\n`,
      ...refused('"add" without value is no operation, so the patch is refused; add it.'),
    },
    'an operation on a setting that is needed': {
      document: patch('op: remove, path: «/logLevel»'),
      ...refused('logLevel is needed in every set of settings, so the patch is refused; replace it instead.'),
    },
    'a setting that is not known': {
      document: patch('op: replace, path: «/logLevl», value: info'),
      messages: [
        '"logLevl" is no setting that is known, so the patch may be refused or change nothing; "logLevel" may be meant.',
      ],
      severities: ['warning'],
    },
    'a value in a patch': {
      document: patch('op: replace, path: /logLevel, value: «loud»'),
      ...refused(/is no log level/),
    },
    'a move without a place': {
      document: `# portcullis: kind=pomerium/settings-patch\n- «{ op: move, path: /proxyLogLevel }»\n`,
      ...refused('"move" without from is no operation, so the patch is refused; add it.'),
    },
  },
})
