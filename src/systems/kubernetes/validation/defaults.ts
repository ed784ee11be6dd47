import type { Service, ServicePort, ServiceSpec } from '../document.ts'
import type { Release } from '../release.ts'
import { isExternal } from './server-rule.ts'

/** Seconds of session affinity where none are given. */
const affinitySeconds = 10800

/**
 * A Service as the server has it once SetDefaults_Service and the start of the registry are through: defaults of the
 * release, `clusterIPs` made of `clusterIP`. What a cluster allocates is left out.
 */
export function defaulted(service: Service, release: Release): Service {
  return {
    ...service,
    spec: withFamilies(withClusterIPs(withDefaults(service.spec ?? {}, release), release), release),
  }
}

function withDefaults(spec: ServiceSpec, release: Release): ServiceSpec {
  const type = spec.type || 'ClusterIP'
  const { sessionAffinityConfig, ...rest } = spec
  const sessionAffinity = spec.sessionAffinity || 'None'
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds
  const external = isExternal({ ...rest, type }, release) && !spec.externalTrafficPolicy
  return {
    ...rest,
    type,
    sessionAffinity,
    ...(sessionAffinity === 'ClientIP' && {
      sessionAffinityConfig: { clientIP: { timeoutSeconds: seconds ?? affinitySeconds } },
    }),
    ...(spec.ports && { ports: spec.ports.map(withPortDefaults) }),
    ...(external && { externalTrafficPolicy: 'Cluster' }),
    ...(release >= 22 &&
      type !== 'ExternalName' && { internalTrafficPolicy: spec.internalTrafficPolicy ?? 'Cluster' }),
    ...(release >= 22 &&
      type === 'LoadBalancer' && {
        allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? true,
      }),
  }
}

function withPortDefaults(port: ServicePort): ServicePort {
  const { targetPort = 0, port: number = 0 } = port
  return {
    ...port,
    protocol: port.protocol || 'TCP',
    targetPort: targetPort === 0 || targetPort === '' ? number : targetPort,
  }
}

function withClusterIPs(spec: ServiceSpec, release: Release): ServiceSpec {
  const { clusterIP = '', clusterIPs = [] } = spec
  return release < 20 || clusterIP === '' || clusterIPs.length > 0
    ? spec
    : { ...spec, clusterIPs: [clusterIP] }
}

/** 1.20 has no second address by default; up to 1.22 two addresses or families mean RequireDualStack. */
function withFamilies(spec: ServiceSpec, release: Release): ServiceSpec {
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy, type } = spec
  if (release === 20 && clusterIPs.length > 1) return { ...spec, clusterIPs: clusterIPs.slice(0, 1) }
  const two = clusterIPs.length === 2 || ipFamilies.length === 2
  const implied =
    release >= 21 && release < 23 && type !== 'ExternalName' && ipFamilyPolicy === undefined && two
  return implied ? { ...spec, ipFamilyPolicy: 'RequireDualStack' } : spec
}
