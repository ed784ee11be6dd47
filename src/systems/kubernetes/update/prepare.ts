import { entriesOf, type Service, type ServicePort, type ServiceSpec } from '../document.ts'
import type { Release } from '../release.ts'
import { isExternal, needsHealthCheck } from '../validation/server-rule.ts'

const needsAddress = ({ type }: ServiceSpec): boolean => type !== 'ExternalName'
const needsNodePorts = ({ type }: ServiceSpec): boolean => type === 'NodePort' || type === 'LoadBalancer'

const same = (one: readonly unknown[] = [], other: readonly unknown[] = []): boolean =>
  one.length === other.length && one.every((value, index) => value === other[index])

/**
 * The new Service as it is validated: values that the server had allocated are carried over where the request leaves
 * them out, and cleared where its type has no use for them and it does not change them. Both are as the registry does
 * it from 1.20 on (patchAllocatedValues, NormalizeClusterIPs, dropTypeDependentFields); before, nothing is.
 */
export function prepared(service: Service, stored: Service, release: Release): Service {
  if (release < 20) return service
  const before = stored.spec ?? {}
  const carried = carry(service.spec ?? {}, before)
  return {
    ...service,
    spec: clear(withFamilies(normalise(carried, before), before, release), before, release),
  }
}

function carry(spec: ServiceSpec, before: ServiceSpec): ServiceSpec {
  const addresses = needsAddress(before) && needsAddress(spec)
  const health = needsHealthCheck(before) && needsHealthCheck(spec) && !spec.healthCheckNodePort
  return {
    ...spec,
    ...(addresses && !spec.clusterIP && before.clusterIP !== undefined && { clusterIP: before.clusterIP }),
    // What is absent in the request is not yet made of its clusterIP: the stored list comes first.
    ...(addresses &&
      before.clusterIPs && { clusterIPs: spec.clusterIPs?.length ? spec.clusterIPs : before.clusterIPs }),
    ...(needsNodePorts(before) &&
      needsNodePorts(spec) &&
      spec.ports && { ports: carryNodePorts(spec.ports, before.ports) }),
    ...(health &&
      before.healthCheckNodePort !== undefined && { healthCheckNodePort: before.healthCheckNodePort }),
  }
}

function carryNodePorts(
  ports: readonly ServicePort[],
  before: readonly ServicePort[] = [],
): readonly ServicePort[] {
  const numbers = (list: readonly ServicePort[]) =>
    new Set(entriesOf(list).map(({ value }) => value.nodePort ?? 0))
  const [old, now] = [numbers(before), numbers(ports)]
  const byName = new Map(entriesOf(before).map(({ value }) => [value.name ?? '', value.nodePort ?? 0]))
  return ports.map((port) => {
    const known = byName.get(port.name ?? '') ?? 0
    return port.nodePort || known === 0 || (old.has(known) && now.has(known))
      ? port
      : { ...port, nodePort: known }
  })
}

function normalise(spec: ServiceSpec, before: ServiceSpec): ServiceSpec {
  const { clusterIP = '', clusterIPs = [] } = spec
  const { clusterIP: oldIP = '', clusterIPs: oldIPs = [] } = before
  if (clusterIP === oldIP)
    return oldIPs.length > 0 && clusterIPs.length === 0 ? { ...spec, clusterIPs: oldIPs } : spec
  if (!same(clusterIPs, oldIPs)) return spec
  return { ...spec, clusterIPs: clusterIP === '' ? [] : [clusterIP] }
}

/** What the allocation fills in from the stored object, or takes away for the policy SingleStack. */
function withFamilies(spec: ServiceSpec, before: ServiceSpec, release: Release): ServiceSpec {
  if (release < 21 || !needsAddress(spec)) return spec
  const policy = spec.ipFamilyPolicy ?? before.ipFamilyPolicy
  const { clusterIPs = [], ipFamilies = [] } = spec
  const single = policy === 'SingleStack'
  const keep = (list: readonly string[], old: readonly string[] = []) =>
    single && same(list, old) ? list.slice(0, 1) : list
  const families = keep(ipFamilies, before.ipFamilies)
  const kept = keep(clusterIPs, before.clusterIPs)
  return {
    ...spec,
    ...(policy !== undefined && { ipFamilyPolicy: policy }),
    ...(spec.clusterIPs && { clusterIPs: kept }),
    ...(families.length > 0 && { ipFamilies: families }),
  }
}

/** Keys of which the values stay only if the request changes them. */
function clear(spec: ServiceSpec, before: ServiceSpec, release: Release): ServiceSpec {
  const gone = new Set<keyof ServiceSpec>()
  if (needsAddress(before) && !needsAddress(spec)) {
    if ((spec.clusterIP ?? '') === (before.clusterIP ?? '') && same(spec.clusterIPs, before.clusterIPs))
      gone.add('clusterIP').add('clusterIPs')
    if (same(spec.ipFamilies, before.ipFamilies)) gone.add('ipFamilies')
    if (spec.ipFamilyPolicy === before.ipFamilyPolicy) gone.add('ipFamilyPolicy')
  }
  const balanced = before.type === 'LoadBalancer' && spec.type !== 'LoadBalancer'
  if (balanced && spec.allocateLoadBalancerNodePorts === before.allocateLoadBalancerNodePorts)
    gone.add('allocateLoadBalancerNodePorts')
  if (balanced && spec.loadBalancerClass === before.loadBalancerClass) gone.add('loadBalancerClass')
  if (
    needsHealthCheck(before) &&
    !needsHealthCheck(spec) &&
    (spec.healthCheckNodePort ?? 0) === (before.healthCheckNodePort ?? 0)
  )
    gone.add('healthCheckNodePort')
  if (
    isExternal(before, release) &&
    !isExternal(spec, release) &&
    spec.externalTrafficPolicy === before.externalTrafficPolicy
  )
    gone.add('externalTrafficPolicy')
  const rest = Object.fromEntries(
    Object.entries(spec).filter(([key]) => !gone.has(key as keyof ServiceSpec)),
  ) as ServiceSpec
  if (!needsNodePorts(before) || needsNodePorts(spec) || !spec.ports) return rest
  const old = new Set(entriesOf(before.ports).map(({ value }) => value.nodePort))
  const isNew = entriesOf(spec.ports).some(({ value }) => value.nodePort && !old.has(value.nodePort))
  return isNew ? rest : { ...rest, ports: spec.ports.map(({ nodePort: _, ...port }) => port) }
}
