import { defineRule } from '../../../rule.ts'
import { groupsOf, isActive } from '../groups.ts'
import { withPaths } from '../lists.ts'
import type { PortsView } from '../view.ts'

export const ipAndPolicies = defineRule<PortsView>({
  id: 'northflank/ip-and-policies',
  summary: 'Both lists of addresses, "ip" and "policies", are filled.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      The two keys hold the same kind of entries and are described in the same words. Whether the platform
      merges them or lets one of them win is undocumented, and its answer to a GET shows "policies" only.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            ip: [{ action: DENY, addresses: [198.51.100.7] }]
            policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              - { action: ALLOW, addresses: [198.51.100.0/24] }
              - { action: DENY, addresses: [198.51.100.7] }`,
  },

  *check({ ports }) {
    for (const group of ports.flatMap(groupsOf)) {
      if (!isActive(group)) continue
      const [ip, policies] = (['ip', 'policies'] as const).map((key) => withPaths(group.value[key], []))
      if (ip!.length === 0 || policies!.length === 0) continue
      yield {
        at: [...group.at, 'ip'],
        key: true,
        message:
          '"ip" and "policies" are both filled, and whether they are merged or one of them wins is undocumented; put all entries into "policies".',
        related: [{ at: [...group.at, 'policies'], message: 'the other list' }],
      }
    }
  },
})
