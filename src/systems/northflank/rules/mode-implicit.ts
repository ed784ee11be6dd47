import { defineRule } from '../../../rule.ts'
import { lacks, mechanismsOf } from '../groups.ts'
import type { PortsView } from '../view.ts'

export const modeImplicit = defineRule<PortsView>({
  id: 'northflank/mode-implicit',
  summary: 'Several mechanisms on a port and no verificationMode.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      Whether a request must pass every mechanism or any one of them is for \`verificationMode\` to say, and no
      page names its default. If it is "or", whoever passes the weakest mechanism is in.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            credentials: [{ username: admin, password: "\${ADMIN_PASSWORD}", type: basic-auth }]
            policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            verificationMode: and
            credentials: [{ username: admin, password: "\${ADMIN_PASSWORD}", type: basic-auth }]
            policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
  },

  *check({ ports }) {
    for (const { value, at } of ports) {
      const { security } = value
      if (!security || !lacks(security, 'verificationMode')) continue
      const names = mechanismsOf(security)
      if (names.length < 2) continue
      const all = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
      yield {
        at: [...at, 'security'],
        key: true,
        message: `${all} stand side by side without a verificationMode: whether a request must pass all of them or any one is undocumented; set it to "and" or "or".`,
      }
    }
  },
})
