import { shown } from '../../../schema/words.ts'
import { filledText, flagAt, isOpen } from '../fields.ts'
import { decodedLength } from '../ppl/base64.ts'
import { type RouteField, type RouteView, routeNames } from '../route-view.ts'
import type { RefusalCheck } from './refusal.ts'

/* Source: `Policy.Validate` in config/policy.go of https://github.com/pomerium/pomerium */

const keyOf = (field: RouteField, { dialect }: RouteView): string => routeNames.keyOf(field, dialect)

/** Lists that are there count, be they empty or not. */
const lists = ['allowedUsers', 'allowedDomains'] as const

export const publicAccess: RefusalCheck = function* (route) {
  const open = flagAt(route, 'allowPublicUnauthenticatedAccess')
  const any = flagAt(route, 'allowAnyAuthenticatedUser')
  const limits = lists.filter((field) => route.fields.has(field))
  const [limit] = limits
  if (open?.value) {
    const field = any?.value ? 'allowAnyAuthenticatedUser' : limit
    if (field)
      yield {
        at: open.at,
        message: `${keyOf('allowPublicUnauthenticatedAccess', route)} stands beside ${keyOf(field, route)}, which Pomerium refuses: a public route asks nobody who they are; remove one of them.`,
        related: [{ at: route.fields.get(field)!.at, message: 'this limits nothing' }],
      }
  } else if (any?.value && limit) {
    yield {
      at: any.at,
      message: `${keyOf('allowAnyAuthenticatedUser', route)} stands beside ${keyOf(limit, route)}, which Pomerium refuses: any user is more than a list of them; remove one of them.`,
      related: [{ at: route.fields.get(limit)!.at, message: 'this limits nothing' }],
    }
  }
}

const pairs = [
  ['tlsClientCert', 'tlsClientKey'],
  ['tlsClientCertFile', 'tlsClientKeyFile'],
] as const

export const certificatePairs: RefusalCheck = function* (route) {
  for (const pair of pairs) {
    if (pair.some((field) => route.fields.has(field) && route.fields.get(field)?.value === undefined))
      continue
    const [one, other] = pair.map((field) => filledText(route, field))
    const there = one ?? other
    if (!there || (one && other)) continue
    const [present, missing] = one ? pair : [pair[1], pair[0]]
    yield {
      at: there.at,
      message: `${keyOf(present, route)} has no ${keyOf(missing, route)} beside it, so Pomerium refuses this route; give both.`,
    }
  }
}

const encoded = ['tlsCustomCa', 'tlsDownstreamClientCa', 'tlsClientCert', 'tlsClientKey'] as const

export const base64: RefusalCheck = function* (route) {
  for (const field of encoded) {
    const text = filledText(route, field)
    if (!text || isOpen(text.value) || decodedLength(text.value) !== undefined) continue
    // What stands in there may be a key.
    const hint = text.value.includes('-----BEGIN') ? ': it holds the PEM text itself; encode that' : ''
    yield {
      at: text.at,
      message: `${keyOf(field, route)} is no base64, so Pomerium refuses this route${hint}.`,
    }
  }
}

const exclusive = [
  ['kubernetesServiceAccountToken', 'kubernetesServiceAccountTokenFile'],
  ['prefixRewrite', 'regexRewritePattern'],
] as const

export const exclusiveFields: RefusalCheck = function* (route) {
  for (const [field, other] of exclusive) {
    const [one, two] = [filledText(route, field), filledText(route, other)]
    if (!one || !two) continue
    yield {
      at: two.at,
      message: `${keyOf(other, route)} stands beside ${keyOf(field, route)}, which Pomerium refuses; keep one of them.`,
      related: [{ at: one.at, message: 'the other one' }],
    }
  }
}

/** https://www.pomerium.com/docs/reference/bearer-token-format: case does not count, and a suffix of the name will do. */
const isJwt = (text: string): boolean => /(^|_)jwt$/i.test(text)

/** What the file as a whole says of bearer tokens (`validateIdentityProviders` in config/identity_provider.go). */
export interface TokenSettings {
  readonly format?: string
  /** The names of its identity providers for tokens; undefined where they are not known. */
  readonly providers: readonly string[] | undefined
}

export const bearerTokens = (settings: TokenSettings): RefusalCheck =>
  function* (route) {
    if (route.dialect === 'ingress') return
    const own = filledText(route, 'bearerTokenFormat')
    const format = own?.value ?? settings.format ?? ''
    const listed = route.fields.get('identityProviders')
    const names: readonly unknown[] = Array.isArray(listed?.value) ? listed.value : []
    if (!isJwt(format)) {
      if (listed && names.length > 0 && !isOpen(format))
        yield {
          at: listed.at,
          message: `${keyOf('identityProviders', route)} is taken on routes with the bearer token format jwt only, so Pomerium refuses this route; set ${keyOf('bearerTokenFormat', route)}: jwt, or remove it.`,
        }
      return
    }
    const { providers } = settings
    if (!providers) return
    if (providers.length === 0) {
      yield {
        at: own?.at ?? route.at,
        message:
          'The bearer token format jwt needs an entry in identity_providers of the file, so Pomerium refuses this route; add one.',
      }
      return
    }
    for (const [index, name] of names.entries()) {
      if (typeof name !== 'string' || providers.includes(name) || isOpen(name) || !listed) continue
      const lower = providers.includes(name.toLowerCase())
        ? `; names are in lower case, so write ${shown(name.toLowerCase())}`
        : ''
      yield {
        at: [...listed.at, index],
        message: `${shown(name)} is no entry of identity_providers, so Pomerium refuses this route${lower}.`,
      }
    }
  }
