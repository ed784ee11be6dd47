import { all, any, type Condition, not, textIn, undetermined } from '../../analysis/condition.ts'
import { isComparable } from '../../analysis/regex/comparable.ts'
import { exactText, regexText, segmentPrefix, textPrefix } from '../../analysis/text-language.ts'
import type { AddressControl, AddressList, Listener, Model, Pattern, Route } from '../../model.ts'
import { once } from '../../once.ts'
import type { At, Path } from '../../position.ts'
import {
  credentialNames,
  internalTraffic,
  present,
  ruleAccess,
  unknownValue,
  unprotectedBy,
} from './access.ts'
import { behaviour, reading } from './behaviour.ts'
import type { AddressPolicy, Mechanisms, PathConfiguration, PathMatch, PathRule, Port } from './document.ts'
import { withPaths } from './lists.ts'
import { knownPortAccess, portPolicies, portSecrets } from './policies.ts'
import { isOpen } from './template/placeholder.ts'

export { withPaths } from './lists.ts'

export interface NormaliseOptions {
  /** Identical entries of the list are refused. */
  readonly uniqueItems: boolean
  /** Tells these ports from those of other services in the document. */
  readonly scope?: string
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
  return {
    listeners: items.map(({ value, at }) => ({
      ...listener(value, at, comparable),
      ...(options.scope !== undefined && { scope: options.scope }),
    })),
    addressControls: items.flatMap(({ value, at }) => portControls(value, [...at, 'security'])),
    patterns: items.flatMap(({ value, at }) => portPatterns(value, [...at, 'security'])),
    policies: items.flatMap(portPolicies),
    secrets: items.flatMap(portSecrets),
  }
}

function listener(port: Port, at: Path, comparable: boolean): Listener {
  const { name, internalPort, protocol, domains } = port
  const hosts = withPaths(domains, [...at, 'domains']).flatMap(({ value, at }): At<string>[] => {
    if (isOpen(value)) return []
    if (typeof value === 'string') return [{ value, at }]
    return value.name === undefined ? [] : [{ value: value.name, at: [...at, 'name'] }]
  })
  const access = knownPortAccess(port)
  return {
    at,
    name: name === undefined ? `port ${String(at.at(-1))}` : `port ${name}`,
    hosts,
    reach: { value: port.public === true ? 'internet' : 'network', at: [...at, 'public'] },
    publishes: ['HTTP', 'HTTP/2'],
    routes: routes(port.security?.securePathConfiguration, [...at, 'security', 'securePathConfiguration']),
    ...(name !== undefined && !isOpen(name) && { label: { value: name, at: [...at, 'name'] } }),
    ...(typeof internalPort === 'number' && { port: { value: internalPort, at: [...at, 'internalPort'] } }),
    ...(protocol !== undefined && { protocol: { value: protocol, at: [...at, 'protocol'] } }),
    ...(comparable && { item: canonicalJson(port) }),
    ...(access && { access }),
  }
}

/** Equal for values that JSON Schema calls equal. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}

/** One route for each path: priority belongs to the path and not to its rule. The highest one is asked first. */
function routes(configuration: PathConfiguration | undefined, at: Path): Route[] {
  if (!configuration || configuration.enabled === false) return []
  const names = credentialNames()
  const skips = configuration.skipSecurityPoliciesForInternalTrafficViaPublicDns === true
  let opened = 0
  return withPaths(configuration.rules, [...at, 'rules']).flatMap(({ value: rule, at }) => {
    // Read only where two paths compete: most never do.
    const access = once(() =>
      skips ? any(ruleAccess(rule, names), internalTraffic) : ruleAccess(rule, names),
    )
    return withPaths(rule.paths, [...at, 'paths']).flatMap((path): Route[] => {
      const found = route(path, access, rule.accessMode, openRank - opened)
      if (isOpen(path.value.priority)) opened++
      return found ? [found] : []
    })
  })
}

/** A path whose priority a placeholder gives may be asked before all others, or after them; it is not known to tie. */
const openRank = -1000

function route(
  { value, at }: At<PathMatch>,
  access: () => Condition,
  accessMode: PathRule['accessMode'],
  unknownRank: number,
): Route | undefined {
  const { path, routingMode, priority } = value
  if (path === undefined || routingMode === undefined || priority === undefined) return undefined
  const match = pathCondition(path, routingMode)
  const takes = [
    // Whether an unprotected rule opens its paths or is passed over is undocumented.
    ...(accessMode === 'protected' || isOpen(accessMode) ? [] : [reading('unprotectedOpens')]),
    ...(isOpen(accessMode) ? [any(not(unprotectedBy(accessMode)), reading('unprotectedOpens'))] : []),
    ...(isOpen(priority) ? [unknownValue('priority', priority)] : []),
  ]
  return {
    at,
    name: `${routingMode} ${path}`,
    rank: isOpen(priority) ? unknownRank : -priority,
    rankName: `priority ${priority}`,
    match,
    ...(takes.length > 0 && { takes: all(...takes, match) }),
    get access() {
      return access()
    },
  }
}

/** The requests that a path is meant for; which ones a prefix takes is in part undocumented. */
export function pathCondition(path: string, mode: NonNullable<PathMatch['routingMode']>): Condition {
  if (isOpen(path) || isOpen(mode)) return unknownValue(`paths of ${mode}`, path)
  if (mode === 'exact') return textIn('path', exactText(path))
  if (mode === 'regex') {
    return isComparable(path)
      ? textIn('path', regexText(path))
      : undetermined(`regex ${path}`, `nobody knows what the pattern ${path} matches`, 'placeholder')
  }
  const byText = reading('prefixByText')
  const prefix = any(
    all(byText, textIn('path', textPrefix(path))),
    all(not(byText), textIn('path', segmentPrefix(path))),
  )
  if (!path.endsWith('/') || path === '/') return path === '/' ? textIn('path', textPrefix('/')) : prefix
  return any(
    textIn('path', textPrefix(path)),
    all(reading('slashTakesBare'), textIn('path', exactText(path.slice(0, -1)))),
  )
}

/** Every place of a port that lists addresses, and whether its verdict is final. */
function portControls(port: Port, at: Path): AddressControl[] {
  const { security } = port
  if (!security) return []
  const { verificationMode } = security
  const sole = mechanismCount(security) === 1
  const own = control(security, at, sole || verificationMode === 'and')
  const paths = withPaths(security.securePathConfiguration?.rules, [
    ...at,
    'securePathConfiguration',
    'rules',
  ])
  const nested = paths.flatMap(({ value: { securityPolicies = {} }, at }) => {
    const { requiredPolicies, orPolicies } = securityPolicies
    const base = [...at, 'securityPolicies']
    return [
      ...(requiredPolicies ? control(requiredPolicies, [...base, 'requiredPolicies'], true) : []),
      ...(orPolicies ? alternativeControl(orPolicies, [...base, 'orPolicies']) : []),
    ]
  })
  return [...own, ...nested]
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
        : withPaths(addresses, [...at, 'addresses']).map((entry) => ({
            ...entry,
            action: action === 'ALLOW' ? ('allow' as const) : ('deny' as const),
          })),
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

function portPatterns({ security }: Port, at: Path): Pattern[] {
  if (!security) return []
  const rules = withPaths(security.securePathConfiguration?.rules, [
    ...at,
    'securePathConfiguration',
    'rules',
  ])
  return [
    ...headerPatterns(security, at),
    ...rules.flatMap(({ value: rule, at }) => [
      ...withPaths(rule.paths, [...at, 'paths']).flatMap(({ value: { path, routingMode }, at }): Pattern[] =>
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
      ...(['orPolicies', 'requiredPolicies'] as const).flatMap((key) =>
        headerPatterns(rule.securityPolicies?.[key] ?? {}, [...at, 'securityPolicies', key]),
      ),
    ]),
  ]
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
