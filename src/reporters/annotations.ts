import { type Finding, type Severity, severities } from '../finding.ts'
import { mostSevereFirst } from './summary.ts'

/** What GitHub shows of one step: 10 annotations of each level, 50 in all; the rest vanishes without a word. */
export const annotationLimits = { perLevel: 10, total: 50 } as const

/** Findings chosen for annotations, and how many of each severity were left out. */
export interface RankedAnnotations {
  readonly shown: readonly Finding[]
  readonly left: Readonly<Record<Severity, number>>
}

/**
 * The findings worth the few annotations there are: those that `touched` holds of (changed in the pull request)
 * first, then the most severe. Where a severity has more than its share, its last slot stays free for the
 * sentence that says so.
 */
export function rankForAnnotations(
  findings: readonly Finding[],
  touched: (finding: Finding) => boolean = () => false,
  limits: { readonly perLevel: number; readonly total: number } = annotationLimits,
): RankedAnnotations {
  const ranked = mostSevereFirst(findings)
  const chosen = new Set<Finding>()
  const left = { error: 0, warning: 0, note: 0 }
  let slots = limits.total
  for (const severity of severities.toReversed()) {
    const all = ranked.filter((finding) => finding.severity === severity)
    const room = Math.min(limits.perLevel, slots)
    const fitting = all.length <= room ? all.length : Math.max(0, room - 1)
    const preferred = [...all.filter(touched), ...all.filter((finding) => !touched(finding))]
    for (const finding of preferred.slice(0, fitting)) chosen.add(finding)
    left[severity] = all.length - fitting
    slots -= Math.min(all.length, room)
  }
  const order = [...ranked.filter(touched), ...ranked.filter((finding) => !touched(finding))]
  return { shown: order.filter((finding) => chosen.has(finding)), left }
}
