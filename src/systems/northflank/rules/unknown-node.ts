import { defineRule } from '../../../rule.ts'
import { closest } from '../../../schema/words.ts'
import type { Template } from '../document.ts'
import { nodeKinds, teardownKinds } from '../template/kinds.ts'
import { walkTemplate } from '../template/walk.ts'

export const unknownNode = defineRule<Template>({
  id: 'northflank/unknown-node',
  summary: 'A node of a kind that the platform does not run.',
  category: 'validity',
  severity: 'warning',
  docs: {
    why: `
      The kind of a node says what is made. A kind that the platform does not know makes nothing, and what is
      written below it, ports and access rules included, is not checked by anyone. A teardown workflow takes
      jobs, actions, messages and the like only.`,
    bad: `
      apiVersion: v1.2
      spec:
        kind: Workflow
        spec:
          type: sequential
          steps:
            - kind: Deployment
              spec:
                name: shop`,
    good: `
      apiVersion: v1.2
      spec:
        kind: Workflow
        spec:
          type: sequential
          steps:
            - kind: DeploymentService
              spec:
                name: shop`,
  },

  *check(template) {
    const meantBy = new Map<string, string | undefined>()
    for (const { at, kind, teardown } of walkTemplate(template).nodes) {
      if (kind === undefined) continue
      const name = JSON.stringify(kind.length > 40 ? `${kind.slice(0, 40)}…` : kind)
      if (!nodeKinds.has(kind)) {
        if (!meantBy.has(kind)) meantBy.set(kind, closest(kind, [...nodeKinds]))
        const meant = meantBy.get(kind)
        const advice = meant === undefined ? ', so it makes nothing.' : `; probably ${meant} is meant.`
        yield { at: [...at, 'kind'], message: `${name} is no kind of node that the platform runs${advice}` }
      } else if (teardown && !teardownKinds.has(kind)) {
        yield {
          at: [...at, 'kind'],
          message: `${name} is no kind of node for a teardown workflow, which takes ${[...teardownKinds].join(', ')}.`,
        }
      }
    }
  },
})
