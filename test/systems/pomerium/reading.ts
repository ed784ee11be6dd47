import type { Request } from '../../../src/analysis/request.ts'

/**
 * The documented semantics of the policy language, read directly: no conditions, no languages, no solver.
 * https://www.pomerium.com/docs/internals/ppl; what the documentation leaves out is read from pkg/policy of
 * https://github.com/pomerium/pomerium. A result has the reasons that send a caller away to sign in.
 */
interface Result {
  readonly value: boolean
  readonly signIn: boolean
}

type Json = unknown
type Body = Readonly<Record<string, readonly Readonly<Record<string, Json>>[]>>
export type Policy = Readonly<Record<string, Body>> | readonly Readonly<Record<string, Body>>[]

/** Whether a request gets in by a policy alone. */
export function getsIn(policy: Policy, request: Request): boolean {
  const rules = Array.isArray(policy) ? policy : [policy]
  const action = (name: string) =>
    anyOf(
      rules.flatMap((rule: Readonly<Record<string, Body>>) =>
        ['and', 'or', 'not', 'nor'].flatMap((operator) => {
          const list = rule[name]?.[operator] ?? []
          return list.length === 0
            ? []
            : [
                group(
                  operator,
                  list.map((item) => criterion(item, request)),
                ),
              ]
        }),
      ),
    )
  const allow = action('allow')
  const deny = action('deny')
  if (allow.signIn || deny.signIn) return false
  return allow.value && !deny.value
}

function group(operator: string, results: readonly Result[]): Result {
  const inverted = results.map(({ value, signIn }) => ({ value: !value, signIn }))
  if (operator === 'and') return allOf(results)
  if (operator === 'or') return anyOf(results)
  return operator === 'not' ? allOf(inverted) : anyOf(inverted)
}

function allOf(results: readonly Result[]): Result {
  const failed = results.filter(({ value }) => !value)
  const telling = failed.length > 0 ? failed : results
  return { value: failed.length === 0, signIn: telling.some(({ signIn }) => signIn) }
}

function anyOf(results: readonly Result[]): Result {
  const passed = results.filter(({ value }) => value)
  const telling = passed.length > 0 ? passed : results
  return { value: passed.length > 0, signIn: telling.some(({ signIn }) => signIn) }
}

function criterion(item: Readonly<Record<string, Json>>, request: Request): Result {
  const [[key, data]] = Object.entries(item) as [[string, Json]]
  const [name, ...rest] = key.split('/')
  const { identity } = request
  const isSignedIn = identity !== undefined && Object.keys(identity).length > 0
  const plain = (value: boolean): Result => ({ value, signIn: false })
  const ofSession = (value: boolean): Result => ({ value, signIn: !value && !isSignedIn })
  switch (name) {
    case 'accept':
      return plain(true)
    case 'reject':
      return plain(false)
    case 'authenticated_user':
      return ofSession(isSignedIn)
    case 'email':
      return ofSession(matches(identity?.email ?? '', data))
    case 'user':
      return ofSession(identity?.user !== undefined && matches(identity.user, data))
    case 'domain': {
      const domain = (identity?.email ?? '').split('@')[1]
      return ofSession(domain !== undefined && matches(domain, data))
    }
    case 'groups':
      return ofSession(isSignedIn && matchesList(identity.groups ?? [], data))
    case 'claim':
      return ofSession(matchesList([identity?.claims?.[rest.join('/')] ?? []].flat(), data))
    case 'http_method':
      return plain(matches(request.method!, data))
    case 'http_path':
      return plain(matches(request.path!, data))
    case 'source_ip':
      return plain([data].flat().some((block) => covers(String(block), request.source!)))
    case 'cors_preflight': {
      const { headers = {} } = request
      const filled = (header: string) => (headers[header] ?? '') !== ''
      return plain(
        request.method === 'OPTIONS' && filled('origin') && filled('access-control-request-method'),
      )
    }
    case 'invalid_client_certificate':
      return plain(!request.facts!.includes('client certificate valid'))
    case 'mcp_tool': {
      const tool = request.details?.['MCP tool']
      return plain(typeof tool === 'string' && matches(tool, data))
    }
    case 'ssh_username':
      return plain(matches(String(request.details?.['SSH user name'] ?? ''), data))
    case 'day_of_week':
      return plain(
        String(data)
          .split(',')
          .includes(days[request.clock!['weekday']! - 1]!),
      )
    default:
      throw new Error(`${key} is not read here`)
  }
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

function matches(text: string, data: Json): boolean {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return text === data
  return Object.entries(data).every(([operator, value]: [string, Json]) => {
    switch (operator) {
      case 'is':
        return text === value
      case 'not':
        return text !== value
      case 'contains':
        return text.includes(String(value))
      case 'starts_with':
        return text.startsWith(String(value))
      case 'ends_with':
        return text.endsWith(String(value))
      case 'in':
        return (value as Json[]).includes(text)
      default:
        return !(value as Json[]).includes(text)
    }
  })
}

function matchesList(list: readonly string[], data: Json): boolean {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return list.some((item) => item === data)
  return Object.entries(data).every(([operator, value]: [string, Json]) => {
    const has = list.some((item) => item === value)
    return operator === 'has' ? has : operator === 'is' ? list.length === 1 && has : !has
  })
}

/** Whether an IPv4 address lies in an address or CIDR block. */
function covers(block: string, address: string): boolean {
  const [network = '', length = '32'] = block.split('/')
  const bits = (text: string) => text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
  const size = 2 ** (32 - Number(length))
  return Math.floor(bits(network) / size) === Math.floor(bits(address) / size)
}
