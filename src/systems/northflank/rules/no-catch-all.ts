import { type Answer, Budget, found } from '../../../analysis/budget.ts'
import { any, type Condition, evaluate, not } from '../../../analysis/condition.ts'
import { findRequest } from '../../../analysis/solver.ts'
import { defineRule } from '../../../rule.ts'
import type { PathMatch } from '../document.ts'
import { isPrivate, lacks, rulesOf } from '../groups.ts'
import { withPaths } from '../lists.ts'
import { pathCondition } from '../routes.ts'
import type { PortsView } from '../view.ts'

export const noCatchAll = defineRule<PortsView>({
  id: 'northflank/no-catch-all',
  summary: 'Path rules without one that takes every path.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      What becomes of a path that no rule takes is undocumented; most likely it is open. A rule for the prefix
      / with priority 0 says what is meant, for the paths that nobody thought of as well.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            securePathConfiguration:
              enabled: true
              rules:
                - accessMode: protected
                  paths: [{ path: /admin, routingMode: prefix, priority: 10 }]
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            securePathConfiguration:
              enabled: true
              rules:
                - accessMode: protected
                  paths: [{ path: /, routingMode: prefix, priority: 0 }]
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
  },

  *check({ ports }) {
    for (const port of ports) {
      const configuration = port.value.security?.securePathConfiguration
      if (isPrivate(port.value) || !configuration || configuration.enabled === false) continue
      // What broke the schema might take the rest.
      if (!lacks(configuration, 'enabled') && configuration.enabled === undefined) continue
      const rules = rulesOf(port)
      if (rules.length < (configuration.rules?.length ?? 0)) continue
      const paths = rules.flatMap(({ value, at }) => withPaths(value.paths, [...at, 'paths']))
      if (paths.some(({ value }) => takesEverything(value))) continue
      const matches = paths.map(({ value: { path, routingMode } }) =>
        path === undefined || routingMode === undefined ? undefined : pathCondition(path, routingMode),
      )
      const known = matches.filter((match) => match !== undefined)
      const given = rules.reduce((sum, { value }) => sum + (value.paths?.length ?? 1), 0)
      if (known.length === 0 || known.length < given) continue
      const at = [...port.at, 'security', 'securePathConfiguration', 'rules']
      const answer = unmatched(known)
      if (answer.kind === 'none') continue
      if (answer.kind === 'unknown') {
        const message = `Whether these rules take every path is open, since it rests on this: ${answer.reason}.`
        yield { at, message, undecided: true }
        continue
      }
      yield {
        at,
        message: `${answer.value} is taken by none of these rules, and whether such a path is open is undocumented; add a rule for the prefix / with the lowest priority.`,
        witness: { path: answer.value },
      }
    }
  },
})

/** Whatever starts with a slash is every path, on any reading of what a prefix takes. */
const takesEverything = ({ path, routingMode, priority }: PathMatch): boolean =>
  path === '/' && routingMode === 'prefix' && priority !== undefined

/** Tried before the solver is asked: real tables leave one of them free. */
const usual = ['/', '/index.html', '/x', '/unlisted']

const steps = 100_000

/** A path that is matched for certain by none of the conditions. */
function unmatched(matches: readonly Condition[]): Answer<string> {
  const taken = any(...matches)
  const example = usual.find((path) => evaluate(taken, { path }) === false)
  if (example !== undefined) return found(example)
  const answer = findRequest(not(taken), new Budget(steps))
  return answer.kind === 'found' ? found(answer.value.path ?? '/') : answer
}
