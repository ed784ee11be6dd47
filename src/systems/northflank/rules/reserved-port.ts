import { defineRule } from '../../../rule.ts'
import type { PortsView } from '../view.ts'

/** The update body refuses them: https://northflank.com/docs/v1/api/services/update-service-ports (schema of the CLI). */
const reserved: ReadonlySet<number> = new Set([15000, 15020, 65000])

export const reservedPort = defineRule<PortsView>({
  id: 'northflank/reserved-port',
  summary: 'An internal port that the platform keeps for itself.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      The ports 15000, 15020 and 65000 belong to the platform's own proxy. The update of a port list refuses
      them; the bodies that create a service take them, and the proxy and the service then want the same port.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 15000
          protocol: TCP`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 15001
          protocol: TCP`,
  },

  *check({ source, ports }) {
    const refused = source === 'update'
    const consequence = refused ? 'the platform refuses it' : 'the service would share it with that proxy'
    for (const { value, at } of ports) {
      if (value.internalPort === undefined || !reserved.has(value.internalPort)) continue
      yield {
        at: [...at, 'internalPort'],
        message: `${value.internalPort} is kept for the platform's own proxy, and ${consequence}; choose another internal port.`,
        ...(!refused && { severity: 'warning' as const }),
      }
    }
  },
})
