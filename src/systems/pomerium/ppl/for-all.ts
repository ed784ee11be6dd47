import { Budget } from '../../../analysis/budget.ts'
import { all, not, signedIn } from '../../../analysis/condition.ts'
import { findRequest } from '../../../analysis/solver.ts'
import { inEitherWorld, outcomesIn } from './access.ts'
import type { Ppl, Rule } from './tree.ts'

/** Whether a rule allows something. */
export const isAllow = ({ action, groups }: Rule): boolean => action === 'allow' && groups.length > 0

/** Whether a policy is nothing but access for everyone, or for everyone who has signed in. */
export function isForAll({ rules, known }: Ppl, isPublic: boolean): boolean {
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
export function addsNothing(ppl: Ppl, isPublic: boolean): boolean {
  if (!ppl.known || !ppl.rules.some(isAllow)) return false
  if (isPublic) return true
  const allowed = inEitherWorld((world) => outcomesIn(world, ppl).allow.value)
  return findRequest(all(allowed, not(signedIn())), new Budget(steps)).kind === 'none'
}
