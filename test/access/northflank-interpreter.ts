import type { Request } from '../../src/index.ts'
import { type Choose, underEveryReading } from './explore.ts'

/*
 * What Northflank lets in, read directly from its guides, one request at a time:
 * https://northflank.com/docs/v1/application/network/add-security-policies-for-ports
 * https://northflank.com/docs/v1/application/network/create-path-based-security-policies
 * Where these say nothing, a reading is chosen. Shares no code with the program.
 */

export interface IpPolicy {
  readonly action: 'ALLOW' | 'DENY'
  readonly addresses: readonly string[]
}

export interface Mechanisms {
  readonly credentials?: readonly {
    readonly username: string
    readonly password: string
    readonly type: string
  }[]
  readonly ip?: readonly IpPolicy[]
  readonly policies?: readonly IpPolicy[]
  readonly headers?: readonly {
    readonly name: string
    readonly value: string
    readonly regexMode?: boolean
  }[]
  readonly sso?: {
    readonly organizationId?: string
    readonly directoryGroupIds?: readonly string[]
    readonly allowInternalTrafficViaPublicDns?: boolean
  }
}

export interface PathRule {
  readonly accessMode: 'protected' | 'unprotected'
  readonly paths: readonly {
    readonly path: string
    readonly routingMode: 'prefix' | 'exact' | 'regex'
    readonly priority: number
  }[]
  readonly securityPolicies?: { readonly requiredPolicies?: Mechanisms; readonly orPolicies?: Mechanisms }
}

export interface Port {
  readonly name: string
  readonly internalPort: number
  readonly protocol: 'HTTP'
  readonly public: boolean
  readonly domains?: readonly string[]
  readonly security?: Mechanisms & {
    readonly verificationMode?: 'or' | 'and'
    readonly securePathConfiguration?: {
      readonly enabled?: boolean
      readonly skipSecurityPoliciesForInternalTrafficViaPublicDns?: boolean
      readonly rules: readonly PathRule[]
    }
  }
}

/** A request of which everything is known. */
export type WholeRequest = Required<
  Pick<Request, 'path' | 'source' | 'credentials' | 'headers' | 'identity' | 'facts'>
>

/** Whether a request by its public name gets in at a port; undefined where that is for nobody to say. */
export const northflankDecides = (port: Port, request: WholeRequest): boolean | undefined =>
  underEveryReading((choose) => port.public && decide(port, request, choose))

function decide({ security = {} }: Port, request: WholeRequest, choose: Choose): boolean {
  const { verificationMode, securePathConfiguration: configuration, ...own } = security
  const asksPort = () => portLetsIn(own, verificationMode, request, choose)
  const rules = configuration?.rules ?? []
  const enabled = configuration?.enabled ?? (rules.length > 0 && choose('enabled'))
  if (!configuration || !enabled || rules.length === 0) return asksPort()
  if (configuration.skipSecurityPoliciesForInternalTrafficViaPublicDns && isInternal(request)) {
    return takerOf(rules, request, choose) !== undefined || choose('unmatched opens')
  }
  const rule = takerOf(rules, request, choose)
  if (!rule) return choose('unmatched opens') && asksPort()
  if (rule.accessMode === 'protected' && !ruleLetsIn(rule, request, choose)) return false
  return !choose('port policies on paths') || asksPort()
}

const isInternal = ({ facts }: WholeRequest) => facts.includes('internal traffic')

/** Of the paths that match, the one with the highest priority decides alone. */
function takerOf(rules: readonly PathRule[], request: WholeRequest, choose: Choose): PathRule | undefined {
  const taking = rules.flatMap((rule) =>
    rule.paths.flatMap((path) =>
      matches(path, request.path, choose) ? [{ rule, priority: path.priority }] : [],
    ),
  )
  // An unprotected rule opens its paths, or is passed over as if it were not there.
  const counting = taking.filter(({ rule }) => rule.accessMode === 'protected' || choose('unprotected opens'))
  const highest = Math.max(...counting.map(({ priority }) => priority))
  const best = [...new Set(counting.filter(({ priority }) => priority === highest).map(({ rule }) => rule))]
  // Which of several wins is not said.
  return best.find((_, index) => index === best.length - 1 || choose(`tie at ${highest}: ${index}`))
}

function matches({ path, routingMode }: PathRule['paths'][number], asked: string, choose: Choose): boolean {
  if (routingMode === 'exact') return asked === path
  if (routingMode === 'regex') return new RegExp(`^(?:${path})$`, 'u').test(asked)
  if (path === '/') return true
  if (path.endsWith('/'))
    return asked.startsWith(path) || (asked === path.slice(0, -1) && choose('slash takes bare'))
  if (asked === path || asked.startsWith(`${path}/`)) return true
  return asked.startsWith(path) && choose('prefix by text')
}

function portLetsIn(
  own: Mechanisms,
  mode: 'or' | 'and' | undefined,
  request: WholeRequest,
  choose: Choose,
): boolean {
  const { ip, policies, ...others } = own
  const lists = listsLetIn({ ...(ip && { ip }), ...(policies && { policies }) }, request, choose)
  const rest = [
    credentialsLetIn(others, request, 'any'),
    headersLetIn(others, request, choose),
    ssoLetsIn(others, request),
  ]
    .flat()
    .filter((each) => each !== undefined)
  const all = [...(lists === undefined ? [] : [lists]), ...rest]
  if (all.length < 2) return all.every(Boolean)
  const either = mode ? mode === 'or' : choose('mode defaults to or')
  if (!either) return all.every(Boolean)
  return oneIsEnough(lists, rest, isDenyOnly(own), choose)
}

/** A list that only denies may let in by itself whom it does not deny, or only keep others out. */
function oneIsEnough(
  lists: boolean | undefined,
  rest: readonly boolean[],
  denyOnly: boolean,
  choose: Choose,
): boolean {
  const literally = lists === true || rest.some(Boolean)
  if (!denyOnly || rest.length === 0 || lists === undefined) return literally
  return choose('deny-only counts') ? literally : lists && rest.some(Boolean)
}

const policiesOf = ({ ip = [], policies = [] }: Mechanisms) => [...ip, ...policies]
const isDenyOnly = (group: Mechanisms) =>
  policiesOf(group).some(({ addresses }) => addresses.length > 0) &&
  policiesOf(group).every(({ action }) => action === 'DENY')

function ruleLetsIn({ securityPolicies = {} }: PathRule, request: WholeRequest, choose: Choose): boolean {
  const { requiredPolicies = {}, orPolicies = {} } = securityPolicies
  const required = [
    ...(credentialsLetIn(requiredPolicies, request, 'each') ?? []),
    listsLetIn(requiredPolicies, request, choose),
    headersLetIn(requiredPolicies, request, choose),
    ssoLetsIn(requiredPolicies, request),
  ].filter((each) => each !== undefined)
  const alternatives = alternativesLetIn(orPolicies, request, choose)
  if (required.length === 0 && alternatives === undefined) return !choose('empty protected locks')
  return required.every(Boolean) && alternatives !== false
}

function alternativesLetIn(group: Mechanisms, request: WholeRequest, choose: Choose): boolean | undefined {
  const rest = [
    ...(credentialsLetIn(group, request, 'each') ?? []),
    headersLetIn(group, request, choose),
    ssoLetsIn(group, request),
  ].filter((each) => each !== undefined)
  const lists = alternativeLists(group, rest.length > 0, request, choose)
  if (lists === undefined) return rest.length === 0 ? undefined : rest.some(Boolean)
  return oneIsEnough(lists, rest, isDenyOnly(group), choose)
}

/** Several address policies where one policy is enough: together as one list, or each for itself. */
function alternativeLists(
  group: Mechanisms,
  beside: boolean,
  request: WholeRequest,
  choose: Choose,
): boolean | undefined {
  const together = listsLetIn(group, request, choose)
  const all = policiesOf(group)
  if (together === undefined || all.length < 2 || all.every(({ action }) => action === 'ALLOW'))
    return together
  if (choose('alternatives merge')) return together
  const each = all.some((policy) => {
    const alone = listLetsIn([policy], request, choose)
    const counts = !beside || policy.action === 'ALLOW' || isDenyOnly(group) || choose('deny-only counts')
    return alone && counts
  })
  return each || together
}

/** Where both lists are given, they are merged, or one of them counts. */
function listsLetIn(
  { ip = [], policies = [] }: Mechanisms,
  request: WholeRequest,
  choose: Choose,
): boolean | undefined {
  if (ip.length === 0 && policies.length === 0) return undefined
  if (ip.length === 0) return listLetsIn(policies, request, choose)
  if (policies.length === 0) return listLetsIn(ip, request, choose)
  if (choose('lists merge')) return listLetsIn([...ip, ...policies], request, choose)
  return listLetsIn(choose('ip wins') ? ip : policies, request, choose)
}

/** DENY beats ALLOW; one ALLOW shuts out everyone whom no ALLOW names. */
function listLetsIn(policies: readonly IpPolicy[], { source }: WholeRequest, choose: Choose): boolean {
  const of = (action: string) => policies.filter((policy) => policy.action === action)
  const names = (list: readonly IpPolicy[]) =>
    list.some(({ addresses }) => addresses.some((block) => contains(block, source)))
  if (names(of('DENY'))) return false
  const allows = of('ALLOW')
  if (allows.length === 0) return true
  if (allows.every(({ addresses }) => addresses.length === 0)) return !choose('empty allow closes')
  return names(allows)
}

function credentialsLetIn(
  { credentials = [] }: Mechanisms,
  request: WholeRequest,
  how: 'any' | 'each',
): boolean[] | undefined {
  if (credentials.length === 0) return undefined
  const presented = credentials.map(({ username }) => request.credentials.includes(username))
  return how === 'any' ? [presented.some(Boolean)] : presented
}

/** All headers must be present and match. */
function headersLetIn(
  { headers = [] }: Mechanisms,
  request: WholeRequest,
  choose: Choose,
): boolean | undefined {
  if (headers.length === 0) return undefined
  return headers.every(({ name, value, regexMode }) => {
    const given = request.headers[name.toLowerCase()]
    if (given === undefined) return false
    if (!regexMode) return given === value
    if (new RegExp(`^(?:${value})$`, 'u').test(given)) return true
    return new RegExp(value, 'u').test(given) && !choose('header regex whole')
  })
}

function ssoLetsIn({ sso }: Mechanisms, request: WholeRequest): boolean | undefined {
  if (!sso?.organizationId) return undefined
  const { claims = {}, groups = [] } = request.identity
  const organizations = [claims['organization'] ?? []].flat()
  const wanted = sso.directoryGroupIds ?? []
  const member =
    organizations.includes(sso.organizationId) &&
    (wanted.length === 0 || wanted.some((group) => groups.includes(group)))
  return member || (sso.allowInternalTrafficViaPublicDns === true && isInternal(request))
}

/** Whether an IPv4 address lies in an address or CIDR block. */
function contains(block: string, address: string): boolean {
  const [network = '', length = '32'] = block.split('/')
  const bits = (text: string) => text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
  const size = 2 ** (32 - Number(length))
  return Math.floor(bits(network) / size) === Math.floor(bits(address) / size)
}
