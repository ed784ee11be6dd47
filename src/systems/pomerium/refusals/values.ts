import type { At } from '../../../position.ts'
import type { Problem } from '../../../rule.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { shown } from '../../../schema/words.ts'
import { goDuration, zeroDuration } from '../durations.ts'
import { asText, filledText, isOpen, textAt, textsAt } from '../fields.ts'
import { addressTrouble, parseUrl } from '../go-url.ts'
import { type SettingsField, type SettingsView, settingsNames } from '../settings-view.ts'
import { choiceAdvice } from '../words.ts'

/** Levels of messages; in lower case only. https://github.com/pomerium/pomerium/blob/c8ace109/config/log_level.go */
const logLevels = [
  ...['trace', 'debug', 'info', 'warn', 'warning', 'error', 'critical', 'fatal', 'panic'],
  ...['off', 'none', 'disabled'],
]
const lookupFamilies = ['V4_ONLY', 'V6_ONLY', 'V4_PREFERRED', 'AUTO', 'ALL']
const services = ['all', 'authenticate', 'authorize', 'cache', 'databroker', 'proxy']

/** The names that core has authenticators for. https://github.com/pomerium/pomerium/blob/c8ace109/pkg/identity/providers.go */
const providers = [
  ...['apple', 'auth0', 'azure', 'cognito', 'github', 'gitlab', 'google', 'hosted', 'oidc', 'okta'],
  ...['onelogin', 'ping'],
]

/** Single settings that the validator of core refuses. https://github.com/pomerium/pomerium/blob/c8ace109/config/options.go */
export function* refusedValues(view: SettingsView): Generator<Problem> {
  yield* outside(view, 'logLevel', logLevels, 'no log level')
  yield* outside(view, 'proxyLogLevel', logLevels, 'no log level')
  yield* outside(view, 'dnsLookupFamily', lookupFamilies, 'no family of addresses')
  yield* refusedProvider(view)
  const sameSite = known(filledText(view, 'cookieSameSite'))
  if (sameSite && !['strict', 'lax', 'none'].includes(sameSite.value.toLowerCase()))
    yield refusal(view, sameSite, 'is no SameSite mode', 'write one of strict, lax, none')
  yield* refusedServices(view)
  yield* refusedAddresses(view)
  yield* refusedUrls(view)
  yield* refusedRates(view)
  yield* refusedHeaders(view)
  yield* refusedDomains(view)
}

/** What a refusal costs, in the words of the dialect. */
export const consequence = ({ dialect }: Pick<SettingsView, 'dialect'>) =>
  dialect === 'core' ? 'core refuses the whole file' : 'the cluster refuses the settings'

/** A value that is refused, with what to do about it. `subject` stands for a value that is not shown. */
export function refusal(
  view: Pick<SettingsView, 'dialect'>,
  { value, at }: At<string>,
  reason: string,
  advice: string,
  subject = shown(value),
): Problem {
  return { at, message: `${subject} ${reason}, so ${consequence(view)}; ${advice}.` }
}

/** A text unless something else fills it in. */
export const known = (text: At<string> | undefined) => (text && !isOpen(text.value) ? text : undefined)

function* outside(
  view: SettingsView,
  field: SettingsField,
  choices: readonly string[],
  what: string,
): Generator<Problem> {
  const text = known(filledText(view, field))
  if (!text || choices.includes(text.value)) return
  yield refusal(view, text, `is ${what}`, choiceAdvice(text.value, choices))
}

function* refusedProvider(view: SettingsView): Generator<Problem> {
  const text = known(filledText(view, 'identityProvider'))
  if (!text || providers.includes(text.value)) return
  const advice = choiceAdvice(text.value, providers)
  yield {
    at: text.at,
    message: `${shown(text.value)} is no identity provider that Pomerium knows, so nobody can sign in; ${advice}, and oidc for any other one that speaks OpenID Connect.`,
  }
}

function* refusedServices(view: SettingsView): Generator<Problem> {
  const text = known(textAt(view, 'services'))
  if (!text) return
  const names = text.value.split(',').flatMap((name) => name.trim().toLowerCase() || [])
  const strange = names.find((name) => !services.includes(name))
  if (names.length > 0 && strange === undefined) return
  yield refusal(view, text, 'is no list of services', choiceAdvice(strange ?? '', services))
}

function* refusedAddresses(view: SettingsView): Generator<Problem> {
  const metrics = filledText(view, 'metricsAddress')
  const others = [textAt(view, 'debugAddress'), textAt(view, 'healthCheckAddr')]
  for (const text of [metrics, ...others].map(known)) {
    const trouble = text && addressTrouble(text.value)
    if (text && trouble) yield refusal(view, text, trouble, 'write a host and a port, such as 127.0.0.1:9901')
  }
}

const urlFields = [
  ...['authenticateServiceUrl', 'authenticateInternalServiceUrl', 'signoutRedirectUrl'],
  ...['authorizeServiceUrl', 'authorizeInternalServiceUrl', 'databrokerServiceUrl'],
  'databrokerInternalServiceUrl',
] as const

function* refusedUrls(view: SettingsView): Generator<Problem> {
  const texts = [
    ...urlFields.map((field) => filledText(view, field as SettingsField)),
    ...(textsAt(view, 'databrokerServiceUrls') ?? []),
  ]
  for (const text of texts.map(known)) {
    const verdict = text && parseUrl(text.value)
    if (text && verdict && !verdict.ok)
      yield refusal(view, text, verdict.reason, 'write a URL such as https://login.example.com')
  }
}

const millisecond = 1_000_000n

function* refusedRates(view: SettingsView): Generator<Problem> {
  const read = view.dialect === 'core' ? goDuration : zeroDuration
  const limits = [
    ['dnsFailureRefreshRate', millisecond],
    ['dnsRefreshRate', millisecond],
    ['dnsQueryTimeout', 0n],
  ] as const
  for (const [field, least] of limits) {
    const found = view.fields.get(field)
    const length = typeof found?.value === 'string' ? read(found.value) : nanoseconds(view, found?.value)
    if (!found || !length?.ok || length.nanoseconds >= least) continue
    const text = { value: String(found.value), at: found.at }
    const name = settingsNames.keyOf(field, view.dialect)
    yield least === 0n
      ? refusal(view, text, `is below zero, which ${name} may not be`, 'write a length of time such as 5s')
      : refusal(
          view,
          text,
          `is below 1ms, the least that ${name} may be`,
          'write a length of time such as 5s',
        )
  }
}

/** A bare number counts nanoseconds in core. */
function nanoseconds({ dialect }: SettingsView, value: unknown) {
  if (dialect !== 'core' || typeof value !== 'number' || !Number.isFinite(value)) return undefined
  return { ok: true, nanoseconds: BigInt(Math.trunc(value)) } as const
}

/** Names of headers: RFC 9110, section 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9a-zA-Z]+$/

function* refusedHeaders(view: SettingsView): Generator<Problem> {
  const headers = view.fields.get('jwtClaimsHeaders')
  if (view.dialect !== 'core' || !headers) return
  const { value, at } = headers
  if (isMap(value)) {
    for (const name of Object.keys(value).filter((name) => !token.test(name))) {
      const message = `${shown(name)} is no name of a header, so ${consequence(view)}; write one such as X-Email.`
      yield { at: [...at, name], key: true, message }
    }
  }
  for (const [index, item] of (Array.isArray(value) ? value : []).entries()) {
    if (!isMap(item)) continue
    const message = `An object is no claim, so ${consequence(view)}; write a list of names of claims, or one map of headers.`
    yield { at: [...at, index], message }
  }
}

function* refusedDomains(view: SettingsView): Generator<Problem> {
  const flags = view.fields.get('runtimeFlags')?.value
  if (isMap(flags) && asText(flags['mcp'], 'core') === '0') return
  for (const field of ['mcpAllowedClientIdDomains', 'mcpAllowedAsMetadataDomains'] as const) {
    for (const { value, at } of textsAt(view, field) ?? []) {
      if (value === '') yield refusal(view, { value, at }, 'is no domain', 'remove the entry')
    }
  }
}
