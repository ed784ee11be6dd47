import { Budget } from '../../../analysis/budget.ts'
import { isNever } from '../../../analysis/condition.ts'
import { findRequest } from '../../../analysis/solver.ts'
import type { Problem } from '../../../rule.ts'
import { accessOf, type PolicySet } from '../ppl/access.ts'
import type { RouteView } from '../route-view.ts'

/** That a route lets in nobody, by all that lets callers into it. */
export function* shutTo(route: RouteView, policies: PolicySet): Iterable<Problem> {
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
