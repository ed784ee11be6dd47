import { defineRule } from '../../../rule.ts'
import { has } from '../fields.ts'
import { type RouteField, routeNames } from '../route-view.ts'
import type { PomeriumView } from '../view.ts'

/** In the order in which they are looked at. `buildRouteForPolicyAndMatch` of https://github.com/pomerium/pomerium/blob/c8ace109/config/envoyconfig/routes.go */
const actions: readonly RouteField[] = ['redirect', 'response', 'to']

export const actionConflict = defineRule<PomeriumView>({
  id: 'pomerium/action-conflict',
  summary: 'A route with several of to, redirect and response, of which only one counts.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      A route leads to an upstream, sends elsewhere or answers by itself. Where several are given, a redirect wins
      over a response, and either wins over the upstreams, which then get no request at all.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          redirect: { host_redirect: www.example.com }
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
    good: `
      routes:
        - from: https://app.example.com
          redirect: { host_redirect: www.example.com }
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
  },

  *check({ routes }) {
    for (const route of routes) {
      const given = actions.filter(
        (field) => has(route, field) && !isEmptyList(route.fields.get(field)?.value),
      )
      const [winner, ...losers] = given
      for (const loser of losers) {
        const [name, taken] = [loser, winner!].map((field) => routeNames.keyOf(field, route.dialect))
        yield {
          at: route.fields.get(loser)!.at,
          message: `${name} has no effect beside ${taken}, which answers every request of the route; keep the one that is meant.`,
          related: [{ at: route.fields.get(winner!)!.at, message: 'this one counts' }],
        }
      }
    }
  },
})

/** As a form writes it where nothing is entered. */
const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0
