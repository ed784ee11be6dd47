import type { Secret } from '../../model.ts'
import type { At, Path } from '../../position.ts'
import { isMap } from '../../schema/json-schema.ts'
import { asText, type FieldView, filledText } from './fields.ts'
import type { RouteField, RouteView } from './route-view.ts'
import type { SettingsField, SettingsView } from './settings-view.ts'

/** What stands where a value is still to be put in: nobody can get in with it, and it is no key. */
export function isStandIn(value: string): boolean {
  const text = value.trim()
  return (
    /^(.)\1*$/su.test(text) ||
    /^(?:replace|change|insert|enter|fill|put|todo|fixme|your)(?:$|[-_ ]|me(?:$|[-_ .]))/i.test(text) ||
    /[-_ ]here$/i.test(text)
  )
}

const settingsSecretNames: readonly (readonly [SettingsField, string])[] = [
  ['identityProviderClientSecret', 'client secret of the identity provider'],
  ['cookieSecret', 'key of the session cookie'],
  ['sharedSecret', 'shared secret'],
  ['signingKey', 'signing key'],
  ['certificateKey', 'private key of the certificate'],
  ['metricsCertificateKey', 'private key of the certificate for metrics'],
  ['metricsBasicAuth', 'password for metrics'],
  ['autocertEabMacKey', 'key of the account at the certificate authority'],
  ['sshUserCaKey', 'private key of the SSH authority'],
  ['googleCloudServerlessAuthenticationServiceAccount', 'key of the service account'],
]

/** The secrets of one set of settings. */
export function settingsSecrets(view: SettingsView): Secret[] {
  return [
    ...named(view, settingsSecretNames),
    ...listed(view.fields.get('sshHostKeys'), 'SSH host key'),
    ...connection(filledText(view, 'databrokerStorageConnection')),
    ...(['otelExporterOtlpHeaders', 'otelExporterOtlpTracesHeaders'] as const).flatMap((field) =>
      pairs(view.fields.get(field)),
    ),
  ].filter(isWorthIt)
}

const routeSecretNames: readonly (readonly [RouteField, string])[] = [
  ['identityProviderClientSecret', 'client secret of the identity provider'],
  ['tlsClientKey', 'private key of the client certificate'],
  ['kubernetesServiceAccountToken', 'token of the service account'],
]

/** The secrets of one route. */
export function routeSecrets(view: RouteView): Secret[] {
  return [
    ...named(view, routeSecretNames),
    ...headers(view.fields.get('setRequestHeaders')),
    ...clientSecret(view.fields.get('mcp')),
  ].filter(isWorthIt)
}

/** A secret that is a field of a body: the key of a key pair, a refresh token. */
export function bodySecret(
  { value, at }: At<Readonly<Record<string, unknown>>>,
  key: string,
  subject: string,
): Secret[] {
  const text = value[key]
  return typeof text === 'string' ? [{ value: text, at: [...at, key], subject }].filter(isWorthIt) : []
}

const isWorthIt = ({ value }: Secret) => !isStandIn(value.replace(/^(?:basic|bearer|token)\s+/i, ''))

function named<Field extends string>(
  view: FieldView<Field>,
  names: readonly (readonly [Field, string])[],
): Secret[] {
  return names.flatMap(([field, subject]) => {
    const text = filledText(view, field)
    return text ? [{ ...text, subject }] : []
  })
}

function listed(found: At<unknown> | undefined, subject: string): Secret[] {
  if (typeof found?.value === 'string') return [{ value: found.value, at: found.at, subject }]
  return (Array.isArray(found?.value) ? found.value : []).flatMap((value: unknown, index) =>
    typeof value === 'string' ? [{ value, at: [...found!.at, index], subject }] : [],
  )
}

/** The password in a URL or in the pairs of a connection string. */
function connection(text: At<string> | undefined): Secret[] {
  if (!text) return []
  const inUrl = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@]*?:([^/?#]*)@/i.exec(text.value)?.[1]
  const password = inUrl ?? /(?:^|[\s?&])password=('[^']*'|[^\s&]*)/i.exec(text.value)?.[1]
  return password ? [{ value: password, at: text.at, subject: 'password of the database' }] : []
}

/** Headers whose values let somebody in. */
const secretHeader = /^(?:proxy-)?authorization$|^cookie$|api-?key|token|secret|password/i

function headers(found: At<unknown> | undefined): Secret[] {
  if (!isMap(found?.value)) return []
  return Object.entries(found.value).flatMap(([name, value]) => {
    const text = asText(value, 'core')
    if (text === undefined || !secretHeader.test(name)) return []
    return [{ value: text, at: [...found.at, name], subject: `value of header ${headerName(name)}` }]
  })
}

/** A name as it is mostly written, whatever its letters: core makes them small. */
const headerName = (name: string) => name.replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase())

/** The values of `name=value` pairs in a list, or in a text with commas. */
function pairs(found: At<unknown> | undefined): Secret[] {
  const items: readonly unknown[] = Array.isArray(found?.value) ? found.value : []
  const texts = items.map((value, index) => ({ value, at: [...(found?.at ?? []), index] as Path }))
  const whole = typeof found?.value === 'string' ? found.value.split(',') : []
  return [...texts, ...whole.map((value) => ({ value, at: found?.at ?? [] }))].flatMap(({ value, at }) => {
    const [, name = '', text = ''] = /^([^=]*)=(.*)$/s.exec(typeof value === 'string' ? value : '') ?? []
    return secretHeader.test(name.trim())
      ? [{ value: text, at, subject: `value of header ${name.trim()}` }]
      : []
  })
}

/** The secret of the OAuth 2 client of an MCP server, in either dialect. */
function clientSecret(mcp: At<unknown> | undefined): Secret[] {
  const ways = [
    ['server', 'upstreamOAuth2', 'clientSecret'],
    ['server', 'upstream_oauth2', 'client_secret'],
    // Where older releases had it; it is written out all the same.
    ['upstream_oauth2', 'client_secret'],
  ]
  return ways.flatMap((steps) => {
    const value = steps.reduce<unknown>((map, step) => (isMap(map) ? map[step] : undefined), mcp?.value)
    if (typeof value !== 'string') return []
    return [{ value, at: [...mcp!.at, ...steps], subject: 'client secret of the MCP server' }]
  })
}
