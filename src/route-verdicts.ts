import { analyseRoutes, type RoutesAnalysis } from './analysis/routes.ts'
import type { Listener, Route } from './model.ts'

const verdicts = new WeakMap<readonly Route[], RoutesAnalysis>()

/** What the analysis says of a listener's routes; asked once, read by several rules. */
export function routeVerdicts({ routes }: Listener): RoutesAnalysis {
  const known = verdicts.get(routes)
  if (known) return known
  const analysis = analyseRoutes(routes)
  verdicts.set(routes, analysis)
  return analysis
}

/** "if a prefix takes …, which is undocumented": the words for a claim that rests on some readings only. */
export function resting(readings: readonly string[]): string {
  return readings.length === 0 ? '' : `, if ${readings.join(' and if ')}, which is undocumented`
}
