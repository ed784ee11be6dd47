import { defineRule } from '../../../rule.ts'
import { routeDurations, settingsDurations } from '../duration-fields.ts'
import { wrongDuration } from '../duration-trouble.ts'
import type { PomeriumView } from '../view.ts'

export const durationDialect = defineRule<PomeriumView>({
  id: 'pomerium/duration-dialect',
  summary: 'A length of time in a form that its field does not take.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      Core reads lengths of time as Go writes them: 1h30m or 1.5s, and no days. Its health checks take seconds only,
      its telemetry takes milliseconds without a unit, and Zero takes whole numbers with the units y, w, d, h, m, s
      and ms. What a field does not take refuses the whole file. A bare number counts nanoseconds in core.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          timeout: 1d
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
    good: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          timeout: 24h
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
  },

  *check({ routes, settings }) {
    for (const field of routes.flatMap(routeDurations)) yield* wrongDuration(field)
    for (const field of settings.flatMap(settingsDurations)) yield* wrongDuration(field)
  },
})
