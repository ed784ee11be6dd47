import { freeParts } from '../free-access.ts'
import type { Model } from '../model.ts'
import { resting } from '../route-verdicts.ts'
import { defineRule } from '../rule.ts'

export const publicUnprotected = defineRule<Model>({
  id: 'public-unprotected',
  summary: 'A public listener, or a part of it, that asks nothing of a request.',
  category: 'exposure',
  severity: 'note',
  strict: true,
  docs: {
    why: `
      Most public listeners are meant to be open, so this is a list for review and no alarm: what anyone on the
      internet reaches without an address, a password or a sign-in.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
  },

  *check({ listeners }) {
    for (const listener of listeners) {
      const { protocol, publishes } = listener
      // What the platform does not publish nobody reaches.
      if (protocol && publishes && !publishes.includes(protocol.value)) continue
      for (const { at, name, request, readings } of freeParts(listener)) {
        const what = name ? `${name} of ${listener.name}` : listener.name
        yield {
          at,
          message: `Anyone on the internet reaches ${what} without any condition${resting(readings)}.`,
          witness: request,
        }
      }
    }
  },
})
