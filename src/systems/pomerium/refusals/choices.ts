import type { At } from '../../../position.ts'
import type { Problem } from '../../../rule.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { shown } from '../../../schema/words.ts'
import { type FieldView, isOpen } from '../fields.ts'
import type { RouteField, RouteView } from '../route-view.ts'
import type { SettingsField, SettingsView } from '../settings-view.ts'
import { choiceAdvice } from '../words.ts'

/** The values of an enumeration of core, without what their names have in common. https://github.com/pomerium/pomerium/blob/c8ace109/pkg/grpc/config/config.proto */
interface Choice {
  readonly prefix: string
  readonly names: readonly string[]
}

const bearerTokenFormat: Choice = {
  prefix: 'BEARER_TOKEN_FORMAT_',
  names: ['UNKNOWN', 'DEFAULT', 'IDP_ACCESS_TOKEN', 'IDP_IDENTITY_TOKEN', 'JWT'],
}
const issuerFormat: Choice = { prefix: 'Issuer', names: ['HostOnly', 'URI'] }

const settingsChoices: readonly (readonly [SettingsField, Choice])[] = [
  ['codecType', { prefix: 'CODEC_TYPE_', names: ['AUTO', 'HTTP1', 'HTTP2', 'HTTP3'] }],
  ['bearerTokenFormat', bearerTokenFormat],
  ['jwtIssuerFormat', issuerFormat],
  [
    'headersWithUnderscoresAction',
    {
      prefix: 'HEADERS_WITH_UNDERSCORES_ACTION_',
      names: ['UNKNOWN', 'ALLOW', 'REJECT_REQUEST', 'DROP_HEADER'],
    },
  ],
  [
    'pathWithEscapedSlashesAction',
    {
      prefix: 'PATH_WITH_ESCAPED_SLASHES_ACTION_',
      names: ['UNKNOWN', 'KEEP_UNCHANGED', 'REJECT_REQUEST', 'UNESCAPE_AND_REDIRECT', 'UNESCAPE_AND_FORWARD'],
    },
  ],
]

const routeChoices: readonly (readonly [RouteField, Choice])[] = [
  [
    'loadBalancingPolicy',
    {
      prefix: 'LOAD_BALANCING_POLICY_',
      names: ['UNSPECIFIED', 'ROUND_ROBIN', 'MAGLEV', 'RANDOM', 'RING_HASH', 'LEAST_REQUEST'],
    },
  ],
  ['bearerTokenFormat', bearerTokenFormat],
  ['jwtIssuerFormat', issuerFormat],
]

const enforcement: Choice = {
  prefix: '',
  names: ['UNKNOWN', 'POLICY', 'POLICY_WITH_DEFAULT_DENY', 'REJECT_CONNECTION'],
}

const none: ReadonlySet<string> = new Set(['UNKNOWN', 'UNSPECIFIED'])

/**
 * Whether the loader of core takes a text for one of the names: in any case, with or without their common part, or what
 * follows any of their underscores; an empty text is the first one. `decodeEnumHookFunc` of
 * https://github.com/pomerium/pomerium/blob/c8ace109/config/custom.go
 */
export function takesChoice({ prefix, names }: Choice, text: string): boolean {
  if (text === '') return true
  const wanted = text.toUpperCase()
  return names.some((name) => {
    const full = `${prefix}${name}`.toUpperCase()
    return full === wanted || name.toUpperCase() === wanted || full.endsWith(`_${wanted}`)
  })
}

/** The choices of core that its loader does not know: it then refuses the whole file. */
export function* refusedChoices(
  settings: readonly SettingsView[],
  routes: readonly RouteView[],
): Generator<Problem> {
  for (const view of settings.filter(({ dialect }) => dialect === 'core')) {
    yield* refusedIn(view, settingsChoices)
    const mtls = view.fields.get('downstreamMtls')
    if (mtls && isMap(mtls.value))
      yield* refused({ value: mtls.value['enforcement'], at: [...mtls.at, 'enforcement'] }, enforcement)
  }
  for (const view of routes.filter(({ dialect }) => dialect === 'core')) yield* refusedIn(view, routeChoices)
}

function* refusedIn<Field extends string>(
  view: FieldView<Field>,
  choices: readonly (readonly [Field, Choice])[],
): Generator<Problem> {
  for (const [field, choice] of choices) {
    const found = view.fields.get(field)
    if (found) yield* refused(found, choice)
  }
}

function* refused({ value, at }: At<unknown>, choice: Choice): Generator<Problem> {
  if (typeof value !== 'string' || isOpen(value) || takesChoice(choice, value)) return
  const names = choice.names.filter((name) => !none.has(name)).map((name) => name.toLowerCase())
  yield {
    at,
    message: `${shown(value)} is no ${String(at.at(-1))}, so core refuses the whole file; ${choiceAdvice(value, names)}.`,
  }
}
