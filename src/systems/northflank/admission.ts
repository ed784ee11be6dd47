import {
  all,
  any,
  type Condition,
  fact,
  not,
  numberIn,
  textIn,
  undetermined,
} from '../../analysis/condition.ts'
import { hostText } from '../../analysis/text-language.ts'
import { insideNetwork } from '../../model.ts'
import { internalTraffic, unknownValue } from './access.ts'
import { reading } from './behaviour.ts'
import type { Mechanisms, PathRule, Port } from './document.ts'
import { isPrivate } from './groups.ts'
import { isOpen } from './template/placeholder.ts'

/** Who gets in at a port, with everything that it asks. */
export interface Admission {
  /** What a request that no path rule takes is asked. */
  readonly otherwise: Condition
  /** What a request on a path of a rule is asked that asks `access` by itself. */
  byRule(rule: PathRule, access: Condition): Condition
}

/** How the policies of a port and those of its path rules go together, in all ways that the documentation leaves open. */
export function admissionOf(port: Port, ownAccess: Condition | undefined): Admission {
  const { security } = port
  const own = ownAccess ?? unread(security)
  const configuration = security?.securePathConfiguration
  const rules = configuration?.rules
  if (!configuration || configuration.enabled === false || !Array.isArray(rules) || rules.length === 0)
    return { otherwise: spared(port, own, security), byRule: () => spared(port, own, security) }
  const skips = configuration.skipSecurityPoliciesForInternalTrafficViaPublicDns === true
  const free = (condition: Condition) => (skips ? any(condition, internalTraffic) : condition)
  // Where path rules may be off, the port's own policies are all there is.
  const on = (condition: Condition) =>
    configuration.enabled === true
      ? condition
      : any(all(reading('enabledByDefault'), condition), all(not(reading('enabledByDefault')), own))
  const onPaths = any(not(reading('portPoliciesOnPaths')), own)
  return {
    otherwise: spared(port, on(all(reading('unmatchedOpens'), free(own))), security),
    byRule: (rule, access) => {
      const { requiredPolicies, orPolicies } = rule.securityPolicies ?? {}
      return spared(port, on(free(all(onPaths, access))), security, requiredPolicies, orPolicies)
    },
  }
}

/** Equal names for equal texts: what is not read here is the same in both versions of a document that does not change. */
const unread = (security: unknown): Condition =>
  undetermined(
    `policies ${JSON.stringify(security)}`,
    'a part of these policies breaks the schema, so that nobody knows what they ask',
    'placeholder',
  )

/** By private DNS nobody is asked, unless single sign-on says so. */
function spared(port: Port, asked: Condition, ...groups: readonly (Mechanisms | undefined)[]): Condition {
  const validates = groups.some((group) => group?.sso?.validateInternalTraffic === true)
  if (validates) return asked
  return isPrivate(port) ? any(fact(insideNetwork)) : any(fact(insideNetwork), asked)
}

/** The ports on which public names are served: https://northflank.com/docs/v1/application/network/configure-ports */
const publicPorts = [
  { first: 80, last: 80 },
  { first: 443, last: 443 },
]

/**
 * Which requests come in at a port, by host and number. A public port has names that the document does not tell: the
 * one that the platform gives it, and placeholders.
 */
export function entryOf(port: Port, names: readonly string[], identity: string): Condition {
  const { domains, disableNfDomain, internalPort } = port
  const inside = all(
    fact(insideNetwork),
    typeof internalPort === 'number'
      ? numberIn('port', [{ first: internalPort, last: internalPort }])
      : unknownValue('port', internalPort),
  )
  if (isPrivate(port)) return inside
  const open = (Array.isArray(domains) ? domains : [domains]).filter(isOpen)
  const unnamed = disableNfDomain !== true || open.length > 0
  const hosts = names.map((name) => {
    const [host = '', ...path] = name.split('/')
    const toHost = textIn('host', hostText(host))
    return path.length === 0 ? toHost : all(toHost, unknownValue('path below', name))
  })
  const named = any(...hosts, ...(unnamed ? [unknownValue('name of', identity)] : []))
  return any(inside, all(named, numberIn('port', publicPorts)))
}
