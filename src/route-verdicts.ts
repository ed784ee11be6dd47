import { analyseRoutes, type RoutesAnalysis } from './analysis/routes.ts'
import type { Listener, Route } from './model.ts'
import { noted } from './once.ts'

/** What the analysis says of a listener's routes; asked once, read by several rules. */
export const routeVerdicts = ({ routes }: Listener): RoutesAnalysis => verdictsOf(routes)

const verdictsOf = noted((routes: readonly Route[]) => analyseRoutes(routes))

/** "if a prefix takes …, which is undocumented": the words for a claim that rests on some readings only. */
export function resting(readings: readonly string[]): string {
  return readings.length === 0 ? '' : `, if ${readings.join(' and if ')}, which is undocumented`
}
