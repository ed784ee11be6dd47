import type { At } from '../../../position.ts'
import { defineRule } from '../../../rule.ts'
import { shown } from '../../../schema/words.ts'
import { goDuration, zeroDuration } from '../durations.ts'
import { type Dialect, flagAt, isOpen } from '../fields.ts'
import { routeNames } from '../route-view.ts'
import type { PomeriumView } from '../view.ts'

export const websocketTimeout = defineRule<PomeriumView>({
  id: 'pomerium/websocket-timeout',
  summary: 'A route for WebSockets with a timeout of its own.',
  category: 'upkeep',
  severity: 'note',
  docs: {
    why: `
      Where WebSockets are let through, Pomerium switches the timeout of the route off, since such connections live
      long. A timeout that is written out stays on and ends them, however busy they are; 0s leaves it off.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          allow_websockets: true
          timeout: 30s
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
    good: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          allow_websockets: true
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
  },

  *check({ routes }) {
    for (const route of routes) {
      const websockets = flagAt(route, 'allowWebsockets')
      const timeout = route.fields.get('timeout')
      if (websockets?.value !== true || !timeout || !isSet(timeout, route.dialect)) continue
      yield {
        at: timeout.at,
        message: `${shown(timeout.value)} ends WebSocket connections too, which the route lets through and would not limit otherwise; write 0s unless that is meant.`,
        related: [
          { at: websockets.at, message: `${routeNames.keyOf('allowWebsockets', route.dialect)} is on here` },
        ],
      }
    }
  },
})

/** Whether a timeout is known to be more than nothing. */
function isSet({ value }: At<unknown>, dialect: Dialect): boolean {
  if (typeof value !== 'string' || isOpen(value)) return false
  const verdict = dialect === 'zero' ? zeroDuration(value) : goDuration(value)
  return verdict.ok && verdict.nanoseconds > 0n
}
