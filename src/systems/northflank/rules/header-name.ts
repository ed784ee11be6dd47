import { defineRule } from '../../../rule.ts'
import { groupsOf, lacks } from '../groups.ts'
import { withPaths } from '../lists.ts'
import type { PortsView } from '../view.ts'

/** The documented pattern: https://northflank.com/docs/v1/api/services/update-service-ports */
const documented = /^[a-zA-Z0-9_\-%$+]+$/

export const headerName = defineRule<PortsView>({
  id: 'northflank/header-name',
  summary: 'A header name outside the documented pattern.',
  category: 'validity',
  severity: 'warning',
  docs: {
    why: `
      The name of a header that is compared as text holds letters, digits and _ - % $ + only. The published
      schema cannot refuse another one, since its second alternative, meant for regex mode, takes every name.
      No request carries a header whose name holds a blank or a colon, so the policy would never pass.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            headers:
              - { name: "X Env:", value: staging }`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            headers:
              - { name: X-Env, value: staging }`,
  },

  *check({ ports }) {
    for (const group of ports.flatMap(groupsOf)) {
      for (const { value, at } of withPaths(group.value.headers, [...group.at, 'headers'])) {
        const { name, regexMode } = value
        const isText = regexMode === false || lacks(value, 'regexMode')
        if (typeof name !== 'string' || !isText) continue
        if (documented.test(name) || name.includes('${')) continue
        yield {
          at: [...at, 'name'],
          message: `${JSON.stringify(name)} is outside the documented pattern of header names (letters, digits and _ - % $ +), which the schema of the platform fails to enforce; write the bare name of the header.`,
        }
      }
    }
  },
})
