/** Every field that the reference of OKD 3.9 lists for v1.Service. `[]` stands for the entries of a list, `*` for any key. */
export const seedFields: readonly string[] = `
apiVersion
kind
metadata
metadata.annotations
metadata.annotations.*
metadata.clusterName
metadata.creationTimestamp
metadata.deletionGracePeriodSeconds
metadata.deletionTimestamp
metadata.finalizers
metadata.finalizers[]
metadata.generateName
metadata.generation
metadata.initializers
metadata.initializers.pending
metadata.initializers.pending[].name
metadata.initializers.result
metadata.initializers.result.apiVersion
metadata.initializers.result.code
metadata.initializers.result.details
metadata.initializers.result.details.causes
metadata.initializers.result.details.causes[].field
metadata.initializers.result.details.causes[].message
metadata.initializers.result.details.causes[].reason
metadata.initializers.result.details.group
metadata.initializers.result.details.kind
metadata.initializers.result.details.name
metadata.initializers.result.details.retryAfterSeconds
metadata.initializers.result.details.uid
metadata.initializers.result.kind
metadata.initializers.result.message
metadata.initializers.result.metadata
metadata.initializers.result.metadata.resourceVersion
metadata.initializers.result.metadata.selfLink
metadata.initializers.result.reason
metadata.initializers.result.status
metadata.labels
metadata.labels.*
metadata.name
metadata.namespace
metadata.ownerReferences
metadata.ownerReferences[].apiVersion
metadata.ownerReferences[].blockOwnerDeletion
metadata.ownerReferences[].controller
metadata.ownerReferences[].kind
metadata.ownerReferences[].name
metadata.ownerReferences[].uid
metadata.resourceVersion
metadata.selfLink
metadata.uid
spec
spec.clusterIP
spec.externalIPs
spec.externalIPs[]
spec.externalName
spec.externalTrafficPolicy
spec.healthCheckNodePort
spec.loadBalancerIP
spec.loadBalancerSourceRanges
spec.loadBalancerSourceRanges[]
spec.ports
spec.ports[].name
spec.ports[].nodePort
spec.ports[].port
spec.ports[].protocol
spec.ports[].targetPort
spec.selector
spec.selector.*
spec.sessionAffinity
spec.type
status
status.loadBalancer
status.loadBalancer.ingress
status.loadBalancer.ingress[].hostname
status.loadBalancer.ingress[].ip
`
  .trim()
  .split('\n')

/** Fields of the same release that the reference leaves out. */
export const omittedFields: readonly string[] = [
  'spec.sessionAffinityConfig',
  'spec.sessionAffinityConfig.clientIP',
  'spec.sessionAffinityConfig.clientIP.timeoutSeconds',
  'spec.publishNotReadyAddresses',
]

/** Fields of other releases, and the first one that reads them by default; `-` for alpha fields that none did. */
export const laterFields: readonly (readonly [string, string])[] = [
  ['metadata.managedFields', '1.14'],
  ['metadata.managedFields[]', '1.14'],
  ['spec.ports[].appProtocol', '1.20'],
  ['spec.clusterIPs', '1.20'],
  ['spec.clusterIPs[]', '1.20'],
  ['spec.ipFamilies', '1.21'],
  ['spec.ipFamilies[]', '1.21'],
  ['spec.ipFamilyPolicy', '1.21'],
  ['spec.allocateLoadBalancerNodePorts', '1.22'],
  ['spec.loadBalancerClass', '1.22'],
  ['spec.internalTrafficPolicy', '1.22'],
  ['spec.trafficDistribution', '1.31'],
  ['spec.ipFamily', '-'],
  ['spec.topologyKeys', '-'],
  ['spec.topologyKeys[]', '-'],
  ['status.conditions', '1.20'],
  ['status.conditions[].lastTransitionTime', '1.20'],
  ['status.conditions[].message', '1.20'],
  ['status.conditions[].observedGeneration', '1.20'],
  ['status.conditions[].reason', '1.20'],
  ['status.conditions[].status', '1.20'],
  ['status.conditions[].type', '1.20'],
  ['status.loadBalancer.ingress[].ipMode', '1.30'],
  ['status.loadBalancer.ingress[].ports', '1.20'],
  ['status.loadBalancer.ingress[].ports[].error', '1.20'],
  ['status.loadBalancer.ingress[].ports[].port', '1.20'],
  ['status.loadBalancer.ingress[].ports[].protocol', '1.20'],
]
