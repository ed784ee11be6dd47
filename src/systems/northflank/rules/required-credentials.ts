import { defineRule } from '../../../rule.ts'
import { groupsOf, isActive } from '../groups.ts'
import { withPaths } from '../lists.ts'
import type { PortsView } from '../view.ts'

export const requiredCredentials = defineRule<PortsView>({
  id: 'northflank/required-credentials',
  summary: 'Several basic-auth pairs that must all be presented.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      Every policy of \`requiredPolicies\` must pass, and a request carries one pair of user and password only
      (RFC 7617): with two required pairs nobody gets in. The guide puts several pairs into the OR group.`,
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
                    requiredPolicies:
                      credentials:
                        - { username: admin, password: "\${ADMIN_PASSWORD}", type: basic-auth }
                        - { username: guest, password: "\${GUEST_PASSWORD}", type: basic-auth }`,
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
                    orPolicies:
                      credentials:
                        - { username: admin, password: "\${ADMIN_PASSWORD}", type: basic-auth }
                        - { username: guest, password: "\${GUEST_PASSWORD}", type: basic-auth }`,
  },

  *check({ ports }) {
    for (const group of ports.flatMap(groupsOf)) {
      if (group.of !== 'required' || !isActive(group)) continue
      const at = [...group.at, 'credentials']
      const pairs = withPaths(group.value.credentials, at)
      // The same pair twice asks for no more than once.
      const different = new Set(pairs.map(({ value }) => JSON.stringify([value.username, value.password])))
      if (different.size < 2) continue
      const names = [...new Set(pairs.map(({ value }) => value.username ?? '?'))]
      yield {
        at,
        message: `${different.size} pairs (${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}) must all be presented here, and a request carries only one, so that no caller can pass; move them to orPolicies.`,
      }
    }
  },
})
