import { noted } from '../../once.ts'
import type { At } from '../../position.ts'
import { present } from './access.ts'
import type { AddressPolicy, Mechanisms, PathConfiguration, PathRule, Port } from './document.ts'
import { withPaths } from './lists.ts'

/** Mechanisms that stand together in one object of a port. */
export interface Group extends At<Mechanisms> {
  /** Of the port itself, or of a path rule: those that must all pass, or those of which one is enough. */
  readonly of: 'port' | 'required' | 'alternatives'
  readonly rule?: PathRule
  readonly configuration?: PathConfiguration
}

/** Every group of a port, those of path rules that are switched off included. Most rules ask for them. */
export const groupsOf = noted(findGroups)

function findGroups(port: At<Port>): readonly Group[] {
  const { security } = port.value
  if (!security) return []
  const configuration = security.securePathConfiguration
  const own: Group = { value: security, at: [...port.at, 'security'], of: 'port' }
  const nested = rulesOf(port).flatMap(({ value: rule, at }): Group[] => {
    const { requiredPolicies, orPolicies } = rule.securityPolicies ?? {}
    const place = { rule, ...(configuration && { configuration }) }
    const base = [...at, 'securityPolicies']
    return [
      ...(requiredPolicies
        ? [{ value: requiredPolicies, at: [...base, 'requiredPolicies'], of: 'required' as const, ...place }]
        : []),
      ...(orPolicies
        ? [{ value: orPolicies, at: [...base, 'orPolicies'], of: 'alternatives' as const, ...place }]
        : []),
    ]
  })
  return [own, ...nested]
}

/** The path rules of a port, each with its place. */
export const rulesOf = noted(({ value: { security }, at }: At<Port>): readonly At<PathRule>[] =>
  withPaths(security?.securePathConfiguration?.rules, [
    ...at,
    'security',
    'securePathConfiguration',
    'rules',
  ]),
)

/** Whether the group counts: its path rules are not switched off, and its rule enforces its policies. */
export function isActive({ of, rule, configuration }: Group): boolean {
  return of === 'port' || (configuration?.enabled !== false && rule?.accessMode !== 'unprotected')
}

export type MechanismName = 'credentials' | 'addresses' | 'headers' | 'single sign-on'

/** The mechanisms of a group that ask something of a request. */
export function mechanismsOf(group: Mechanisms): MechanismName[] {
  return [
    ...(isFilled(group.credentials) ? (['credentials'] as const) : []),
    ...(addressPolicies(group).some(hasAddresses) ? (['addresses'] as const) : []),
    ...(isFilled(group.headers) ? (['headers'] as const) : []),
    ...(group.sso?.organizationId ? (['single sign-on'] as const) : []),
  ]
}

/** The entries of both lists of addresses. */
export function addressPolicies(group: Mechanisms): AddressPolicy[] {
  return [...listed(group.ip), ...listed(group.policies)]
}

/** Text in place of a list is filled in elsewhere: whether it will hold something is not known. */
const listed = <T>(list: readonly (T | undefined)[] | undefined): T[] =>
  Array.isArray(list) ? present(list as readonly (T | undefined)[]) : []

const isFilled = (list: readonly unknown[] | undefined): boolean => listed(list).length > 0

const hasAddresses = ({ addresses }: AddressPolicy): boolean => isFilled(addresses)

const lists = ['credentials', 'ip', 'policies', 'headers'] as const

/**
 * Whether all of a group is known: nothing of it broke the schema, and no part is filled in elsewhere. What
 * broke the schema is undefined, what was never there is absent.
 */
export function isKnown(group: Mechanisms): boolean {
  const values: readonly unknown[] = Object.values(group)
  return (
    !values.includes(undefined) &&
    lists.every((key) => isKnownList(group[key])) &&
    addressPolicies(group).every(({ addresses }) => isKnownList(addresses)) &&
    isKnownSettings(group.sso)
  )
}

function isKnownList(list: unknown): boolean {
  return list === undefined || (Array.isArray(list) && !list.some((item) => item === undefined))
}

function isKnownSettings(settings: object | undefined): boolean {
  return (
    settings === undefined || (typeof settings === 'object' && !Object.values(settings).includes(undefined))
  )
}

/** Whether the map lacks the key: false for a value that broke the schema. */
export const lacks = <T extends object>(map: T, key: keyof T & string): boolean => !Object.hasOwn(map, key)

/** Whether a port has no public name for certain. */
export const isPrivate = (port: Port): boolean => lacks(port, 'public') || port.public === false
