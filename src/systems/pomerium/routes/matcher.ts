import { always, type Condition, textIn } from '../../../analysis/condition.ts'
import { isComparable, whyIncomparable } from '../../../analysis/regex/comparable.ts'
import { exactText, regexText, textPrefix } from '../../../analysis/text-language.ts'
import type { At } from '../../../position.ts'
import { filledText, isOpen } from '../fields.ts'
import { unknownPart } from '../ppl/atoms.ts'
import type { RouteView } from '../route-view.ts'

export const modes = ['regex', 'path', 'prefix'] as const
export type Mode = (typeof modes)[number]

/** What a route asks of the path. */
export interface Matcher extends At<string> {
  readonly mode: Mode
}

/**
 * The matchers of a route, the one that counts first: Envoy takes the regex, else the path, else the prefix
 * (`mkRouteMatch` in config/envoyconfig/routes.go).
 */
export function matchersOf(route: RouteView): readonly Matcher[] {
  return modes.flatMap((mode) => {
    const text = filledText(route, mode)
    return text ? [{ mode, ...text }] : []
  })
}

/** The paths that a matcher takes; every path without one. */
export function pathCondition(matcher: Matcher | undefined): Condition {
  if (!matcher) return always
  const { mode, value } = matcher
  if (isOpen(value)) return unknownPart(`paths of ${mode} ${value}`, `nobody knows what ${value} stands for`)
  // A path always starts with a slash.
  if (mode === 'prefix') return value === '/' ? always : textIn('path', textPrefix(value))
  if (mode === 'path') return textIn('path', exactText(value))
  if (isComparable(value)) return textIn('path', regexText(value))
  return unknownPart(`regex ${value}`, whyIncomparable(value))
}

/** Whether no path can be taken, since every path starts with a slash. */
export function isDeadMatcher({ mode, value }: Matcher): boolean {
  return mode !== 'regex' && !value.startsWith('/') && !isOpen(value)
}

/** As people write it behind the host: "/admin", " matching ^/v[0-9]+$". */
export function matcherWords(matcher: Matcher | undefined): string {
  if (!matcher || (matcher.mode === 'prefix' && matcher.value === '/')) return ''
  if (matcher.mode === 'regex') return ` matching ${matcher.value}`
  return matcher.value.startsWith('/') ? matcher.value : ` ${matcher.mode} ${matcher.value}`
}

/** The path as a map shows it. */
export function matcherPath(matcher: Matcher | undefined): string {
  if (!matcher) return '/'
  if (matcher.mode === 'prefix') return matcher.value
  return `${matcher.mode === 'path' ? 'exact' : 'regex'} ${matcher.value}`
}
