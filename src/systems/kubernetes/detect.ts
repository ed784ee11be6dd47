import type { Path } from '../../position.ts'
import { isMap } from '../../schema/json-schema.ts'
import type { Detected } from '../../system.ts'
import { hasAllowList } from './allow-lists.ts'
import type { Fields } from './document.ts'
import { addressPolicyOf } from './network-policy.ts'
import { isPodBearing, podTemplateOf } from './workloads.ts'

/** Lists within lists that are entered; `kubectl` writes one, and what is meant by more is no list any more. */
const deepestList = 50

/** Fields of a Service's spec that the specs of other kinds, or their patches, do not have. */
const serviceFields: ReadonlySet<string> = new Set([
  'ports',
  'clusterIP',
  'clusterIPs',
  'externalIPs',
  'externalName',
  'externalTrafficPolicy',
  'healthCheckNodePort',
  'internalTrafficPolicy',
  'ipFamilies',
  'ipFamilyPolicy',
  'loadBalancerClass',
  'loadBalancerIP',
  'loadBalancerSourceRanges',
  'allocateLoadBalancerNodePorts',
  'publishNotReadyAddresses',
  'sessionAffinity',
  'sessionAffinityConfig',
  'trafficDistribution',
])

/** The objects of this system in a parsed document, by content alone. */
export function detect(value: unknown): Detected[] {
  if (Array.isArray(value))
    return isServicePatch(value) ? [{ kind: 'kubernetes/service-json-patch', at: [] }] : []
  if (!isMap(value)) return []
  const { kind } = value
  if (typeof kind !== 'string')
    return isMergePatch(value) ? [{ kind: 'kubernetes/service-merge-patch', at: [] }] : []
  return kind.endsWith('List') || kind.toLowerCase() === 'list' ? inList(value) : objectAt(value, [])
}

/** The objects in a v1 List or ServiceList, in lists of lists as well; each is an object of its own. */
function inList(root: Fields): Detected[] {
  const found: Detected[] = []
  const open: { list: Fields; at: Path; depth: number }[] = [{ list: root, at: [], depth: 1 }]
  for (let step = open.pop(); step; step = open.pop()) {
    const { list, at, depth } = step
    const { items, kind, apiVersion } = list
    if (apiVersion !== 'v1' || (kind !== 'List' && kind !== 'ServiceList') || !Array.isArray(items)) continue
    const inner: typeof open = []
    for (const [index, item] of (items as unknown[]).entries()) {
      const itemAt = [...at, 'items', index]
      if (!isMap(item)) found.push({ kind: 'kubernetes/service', at: itemAt })
      else if (item['kind'] === 'List' || item['kind'] === 'ServiceList') {
        if (depth < deepestList) inner.push({ list: item, at: itemAt, depth: depth + 1 })
      } else if (kind === 'ServiceList' && item['kind'] === undefined)
        found.push({ kind: 'kubernetes/service', at: itemAt })
      else found.push(...objectAt(item, itemAt))
    }
    open.push(...inner.reverse())
  }
  return found
}

function objectAt(value: Fields, at: Path): Detected[] {
  const { kind, apiVersion } = value
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') return []
  if (kind === 'DeleteOptions') return [{ kind: 'kubernetes/delete-options', at }]
  if (apiVersion === 'v1' && kind.toLowerCase() === 'service')
    return [{ kind: isDirected(value) ? 'kubernetes/service-merge-patch' : 'kubernetes/service', at }]
  if (hasAllowList(value)) return [{ kind: 'kubernetes/allow-list', at }]
  if (isPodBearing(value)) return inBackground('kubernetes/workload', at, podTemplateOf(value))
  if (kind === 'NetworkPolicy') return inBackground('kubernetes/network-policy', at, addressPolicyOf(value))
  return []
}

const inBackground = (kind: string, at: Path, background: object | undefined): Detected[] =>
  background ? [{ kind, at, background }] : []

/** JSON Patch that touches a field which only a Service has. */
function isServicePatch(operations: readonly unknown[]): boolean {
  return operations.some((operation) => {
    if (!isMap(operation) || typeof operation['op'] !== 'string' || typeof operation['path'] !== 'string')
      return false
    const [, top, field = ''] = operation['path'].split('/')
    return top === 'spec' && serviceFields.has(field)
  })
}

/** A part of a Service without its kind: what `kubectl patch` is given. */
function isMergePatch(value: Fields): boolean {
  const { spec, apiVersion } = value
  const known = ['metadata', 'spec', 'status', '$patch', '$retainKeys']
  return (
    apiVersion === undefined &&
    isMap(spec) &&
    Object.keys(value).every((key) => known.includes(key)) &&
    !Object.hasOwn(spec, 'kind') &&
    Object.keys(spec).some((key) => serviceFields.has(key.replace(/^\$setElementOrder\//, '')))
  )
}

/** Whether an object of a known kind is a patch all the same: overlays write the whole head of what they patch. */
function isDirected({ spec, ...top }: Fields): boolean {
  const directed = (value: unknown) =>
    isMap(value) &&
    Object.keys(value).some((key) =>
      /^\$(patch|retainKeys|setElementOrder|deleteFromPrimitiveList)/.test(key),
    )
  const ports: unknown = isMap(spec) ? spec['ports'] : undefined
  return (
    directed(top) ||
    directed(top['metadata']) ||
    directed(spec) ||
    (Array.isArray(ports) && ports.some(directed))
  )
}
