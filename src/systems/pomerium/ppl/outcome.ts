import { all, allOf, any, anyOf, type Condition, isNever, never, not } from '../../../analysis/condition.ts'
import type { Operator } from './tree.ts'

/**
 * What a part of a policy comes out as: whether it holds, and with which reasons that matter beside that. Pomerium merges
 * the reasons of the parts that made a result what it is (`merge_with_and`, `merge_with_or` in pkg/policy/rules/rules.go)
 * and looks at them before it looks at the verdict (`handleResult` in authorize/check_response.go).
 */
export interface Outcome {
  readonly value: Condition
  /** Among the reasons is one that sends the caller elsewhere: to sign in, or to register a device. */
  readonly sentAway: Condition
  /** Among the reasons is one for which a caller is refused where it comes from a deny: a client certificate is missing. */
  readonly refused: Condition
}

export const nothing: Outcome = { value: never, sentAway: never, refused: never }

export const outcomeOf = (value: Condition): Outcome => ({ ...nothing, value })

/** The outcome of one operator. `not` asks that none of its criteria hold, `nor` that one of them does not. */
export function join(operator: Operator, parts: readonly Outcome[]): Outcome {
  const inverted = operator === 'not' || operator === 'nor'
  const results = inverted ? parts.map((part) => ({ ...part, value: not(part.value) })) : parts
  return operator === 'and' || operator === 'not' ? every(results) : some(results)
}

function every(parts: readonly Outcome[]): Outcome {
  const value = allOf(parts.map((part) => part.value))
  // Where all hold, all of them give their reasons; else those that do not hold.
  const reason = (of: 'sentAway' | 'refused') => reasons(parts, of, (part) => any(value, not(part.value)))
  return { value, sentAway: reason('sentAway'), refused: reason('refused') }
}

/** Groups, rules and policies go together so: one is enough. */
export function some(parts: readonly Outcome[]): Outcome {
  if (parts.length === 1) return parts[0]!
  const value = anyOf(parts.map((part) => part.value))
  const reason = (of: 'sentAway' | 'refused') => reasons(parts, of, (part) => any(not(value), part.value))
  return { value, sentAway: reason('sentAway'), refused: reason('refused') }
}

function reasons(
  parts: readonly Outcome[],
  of: 'sentAway' | 'refused',
  counts: (part: Outcome) => Condition,
): Condition {
  return anyOf(parts.filter((part) => !isNever(part[of])).map((part) => all(part[of], counts(part))))
}

/** Who gets in: an allow holds, no deny does, and no reason stands in the way. */
export function admitted(allow: Outcome, deny: Outcome): Condition {
  return all(allow.value, not(deny.value), not(allow.sentAway), not(deny.sentAway), not(deny.refused))
}
