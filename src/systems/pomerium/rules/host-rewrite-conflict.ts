import { defineRule } from '../../../rule.ts'
import { filledText, flagAt } from '../fields.ts'
import { type RouteField, routeNames } from '../route-view.ts'
import type { PomeriumView } from '../view.ts'

/** In the order in which they are looked at. `setHostRewriteOptions` of https://github.com/pomerium/pomerium/blob/c8ace109/config/envoyconfig/routes.go */
const rewrites: readonly RouteField[] = ['hostRewrite', 'hostRewriteHeader', 'hostPathRegexRewritePattern']

export const hostRewriteConflict = defineRule<PomeriumView>({
  id: 'pomerium/host-rewrite-conflict',
  summary: 'Several ways to set the Host header, of which only one counts.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      The upstream gets one Host header. Of a fixed name, the value of another header, a pattern on the path and the
      header as it came, Pomerium takes the first that is given, in this order, and passes over the others.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          host_rewrite: app.internal
          preserve_host_header: true
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
    good: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          host_rewrite: app.internal
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
  },

  *check({ routes }) {
    for (const route of routes) {
      const preserve = flagAt(route, 'preserveHostHeader')
      const given = [
        ...rewrites.flatMap((field) => {
          const text = filledText(route, field)
          return text ? [{ field, at: text.at }] : []
        }),
        ...(preserve?.value === true ? [{ field: 'preserveHostHeader' as const, at: preserve.at }] : []),
      ]
      const [winner, ...losers] = given
      if (!winner) continue
      const nameOf = (field: RouteField) => routeNames.keyOf(field, route.dialect)
      for (const { field, at } of losers) {
        yield {
          at,
          message: `${nameOf(field)} has no effect beside ${nameOf(winner.field)}, which sets the Host header; keep the one that is meant.`,
          related: [{ at: winner.at, message: 'this one counts' }],
        }
      }
    }
  },
})
