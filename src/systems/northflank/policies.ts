import { all, any, type Condition } from '../../analysis/condition.ts'
import type { Policy, PolicyPart, Secret } from '../../model.ts'
import type { At, Path } from '../../position.ts'
import { isSecretHeader } from '../../secret-names.ts'
import {
  type CredentialNames,
  credentialNames,
  mechanisms,
  oneOf,
  onlyDenies,
  present,
  ruleAccess,
} from './access.ts'
import { reading } from './behaviour.ts'
import type { Mechanisms, PathRule, Port, Security } from './document.ts'
import { groupsOf, isKnown, isPrivate, lacks, rulesOf } from './groups.ts'
import { withPaths } from './lists.ts'
import { isOpen } from './template/placeholder.ts'

/** What a port asks of every request, by its own mechanisms; undefined where a part of them is not known. */
export function knownPortAccess(port: Port, names: CredentialNames): Condition | undefined {
  const { security } = port
  if (security === undefined) return lacks(port, 'security') ? all() : undefined
  const configuration = security.securePathConfiguration
  const rules = rulesOf({ value: port, at: [] })
  const known =
    isKnown(security) &&
    (!configuration ||
      (!Object.values(configuration).includes(undefined) &&
        rules.length === (configuration.rules?.length ?? 0) &&
        rules.every(({ value }) => isKnownRule(value))))
  return known ? portAccess(security, names) : undefined
}

function isKnownRule({ paths, ...rule }: PathRule): boolean {
  return (
    Array.isArray(paths) &&
    paths.every((path: object | undefined) => path && !Object.values(path).includes(undefined)) &&
    !(Object.values(rule) as unknown[]).includes(undefined)
  )
}

/** What a port's own mechanisms ask together. Any of several pairs of credentials is one mechanism. */
export function portAccess(security: Security, names: CredentialNames): Condition {
  const { ip, policies, verificationMode, ...others } = security
  const addresses = mechanisms({ ...(ip && { ip }), ...(policies && { policies }) }, names, 'any')
  const rest = mechanisms(others, names, 'any')
  const every = all(...addresses, ...rest)
  if (verificationMode === 'and' || addresses.length + rest.length < 2) return every
  const [list] = addresses
  const some = list ? oneOf(list, rest, onlyDenies(security)) : any(...rest)
  // Whoever passes all mechanisms passes one of them, so that the mode does not matter there.
  return verificationMode === 'or' ? some : any(every, all(reading('modeDefaultsToOr'), some))
}

/** The policies of a port and of its path rules, as far as they are enforced: a port without a public name asks nobody. */
export function portPolicies(port: At<Port>): Policy[] {
  const { security } = port.value
  if (!security || isPrivate(port.value)) return []
  const names = credentialNames()
  const title = port.value.name === undefined ? 'this port' : `port ${port.value.name}`
  const own = policyOf(
    [...port.at, 'security'],
    `the policies of ${title}`,
    { port: security },
    ({ port: group = {} }) => portAccess({ ...group, ...modeOf(security) }, names),
    names,
  )
  const { enabled, skipSecurityPoliciesForInternalTrafficViaPublicDns: skips } =
    security.securePathConfiguration ?? {}
  const rules = enabled === false ? [] : rulesOf(port).filter(({ value }) => value.accessMode === 'protected')
  const nested = rules.map(({ value: rule, at }) => {
    const { requiredPolicies, orPolicies } = rule.securityPolicies ?? {}
    const policy = policyOf(
      [...at, 'securityPolicies'],
      `the policies of ${pathsOf(rule)}`,
      { ...(requiredPolicies && { requiredPolicies }), ...(orPolicies && { orPolicies }) },
      (groups) => ruleAccess({ ...rule, securityPolicies: groups }, names),
      names,
    )
    return skips ? { ...policy, spared: 'internal traffic' } : policy
  })
  return [own, ...nested].filter(({ parts }) => parts.length > 0)
}

const modeOf = ({ verificationMode }: Security): Pick<Security, 'verificationMode'> =>
  verificationMode ? { verificationMode } : {}

function pathsOf({ paths }: PathRule): string {
  const [first, ...others] = present(paths)
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return `${first?.routingMode ?? 'path'} ${first?.path ?? '?'}${more}`
}

type Groups = Readonly<Record<string, Mechanisms>>

/** A part, and how to take it away. */
interface Removable extends PolicyPart {
  readonly group: string
  readonly key: keyof Mechanisms | 'directoryGroupIds'
  readonly index: number
}

const none: ReadonlySet<number> = new Set()

function policyOf(
  at: Path,
  name: string,
  groups: Groups,
  access: (groups: Groups) => Condition,
  names: CredentialNames,
): Policy {
  const parts = Object.entries(groups).flatMap(([group, value]) =>
    partsOf(value, group, group === 'port' ? at : [...at, group], names),
  )
  return {
    at,
    name,
    parts,
    open: Object.values(groups).some((group) => !isKnown(group) || hasPlaceholder(group)),
    access: (indices = none) =>
      access(
        Object.fromEntries(
          Object.entries(groups).map(([group, value]) => [
            group,
            remove(
              value,
              parts.filter((part, index) => part.group === group && indices.has(index)),
            ),
          ]),
        ),
      ),
  }
}

/** Two values that are filled in elsewhere may turn out to be equal, and one may equal any other value. */
const hasPlaceholder = ({ headers }: Mechanisms): boolean =>
  present(headers).some(({ name, value }) => isOpen(name) || isOpen(value))

function partsOf(mechanisms: Mechanisms, group: string, at: Path, names: CredentialNames): Removable[] {
  const credentials = withPaths(mechanisms.credentials, [...at, 'credentials']).map(({ value, at }) => {
    const name = `credential ${names(value).name}`
    return {
      group,
      at,
      name,
      subject: name,
      suspect: false,
      key: 'credentials' as const,
      index: Number(at.at(-1)),
    }
  })
  const lists = (['ip', 'policies'] as const).flatMap((key) => {
    const policies = present(mechanisms[key])
    // Of two lists nobody knows which one counts: that is a finding of its own.
    if (policies.length === 0 || present(mechanisms[key === 'ip' ? 'policies' : 'ip']).length > 0) return []
    // Only a list with IPv6 in it, or one without any address, can let in everyone.
    const suspect = policies.some(({ addresses }) => {
      const texts = present(addresses)
      return texts.length === 0 || texts.some((text) => text.includes(':'))
    })
    return [{ group, at: [...at, key], name: `the list "${key}"`, subject: 'source', suspect, key, index: 0 }]
  })
  const headers = withPaths(mechanisms.headers, [...at, 'headers']).map(({ value, at }) => {
    const { name = '?', regexMode } = value
    const subject = `header ${name.toLowerCase()}`
    const index = Number(at.at(-1))
    return {
      group,
      at,
      name: `header ${name}`,
      subject,
      suspect: regexMode === true,
      key: 'headers' as const,
      index,
    }
  })
  return [...credentials, ...lists, ...headers, ...signInParts(mechanisms, group, [...at, 'sso'])]
}

function signInParts({ sso }: Mechanisms, group: string, at: Path): Removable[] {
  if (!sso?.organizationId) return []
  const groups = withPaths(sso.directoryGroupIds, [...at, 'directoryGroupIds']).map(({ value, at }) => ({
    group,
    at,
    name: `group ${value}`,
    subject: `group ${value}`,
    suspect: sso.allowAnyOrgUsers === true,
    key: 'directoryGroupIds' as const,
    index: Number(at.at(-1)),
  }))
  return [
    { group, at, name: 'single sign-on', subject: 'sign-in', suspect: false, key: 'sso', index: 0 },
    ...groups,
  ]
}

function remove(group: Mechanisms, parts: readonly Removable[]): Mechanisms {
  const gone = (key: Removable['key'], index: number) =>
    parts.some((part) => part.key === key && part.index === index)
  const { credentials, ip, policies, headers, sso } = group
  const groupIds = sso?.directoryGroupIds?.filter((_, index) => !gone('directoryGroupIds', index))
  return {
    credentials: (credentials ?? []).filter((_, index) => !gone('credentials', index)),
    headers: (headers ?? []).filter((_, index) => !gone('headers', index)),
    ...(ip && !gone('ip', 0) && { ip }),
    ...(policies && !gone('policies', 0) && { policies }),
    ...(sso && !gone('sso', 0) && { sso: { ...sso, ...(groupIds && { directoryGroupIds: groupIds }) } }),
  }
}

/** The passwords of a port, and the values of headers that carry one. */
export function portSecrets(port: At<Port>): Secret[] {
  return groupsOf(port).flatMap(({ value: group, at }) => [
    ...withPaths(group.credentials, [...at, 'credentials']).flatMap(
      ({ value: { username, password }, at }) =>
        typeof password === 'string'
          ? [{ value: password, at: [...at, 'password'], subject: `password of ${username ?? 'a user'}` }]
          : [],
    ),
    ...withPaths(group.headers, [...at, 'headers']).flatMap(
      ({ value: { name = '', value, regexMode }, at }) =>
        // A pattern or a star tells less than the secret.
        typeof value === 'string' && regexMode !== true && !value.includes('*') && isSecretHeader(name)
          ? [{ value, at: [...at, 'value'], subject: `value of header ${name}` }]
          : [],
    ),
  ])
}
