import { undeterminedIn } from '../analysis/condition.ts'
import type { Request } from '../analysis/request.ts'
import type { Listener, Model, Route } from '../model.ts'
import { resting, routeVerdicts } from '../route-verdicts.ts'
import { defineRule, type Problem } from '../rule.ts'

export const routeUnreachable = defineRule<Model>({
  id: 'route-unreachable',
  summary: 'A path rule or route whose requests are all taken by earlier ones.',
  category: 'effect',
  severity: 'error',
  docs: {
    why: `
      The route that is asked first takes the request, and later ones are not asked. Where earlier routes take
      every request that a route was meant for, alone or together, its policy never applies: a lock that looks
      closed and is not there, or access that nobody gets.`,
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
                  paths: [{ path: /, routingMode: prefix, priority: 50 }]
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]
                - accessMode: protected
                  paths: [{ path: /admin, routingMode: prefix, priority: 10 }]
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [203.0.113.7] }]`,
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
                  paths: [{ path: /, routingMode: prefix, priority: 10 }]
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]
                - accessMode: protected
                  paths: [{ path: /admin, routingMode: prefix, priority: 50 }]
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [203.0.113.7] }]`,
  },

  *check({ listeners }) {
    for (const listener of listeners) {
      const { dead, undecided } = routeVerdicts(listener)
      for (const route of dead) yield problem(listener, route)
      for (const { index, other, reason } of undecided) {
        if (other !== undefined) continue
        const { at, name } = listener.routes[index]!
        const message = `Whether any request reaches ${name} is open, since it rests on this: ${reason}.`
        yield { at, message, undecided: true }
      }
    }
  },
})

function problem(
  { routes, routing }: Listener,
  dead: ReturnType<typeof routeVerdicts>['dead'][number],
): Problem {
  const route = routes[dead.index]!
  const covering = dead.covering.map((index) => routes[index]!)
  // What a pattern that cannot be read would match is not known: then there is no request to show.
  const shown = undeterminedIn(route.match, 'placeholder').size === 0
  const { path } = dead.request
  const example = shown && path !== undefined && path !== '' ? `, such as ${path},` : ''
  const effect = dead.differs
    ? `so ${routing ? 'it leads nowhere' : 'its own policy never applies'}`
    : `so it changes nothing, as ${covering.length > 1 ? 'they ask' : 'that asks'} the same`
  const fix = dead.differs ? 'have it asked first, or remove it' : 'remove it'
  return {
    at: route.at,
    message: `${route.name} (${route.rankName}) is never reached: every request for it${example} is taken by ${listed(covering)}, ${effect}${resting(dead.readings)}; ${fix}.`,
    related: covering
      .slice(0, maxRelated)
      .map(({ at, rankName }) => ({ at, message: `asked first (${rankName})` })),
    ...(shown && { witness: shownRequest(dead.request, routing) }),
    ...(dead.verdict === 'dead-under-some' && { severity: 'warning' as const }),
  }
}

/**
 * A request without its headers, whose values may be secrets: which routes it meets does not hang on them; nor, where
 * routes ask nothing, does anything hang on where each of them leads.
 */
export function shownRequest({ headers: _, facts, ...request }: Request, routing = false): Request {
  return routing || !facts ? request : { ...request, facts }
}

/** Places named beside a finding at most. */
const maxRelated = 10

function listed(routes: readonly Route[]): string {
  const names = routes.map(({ name }) => name)
  if (names.length === 1) return names[0]!
  if (names.length <= 3) return `${names.slice(0, -1).join(', ')} and ${names.at(-1)} together`
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more together`
}
