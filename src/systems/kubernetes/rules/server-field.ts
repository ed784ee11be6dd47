import type { Path } from '../../../position.ts'
import { defineRule } from '../../../rule.ts'
import { isMap } from '../../../schema/json-schema.ts'
import type { Service } from '../document.ts'

const setByServer = [
  'uid',
  'resourceVersion',
  'selfLink',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
] as const

export const serverField = defineRule<Service>({
  id: 'kubernetes/server-field',
  summary: 'Fields that the API server sets, kept in a file.',
  category: 'upkeep',
  severity: 'note',
  docs: {
    why: `
      They come with \`kubectl get -o yaml\`. In a file they are passed over, or worse: a resourceVersion makes a later
      update fail, a clusterIP of one cluster is refused by another, and the status tells of a day long gone.`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
        uid: 6a5d3f0e-7c1b-4c7e-9d4a-2f1f0d0c9b1a
        resourceVersion: "41327"
      spec:
        ports:
          - port: 443
      status:
        loadBalancer: {}`,
    good: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        ports:
          - port: 443`,
  },

  *check({ metadata, spec, status }) {
    const fields: Path[] = [
      ...setByServer.filter((key) => metadata?.[key] !== undefined).map((key) => ['metadata', key]),
      ...(isFixed(spec?.clusterIP) ? [['spec', 'clusterIP']] : []),
      ...(isMap(status) && Object.keys(status).length > 0 ? [['status']] : []),
    ]
    const [first, ...others] = fields
    if (!first) return
    const names = [first, ...others].map((path) => path.join('.'))
    const list =
      names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are` : `${names[0]} is`
    yield {
      at: first,
      key: true,
      message: `${list} set by the API server and ${names.length > 1 ? 'do' : 'does'} not belong into a file; remove ${names.length > 1 ? 'them' : 'it'}.`,
      related: others.map((at) => ({ at, message: 'set by the API server too' })),
    }
  },
})

const isFixed = (clusterIP: string | undefined): boolean =>
  clusterIP !== undefined && clusterIP !== '' && clusterIP !== 'None'
