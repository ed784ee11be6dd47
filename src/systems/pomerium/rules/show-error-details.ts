import { defineRule } from '../../../rule.ts'
import { flagAt } from '../fields.ts'
import { routeNames } from '../route-view.ts'
import type { PomeriumView } from '../view.ts'

export const showErrorDetails = defineRule<PomeriumView>({
  id: 'pomerium/show-error-details',
  summary: 'A route that tells those whom it keeps out why.',
  category: 'exposure',
  severity: 'note',
  docs: {
    why: `
      The page that a refused user sees then names the policies that were evaluated, with their explanations and
      remediations. That helps people who should get in, and tells the others what is asked for.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          show_error_details: true
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
    good: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
  },

  *check({ routes }) {
    for (const route of routes) {
      const details = flagAt(route, 'showErrorDetails')
      if (details?.value !== true) continue
      const key = routeNames.keyOf('showErrorDetails', route.dialect)
      const message = `${key} shows whoever is kept out which policies were evaluated; leave it off where they are not to know.`
      yield { at: details.at, message }
    }
  },
})
