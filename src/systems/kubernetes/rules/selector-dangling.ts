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
    const nearOf = byNamespace(templates)
    for (const { service, index, file } of services) {
      const { selector = {} } = service.spec ?? {}
      if (Object.keys(selector).length === 0 || !isWhole(selector) || typeOf(service) === 'ExternalName')
        continue
      // Without a template in the same file, the pods most likely come from elsewhere.
      const { near, files } = nearOf(service.metadata?.namespace)
      if (!files.has(file)) continue
      if (near.some(({ labels }) => missingFrom(labels, selector).length === 0)) continue
      const lacks = near.map(({ labels }) => missingFrom(labels, selector))
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

/** The templates whose pods a Service of a namespace may select, and the files in which they stand. */
function byNamespace<Template extends { readonly namespace: string | undefined; readonly file: string }>(
  templates: readonly Template[],
) {
  const known = new Map<
    string | undefined,
    { readonly near: readonly Template[]; readonly files: ReadonlySet<string> }
  >()
  return (namespace: string | undefined) => {
    const found = known.get(namespace)
    if (found) return found
    const near = templates.filter((template) => mayShareNamespace(template.namespace, namespace))
    const made = { near, files: new Set(near.map(({ file }) => file)) }
    known.set(namespace, made)
    return made
  }
}
