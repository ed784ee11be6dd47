import { defineRule } from '../../../rule.ts'
import { mechanismsOf, rulesOf } from '../groups.ts'
import type { PortsView } from '../view.ts'

export const unprotectedWithPolicies = defineRule<PortsView>({
  id: 'northflank/unprotected-with-policies',
  summary: 'Policies on a path rule that does not enforce them.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      An unprotected rule does not enforce its policies: they look like a lock and are none. Whether its paths
      are then open, or left to a rule of lower priority, is undocumented.`,
    bad: `
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
                - accessMode: unprotected
                  paths: [{ path: /, routingMode: prefix, priority: 0 }]
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
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
                - accessMode: unprotected
                  paths: [{ path: /, routingMode: prefix, priority: 0 }]`,
  },

  *check({ ports }) {
    for (const port of ports) {
      if (port.value.security?.securePathConfiguration?.enabled === false) continue
      for (const { value, at } of rulesOf(port)) {
        const { accessMode, securityPolicies } = value
        if (accessMode !== 'unprotected' || !securityPolicies) continue
        const { requiredPolicies = {}, orPolicies = {} } = securityPolicies
        const names = new Set([...mechanismsOf(requiredPolicies), ...mechanismsOf(orPolicies)])
        if (names.size === 0) continue
        yield {
          at: [...at, 'accessMode'],
          message: `unprotected means that the policies of this rule (${[...names].join(', ')}) are not enforced; set it to protected, or remove them.`,
          related: [{ at: [...at, 'securityPolicies'], message: 'not enforced' }],
        }
      }
    }
  },
})
