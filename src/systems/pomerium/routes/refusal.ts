import type { Path } from '../../../position.ts'
import type { RouteView } from '../route-view.ts'

/** Something that the validator of routes refuses: where, and why. */
export interface Refusal {
  readonly at: Path
  readonly message: string
  readonly related?: readonly { readonly at: Path; readonly message: string }[]
}

/** One cause for which a route is refused. */
export type RefusalCheck = (route: RouteView) => Iterable<Refusal>
