import { defineRule } from '../../../rule.ts'
import { has } from '../fields.ts'
import type { PomeriumView } from '../view.ts'

export const priorityWithoutEffect = defineRule<PomeriumView>({
  id: 'pomerium/priority-without-effect',
  summary: 'A priority in a core file, where routes are asked as they are written.',
  category: 'upkeep',
  severity: 'note',
  docs: {
    why: `
      The priority sorts routes that a control plane holds: those of Zero, of the console and of Ingresses. The routes
      of a file are asked in the order in which they are written, whatever their priorities.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          regex: /v[0-9]+/.*
          regex_priority_order: 10
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
    good: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          regex: /v[0-9]+/.*
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
  },

  *check({ dialect, routes }) {
    if (dialect !== 'core') return
    for (const route of routes.filter((one) => has(one, 'regexPriorityOrder'))) {
      yield {
        at: route.fields.get('regexPriorityOrder')!.at,
        message:
          'regex_priority_order has no effect in a file, whose routes are asked in the order in which they are written; move the route instead.',
      }
    }
  },
})
