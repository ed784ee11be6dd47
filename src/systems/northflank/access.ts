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
import { isComparable } from '../../analysis/regex/comparable.ts'
import { exactText, regexText, type TextLanguage, wildcardText } from '../../analysis/text-language.ts'
import { reading } from './behaviour.ts'
import type { AddressPolicy, Credential, Header, Mechanisms, PathRule, Sso } from './document.ts'

/** Callers in the same project, or one that shares its network, by way of the public name. */
export const internalTraffic = fact('internal traffic')

/** Gives each pair of username and password a name that tells it from others and shows no password. */
export type CredentialNames = (credential: Credential) => string

export function credentialNames(): CredentialNames {
  const passwords = new Map<string, string[]>()
  return ({ username = '?', password = '' }) => {
    const known = passwords.get(username) ?? []
    passwords.set(username, known)
    if (!known.includes(password)) known.push(password)
    const number = known.indexOf(password)
    return number === 0 ? username : `${username} (password ${number + 1})`
  }
}

/** What a path rule asks of a request; `opens` is what no policy at all amounts to. */
export function ruleAccess(rule: PathRule, names: CredentialNames): Condition {
  if (rule.accessMode === 'unprotected') return always
  const { requiredPolicies = {}, orPolicies = {} } = rule.securityPolicies ?? {}
  const required = mechanisms(requiredPolicies, names, 'each')
  const alternatives = mechanisms(orPolicies, names, 'each', 'one of them')
  if (required.length + alternatives.length === 0) return not(reading('emptyProtectedLocks'))
  return all(...required, ...(alternatives.length > 0 ? [any(...alternatives)] : []))
}

/**
 * The conditions of one group of mechanisms. Credentials count one by one, or any of them as one mechanism.
 * `enough` is what the group asks for: where one of its conditions is enough, that may be one address policy.
 */
export function mechanisms(
  group: Mechanisms,
  names: CredentialNames,
  credentials: 'each' | 'any',
  enough: 'all of them' | 'one of them' = 'all of them',
): Condition[] {
  const pairs = present(group.credentials).map((pair) => memberIn('credentials', exactText(names(pair))))
  const addresses = enough === 'one of them' ? alternativeAddresses(group) : addressCondition(group)
  const headers = present(group.headers).map(headerCondition)
  const sso = group.sso && ssoCondition(group.sso)
  return [
    ...(credentials === 'any' && pairs.length > 0 ? [any(...pairs)] : pairs),
    ...(addresses ? [addresses] : []),
    ...(headers.length > 0 ? [all(...headers)] : []),
    ...(sso ? [sso] : []),
  ]
}

export const present = <T>(list: readonly (T | undefined)[] | undefined): T[] =>
  (list ?? []).filter((item) => item !== undefined && item !== null) as T[]

/** The address policies of a group in which one policy is enough: each of them alone, or all as one. */
function alternativeAddresses(group: Mechanisms): Condition | undefined {
  const together = addressCondition(group)
  const policies = [...present(group.ip), ...present(group.policies)]
  // Alone or together, policies that only allow let in the same callers.
  if (!together || policies.length < 2 || policies.every(({ action }) => action === 'ALLOW')) return together
  const merged = reading('alternativesMerge')
  const alone = policies.map((policy) => listCondition([policy]))
  // Whom all of them let in, some policy lets in alone.
  return any(together, all(not(merged), any(...alone)))
}

/** The address policies of a group, however its two lists may go together; undefined where it has none. */
function addressCondition({ ip, policies }: Mechanisms): Condition | undefined {
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

function listCondition(policies: readonly AddressPolicy[]): Condition {
  const blocksOf = (action: string): { blocks: AddressBlock[]; unread: string[] } => {
    const texts = policies
      .filter((policy) => policy.action === action)
      .flatMap(({ addresses }) => present(addresses))
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
    ({ action, addresses }) => action === 'ALLOW' && present(addresses).length === 0,
  )
  const admitted = hasAllow ? allowed : emptyAllow ? not(reading('emptyAllowCloses')) : always
  return all(admitted, not(denied))
}

/** `*` stands for any run of characters; where it may stand is undocumented, so both readings are kept. */
function headerCondition({ name = '', value, regexMode }: Header): Condition {
  const attribute = `header/${name.toLowerCase()}` as const
  const is = (language: TextLanguage) => textIn(attribute, language)
  if (value === undefined)
    return undetermined(`header ${name}`, `nobody knows what the header ${name} must hold`, 'placeholder')
  if (!regexMode) {
    if (!value.includes('*')) return is(exactText(value))
    const anywhere = reading('starAnywhere')
    return any(
      all(anywhere, is(wildcardText(value))),
      all(
        not(anywhere),
        undetermined(`star ${value}`, `nobody knows what "${value}" matches`, 'placeholder'),
      ),
    )
  }
  if (!isComparable(value))
    return undetermined(`regex ${value}`, `nobody knows what the pattern ${value} matches`, 'placeholder')
  const whole = reading('headerRegexWhole')
  // A value that matches as a whole is found as well: so it is let in on either reading.
  return any(is(regexText(value)), all(not(whole), is(regexText(value, { search: true }))))
}

/** A member of the organisation and, where groups are listed, of one of them. Without an organisation: no condition. */
function ssoCondition(sso: Sso): Condition | undefined {
  if (!sso.organizationId) return undefined
  const groups = present(sso.directoryGroupIds)
  const member = memberIn('claim/organization', exactText(sso.organizationId))
  const inGroup = any(...groups.map((group) => memberIn('groups', exactText(group))))
  const signedIn = groups.length === 0 || sso.allowAnyOrgUsers ? member : all(member, inGroup)
  return sso.allowInternalTrafficViaPublicDns ? any(signedIn, internalTraffic) : signedIn
}
