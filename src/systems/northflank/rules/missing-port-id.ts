import { defineRule } from '../../../rule.ts'
import { lacks } from '../groups.ts'
import type { PortsView } from '../view.ts'

/** https://northflank.com/docs/v1/api/services/update-service-ports: the id keeps a port's security. */
export const missingPortId = defineRule<PortsView>({
  id: 'northflank/missing-port-id',
  summary: 'A port without an id in the body of an update.',
  category: 'upkeep',
  severity: 'note',
  docs: {
    why: `
      The update replaces the whole list. An entry with the \`id\` of a port that exists changes that port and keeps
      its security settings; without it the entry counts as a new one, and the old settings may be dropped.`,
    bad: `
      ports:
        - name: p01
          internalPort: 8080
          protocol: HTTP`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP`,
  },

  *check({ source, ports }) {
    if (source !== 'update') return
    for (const { value, at } of ports) {
      if (!lacks(value, 'id')) continue
      yield {
        at,
        message: `${value.name === undefined ? 'This port' : `Port ${value.name}`} has no id, so the update takes it for a new one and may drop the security of the port that it replaces; add the id that a GET shows, unless it is new.`,
      }
    }
  },
})
