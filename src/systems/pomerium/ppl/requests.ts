import { type Answer, Budget } from '../../../analysis/budget.ts'
import { all, type Condition, signedIn, textIn } from '../../../analysis/condition.ts'
import type { Request } from '../../../analysis/request.ts'
import { findRequest } from '../../../analysis/solver.ts'
import { anyText, textAfter } from '../../../analysis/text-language.ts'

/** Work for one question about a policy. */
const steps = 50_000

const withEmail = textIn('email', textAfter('@', anyText))

/** A request that satisfies the condition: of somebody with an e-mail, else of somebody, else of anyone at all. */
export function findCaller(condition: Condition): Answer<Request> {
  for (const wish of [withEmail, signedIn()]) {
    const answer = findRequest(all(condition, wish), new Budget(steps))
    if (answer.kind === 'found') return answer
  }
  return findRequest(condition, new Budget(steps))
}
