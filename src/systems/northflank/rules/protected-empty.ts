import { defineRule } from '../../../rule.ts'
import { isKnown, mechanismsOf, rulesOf } from '../groups.ts'
import type { PortsView } from '../view.ts'

export const protectedEmpty = defineRule<PortsView>({
  id: 'northflank/protected-empty',
  summary: 'A protected path rule without an effective policy.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      A protected rule enforces its policies. What it does without any, locking its paths or opening them, is
      undocumented; empty lists and a sign-in without an organisation count as none.`,
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
                - accessMode: protected
                  paths: [{ path: /, routingMode: prefix, priority: 0 }]
                  securityPolicies:
                    requiredPolicies: { policies: [] }`,
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
                      policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
  },

  *check({ ports }) {
    for (const port of ports) {
      if (port.value.security?.securePathConfiguration?.enabled === false) continue
      for (const { value, at } of rulesOf(port)) {
        const { accessMode, securityPolicies = {} } = value
        if (accessMode !== 'protected' || typeof securityPolicies !== 'object') continue
        if (Object.hasOwn(value, 'securityPolicies') && value.securityPolicies === undefined) continue
        const groups = Object.values(securityPolicies)
        if (groups.some((group) => group === undefined || !isKnown(group) || mechanismsOf(group).length > 0))
          continue
        yield {
          at: [...at, 'accessMode'],
          message:
            'protected without any policy: whether that locks the paths or opens them is undocumented; add a policy, or set accessMode to unprotected.',
        }
      }
    }
  },
})
