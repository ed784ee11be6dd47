import { type AddressBlock, parseAddress } from '../../analysis/address.ts'
import { AddressSet } from '../../analysis/address-set.ts'
import {
  all,
  always,
  any,
  type Condition,
  fact,
  memberIn,
  not,
  sourceIn,
  textIn,
  undetermined,
} from '../../analysis/condition.ts'
import { isComparable, whyIncomparable } from '../../analysis/regex/comparable.ts'
import {
  anyText,
  exactText,
  regexText,
  type TextLanguage,
  wildcardText,
} from '../../analysis/text-language.ts'
import { isSecretHeader } from '../../secret-names.ts'
import { reading } from './behaviour.ts'
import type { AddressPolicy, Credential, Header, Mechanisms, PathRule, Sso } from './document.ts'
import { isOpen } from './template/placeholder.ts'

/** Callers in the same project, or one that shares its network, by way of the public name. */
export const internalTraffic = fact('internal traffic')

/**
 * Gives each pair of username and password a name that tells it from others and shows no password; `open` where it
 * may be the same pair as another one all the same.
 */
export type CredentialNames = (credential: Credential) => { readonly name: string; readonly open: boolean }

export function credentialNames(): CredentialNames {
  const passwords = new Map<string, string[]>()
  return ({ username = '?', password = '' }) => {
    const known = passwords.get(username) ?? []
    passwords.set(username, known)
    if (!known.includes(password)) known.push(password)
    const number = known.indexOf(password)
    const name = number === 0 ? username : `${username} (password ${number + 1})`
    return { name, open: isOpen(username) || (number > 0 && (isOpen(password) || known.some(isOpen))) }
  }
}

/** What a path rule asks of a request; `opens` is what no policy at all amounts to. */
export function ruleAccess(rule: PathRule, names: CredentialNames): Condition {
  if (rule.accessMode === 'unprotected') return always
  const { accessMode, securityPolicies } = rule
  if (isOpen(securityPolicies)) {
    const asked = unknownValue('securityPolicies', securityPolicies)
    return isOpen(accessMode) ? any(unprotectedBy(accessMode), asked) : asked
  }
  const { requiredPolicies = {}, orPolicies = {} } = securityPolicies ?? {}
  const required = mechanisms(requiredPolicies, names, 'each')
  const alternatives = alternativesOf(orPolicies, names)
  const asked =
    required.length === 0 && !alternatives
      ? not(reading('emptyProtectedLocks'))
      : all(...required, ...(alternatives ? [alternatives] : []))
  return isOpen(accessMode) ? any(unprotectedBy(accessMode), asked) : asked
}

/** What a group asks of which one mechanism is enough; undefined where it has none. */
function alternativesOf(
  { ip, policies, ...others }: Mechanisms,
  names: CredentialNames,
): Condition | undefined {
  const lists = { ...(ip && { ip }), ...(policies && { policies }) }
  const rest = mechanisms(others, names, 'each')
  const addresses = alternativeAddresses(lists, rest.length > 0)
  if (!addresses) return rest.length > 0 ? any(...rest) : undefined
  return oneOf(addresses, rest, onlyDenies(lists))
}

/**
 * A list of addresses beside other mechanisms of which one is enough. One that only denies either lets in by itself
 * whom it does not deny, or keeps out whom it denies and lets in nobody.
 */
export function oneOf(addresses: Condition, rest: readonly Condition[], denies: boolean): Condition {
  const literally = any(addresses, ...rest)
  if (!denies || rest.length === 0) return literally
  return any(all(addresses, any(...rest)), all(reading('denyOnlyCounts'), literally))
}

/** Whether every entry of the lists of addresses denies, and some address is denied. */
export function onlyDenies({ ip, policies }: Mechanisms): boolean {
  const all = [...present(ip), ...present(policies)]
  return (
    all.some(({ addresses }) => present(addresses).length > 0) && all.every(({ action }) => action === 'DENY')
  )
}

/** Whether an access mode that is filled in elsewhere is "unprotected". */
export const unprotectedBy = (accessMode: unknown): Condition => unknownValue('unprotected by', accessMode)

/**
 * What a part of the document asks that is filled in elsewhere. Equal texts stand for equal values; `subject` tells
 * apart what is made of them.
 */
export function unknownValue(subject: string, text: unknown): Condition {
  return undetermined(
    `${subject} ${String(text)}`,
    `nobody knows what ${String(text)} stands for`,
    'placeholder',
  )
}

/** The conditions of one group of mechanisms. Credentials count one by one, or any of them as one mechanism. */
export function mechanisms(
  group: Mechanisms,
  names: CredentialNames,
  credentials: 'each' | 'any',
): Condition[] {
  const pairs = present(group.credentials).map((pair) => {
    const { name, open } = names(pair)
    return open ? unknownValue('credential', name) : memberIn('credentials', exactText(name))
  })
  const addresses = addressCondition(group)
  const headers = present(group.headers).map(headerCondition)
  const sso = group.sso && ssoCondition(group.sso)
  return [
    ...(credentials === 'any' && pairs.length > 0 ? [any(...pairs)] : pairs),
    ...(addresses ? [addresses] : []),
    ...(headers.length > 0 ? [all(...headers)] : []),
    ...(sso ? [sso] : []),
  ]
}

/** The items of a list that are there; none of a list that a placeholder stands for. */
export const present = <T>(list: readonly (T | undefined)[] | undefined): T[] =>
  (Array.isArray(list) ? list : []).filter((item) => item !== undefined && item !== null) as T[]

/** The address policies of a group in which one policy is enough: each of them alone, or all as one. */
function alternativeAddresses(group: Mechanisms, beside: boolean): Condition | undefined {
  const together = addressCondition(group)
  const policies = [...present(group.ip), ...present(group.policies)]
  // Alone or together, policies that only allow let in the same callers.
  if (!together || policies.length < 2 || policies.every(({ action }) => action === 'ALLOW')) return together
  const merged = reading('alternativesMerge')
  const alone = policies.map((policy) => {
    const counts = beside && policy.action === 'DENY' && !onlyDenies(group)
    return counts ? all(reading('denyOnlyCounts'), listCondition([policy])) : listCondition([policy])
  })
  // Whom all of them let in, some policy lets in alone.
  return any(together, all(not(merged), any(...alone)))
}

/** The address policies of a group, however its two lists may go together; undefined where it has none. */
function addressCondition({ ip, policies }: Mechanisms): Condition | undefined {
  const open = [ip, policies].find(isOpen)
  if (open !== undefined) {
    // The name holds both lists: equal names are equal conditions.
    const name = `addresses ${JSON.stringify([ip, policies])}`
    return undetermined(name, `nobody knows what ${String(open)} stands for`, 'placeholder')
  }
  const first = present(ip)
  const second = present(policies)
  if (first.length === 0 && second.length === 0) return undefined
  if (first.length === 0) return listCondition(second)
  if (second.length === 0) return listCondition(first)
  const merged = reading('severalListsMerge')
  const ipWins = reading('ipListWins')
  return any(
    all(merged, listCondition([...first, ...second])),
    all(not(merged), ipWins, listCondition(first)),
    all(not(merged), not(ipWins), listCondition(second)),
  )
}

/** Actions of one list that are filled in elsewhere and tried as ALLOW and as DENY: each doubles the work. */
const triedActions = 4

function listCondition(policies: readonly AddressPolicy[]): Condition {
  const actions = new Set(policies.map(({ action }) => action).filter(isOpen))
  const [open] = actions
  if (open === undefined) return settledListCondition(policies)
  if (actions.size > triedActions) {
    const name = `actions of ${JSON.stringify(policies)}`
    return undetermined(name, `nobody knows what ${open} stands for`, 'placeholder')
  }
  const allows = unknownValue('ALLOW by', open)
  const as = (action: 'ALLOW' | 'DENY') =>
    listCondition(policies.map((policy) => (policy.action === open ? { ...policy, action } : policy)))
  return any(all(allows, as('ALLOW')), all(not(allows), as('DENY')))
}

function settledListCondition(policies: readonly AddressPolicy[]): Condition {
  const blocksOf = (action: string): { blocks: AddressBlock[]; unread: string[] } => {
    const texts = policies
      .filter((policy) => policy.action === action)
      .flatMap(({ addresses }) => (isOpen(addresses) ? [String(addresses)] : present(addresses)))
    const parsed = texts.map((text) => ({ text, result: parseAddress(text) }))
    return {
      blocks: parsed.flatMap(({ result }) => (result.ok ? [result.block] : [])),
      unread: parsed.flatMap(({ text, result }) => (result.ok ? [] : [text])),
    }
  }
  const allow = blocksOf('ALLOW')
  const deny = blocksOf('DENY')
  const unread = (texts: readonly string[]) =>
    texts.map((text) => undetermined(`address ${text}`, `nobody knows what "${text}" covers`, 'placeholder'))
  const denied = any(sourceIn(AddressSet.of(deny.blocks)), ...unread(deny.unread))
  const allowed = any(sourceIn(AddressSet.of(allow.blocks)), ...unread(allow.unread))
  const hasAllow = allow.blocks.length + allow.unread.length > 0
  const emptyAllow = policies.some(
    ({ action, addresses }) => action === 'ALLOW' && !isOpen(addresses) && present(addresses).length === 0,
  )
  const admitted = hasAllow ? allowed : emptyAllow ? not(reading('emptyAllowCloses')) : always
  return all(admitted, not(denied))
}

/** `*` stands for any run of characters; where it may stand is undocumented, so both readings are kept. */
function headerCondition({ name = '', value, regexMode }: Header): Condition {
  const attribute = `header/${name.toLowerCase()}` as const
  const is = (language: TextLanguage) => textIn(attribute, language)
  const unknown = undetermined(
    `header ${JSON.stringify([name, value, regexMode])}`,
    `nobody knows what the header ${name} must hold`,
    'placeholder',
  )
  if (isOpen(name)) return unknown
  // Whatever the value is, a request without the header has none.
  if (value === undefined || isOpen(value) || isOpen(regexMode)) return all(is(anyText), unknown)
  if (!regexMode) {
    if (!value.includes('*')) return is(exactText(value))
    const anywhere = reading('starAnywhere')
    return any(
      all(anywhere, is(wildcardText(value))),
      all(
        not(anywhere),
        undetermined(
          `star ${value}`,
          `nobody knows what ${isSecretHeader(name) ? `the header ${name}` : `"${value}"`} matches`,
          'placeholder',
        ),
      ),
    )
  }
  if (!isComparable(value))
    return undetermined(
      `regex ${value}`,
      isSecretHeader(name)
        ? `nobody knows what the pattern of header ${name} matches`
        : whyIncomparable(value),
      'placeholder',
    )
  const whole = reading('headerRegexWhole')
  // A value that matches as a whole is found as well: so it is let in on either reading.
  return any(is(regexText(value)), all(not(whole), is(regexText(value, { search: true }))))
}

/** A member of the organisation and, where groups are listed, of one of them. Without an organisation: no condition. */
function ssoCondition(sso: Sso): Condition | undefined {
  if (!sso.organizationId) return undefined
  const groupsOpen = isOpen(sso.directoryGroupIds) || present(sso.directoryGroupIds).some(isOpen)
  const switches = [sso.organizationId, sso.allowAnyOrgUsers, sso.allowInternalTrafficViaPublicDns]
  if (groupsOpen || switches.some(isOpen))
    return undetermined(
      `sso ${JSON.stringify(sso)}`,
      'nobody knows whom this single sign-on lets in',
      'placeholder',
    )
  const groups = present(sso.directoryGroupIds)
  const member = memberIn('claim/organization', exactText(sso.organizationId))
  const inGroup = any(...groups.map((group) => memberIn('groups', exactText(group))))
  const signedIn = groups.length === 0 || sso.allowAnyOrgUsers ? member : all(member, inGroup)
  return sso.allowInternalTrafficViaPublicDns ? any(signedIn, internalTraffic) : signedIn
}
