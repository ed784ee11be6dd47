import type { AccessChange } from '../access-report.ts'
import type { Finding, Place, Severity } from '../finding.ts'
import { fingerprintCounter } from '../fingerprint.ts'
import { undecidedRule } from '../pipeline-rules.ts'
import { fromPointer } from '../position.ts'
import type { RuleMeta } from '../rule.ts'
import type { RuleSettings } from '../severities.ts'
import { lostAccessRule, newAccessRule } from './rules.ts'

/** Changes of access as findings: each at the place in the later version, or where it stood where that has none. */
export function changeFindings(changes: readonly AccessChange[], settings: RuleSettings): Finding[] {
  const fingerprint = fingerprintCounter()
  const found = changes.flatMap((change): Omit<Finding, 'fingerprint'>[] => {
    const { message, witness, before, after } = change
    // Lines of the earlier version are none of the later one.
    const place =
      after ?? (before && { file: before.file, document: before.document, pointer: before.pointer })
    const [rule, weight] = weigh(change)
    const severity = settings.weigh(rule, weight === undefined ? {} : { severity: weight })
    if (!place || !severity) return []
    const { file, document, pointer, range }: Place = place
    return [
      {
        rule: rule.id,
        severity,
        category: rule.category,
        message,
        file,
        document,
        pointer,
        ...(range && { range }),
        related: [],
        ...(witness && { witness }),
      },
    ]
  })
  return found.toSorted(byPlace).map((finding) => ({
    ...finding,
    fingerprint: fingerprint({
      rule: finding.rule,
      kind: null,
      file: finding.file,
      at: fromPointer(finding.pointer),
      ...(finding.witness && { witness: finding.witness }),
    }),
  }))
}

/** What a change is reported as. What only callers within a network, a cluster or a host find weighs less. */
function weigh({ direction, listener }: AccessChange): [rule: RuleMeta, severity?: Severity] {
  if (direction === 'unknown') return [undecidedRule]
  if (direction === 'closed') return [lostAccessRule]
  return / \((network|cluster|host)\)$/.test(listener) ? [newAccessRule, 'warning'] : [newAccessRule]
}

/** By file and place, then by rule. */
export function byPlace(a: Place & { rule: string }, b: Place & { rule: string }): number {
  const order = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
  return (
    order(a.file, b.file) ||
    a.document - b.document ||
    (a.range?.start.offset ?? 0) - (b.range?.start.offset ?? 0) ||
    order(a.rule, b.rule)
  )
}
