import { defineRule } from '../../../rule.ts'
import { groupsOf, isActive, mechanismsOf } from '../groups.ts'
import type { PortsView } from '../view.ts'

export const portAndPathPolicies = defineRule<PortsView>({
  id: 'northflank/port-and-path-policies',
  summary: 'Policies of a port beside policies of its paths.',
  category: 'effect',
  severity: 'note',
  docs: {
    why: `
      How the two go together is undocumented: whether a request must pass both, or the rule of its path alone.
      A catch-all path rule says the same as the policies of the port, and leaves nothing open.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]
            securePathConfiguration:
              enabled: true
              rules:
                - accessMode: protected
                  paths: [{ path: /, routingMode: prefix, priority: 0 }]
                  securityPolicies:
                    requiredPolicies:
                      sso: { organizationId: org_example }`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            securePathConfiguration:
              enabled: true
              rules:
                - accessMode: protected
                  paths: [{ path: /, routingMode: prefix, priority: 0 }]
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]
                      sso: { organizationId: org_example }`,
  },

  *check({ ports }) {
    for (const port of ports) {
      const filled = groupsOf(port).filter((group) => isActive(group) && mechanismsOf(group.value).length > 0)
      const own = filled.find(({ of }) => of === 'port')
      const nested = filled.find(({ of }) => of !== 'port')
      if (!own || !nested) continue
      const base = [...port.at, 'security']
      const related = (['credentials', 'ip', 'policies', 'headers', 'sso'] as const).filter((key) =>
        Object.hasOwn(own.value, key),
      )
      yield {
        at: [...base, 'securePathConfiguration'],
        key: true,
        message: `The port asks for ${mechanismsOf(own.value).join(', ')} and its path rules ask for their own: whether a request must pass both is undocumented; write all of it into the path rules.`,
        related: related.slice(0, 1).map((key) => ({ at: [...base, key], message: 'asked by the port' })),
      }
    }
  },
})
