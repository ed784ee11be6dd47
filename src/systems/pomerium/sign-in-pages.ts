import { Budget } from '../../analysis/budget.ts'
import { all, type Condition, never, textIn } from '../../analysis/condition.ts'
import { isComparable } from '../../analysis/regex/comparable.ts'
import { findRequest } from '../../analysis/solver.ts'
import { exactText, hostText, regexText, textPrefix } from '../../analysis/text-language.ts'
import type { At } from '../../position.ts'
import type { Problem } from '../../rule.ts'
import { shown } from '../../schema/words.ts'
import { filledText, isOpen, textAt } from './fields.ts'
import { domainsOf, type GoUrl, parseUrl } from './go-url.ts'
import type { RouteView } from './route-view.ts'
import type { SettingsView } from './settings-view.ts'

const steps = 10_000

/**
 * Routes whose front page lies behind a page for signing in. Which pages come first:
 * `buildPomeriumAuthenticateHTTPRoutes` of https://github.com/pomerium/pomerium/blob/c8ace109/config/envoyconfig/routes.go
 */
export function* routesAtSignIn(
  settings: readonly SettingsView[],
  routes: readonly RouteView[],
): Iterable<Problem> {
  for (const { url, given } of settings.flatMap(signInUrls)) {
    const domains = new Set(domainsOf(url, true).map((domain) => domain.toLowerCase()))
    for (const route of routes) {
      const from = urlOf(textAt(route, 'from'))
      if (!from || !/^https?$/.test(from.url.scheme)) continue
      if (!domainsOf(from.url, false).some((domain) => domains.has(domain.toLowerCase()))) continue
      const front = all(textIn('host', hostText(from.url.hostname)), textIn('path', exactText('/')))
      const answer = findRequest(all(front, pathsOf(route)), new Budget(steps))
      if (answer.kind !== 'found') continue
      yield {
        at: from.given.at,
        message: `${shown(from.given.value)} is where users sign in, and the pages for that come first: its front page never reaches this route; give one of them a host of its own.`,
        related: [{ at: given.at, message: 'users sign in here' }],
        witness: answer.value,
      }
    }
  }
}

interface ReadUrl {
  readonly url: GoUrl
  readonly given: At<string>
}

/** The URLs of sign-in pages that this Pomerium serves together with its routes. */
function signInUrls(view: SettingsView): ReadUrl[] {
  const services = textAt(view, 'services')?.value.toLowerCase() ?? 'all'
  // A proxy without the authenticate service may well lead to one by a route.
  const both = /\ball\b/.test(services) || (/\bauthenticate\b/.test(services) && /\bproxy\b/.test(services))
  if (!both) return []
  const fields = ['authenticateServiceUrl', 'authenticateInternalServiceUrl'] as const
  return fields.flatMap((field) => urlOf(filledText(view, field)) ?? [])
}

function urlOf(given: At<string> | undefined): ReadUrl | undefined {
  const verdict = given && !isOpen(given.value) ? parseUrl(given.value) : undefined
  return given && verdict?.ok ? { url: verdict.url, given } : undefined
}

/** The paths that a route takes: by its pattern, else its path, else its prefix. */
function pathsOf(route: RouteView): Condition {
  const regex = filledText(route, 'regex')?.value
  if (regex !== undefined) return isComparable(regex) ? textIn('path', regexText(regex)) : never
  const path = filledText(route, 'path')?.value
  if (path !== undefined) return textIn('path', exactText(path))
  return textIn('path', textPrefix(filledText(route, 'prefix')?.value ?? '/'))
}
