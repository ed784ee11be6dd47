import { lazyListener } from '../../lazy-model.ts'
import {
  type AddressControl,
  type AddressEntry,
  type AddressList,
  emptyModel,
  type Listener,
  type Model,
  type Neighbour,
  type Pattern,
} from '../../model.ts'
import { once } from '../../once.ts'
import type { At, Path } from '../../position.ts'
import { credentialNames, present, unknownValue } from './access.ts'
import { admissionOf, entryOf } from './admission.ts'
import { behaviour } from './behaviour.ts'
import type { AddressPolicy, Mechanisms, Port } from './document.ts'
import { groupsOf, rulesOf } from './groups.ts'
import { withPaths } from './lists.ts'
import { knownPortAccess, portPolicies, portSecrets } from './policies.ts'
import { portRoutes } from './routes.ts'
import { isOpen } from './template/placeholder.ts'

export { withPaths } from './lists.ts'

export interface NormaliseOptions {
  /** Identical entries of the list are refused. */
  readonly uniqueItems: boolean
  /** Tells these ports from those of other services in the document. */
  readonly scope?: string
  /** What the service goes by, where there are several. */
  readonly service?: string
}

/** Ports as listeners, with their path rules as routes. `at` is the path of the list. */
export function normalisePorts(
  ports: readonly (Port | undefined)[] | undefined,
  at: Path,
  options: NormaliseOptions,
): Model {
  const items = withPaths(ports, at)
  const names = items.map(({ value }) => value.name)
  // Equal entries have equal names: most lists need no closer look.
  const comparable = options.uniqueItems && new Set(names).size < names.length
  return modelOf(items, (port) => listener(port, comparable, options))
}

/** The same port by port. Entries that are equal are none of its matters: no list of a template is refused for them. */
export function* portParts(
  ports: readonly (Port | undefined)[] | undefined,
  at: Path,
  options: Omit<NormaliseOptions, 'uniqueItems'>,
): Generator<Model> {
  const items = withPaths(ports, at)
  yield { ...emptyModel, neighbours: items.map((port) => neighbour(port, options)) }
  for (const item of items)
    yield { ...modelOf([item], (port) => listener(port, false, options)), neighbours: [] }
}

const modelOf = (items: readonly At<Port>[], listenerOf: (port: At<Port>) => Listener): Model => ({
  listeners: items.map(listenerOf),
  addressControls: items.flatMap(portControls),
  patterns: items.flatMap(portPatterns),
  policies: items.flatMap(portPolicies),
  secrets: items.flatMap(portSecrets),
})

function neighbour({ value: port, at }: At<Port>, { scope }: Pick<NormaliseOptions, 'scope'>): Neighbour {
  const { name, internalPort, protocol, domains } = port
  const hosts = withPaths(domains, [...at, 'domains']).flatMap(({ value, at }): At<string>[] => {
    if (isOpen(value)) return []
    if (typeof value === 'string') return [{ value, at }]
    return value.name === undefined ? [] : [{ value: value.name, at: [...at, 'name'] }]
  })
  return {
    at,
    name: name === undefined ? `port ${String(at.at(-1))}` : `port ${name}`,
    hosts,
    ...(name !== undefined && !isOpen(name) && { label: { value: name, at: [...at, 'name'] } }),
    ...(typeof internalPort === 'number' && { port: { value: internalPort, at: [...at, 'internalPort'] } }),
    ...(protocol !== undefined && { protocol: { value: protocol, at: [...at, 'protocol'] } }),
    ...(scope !== undefined && { scope }),
  }
}

function listener(
  item: At<Port>,
  comparable: boolean,
  options: Omit<NormaliseOptions, 'uniqueItems'>,
): Listener {
  const { value: port, at } = item
  const { service } = options
  const own = neighbour(item, options)
  const names = credentialNames()
  const access = knownPortAccess(port, names)
  const admission = once(() => admissionOf(port, access))
  const identity = service === undefined ? own.name : `${own.name} of ${service}`
  const hosts = own.hosts.map(({ value }) => value)
  const facts: Omit<Listener, 'entry' | 'otherwise'> = {
    ...own,
    identity,
    reach: { value: port.public === true ? 'internet' : 'network', at: [...at, 'public'] },
    publishes: ['HTTP', 'HTTP/2'],
    routes: portRoutes(item, names, admission),
    ...(port.id !== undefined && { id: port.id }),
    ...(port.public === true && { callersPort: 443 }),
    ...(isOpen(port.public) && { outsiders: unknownValue('public', port.public) }),
    ...(comparable && { item: canonicalJson(port) }),
    ...(access && { access }),
  }
  return lazyListener(
    facts,
    () => entryOf(port, hosts, identity),
    () => admission().otherwise,
  )
}

/** Equal for values that JSON Schema calls equal. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}

/** Every place of a port that lists addresses, and whether its verdict is final. */
function portControls(port: At<Port>): AddressControl[] {
  return groupsOf(port).flatMap(({ of, value: group, at }) => {
    if (of === 'alternatives') return alternativeControl(group, at)
    if (of === 'required') return control(group, at, true)
    const sole = mechanismCount(group) === 1
    return control(group, at, sole || port.value.security?.verificationMode === 'and')
  })
}

const listKeys = ['ip', 'policies'] as const

function control(group: Mechanisms, at: Path, decides: boolean): AddressControl[] {
  const lists = listKeys.flatMap((key) => {
    const policies = withPaths(group[key], [...at, key])
    if (isOpen(group[key])) return [{ at: [...at, key], entries: [], open: true }]
    return policies.length > 0 ? [addressList(policies, [...at, key], hasGap(group[key]))] : []
  })
  return lists.length > 0 ? [{ at, lists, decides, severalLists: behaviour.severalListsMerge.source }] : []
}

/** As one of several policies is enough in this group, each of them is a list of its own. */
function alternativeControl(group: Mechanisms, at: Path): AddressControl[] {
  if (listKeys.some((key) => isOpen(group[key]))) return control(group, at, false)
  const lists = listKeys.flatMap((key) =>
    withPaths(group[key], [...at, key]).map((policy) => addressList([policy], policy.at, hasGap(group[key]))),
  )
  const decides = mechanismCount(group) === 1
  const [first, second] = lists
  if (!first) return []
  // A policy that stands alone is reported at its list, as everywhere else.
  if (!second) return control(group, at, decides)
  return [{ at, lists, decides, severalLists: behaviour.alternativesMerge.source }]
}

/** Whether a list has lost an item that broke the schema, so that nobody knows what it holds. */
const hasGap = (list: readonly unknown[] | undefined): boolean =>
  list !== undefined && (!Array.isArray(list) || list.some((item) => item === undefined || item === null))

/** The entries of some policies; open where a part of them is not known. */
export function addressList(policies: readonly At<AddressPolicy>[], at: Path, gap: boolean): AddressList {
  const isOpen = ({ action, addresses }: AddressPolicy) =>
    (action !== 'ALLOW' && action !== 'DENY') || addresses === undefined || hasGap(addresses)
  return {
    at,
    open: gap || policies.some(({ value }) => isOpen(value)),
    entries: policies.flatMap(({ value: { action, addresses }, at }) =>
      action !== 'ALLOW' && action !== 'DENY'
        ? []
        : withPaths(addresses, [...at, 'addresses']).map(
            ({ value, at }): AddressEntry => ({
              value,
              at,
              action: action === 'ALLOW' ? 'allow' : 'deny',
            }),
          ),
    ),
  }
}

function mechanismCount({ credentials, ip, policies, sso, headers }: Mechanisms): number {
  const addresses = [ip, policies].some(isOpen) ? 1 : present(ip).length + present(policies).length
  return [
    present(credentials).length,
    addresses,
    sso?.organizationId ? 1 : 0,
    present(headers).length,
  ].filter((n) => n > 0).length
}

function portPatterns(port: At<Port>): Pattern[] {
  const paths = rulesOf(port).flatMap(({ value: rule, at }) =>
    withPaths(rule.paths, [...at, 'paths']).flatMap(({ value: { path, routingMode }, at }): Pattern[] =>
      routingMode === 'regex' && path !== undefined && !isOpen(path)
        ? [
            {
              value: path,
              at: [...at, 'path'],
              subject: 'path',
              dialect: 'unnamed',
              attribute: 'path',
              whole: 'likely',
            },
          ]
        : [],
    ),
  )
  return [...paths, ...groupsOf(port).flatMap(({ value, at }) => headerPatterns(value, at))]
}

function headerPatterns({ headers }: Mechanisms, at: Path): Pattern[] {
  return withPaths(headers, [...at, 'headers']).flatMap(
    ({ value: { regexMode, name, value }, at }): Pattern[] =>
      regexMode === true && value !== undefined && !isOpen(value)
        ? [
            {
              value,
              at: [...at, 'value'],
              subject: `value of header ${name ?? '?'}`,
              dialect: 'unnamed',
              attribute: `header/${(name ?? '').toLowerCase()}`,
              whole: 'unknown',
            },
          ]
        : [],
  )
}
