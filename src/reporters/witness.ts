import type { Request } from '../analysis/request.ts'
import type { Witness } from '../finding.ts'
import { clip, visible } from './escape.ts'

const valueLimit = 200

/** A witness for people: `request` with "from 203.0.113.7, GET https://app.example.com/admin", or `sample` with a quoted text. */
export function describeWitness(witness: Witness): {
  readonly word: 'request' | 'sample'
  readonly text: string
} {
  if ('sample' in witness) return { word: 'sample', text: `"${shown(witness.sample)}"` }
  const parts = [
    witness.source === undefined ? '' : `from ${shown(witness.source)}`,
    target(witness),
    ...Object.entries(witness.headers ?? {}).map(
      ([name, value]) => `with header ${shown(name)}: ${shown(value)}`,
    ),
    list('with credential', witness.credentials),
    ...identity(witness),
    ...(witness.facts ?? []).map(shown),
    ...Object.entries(witness.details ?? {}).map(
      ([name, value]) => `with ${shown(name)}: ${[value].flat().map(shown).join(' and ')}`,
    ),
    ...Object.entries(witness.clock ?? {}).map(([name, value]) => `when ${shown(name)} is ${value}`),
  ]
  return { word: 'request', text: parts.filter((part) => part !== '').join(', ') || 'any request' }
}

/** The same witness with its keys in one order, so that equal witnesses give equal bytes. */
export function orderedWitness(witness: Witness): Witness {
  if ('sample' in witness) return { sample: witness.sample }
  const { host, port, protocol, path, method, source, headers, credentials, facts, details, clock } = witness
  const { email, user, groups, claims } = witness.identity ?? {}
  const signedIn = present({ email, user, groups, claims: claims && byName(claims) })
  return present({
    host,
    port,
    protocol,
    path,
    method,
    source,
    headers: headers && byName(headers),
    credentials,
    identity: witness.identity && signedIn,
    facts,
    details: details && byName(details),
    clock: clock && byName(clock),
  }) as Request
}

/** Method and address in one where there is a host, else each attribute by its name. */
function target({ method, protocol, host, port, path }: Request): string {
  const scheme =
    protocol === undefined || /^HTTP/i.test(protocol)
      ? port === 80
        ? 'http'
        : 'https'
      : protocol.toLowerCase()
  const isWeb = scheme.startsWith('http')
  const portPart = port === undefined || (isWeb && (port === 443 || port === 80)) ? '' : `:${port}`
  if (host !== undefined) {
    const url = `${shown(scheme)}://${shown(host)}${portPart}${shown(path ?? '')}`
    return method === undefined ? url : `${shown(method)} ${url}`
  }
  const named = [
    port === undefined ? '' : `port ${port}`,
    protocol === undefined ? '' : `protocol ${shown(protocol)}`,
    method === undefined || path === undefined ? '' : `${shown(method)} ${shown(path)}`,
    method === undefined && path !== undefined ? `path ${shown(path) || '""'}` : '',
    method !== undefined && path === undefined ? `method ${shown(method)}` : '',
  ]
  return named.filter((part) => part !== '').join(', ')
}

function identity({ identity }: Request): string[] {
  if (identity === undefined) return []
  // An identity that names nothing is nobody's.
  if (Object.values(identity).every((value) => value === undefined)) return ['not signed in']
  const parts = [
    identity.email === undefined ? '' : `as ${shown(identity.email)}`,
    identity.user === undefined ? '' : `as user ${shown(identity.user)}`,
    list('in group', identity.groups),
    ...Object.entries(identity.claims ?? {}).map(
      ([name, value]) => `with claim ${shown(name)}: ${[value].flat().map(shown).join(' and ')}`,
    ),
  ].filter((part) => part !== '')
  return [['signed in', ...parts].join(' ')]
}

function list(words: string, values: readonly string[] | undefined): string {
  if (values === undefined) return ''
  return values.length === 0
    ? `${words.replace(/^with /, 'without ').replace(/^in /, 'in no ')}`
    : `${words} ${values.map(shown).join(' and ')}`
}

function shown(text: string): string {
  return clip(visible(text), valueLimit)
}

function present<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>
}

function byName<T>(values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
