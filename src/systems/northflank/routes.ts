import { all, any, type Condition, not, textIn, undetermined } from '../../analysis/condition.ts'
import { isComparable, whyIncomparable } from '../../analysis/regex/comparable.ts'
import { exactText, hostText, regexText, segmentPrefix, textPrefix } from '../../analysis/text-language.ts'
import { LazyRoute } from '../../lazy-model.ts'
import type { Route } from '../../model.ts'
import { once } from '../../once.ts'
import type { At } from '../../position.ts'
import { type CredentialNames, internalTraffic, ruleAccess, unknownValue, unprotectedBy } from './access.ts'
import type { Admission } from './admission.ts'
import { reading } from './behaviour.ts'
import type { PathMatch, PathRule, Port } from './document.ts'
import { rulesOf } from './groups.ts'
import { withPaths } from './lists.ts'
import { isOpen } from './template/placeholder.ts'

/** What a path rule asks of the requests on its paths. Read only where two paths compete: most never do. */
interface RuleAsks {
  readonly accessMode: PathRule['accessMode']
  readonly access: () => Condition
  readonly admits: () => Condition
}

/**
 * One route for each path of a port's rules: priority belongs to the path and not to its rule. The highest one is
 * asked first.
 */
export function portRoutes(port: At<Port>, names: CredentialNames, admission: () => Admission): Route[] {
  const configuration = port.value.security?.securePathConfiguration
  if (!configuration || configuration.enabled === false) return []
  const skips = configuration.skipSecurityPoliciesForInternalTrafficViaPublicDns === true
  let opened = 0
  return rulesOf(port).flatMap(({ value: rule, at }) => {
    const own = once(() => ruleAccess(rule, names))
    const asks: RuleAsks = {
      accessMode: rule.accessMode,
      access: once(() => (skips ? any(own(), internalTraffic) : own())),
      admits: once(() => admission().byRule(rule, own())),
    }
    return withPaths(rule.paths, [...at, 'paths']).flatMap((path): Route[] => {
      const found = route(path, asks, openRank - opened)
      if (isOpen(path.value.priority)) opened++
      return found ? [found] : []
    })
  })
}

/** A path whose priority a placeholder gives may be asked before all others, or after them; it is not known to tie. */
const openRank = -1000

function route(
  { value, at }: At<PathMatch>,
  { accessMode, access, admits }: RuleAsks,
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
  return new LazyRoute(
    {
      at,
      name: `${routingMode} ${path}`,
      rank: isOpen(priority) ? unknownRank : -priority,
      rankName: `priority ${priority}`,
      match,
      ...(takes.length > 0 && { takes: all(...takes, match) }),
      path: routingMode === 'prefix' ? path : `${routingMode} ${path}`,
    },
    access,
    admits,
  )
}

/**
 * The requests that a path of a subdomain is meant for. Without regard to case only ASCII letters are folded.
 * Source: https://northflank.com/docs/v1/application/domains/use-path-based-routing
 */
export function subdomainPathCondition(
  uri: string,
  mode: NonNullable<PathMatch['routingMode']>,
  ignoreCase: boolean,
): Condition {
  if (mode === 'regex' || !ignoreCase) return pathCondition(uri, mode)
  const path = (pattern: string) => textIn('path', hostText(pattern))
  if (uri.includes('*')) return unknownValue('paths of', `${mode} ${uri}`)
  if (mode === 'exact') return path(uri)
  const byText = reading('prefixByText')
  return any(path(uri), path(`${uri.replace(/\/$/, '')}/*`), all(byText, path(`${uri}*`)))
}

/** The requests that a path is meant for; which ones a prefix takes is in part undocumented. */
export function pathCondition(path: string, mode: NonNullable<PathMatch['routingMode']>): Condition {
  if (isOpen(path) || isOpen(mode)) return unknownValue(`paths of ${mode}`, path)
  if (mode === 'exact') return textIn('path', exactText(path))
  if (mode === 'regex') {
    return isComparable(path)
      ? textIn('path', regexText(path))
      : undetermined(`regex ${path}`, whyIncomparable(path), 'placeholder')
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
