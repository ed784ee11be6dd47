import { all, any, type Condition, not, textIn, undetermined } from '../../analysis/condition.ts'
import { isComparable } from '../../analysis/regex/comparable.ts'
import { exactText, regexText, segmentPrefix, textPrefix } from '../../analysis/text-language.ts'
import type { AddressControl, AddressList, Listener, Model, Pattern, Route } from '../../model.ts'
import type { At, Path } from '../../position.ts'
import { credentialNames, internalTraffic, present, ruleAccess } from './access.ts'
import { behaviour, reading } from './behaviour.ts'
import type { AddressPolicy, Mechanisms, PathConfiguration, PathMatch, Port } from './document.ts'

export interface NormaliseOptions {
  /** Identical entries of the list are refused. */
  readonly uniqueItems: boolean
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
    listeners: items.map(({ value, at }) => listener(value, at, comparable)),
    addressControls: items.flatMap(({ value, at }) => portControls(value, [...at, 'security'])),
    patterns: items.flatMap(({ value, at }) => portPatterns(value, [...at, 'security'])),
  }
}

/** The items of a list that are there, each with its path. */
export function withPaths<T>(list: readonly (T | undefined)[] | undefined, at: Path): At<T>[] {
  return (Array.isArray(list) ? list : []).flatMap((value: T | undefined, index) =>
    value === undefined || value === null ? [] : [{ value, at: [...at, index] }],
  )
}

function listener(port: Port, at: Path, comparable: boolean): Listener {
  const { name, internalPort, protocol, domains } = port
  const hosts = withPaths(domains, [...at, 'domains']).flatMap(({ value, at }): At<string>[] => {
    if (typeof value === 'string') return [{ value, at }]
    return value.name === undefined ? [] : [{ value: value.name, at: [...at, 'name'] }]
  })
  return {
    at,
    name: name === undefined ? `port ${String(at.at(-1))}` : `port ${name}`,
    hosts,
    reach: { value: port.public ? 'internet' : 'network', at: [...at, 'public'] },
    publishes: ['HTTP', 'HTTP/2'],
    routes: routes(port.security?.securePathConfiguration, [...at, 'security', 'securePathConfiguration']),
    ...(name !== undefined && { label: { value: name, at: [...at, 'name'] } }),
    ...(internalPort !== undefined && { port: { value: internalPort, at: [...at, 'internalPort'] } }),
    ...(protocol !== undefined && { protocol: { value: protocol, at: [...at, 'protocol'] } }),
    ...(comparable && { item: canonicalJson(port) }),
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
  return withPaths(configuration.rules, [...at, 'rules']).flatMap(({ value: rule, at }) => {
    // Read only where two paths compete: most never do.
    const access = once(() =>
      skips ? any(ruleAccess(rule, names), internalTraffic) : ruleAccess(rule, names),
    )
    return withPaths(rule.paths, [...at, 'paths']).flatMap(({ value, at }): Route[] => {
      if (value.path === undefined || value.routingMode === undefined || value.priority === undefined)
        return []
      const match = pathCondition(value.path, value.routingMode)
      return [
        {
          at,
          name: `${value.routingMode} ${value.path}`,
          rank: -value.priority,
          rankName: `priority ${value.priority}`,
          match,
          // Whether an unprotected rule opens its paths or is passed over is undocumented.
          ...(rule.accessMode !== 'protected' && { takes: all(reading('unprotectedOpens'), match) }),
          get access() {
            return access()
          },
        },
      ]
    })
  })
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Text that a later step fills in, in which `$` is no anchor: `/${VERSION}/.*`. */
const isPlaceholder = (text: string): boolean => /\$\{[^}]*\}/.test(text)

function pathCondition(path: string, mode: NonNullable<PathMatch['routingMode']>): Condition {
  if (mode === 'exact') return textIn('path', exactText(path))
  if (mode === 'regex') {
    return isComparable(path) && !isPlaceholder(path)
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
    return policies.length > 0 ? [addressList(policies, [...at, key], hasGap(group[key]))] : []
  })
  return lists.length > 0 ? [{ at, lists, decides, severalLists: behaviour.severalListsMerge.source }] : []
}

/** As one of several policies is enough in this group, each of them is a list of its own. */
function alternativeControl(group: Mechanisms, at: Path): AddressControl[] {
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
  (list ?? []).some((item) => item === undefined || item === null)

function addressList(policies: readonly At<AddressPolicy>[], at: Path, gap: boolean): AddressList {
  const isOpen = ({ action, addresses }: AddressPolicy) =>
    action === undefined || addresses === undefined || hasGap(addresses)
  return {
    at,
    open: gap || policies.some(({ value }) => isOpen(value)),
    entries: policies.flatMap(({ value: { action, addresses }, at }) =>
      action === undefined
        ? []
        : withPaths(addresses, [...at, 'addresses']).map((entry) => ({
            ...entry,
            action: action === 'ALLOW' ? ('allow' as const) : ('deny' as const),
          })),
    ),
  }
}

function mechanismCount({ credentials, ip, policies, sso, headers }: Mechanisms): number {
  const addresses = present(ip).length + present(policies).length
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
        routingMode === 'regex' && path !== undefined
          ? [{ value: path, at: [...at, 'path'], subject: 'path', dialect: 'unnamed' }]
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
      regexMode === true && value !== undefined
        ? [{ value, at: [...at, 'value'], subject: `value of header ${name ?? '?'}`, dialect: 'unnamed' }]
        : [],
  )
}
