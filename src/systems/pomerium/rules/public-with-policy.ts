import { Budget } from '../../../analysis/budget.ts'
import { all, not, signedIn } from '../../../analysis/condition.ts'
import { findRequest } from '../../../analysis/solver.ts'
import { type Path, toPointer } from '../../../position.ts'
import type { Problem, Rule, RuleMeta } from '../../../rule.ts'
import type { Member } from '../../../system.ts'
import { flagAt } from '../fields.ts'
import { inEitherWorld, outcomesIn } from '../ppl/access.ts'
import { parsedSites } from '../ppl/parsed.ts'
import type { Ppl, Rule as PplRule } from '../ppl/tree.ts'
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

const isAllow = ({ action, groups }: PplRule): boolean => action === 'allow' && groups.length > 0

/** Whether a policy is nothing but access for everyone, or for everyone who has signed in. */
function isForAll({ rules, known }: Ppl, isPublic: boolean): boolean {
  return (
    known &&
    rules.length > 0 &&
    rules.every(
      ({ action, groups }) =>
        action === 'allow' &&
        groups.length > 0 &&
        groups.every(
          ({ operator, criteria }) =>
            (operator === 'or' || operator === 'and') &&
            criteria.every(({ test }) =>
              isPublic ? test?.kind === 'constant' && test.value : test?.kind === 'signed-in',
            ),
        ),
    )
  )
}

const steps = 20_000

/** Whether a policy has an allow, and it lets in nobody but those who get in anyway. */
function addsNothing(ppl: Ppl, isPublic: boolean): boolean {
  if (!ppl.known || !ppl.rules.some(isAllow)) return false
  if (isPublic) return true
  const allowed = inEitherWorld((world) => outcomesIn(world, ppl).allow.value)
  return findRequest(all(allowed, not(signedIn())), new Budget(steps)).kind === 'none'
}
