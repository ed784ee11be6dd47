import { defineRule } from '../../../rule.ts'
import { lacks, rulesOf } from '../groups.ts'
import type { PortsView } from '../view.ts'

export const pathRulesDisabled = defineRule<PortsView>({
  id: 'northflank/path-rules-disabled',
  summary: 'Path rules that are switched off.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      With \`enabled: false\` no path rule is enforced, however strict it looks. Where \`enabled\` is absent it is
      undocumented whether the rules are on: that is reported as a note.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            securePathConfiguration:
              enabled: false
              rules:
                - accessMode: protected
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
                - accessMode: protected
                  paths: [{ path: /, routingMode: prefix, priority: 0 }]
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
  },

  *check({ ports }) {
    for (const port of ports) {
      const configuration = port.value.security?.securePathConfiguration
      const count = rulesOf(port).length
      if (!configuration || count === 0) continue
      const at = [...port.at, 'security', 'securePathConfiguration']
      const rules = count === 1 ? 'The path rule' : `The ${count} path rules`
      if (configuration.enabled === false) {
        yield {
          at: [...at, 'enabled'],
          message: `false switches path rules off, so ${count === 1 ? 'the one below is' : `the ${count} below are`} not enforced; set it to true, or remove them.`,
        }
      } else if (lacks(configuration, 'enabled')) {
        yield {
          at,
          key: true,
          message: `${rules} of this port ${count === 1 ? 'is' : 'are'} given without "enabled", whose default is undocumented; set it to true.`,
          severity: 'note',
        }
      }
    }
  },
})
