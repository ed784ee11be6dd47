import { remembered } from '../../../once.ts'
import type { Problem, Rule, Surroundings } from '../../../rule.ts'
import type { Dialect } from '../fields.ts'
import { routesIn } from '../route-view.ts'
import type { RouteRule, RoutesView } from './view.ts'

/** Rules on routes as rules on documents of one kind. */
export function onRoutes(dialect: Dialect, rules: readonly RouteRule[]): Rule<object>[] {
  const viewOf = remembered(
    (document: object): RoutesView => ({ dialect, routes: routesIn[dialect](document), document }),
  )
  return rules.map((rule) => ({
    ...rule,
    check: (document: object, surroundings: Surroundings): Iterable<Problem> =>
      rule.check(viewOf(document), surroundings),
  }))
}
