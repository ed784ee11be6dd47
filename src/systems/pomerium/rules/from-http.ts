import { defineRule } from '../../../rule.ts'
import { shown } from '../../../schema/words.ts'
import { textAt } from '../fields.ts'
import { parseUrl } from '../go-url.ts'
import type { PomeriumView } from '../view.ts'

export const fromHttp = defineRule<PomeriumView>({
  id: 'pomerium/from-http',
  summary: 'A route whose URL is one of HTTP without TLS.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      Pomerium serves HTTPS only and says so in its log when a route names HTTP. Its session cookie is marked Secure,
      so that browsers send it by HTTPS only: over plain HTTP nobody stays signed in, and what is sent can be read on
      the way. Where something in front ends TLS, \`from\` still names the HTTPS URL that users see.`,
    bad: `
      routes:
        - from: http://app.example.com
          to: http://app:8080
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
    good: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
  },

  *check({ routes }) {
    for (const from of routes.flatMap((route) => textAt(route, 'from') ?? [])) {
      const verdict = parseUrl(from.value)
      if (!verdict.ok || verdict.url.scheme !== 'http') continue
      const message = `${shown(from.value)} is no URL of HTTPS, which is all that Pomerium supports: browsers keep the session from plain HTTP; write https.`
      yield { at: from.at, message }
    }
  },
})
