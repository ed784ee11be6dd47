import type { Rule } from '../../../rule.ts'
import type { Dialect } from '../fields.ts'
import type { RouteView } from '../route-view.ts'

/** What rules on routes read, whichever document holds them. */
export interface RoutesView {
  readonly dialect: Dialect
  readonly routes: readonly RouteView[]
  /** The document itself. */
  readonly document: unknown
}

/** A rule on routes. */
export type RouteRule = Rule<RoutesView>
