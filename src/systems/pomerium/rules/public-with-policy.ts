import { type Path, toPointer } from '../../../position.ts'
import type { Problem, Rule, RuleMeta } from '../../../rule.ts'
import type { Member } from '../../../system.ts'
import { flagAt } from '../fields.ts'
import { addsNothing, isAllow, isForAll } from '../ppl/for-all.ts'
import { parsedSites } from '../ppl/parsed.ts'
import { routeNames } from '../route-view.ts'
import { siteOf } from '../routes/core.ts'
import type { RouteRule } from '../routes/view.ts'
import { namedPolicies, policyIndex, zeroPolicies, zeroProjectRoutes } from '../routes/zero.ts'

const meta: RuleMeta = {
  id: 'pomerium/public-with-policy',
  summary: 'Access for all beside a policy that thereby limits nothing.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      The flags of a route and all its policies are OR-ed: beside public access, or access for any user, an allow in
      a policy limits nothing. It reads like a restriction all the same. A deny still counts.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          allow_any_authenticated_user: true
          policy: { allow: { or: [{ domain: example.com }] } }`,
    good: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          policy: { allow: { or: [{ domain: example.com }] } }`,
  },
}

/** Of routes with flags. */
export const publicWithPolicy: RouteRule = {
  ...meta,
  *check({ dialect, routes, document }, surroundings) {
    if (dialect === 'zero' || typeof document !== 'object' || document === null) return
    const place = dialect === 'core' ? 'config' : 'ingress'
    const sites = new Map(
      parsedSites(place, document, surroundings).map((site) => [toPointer(site.at), site]),
    )
    for (const route of routes) {
      const site = siteOf(route, sites)
      const field = (['allowPublicUnauthenticatedAccess', 'allowAnyAuthenticatedUser'] as const).find(
        (name) => flagAt(route, name)?.value,
      )
      if (!site || !field || !addsNothing(site.ppl, field === 'allowPublicUnauthenticatedAccess')) continue
      const allow = site.ppl.rules.find(isAllow)!
      yield {
        at: allow.at,
        key: true,
        message: `${routeNames.keyOf(field, dialect)} lets in everyone whom this allow lets in, and more, so it limits nothing; remove one of the two.`,
        related: [{ at: flagAt(route, field)!.at, message: 'this lets in everyone' }],
      }
    }
  },
}

/** Of routes with several policies, one of which is for all. */
export const zeroPublicWithPolicy: Rule<readonly Member[]> = {
  ...meta,
  *check(members) {
    const { byId } = policyIndex(zeroPolicies(members))
    for (const { view } of zeroProjectRoutes(members)) {
      const named = namedPolicies(view).flatMap(({ id, at }) => {
        const policy = byId.get(id)
        return policy ? [{ at, policy }] : []
      })
      for (const isPublic of [true, false]) {
        const open = named.find(({ policy: { ppl } }) => isForAll(ppl, isPublic))
        if (!open) continue
        yield* named
          .filter(
            (other) =>
              other !== open &&
              addsNothing(other.policy.ppl, isPublic) &&
              !isForAll(other.policy.ppl, isPublic),
          )
          .map(({ at, policy }) => zeroProblem(at, policy.name, open.at, open.policy.name))
        break
      }
    }
  },
}

const zeroProblem = (at: Path, name: string, other: Path, otherName: string): Problem => ({
  at,
  message: `${otherName} lets in everyone whom ${name} lets in, and more, so its allow limits nothing on this route; remove one of the two.`,
  related: [{ at: other, message: 'this lets in everyone' }],
})
