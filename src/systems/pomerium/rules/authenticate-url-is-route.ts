import type { Rule, RuleMeta } from '../../../rule.ts'
import type { Member } from '../../../system.ts'
import { movedView } from '../fields.ts'
import { zeroProjectRoutes } from '../routes/zero.ts'
import { type SettingsView, zeroSettings } from '../settings-view.ts'
import { routesAtSignIn } from '../sign-in-pages.ts'
import type { PomeriumRule } from '../view.ts'

const meta: RuleMeta = {
  id: 'pomerium/authenticate-url-is-route',
  summary: 'A route at the URL at which users sign in.',
  category: 'effect',
  severity: 'error',
  docs: {
    why: `
      At the host of the sign-in URL the pages of the authenticate service come before every route: the front page,
      the callback of the identity provider and all below /.pomerium. Whoever asks for the application there gets
      the page of their session in its place, and is led back to it after every sign-in.`,
    bad: `
      authenticate_service_url: https://app.example.com
      routes:
        - from: https://app.example.com
          to: http://app:8080
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
    good: `
      authenticate_service_url: https://login.example.com
      routes:
        - from: https://app.example.com
          to: http://app:8080
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
  },
}

/** In a file of core's, which holds both. */
export const authenticateUrlIsRoute: PomeriumRule = {
  ...meta,
  check: ({ settings, routes }) => routesAtSignIn(settings, routes),
}

/** In Zero, where settings and routes are documents of their own. */
export const zeroAuthenticateUrlIsRoute: Rule<readonly Member[]> = {
  ...meta,
  check(members) {
    const settings = members.flatMap(({ kind, value }, index): SettingsView[] =>
      kind === 'pomerium/settings' ? zeroSettings(value).map((view) => movedView(view, index)) : [],
    )
    const routes = zeroProjectRoutes(members).map(({ view }) => view)
    return routesAtSignIn(settings, routes)
  },
}
