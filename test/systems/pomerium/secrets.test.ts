import { describe, expect, it } from 'vitest'
import { formatReport, validate } from '../../../src/index.ts'
import { isStandIn } from '../../../src/systems/pomerium/secrets.ts'
import { config, patch, route, zeroRoute, zeroSettings } from '../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../helpers/rule-table.ts'

const named = (kind: string, fields: string) => `# portcullis: kind=pomerium/${kind}\n{ ${fields} }\n`
const header = (value: string, name = 'Authorization') => route(`set_request_headers: { ${name}: ${value} }`)

ruleTable('literal-secret', {
  silent: {
    'placeholders and files': config(
      ...[`cookie_secret: "$\{COOKIE}"`, 'shared_secret_file: /s', `idp_client_secret: "$\{SECRET}"`],
      ...['signing_key_file: /k', 'idp_client_secret_file: /i', 'ssh_user_ca_key_file: /u'],
    ),
    'what is still to be put in': config(
      ...[
        'cookie_secret: REPLACEME',
        'idp_client_secret: "REPLACE_ME"',
        'shared_secret: XXXXXX',
        'signing_key: yyy',
      ],
      'metrics_certificate_key: PUT-YOUR-KEY-HERE',
    ),
    'a database without a password': config(
      'databroker_storage_connection_string: postgresql://db:5432/pomerium',
    ),
    'a database with a placeholder': config(
      `databroker_storage_connection_string: "postgresql://u:$\{PW}@db/p"`,
    ),
    'a database with a placeholder in pairs': config(
      `databroker_storage_connection_string: "host=db password=$\{PW}"`,
    ),
    'a header that is no secret': header('shop', 'X-Team'),
    'a header that is filled in': header(`"Bearer $\{pomerium.access_token}"`),
    'a header that is still to be filled in': header('Basic <BASE64_OF_ADMIN_AND_PASSWORD>'),
    'a key pair without its key': named('key-pair', 'namespaceId: n1, certificate: LS0t'),
    'a token that is filled in': named('token', `refreshToken: "$\{TOKEN}"`),
  },
  reports: {
    'those of a core file': {
      document: config(
        ...['cookie_secret', 'shared_secret'].map(
          (key) => `${key}: «tdkuWzUelRukP/6VYzopfh6kis7y5u5Ldl3MrIq9ZR0=»`,
        ),
        ...['idp_client_secret', 'signing_key', 'metrics_certificate_key', 'autocert_eab_mac_key'].map(
          (key) => `${key}: «correct-horse»`,
        ),
        ...['ssh_user_ca_key', 'google_cloud_serverless_authentication_service_account'].map(
          (key) => `${key}: «correct-horse»`,
        ),
        ...[
          'ssh_host_keys: [«correct-horse»]',
          'metrics_basic_auth: «dXNlcjpwYXNz»',
          'certificate_key: «correct»',
        ],
        'otel_exporter_otlp_headers: [team=shop, «api-key=correct-horse»]',
        'databroker_storage_connection_string: «"postgresql://pomerium:correct-horse@db:5432/p"»',
      ),
    },
    'a database by pairs': {
      document: config('databroker_storage_connection_string: «"host=db user=u password=correct-horse"»'),
      messages: [/^The password of the database is written out here/],
    },
    'those of a route': {
      document: route(
        'idp_client_secret: «correct-horse», tls_client_key: «correct-horse», kubernetes_service_account_token: «correct-horse», mcp: { server: { upstream_oauth2: { client_id: a, client_secret: «correct-horse» } } }',
      ),
      messages: [
        /^The client secret of the identity provider/,
        /^The private key of the client certificate/,
        /^The token of the service account/,
        /^The client secret of the MCP server/,
      ],
    },
    'a header': {
      document: header('«"Basic dXNlcjpwYXNz"»'),
      messages: [/^The value of header Authorization is written out here/],
    },
    'a header of another name': { document: header('«correct-horse»', 'X-Api-Key') },
    'those of a route of the API': {
      document: zeroRoute(
        'identityProviderClientSecret: «correct-horse», kubernetesServiceAccountToken: «correct-horse», mcp: { server: { upstreamOAuth2: { clientId: a, clientSecret: «correct-horse» } } }, setRequestHeaders: { Authorization: «correct-horse» }',
      ),
    },
    'those of settings of the API': {
      document: zeroSettings(
        'cookieSecret: «tdkuWzUelRukP/6VYzopfh6kis7y5u5Ldl3MrIq9ZR0=», identityProviderClientSecret: «correct-horse», sshUserCaKey: «correct-horse», databrokerStorageConnection: «"postgres://u:correct-horse@db"»',
      ),
    },
    'a patch': { document: patch('op: add, path: /identityProviderClientSecret, value: «correct-horse»') },
    'a key pair': {
      document: named('key-pair', 'namespaceId: n1, key: «correct-horse»'),
      messages: [/^The private key is written out here/],
    },
    'key pairs that the API answers': {
      document: `# portcullis: kind=pomerium/key-pair\n- { namespaceId: n1, key: «correct-horse» }\n`,
    },
    'a token': { document: named('token', 'refreshToken: «correct-horse»') },
    'settings of a provider': {
      document: named('identity-provider', 'provider: google, clientSecret: «correct-horse»'),
    },
    'the token of a service account': {
      document: named('service-account', 'description: a, userId: b, token: «correct-horse»'),
    },
  },
})

describe('no report', () => {
  it('shows a secret', () => {
    const text = config(
      ...['shared_secret: correct-horse', 'cookie_secret: correct-horse', 'certificate: correct-horse'],
      ...[
        'metrics_basic_auth: correct-horse',
        'idp_client_secret: [correct-horse]',
        'signing_key: { a: correct-horse }',
      ],
      ...[
        'autocert_eab_mac_key: "correct-horse+"',
        'databroker_storage_connection_string: { a: correct-horse }',
      ],
      'ssh_user_ca_key: { a: correct-horse }',
    )
    for (const format of ['json', 'text'] as const) {
      const report = validate(text, { filename: 'config.yaml' })
      expect(report.findings.length).toBeGreaterThan(5)
      const { findings } = report
      expect(findings.map(({ message }) => message).join('\n')).not.toContain('horse')
      if (format === 'json') expect(formatReport(report, format)).not.toContain('horse')
    }
  })
})

describe('what stands where a value is still to be put in', () => {
  it.each([
    'REPLACE_ME',
    'REPLACEME',
    'replace-with-your-key',
    'CHANGEME',
    'change_me',
    'your-secret',
    'YOUR_KEY',
  ])('%s', (text) => expect(isStandIn(text)).toBe(true))
  it.each(['xxx', 'yyyy', 'x', 'PUT-AUTH0-CLIENT-SECRET-HERE', 'secret goes here', 'TODO'])('%s', (text) =>
    expect(isStandIn(text)).toBe(true),
  )
  it.each(['secret', 'password', 'changed', 'yourself', 'replacement', 'adhere', 'where', 'xyx', 'hunter2'])(
    '%s is no such text',
    (text) => expect(isStandIn(text)).toBe(false),
  )
})
