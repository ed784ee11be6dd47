import type { Pattern } from '../../../model.ts'
import { filledText, isOpen } from '../fields.ts'
import type { RouteField, RouteView } from '../route-view.ts'

/** Patterns beside the one that a route matches paths with: what a rewrite looks for. */
const rewrites = [
  ['regexRewritePattern', 'path', 'path'],
  ['hostPathRegexRewritePattern', 'host and path', 'header/host-and-path'],
] as const satisfies readonly (readonly [RouteField, string, Pattern['attribute']])[]

/** The regular expressions of a route. Envoy and Go read RE2; a route must match the whole path. */
export function routePatterns(route: RouteView): Pattern[] {
  const regex = filledText(route, 'regex')
  return [
    ...(regex
      ? [{ ...regex, subject: 'path', dialect: 'RE2', attribute: 'path', whole: 'yes' } as const]
      : []),
    ...rewrites.flatMap(([field, subject, attribute]) => {
      const text = filledText(route, field)
      return text ? [{ ...text, subject, attribute, dialect: 'RE2', whole: 'unknown' } as const] : []
    }),
  ].filter(({ value }) => !isOpen(value))
}
