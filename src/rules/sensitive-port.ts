import { freeParts } from '../free-access.ts'
import type { Model } from '../model.ts'
import { resting } from '../route-verdicts.ts'
import { defineRule } from '../rule.ts'
import { sensitivePort as known } from '../sensitive-ports.ts'

export const sensitivePort = defineRule<Model>({
  id: 'sensitive-port',
  summary: 'A database or administration port that anyone on the internet reaches.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      Databases, queues and administration interfaces are made for trusted networks: many have no sign-in by
      default, and all of them are looked for by scanners. Their usual ports should be private, or ask callers
      for an address, a password or a sign-in first.`,
    bad: `
      ports:
        - id: search
          name: search
          internalPort: 9200
          protocol: HTTP
          public: true`,
    good: `
      ports:
        - id: search
          name: search
          internalPort: 9200
          protocol: HTTP
          public: true
          security:
            policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
  },

  *check({ listeners }) {
    for (const listener of listeners) {
      const { name, reach, protocol, publishes, behind } = listener
      const port = [listener.port, behind].find((number) => number && known(number.value))
      const usual = port && known(port.value)
      if (!port || !usual) continue
      const parts = freeParts(listener)
      const part = parts.find(({ readings }) => readings.length === 0) ?? parts[0]
      if (!part) continue
      const published = !protocol || !publishes || publishes.includes(protocol.value)
      const reached = published
        ? 'anyone on the internet reaches'
        : 'this asks to let anyone on the internet reach'
      const where = part.name ? ` by way of ${part.name}` : ''
      yield {
        at: port.at,
        message: `${port.value} is the usual port of ${usual.service}, and ${reached} ${name}${where} without any condition${resting(part.readings)}; make it private, or ask for an address, a password or a sign-in.`,
        related: [{ at: reach.at, message: 'reached from the internet' }],
        witness: part.request,
      }
    }
  },
})
