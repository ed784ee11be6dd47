import type { At } from '../../../position.ts'
import type { Problem } from '../../../rule.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { shown } from '../../../schema/words.ts'
import { asText, FieldNames, type FieldView, filledText, isOpen, textsAt } from '../fields.ts'
import { parseUrl } from '../go-url.ts'
import type { RouteView } from '../route-view.ts'
import type { SettingsView } from '../settings-view.ts'
import { choiceAdvice } from '../words.ts'
import { consequence } from './values.ts'

type ProviderField = 'issuer' | 'jwksUrl' | 'supportedAlgs' | 'audiences'
const providerNames = new FieldNames<ProviderField>(['issuer', 'jwksUrl', 'supportedAlgs', 'audiences'], {})

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

/**
 * Issuers of tokens, and routes that name them, in a way that core refuses.
 * https://github.com/pomerium/pomerium/blob/c8ace109/config/identity_provider.go
 */
export function* refusedIdentityProviders(
  settings: SettingsView,
  routes: readonly RouteView[],
): Generator<Problem> {
  const found = settings.fields.get('identityProviders')
  const providers = found && isMap(found.value) ? Object.entries(found.value) : []
  const seen = new Map<string, string>()
  const say = (at: Problem['at'], words: string, advice: string, key = false): Problem => {
    return { at, ...(key && { key }), message: `${words}, so ${consequence(settings)}; ${advice}.` }
  }
  for (const [name, value] of providers.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const at = [...found!.at, name]
    if (name === '' || name.includes('/'))
      yield say(at, `${shown(name)} is no name of a provider`, 'write one without a slash', true)
    const view = providerNames.view(isMap(value) ? value : {}, at, 'core')
    yield* refusedProvider(view, say)
    const issuer = filledText(view, 'issuer')
    const other = issuer && seen.get(issuer.value)
    if (issuer && other !== undefined && !isOpen(issuer.value))
      yield say(issuer.at, `${shown(issuer.value)} is the issuer of ${other} already`, 'keep one of them')
    if (issuer) seen.set(issuer.value, name)
  }
  if (providers.length === 0) return
  const names = providers.map(([name]) => name)
  for (const { value, at } of routes.flatMap((route) => textsAt(route, 'identityProviders') ?? [])) {
    if (names.includes(value) || isOpen(value)) continue
    yield say(at, `${shown(value)} is none of the identity providers`, choiceAdvice(value, names))
  }
}

function* refusedProvider(
  view: FieldView<ProviderField>,
  say: (at: Problem['at'], words: string, advice: string) => Problem,
): Generator<Problem> {
  const issuer = filledText(view, 'issuer')
  const keys = filledText(view, 'jwksUrl')
  const isCluster = /^kubernetes:/i.test(issuer?.value ?? '')
  if (!issuer && !view.fields.get('issuer')?.value)
    yield say(view.at, 'An identity provider lacks its issuer', 'write its URL')
  const insecure = 'is no URL with https, which only a loopback address may do without'
  const advice = 'write a URL such as https://id.example.com'
  if (issuer && !isCluster && !isSecure(issuer))
    yield say(issuer.at, `${shown(issuer.value)} ${insecure}`, advice)
  if (keys && isCluster)
    yield say(keys.at, 'jwks_url is given for the issuer of the cluster itself', 'remove it')
  else if (keys && !isSecure(keys)) yield say(keys.at, `${shown(keys.value)} ${insecure}`, advice)
  const audiences = textsAt(view, 'audiences')
  if (!audiences) yield say(view.at, 'An identity provider lacks its audiences', 'write at least one')
  else if (audiences.length === 0 && isEmpty(view.fields.get('audiences')?.value))
    yield say(view.fields.get('audiences')!.at, 'audiences is empty', 'write at least one')
  for (const { value, at } of textsAt(view, 'supportedAlgs') ?? []) {
    if (algorithms.includes(value) || isOpen(value)) continue
    const words = `${shown(value)} is no algorithm for tokens of others`
    yield say(at, words, choiceAdvice(value, algorithms))
  }
}

const isEmpty = (value: unknown) =>
  asText(value, 'core') === '' || (Array.isArray(value) && value.length === 0)

const loopback = /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|::1)$/i

function isSecure({ value }: At<string>): boolean {
  if (isOpen(value)) return true
  const verdict = parseUrl(value)
  if (!verdict.ok) return false
  const { scheme, hostname } = verdict.url
  return scheme === 'https' || (scheme === 'http' && loopback.test(hostname))
}
