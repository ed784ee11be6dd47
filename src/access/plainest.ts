import { Budget } from '../analysis/budget.ts'
import { all, allOf, any, anyOf, type Condition, never, not } from '../analysis/condition.ts'
import { Interner } from '../analysis/interner.ts'
import { findRequestUnderSome } from '../analysis/solver.ts'

/** Parts of a condition that are weighed against one another. */
const mostParts = 8
/** Steps for each question; what takes longer stays as it is. */
const steps = 2_000

/** The same condition for people to read: nobody where nobody satisfies it, and without parts that change nothing. */
export function plainest(condition: Condition): Condition {
  if (isNobody(condition)) return never
  const shorter = withoutIdle(condition)
  if (shorter.kind !== 'any') return shorter
  return withoutIdle(anyOf(shorter.of.map(withoutIdle)))
}

const isNobody = (condition: Condition): boolean =>
  findRequestUnderSome(condition, new Budget(steps)).kind === 'none'

/** Without the parts that follow from the others; what is simple stays, since it is no trouble to read. */
function withoutIdle(condition: Condition): Condition {
  if ((condition.kind !== 'all' && condition.kind !== 'any') || condition.of.length > mostParts)
    return condition
  const { kind } = condition
  const interner = new Interner()
  let kept: readonly Condition[] = [
    ...new Map(condition.of.map((part) => [interner.idOf(part), part])).values(),
  ]
  for (const part of kept) {
    const others = kept.filter((other) => other !== part)
    if (others.length === 0 || others.length === kept.length) continue
    const compound = part.kind === 'all' || part.kind === 'any' || part.kind === 'not'
    if (!compound) continue
    const left = kind === 'all' ? all(...others, not(part)) : all(part, not(any(...others)))
    if (isNobody(left)) kept = others
  }
  return kind === 'all' ? allOf(kept) : anyOf(kept)
}
