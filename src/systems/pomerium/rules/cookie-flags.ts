import { defineRule } from '../../../rule.ts'
import { shown } from '../../../schema/words.ts'
import { flagAt, textAt } from '../fields.ts'
import { settingsNames } from '../settings-view.ts'
import type { PomeriumView } from '../view.ts'

export const cookieFlags = defineRule<PomeriumView>({
  id: 'pomerium/cookie-flags',
  summary: 'A session cookie that scripts can read, or that goes along from other sites.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      Whoever holds the session cookie is the user. Without HttpOnly any script on a page behind the proxy can read
      it, those of third parties and of attackers included. With SameSite none the browser sends it with requests
      that other sites make, which opens applications without a defence of their own to forged requests.`,
    kind: 'pomerium/config',
    bad: `
      cookie_http_only: false
      cookie_same_site: none`,
    good: `
      cookie_http_only: true
      cookie_same_site: lax`,
  },

  *check({ settings }) {
    for (const view of settings) {
      const httpOnly = flagAt(view, 'cookieHttpOnly')
      if (httpOnly?.value === false) {
        yield {
          at: httpOnly.at,
          message: `${settingsNames.keyOf('cookieHttpOnly', view.dialect)} is off, so every script on a page behind the proxy can read the session; switch it on.`,
        }
      }
      const sameSite = textAt(view, 'cookieSameSite')
      if (sameSite?.value.toLowerCase() === 'none') {
        yield {
          at: sameSite.at,
          message: `${shown(sameSite.value)} has browsers send the session with requests that other sites make; write lax or strict.`,
        }
      }
    }
  },
})
