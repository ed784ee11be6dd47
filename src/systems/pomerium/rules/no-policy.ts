import { toPointer } from '../../../position.ts'
import type { Rule, RuleMeta } from '../../../rule.ts'
import type { Member } from '../../../system.ts'
import { parsedSites } from '../ppl/parsed.ts'
import { coreRoutePolicies, routePolicies, siteOf } from '../routes/core.ts'
import { shutTo } from '../routes/shut.ts'
import type { RouteRule } from '../routes/view.ts'
import { namedPolicies, policyIndex, zeroPolicies, zeroPolicySet, zeroProjectRoutes } from '../routes/zero.ts'

const meta: RuleMeta = {
  id: 'pomerium/no-policy',
  summary: 'A route that no policy lets anybody into.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      Without an allow everyone is refused: a route that has no policy, or one that only denies, answers nobody, not
      even those who have signed in. In Zero and Enterprise such a route is open to whom an enforced policy allows,
      which is told of when that policy is among the documents.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: http://app:8080`,
    good: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          policy: { allow: { or: [{ domain: example.com }] } }`,
  },
}

/** Of routes in a file, and of those that the annotations of an Ingress describe. */
export const noPolicy: RouteRule = {
  ...meta,
  *check({ dialect, routes, document }, surroundings) {
    if (dialect === 'zero' || typeof document !== 'object' || document === null) return
    if (dialect === 'ingress') {
      const sites = new Map(
        parsedSites('ingress', document, surroundings).map((site) => [toPointer(site.at), site]),
      )
      // Without any annotation of Pomerium an Ingress may not be meant for it.
      for (const route of routes)
        if (route.fields.size > 0) yield* shutTo(route, routePolicies(route, siteOf(route, sites)))
      return
    }
    const policies = coreRoutePolicies(document, surroundings)
    for (const route of routes) yield* shutTo(route, policies(route))
  },
}

/** Of routes of Zero, with the policies that are joined to them. */
export const zeroNoPolicy: Rule<readonly Member[]> = {
  ...meta,
  *check(members) {
    const index = policyIndex(zeroPolicies(members))
    for (const { view } of zeroProjectRoutes(members)) {
      const list = view.fields.get('policyIds')
      // What broke the schema is not known.
      if (!list || !Array.isArray(list.value) || list.value.includes(undefined)) continue
      for (const problem of shutTo(view, zeroPolicySet(view, index))) {
        const only =
          namedPolicies(view).length === 0 ? ', unless a policy is enforced above its namespace' : ''
        yield { ...problem, at: list.at, message: problem.message.replace(/;/, `${only};`) }
      }
    }
  },
}
