import { Budget } from '../../../analysis/budget.ts'
import { isNever } from '../../../analysis/condition.ts'
import { findRequest } from '../../../analysis/solver.ts'
import { toPointer } from '../../../position.ts'
import type { Problem, Rule, RuleMeta } from '../../../rule.ts'
import type { Member } from '../../../system.ts'
import { accessOf, type PolicySet } from '../ppl/access.ts'
import { parsedSites } from '../ppl/parsed.ts'
import type { RouteView } from '../route-view.ts'
import { coreRoutePolicies, routePolicies, siteOf } from '../routes/core.ts'
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
        if (route.fields.size > 0) yield* judge(route, routePolicies(route, siteOf(route, sites)))
      return
    }
    const policies = coreRoutePolicies(document, surroundings)
    for (const route of routes) yield* judge(route, policies(route))
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
      for (const problem of judge(view, zeroPolicySet(view, index))) {
        const only =
          namedPolicies(view).length === 0 ? ', unless a policy is enforced above its namespace' : ''
        yield { ...problem, at: list.at, message: problem.message.replace(/;/, `${only};`) }
      }
    }
  },
}

function* judge(route: RouteView, policies: PolicySet): Iterable<Problem> {
  if (policies.unknown?.length) return
  const allows = policies.rules.filter(({ action, groups }) => action === 'allow' && groups.length > 0)
  const policy = route.fields.get('policy')
  const at = policy?.at ?? route.at
  if (allows.length === 0) {
    const why = policies.rules.length > 0 ? 'only denies' : policy ? 'is empty' : undefined
    yield {
      at,
      message: `${why ? `The policy of this route ${why}` : 'This route has no policy'}, so it lets in nobody; say whom it is for below allow.`,
    }
    return
  }
  // One policy by itself is told of as such.
  if (policies.rules.length < 2 || policy) return
  const access = accessOf(policies)
  if (isNever(access) || findRequest(access, new Budget(steps)).kind === 'none')
    yield {
      at,
      message:
        'The policies of this route together let in nobody: whoever is allowed is denied as well; take the deny apart from the allow.',
    }
}

const steps = 20_000
