import { Budget } from './budget.ts'
import { all, not } from './condition.ts'
import type { Condition } from './formula.ts'
import type { Request } from './request.ts'
import { findRequest } from './solver.ts'

/** How one condition differs from another. */
export interface Comparison {
  /** `wider` where nothing is lost, `narrower` where nothing is gained, `unknown` where either question stays open. */
  readonly verdict: 'same' | 'wider' | 'narrower' | 'different' | 'unknown'
  /** Satisfies `after` and not `before`. */
  readonly gained?: Request
  /** Satisfies `before` and not `after`. */
  readonly lost?: Request
  /** Why the verdict is unknown. */
  readonly reason?: string
}

/**
 * Compares the requests that two conditions let in. Swapping the two swaps `gained` with `lost` and `wider` with
 * `narrower`: each direction has the whole limit of `budget`, which itself is only asked whether it is used up.
 */
export function compare(before: Condition, after: Condition, budget: Budget): Comparison {
  if (budget.exhausted) return { verdict: 'unknown', reason: budget.reason }
  const gain = findRequest(all(after, not(before)), new Budget(budget.limit))
  const loss = findRequest(all(before, not(after)), new Budget(budget.limit))
  const witnesses = {
    ...(gain.kind === 'found' && { gained: gain.value }),
    ...(loss.kind === 'found' && { lost: loss.value }),
  }
  const reasons = [gain, loss].flatMap((answer) => (answer.kind === 'unknown' ? [answer.reason] : []))
  if (reasons.length > 0) {
    return { verdict: 'unknown', ...witnesses, reason: [...new Set(reasons)].sort().join('; ') }
  }
  const widened = gain.kind === 'found'
  const narrowed = loss.kind === 'found'
  const verdict = widened ? (narrowed ? 'different' : 'wider') : narrowed ? 'narrower' : 'same'
  return { verdict, ...witnesses }
}
