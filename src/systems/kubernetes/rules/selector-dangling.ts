import { defineRule } from '../../../rule.ts'
import type { Member } from '../../../system.ts'
import { own } from '../document.ts'
import { serviceName, typeOf } from '../exposure.ts'
import { mayShareNamespace, readTogether, selects } from '../project.ts'

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
      const selector = service.spec?.selector ?? {}
      const pairs = Object.entries(selector)
      if (pairs.length === 0 || typeOf(service) === 'ExternalName') continue
      const near = templates.filter(({ namespace }) =>
        mayShareNamespace(namespace, service.metadata?.namespace),
      )
      if (near.length === 0 || near.some(({ labels }) => selects(selector, labels))) continue
      if (!near.some((template) => template.file === file)) continue
      const best = near
        .map(({ labels }) => pairs.filter(([key, value]) => own(labels, key) !== value))
        .reduce((one, other) => (other.length < one.length ? other : one))
      const missing = best.map(([key, value]) => `${key}: ${value}`).join(', ')
      yield {
        at: [index, 'spec', 'selector'],
        message: `None of the ${near.length} pod templates of this input fits the selector of ${serviceName(service)}, so it has no endpoints; the nearest one lacks ${missing}.`,
      }
    }
  },
})
