import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import {
  diffAccess,
  formatReport,
  formats,
  kinds,
  mapAccess,
  traceRequest,
  type ValidateOptions,
  validate,
  validateUpdate,
} from '../src/index.ts'
import { diffReporters } from '../src/reporters/access/diff.ts'
import { mapReporters } from '../src/reporters/access/map.ts'
import { traceReporters } from '../src/reporters/access/trace.ts'
import { type JsonSchema, resolveRef, type SchemaNode } from '../src/schema/json-schema.ts'
import { security } from './helpers/northflank.ts'
import { config, patch, route, zeroRoute, zeroSettings } from './helpers/pomerium-documents.ts'
import { portcullis, scratch } from './helpers/spawn.ts'

const secret = 'correct-horse-battery'
const named = (kind: string, fields: string) => `# portcullis: kind=pomerium/${kind}\n{ ${fields} }\n`
const denied =
  'policies: [{ action: ALLOW, addresses: [203.0.113.7] }, { action: DENY, addresses: [203.0.113.0/24] }]'

/** Documents with the secret in every place that a rule knows, beside something that is reported on the same line. */
const documents: Readonly<Record<string, (value: string) => string>> = {
  credentials: (value) =>
    security(`credentials: [{ username: admin, password: ${value}, type: basic-auth }], ${denied}`),
  'credentials on lines of their own': (value) =>
    security(`verificationMode: or, ${denied}`).replace(
      'verificationMode: or',
      `credentials: [\n        { username: admin,\n          password: ${value}, type: basic }]`,
    ),
  'a header': (value) => security(`headers: [{ name: Authorization, value: ${value} }], ${denied}`),
  'a header on lines of its own': (value) =>
    security(`headers: [\n        { name: X-Api-Key,\n          value: ${value} }], ${denied}`),
  'a pattern for a header': (value) =>
    security(`headers: [{ name: X-Api-Key, regexMode: true, value: ${value} }], ${denied}`),
  'a template': (value) =>
    `apiVersion: v1.2\narguments: { PASSWORD: ${value} }\nspec:\n  kind: DeploymentService\n  spec:\n    name: shop\n    ${security(
      `credentials: [{ username: a, password: "$\{args.PASSWORD}", type: basic-auth }]`,
    ).replaceAll('\n', '\n    ')}`,
  'a core file': (value) =>
    config(
      ...['cookie_secret', 'shared_secret', 'idp_client_secret', 'signing_key', 'certificate_key'].map(
        (key) => `${key}: ${value}`,
      ),
      ...['metrics_certificate_key', 'autocert_eab_mac_key', 'ssh_user_ca_key', 'metrics_basic_auth'].map(
        (key) => `${key}: ${value}`,
      ),
      `google_cloud_serverless_authentication_service_account: ${value}`,
      `ssh_host_keys: [${value}]`,
      `otel_exporter_otlp_headers: [team=shop, api-key=${secret}]`,
      `databroker_storage_connection_string: "postgres://u:${secret}@db/p"`,
      'cookie_http_only: nonsense',
    ),
  'a core route': (value) =>
    route(
      `idp_client_secret: ${value}, tls_client_key: ${value}, kubernetes_service_account_token: ${value}, set_request_headers: { Authorization: ${value} }, mcp: { server: { upstream_oauth2: { client_secret: ${value} } } }, timeout: soon`,
    ),
  'a route of the API': (value) =>
    zeroRoute(
      `identityProviderClientSecret: ${value}, kubernetesServiceAccountToken: ${value}, mcp: { server: { upstreamOAuth2: { clientSecret: ${value} } } }, setRequestHeaders: { Cookie: ${value} }, timeout: soon`,
    ),
  'settings of the API': (value) =>
    zeroSettings(
      `cookieSecret: ${value}, identityProviderClientSecret: ${value}, sshUserCaKey: ${value}, databrokerStorageConnection: "postgres://u:${secret}@db", cookieExpire: soon`,
    ),
  'a patch': (value) => patch(`op: nonsense, path: /identityProviderClientSecret, value: ${value}`),
  'a key pair': (value) => named('key-pair', `namespaceId: 7, key: ${value}`),
  'a token': (value) => named('token', `refreshToken: ${value}, colour: red`),
  'a provider': (value) => named('identity-provider', `provider: nobody, clientSecret: ${value}`),
  'a service account': (value) => named('service-account', `description: 7, userId: b, token: ${value}`),
}

/** The secret, well and badly written: each breaks something else. */
const values: readonly string[] = [
  secret,
  `"${secret}"`,
  `"${secret}`,
  `"Bearer ${secret}"`,
  `"${secret}("`,
  `"(${secret}+)+$"`,
  `[${secret}]`,
  `{ a: ${secret} }`,
  `${secret}\n password: ${secret}`,
]

const options: readonly ValidateOptions[] = [
  {},
  { config: { preset: 'strict' } },
  { rules: { 'literal-secret': 'off', 'northflank/argument-secret': 'off' } },
  { only: ['schema', 'unknown-key', 'allow-denied'] },
  { kind: 'pomerium/route' },
]

/** These quote the document, or hold all that the others say; the others take the time of all rules each time. */
const telling = ['text', 'markdown', 'json'] as const

/** Everything that can be said of a text, by any verb in any format. */
function* said(text: string, given: ValidateOptions, all: boolean): Generator<readonly [string, string]> {
  const { kind, config: settings } = given
  const access = { ...(kind !== undefined && { kind }), ...(settings && { config: settings }) }
  const reports = { check: validate(text, given), update: validateUpdate(security(''), text, given) }
  for (const [verb, report] of Object.entries(reports))
    for (const format of all ? formats : telling) yield [`${verb} as ${format}`, formatReport(report, format)]
  if (given.rules || given.only) return
  const map = mapAccess(text, access)
  for (const [format, write] of Object.entries(mapReporters)) yield [`map as ${format}`, write(map)]
  const trace = traceRequest(text, { path: '/', headers: {} }, access)
  for (const [format, write] of Object.entries(traceReporters))
    yield [`trace as ${format}`, write(trace, { color: false })]
  for (const [base, head] of [
    [text, security('')],
    [security(''), text],
  ] as const) {
    const diff = diffAccess(base, head, access)
    for (const [format, write] of Object.entries(diffReporters))
      yield [`diff as ${format}`, write(diff, { color: false })]
  }
}

describe('no secret is shown', () => {
  it.each(Object.entries(documents))('of %s', (name, document) => {
    for (const [index, value] of values.entries())
      for (const given of index < 3 ? options : options.slice(0, 1)) {
        // Read as something else, what goes by the name of "key" is told by its length alone.
        if (given.kind !== undefined && name === 'a key pair') continue
        for (const [what, shown] of said(document(value), given, index === 0))
          if (shown.includes(secret))
            expect.fail(`${what}, with ${value} and ${JSON.stringify(given)}:\n${context(shown)}`)
      }
  })

  it('that a published schema marks as one, of whatever type it is', () => {
    const marked = kinds.flatMap(({ id, schema }) => secretPaths(schema()).map((path) => ({ id, path })))
    expect(marked.length).toBeGreaterThan(30)
    for (const { id, path } of marked)
      for (const value of [secret, [secret], { a: secret }, [[{ [secret]: secret }]]]) {
        // What the value of a header or of a patch is for says that it is a secret.
        const beside = path.at(-1) === 'value' ? { name: 'Cookie', path: '/cookieSecret', op: 'no' } : {}
        const document = path.reduceRight<unknown>(
          (inner, step, depth) =>
            step === '*' ? [inner] : { ...(depth === path.length - 1 && beside), [step]: inner },
          value,
        )
        for (const text of [JSON.stringify(document), JSON.stringify(document, null, 2)]) {
          const report = validate(text, { kind: id, filename: 'a.json' })
          for (const format of telling) {
            const shown = formatReport(report, format)
            if (shown.includes(secret))
              expect.fail(`${id} ${path.join('/')} as ${format}:\n${context(shown)}`)
          }
        }
      }
  })

  it('where the text breaks off behind it', () => {
    for (const document of Object.values(documents)) {
      const text = document(`"${secret}"`)
      const end = text.indexOf(secret) + secret.length
      for (const length of [end, end + 1, end + 3, end + 9])
        for (const format of telling) {
          const report = validate(text.slice(0, length), { filename: 'a.yaml' })
          expect(formatReport(report, format)).not.toContain(secret)
        }
    }
  })
})

const context = (text: string) => {
  const at = text.indexOf(secret)
  return text.slice(Math.max(0, at - 300), at + 100)
}

/** The paths of values that a schema marks as secrets; `*` stands for an item of a list. */
function secretPaths(root: JsonSchema): string[][] {
  const found = new Map<string, string[]>()
  const walk = (node: SchemaNode | undefined, path: string[], seen: readonly unknown[]) => {
    const schema = node === undefined ? true : resolveRef(root, node)
    if (typeof schema === 'boolean' || seen.includes(schema) || path.length > 12) return
    if (schema['x-secret']) found.set(path.join('/'), path)
    const inner = [...seen, schema]
    for (const [key, property] of Object.entries(schema.properties ?? {}))
      walk(property, [...path, key], inner)
    walk(schema.items, [...path, '*'], inner)
    if (typeof schema.additionalProperties === 'object')
      walk(schema.additionalProperties, [...path, 'a'], inner)
    for (const way of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
      walk(way, path, inner)
    for (const way of [schema.if, schema.then, schema.else]) walk(way, path, inner)
  }
  walk(root, [], [])
  return [...found.values()]
}

describe('the command line', () => {
  const files = scratch(
    Object.fromEntries(
      Object.values(documents).map((document, index) => [`${index}.yaml`, document(`"${secret}("`)]),
    ),
  )
  afterAll(files.remove)

  it('shows no secret on either stream nor in a file', async () => {
    const reports = formats.map((format) => `--format=${format}=out.${format}`)
    const runs = [
      ['check', '.', ...reports, '--format=text', '--color=always'],
      ['check', '.', '--rule', 'literal-secret=off', '--format=markdown'],
      ['map', '.', ...Object.keys(mapReporters).map((format) => `--format=${format}=map.${format}`)],
      ['trace', '.', '--url', 'https://app.example.com/', '--header', 'authorization=x'],
      ['diff', '0.yaml', '2.yaml', '--format=text', '--format=markdown=diff.markdown'],
    ]
    for (const args of runs) {
      const { status, stdout, stderr } = await portcullis(args, { cwd: files.path, timeout: 30_000 })
      expect([0, 1]).toContain(status)
      expect(stdout + stderr).not.toContain(secret)
      expect((stdout + stderr).length + args.length).toBeGreaterThan(6)
    }
    const written = [...formats.map((format) => `out.${format}`), 'map.html', 'map.csv', 'diff.markdown']
    for (const file of written) {
      const text = readFileSync(`${files.path}/${file}`, 'utf8')
      expect(text.length).toBeGreaterThan(10)
      expect(text).not.toContain(secret)
    }
  })
})
