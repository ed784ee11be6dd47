import { defineRule } from '../../../rule.ts'
import { groupsOf, isActive, isPrivate, mechanismsOf } from '../groups.ts'
import type { PortsView } from '../view.ts'

export const policyOnPrivatePort = defineRule<PortsView>({
  id: 'northflank/policy-on-private-port',
  summary: 'Access policies on a port that is not public.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      Policies guard the public names of a port; traffic within the project is not asked. On a private port they
      guard nothing, and every neighbour gets in. Only a sign-in with \`validateInternalTraffic\` counts there.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          security:
            policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
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

  *check({ ports }) {
    for (const port of ports) {
      if (!isPrivate(port.value)) continue
      const groups = groupsOf(port).filter(isActive)
      const names = new Set(groups.flatMap(({ value }) => mechanismsOf(value)))
      if (names.size === 0 || groups.some(({ value }) => asksInternalTraffic(value.sso))) continue
      const stated = Object.hasOwn(port.value, 'public')
      yield {
        at: [...port.at, 'security'],
        key: true,
        message: `The policies of this port (${[...names].join(', ')}) guard its public names, and it is not public, so nobody is asked; make it public, or remove them.`,
        ...(stated && { related: [{ at: [...port.at, 'public'], message: 'not public' }] }),
      }
    }
  },
})

/** A switch that is not known for sure may be on. */
const asksInternalTraffic = (sso: object | undefined): boolean =>
  sso !== undefined &&
  Object.hasOwn(sso, 'validateInternalTraffic') &&
  (sso as { validateInternalTraffic?: unknown }).validateInternalTraffic !== false
