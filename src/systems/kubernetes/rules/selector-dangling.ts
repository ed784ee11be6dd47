import { defineRule } from '../../../rule.ts'
import type { Member } from '../../../system.ts'
import { isWhole } from '../document.ts'
import { serviceName, typeOf } from '../exposure.ts'
import { isSetAtRunTime, mayShareNamespace, missingFrom, readTogether } from '../project.ts'

export const selectorDangling = defineRule<readonly Member[]>({
  id: 'kubernetes/selector-dangling',
  summary: 'A selector that no pod template of the input has the labels for.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      A Service whose selector fits no pod has no endpoints: connections to it fail, and nothing else says so. It is
      said only where the same input has pod templates that the selector nearly fits, since pods may well come from
      elsewhere.`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata: { name: storefront }
      spec:
        selector: { app: storefront, tier: web }
        ports: [{ port: 443 }]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: storefront }
      spec:
        template:
          metadata: { labels: { app: storefront, tier: front } }`,
    good: `
      apiVersion: v1
      kind: Service
      metadata: { name: storefront }
      spec:
        selector: { app: storefront, tier: web }
        ports: [{ port: 443 }]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: storefront }
      spec:
        template:
          metadata: { labels: { app: storefront, tier: web } }`,
  },

  *check(members) {
    const { services, templates } = readTogether(members)
    for (const { service, index, file } of services) {
      const { selector = {} } = service.spec ?? {}
      if (Object.keys(selector).length === 0 || !isWhole(selector) || typeOf(service) === 'ExternalName')
        continue
      const near = templates.filter(({ namespace }) =>
        mayShareNamespace(namespace, service.metadata?.namespace),
      )
      // Without a template in the same file, the pods most likely come from elsewhere.
      if (!near.some((template) => template.file === file)) continue
      const lacks = near.map(({ labels }) => missingFrom(labels, selector))
      if (lacks.some((pairs) => pairs.length === 0)) continue
      const best = lacks.reduce((one, other) => (other.length < one.length ? other : one))
      if (best.every(([key]) => isSetAtRunTime(key, near))) continue
      const missing = best.map(([key, value]) => `${key}: ${value}`).join(', ')
      yield {
        at: [index, 'spec', 'selector'],
        message: `None of the ${near.length === 1 ? '' : `${near.length} `}pod templates of this input fits the selector of ${serviceName(service)}, so it has no endpoints; the nearest one lacks ${missing}.`,
      }
    }
  },
})
