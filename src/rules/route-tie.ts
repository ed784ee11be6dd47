import { undeterminedIn } from '../analysis/condition.ts'
import type { TiedRoutes } from '../analysis/routes.ts'
import type { Listener, Model, Route } from '../model.ts'
import { resting, routeVerdicts } from '../route-verdicts.ts'
import { defineRule, type Problem } from '../rule.ts'
import { shownRequest } from './route-unreachable.ts'

export const routeTie = defineRule<Model>({
  id: 'route-tie',
  summary: 'Overlapping paths of equal priority with different access.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      The path with the highest priority decides, and no page says what happens when two of them match at the
      same priority. A request that both match may meet either policy, and may meet the other one tomorrow.`,
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
                  paths: [{ path: /, routingMode: prefix, priority: 10 }]
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
                  paths: [{ path: /admin, routingMode: prefix, priority: 20 }]
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [203.0.113.7] }]`,
  },

  *check({ listeners }) {
    for (const listener of listeners) {
      const { routes } = listener
      const { tied, undecided } = routeVerdicts(listener)
      for (const group of groupsOf(tied)) yield problem(listener, group)
      for (const { index, other, reason } of undecided) {
        if (other === undefined) continue
        const { at, name, rankName } = routes[index]!
        const message = `Whether ${name} and ${routes[other]!.name} tie at ${rankName} is open, since it rests on this: ${reason}.`
        yield { at, message, undecided: true }
      }
    }
  },
})

/** Places named beside a finding at most. */
const maxRelated = 20

/** Ties that hang together: one finding for each group, and not one for each pair. */
function groupsOf(tied: readonly TiedRoutes[]): readonly TiedRoutes[][] {
  const groupOf = new Map<number, TiedRoutes[]>()
  for (const pair of tied) {
    const a = groupOf.get(pair.a) ?? []
    const b = groupOf.get(pair.b) ?? []
    const [larger, smaller] = a.length >= b.length ? [a, b] : [b, a]
    if (smaller !== larger) larger.push(...smaller)
    larger.push(pair)
    for (const moved of [pair, ...smaller]) {
      groupOf.set(moved.a, larger)
      groupOf.set(moved.b, larger)
    }
  }
  return [...new Set(groupOf.values())]
}

/** Points at the route that ties with most others, of equal ones at the last. */
function problem({ routes, routing }: Listener, group: readonly TiedRoutes[]): Problem {
  const partners = new Map<number, number>()
  for (const index of group.flatMap(({ a, b }) => [a, b])) partners.set(index, (partners.get(index) ?? 0) + 1)
  const [centre] = [...partners].reduce((best, next) =>
    next[1] > best[1] || (next[1] === best[1] && next[0] > best[0]) ? next : best,
  )
  const own = group.filter(({ a, b }) => a === centre || b === centre)
  const otherOf = ({ a, b }: TiedRoutes) => (a === centre ? b : a)
  const readingsOf = (pair: TiedRoutes) => [...new Set([...pair.readings, ...takingRests(routes, pair)])]
  const first = own.find((pair) => readingsOf(pair).length === 0) ?? own[0]!
  const route = routes[centre]!
  const other = routes[otherOf(first)]!
  const more = partners.size > 2 ? ` and ${partners.size - 2} more` : ''
  const path = first.request.path ?? 'a request'
  const effect = routing ? 'lead to different places' : 'let in different requests'
  const direct = new Map(own.map((pair) => [otherOf(pair), pair.request]))
  const named = [otherOf(first), ...partners.keys()].filter((index) => index !== centre)
  return {
    at: route.at,
    message: `${route.name} ties with ${other.name}${more} at ${route.rankName}: it and ${other.name} both take ${path} and ${effect}, and which one wins is undocumented${resting(readingsOf(first))}; give them different priorities.`,
    related: [...new Set(named)].slice(0, maxRelated).map((index) => {
      const { at, rankName } = routes[index]!
      const request = direct.get(index)
      const words = request ? `also takes ${request.path ?? 'the request'} at` : 'part of the same tie at'
      return { at, message: `${words} ${rankName}` }
    }),
    witness: shownRequest(first.request, routing),
  }
}

/** What it rests on that the two keep requests from one another at all. */
function takingRests(routes: readonly Route[], { a, b }: TiedRoutes): readonly string[] {
  return [routes[a]!, routes[b]!].flatMap(({ match, takes }) => {
    if (!takes) return []
    const known = undeterminedIn(match)
    return [...undeterminedIn(takes)].flatMap(([name, why]) => (known.has(name) ? [] : [why]))
  })
}
