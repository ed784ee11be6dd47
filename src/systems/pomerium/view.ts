import { remembered } from '../../once.ts'
import type { Problem, Rule, Surroundings } from '../../rule.ts'
import type { Dialect } from './fields.ts'
import type { RouteView } from './route-view.ts'
import type { SettingsView } from './settings-view.ts'

/** What the rules on settings and routes read, whichever document holds them. */
export interface PomeriumView {
  readonly dialect: Dialect
  readonly settings: readonly SettingsView[]
  readonly routes: readonly RouteView[]
  /** The document itself, for what no view shows. */
  readonly document: unknown
}

/** A rule on settings or routes. */
export type PomeriumRule = Rule<PomeriumView>

/** Rules on views as rules on documents of one kind. `read` makes the view; it is made once for each document. */
export function onView<Document extends object>(
  rules: readonly PomeriumRule[],
  read: (document: Document) => Omit<PomeriumView, 'document'>,
): Rule<Document>[] {
  const viewOf = remembered((document: Document): PomeriumView => ({ ...read(document), document }))
  return rules.map((rule) => ({
    ...rule,
    check: (document: Document, surroundings: Surroundings): Iterable<Problem> =>
      rule.check(viewOf(document), surroundings),
  }))
}
