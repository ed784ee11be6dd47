import type { Request } from '../../src/index.ts'
import { type Choose, underEveryReading } from './explore.ts'

/*
 * Who reaches a Service, read directly from https://kubernetes.io/docs/concepts/services-networking/service, one request
 * at a time. Where that says nothing, a reading is chosen. Shares no code with the program.
 */

export interface ServicePort {
  readonly name: string
  readonly port: number
  readonly nodePort?: number
  readonly protocol?: 'TCP' | 'UDP'
}

export interface Service {
  readonly apiVersion: 'v1'
  readonly kind: 'Service'
  readonly metadata: {
    readonly name: string
    readonly namespace: string
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly spec: {
    readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
    readonly ports?: readonly ServicePort[]
    readonly loadBalancerSourceRanges?: readonly string[]
    readonly allocateLoadBalancerNodePorts?: boolean
    readonly externalIPs?: readonly string[]
    readonly externalName?: string
  }
}

/** A request of which everything is known. */
export type WholeRequest = Required<Pick<Request, 'port' | 'protocol' | 'source' | 'facts'>>

/** Whether a request gets through to a pod; undefined where that is for nobody to say. */
export const kubernetesDecides = (service: Service, request: WholeRequest): boolean | undefined =>
  underEveryReading((choose) => decide(service, request, choose))

function decide({ metadata, spec }: Service, request: WholeRequest, choose: Choose): boolean {
  const { type = 'ClusterIP', ports = [], externalIPs = [], allocateLoadBalancerNodePorts = true } = spec
  if (type === 'ExternalName') return false
  const inCluster = request.facts.includes('inside the cluster')
  const inNetwork = request.facts.includes('inside the network')
  const hasNodes = type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts)
  const ours = ports.filter(({ protocol = 'TCP' }) => protocol === request.protocol)
  const own = ours.some(({ port }) => port === request.port)
  const node = hasNodes && ours.some(({ nodePort }) => nodePort === request.port)
  // Its own address, which only the cluster routes; a node is reached from there as well.
  if (inCluster && (own || node)) return true
  if (node && (inNetwork || choose('nodes from outside'))) return true
  if (own && externalIPs.length > 0 && (inNetwork || choose('external addresses routed'))) return true
  if (!own || type !== 'LoadBalancer') return false
  const { annotations = {} } = metadata
  if (annotations['networking.gke.io/load-balancer-type'] === 'Internal' && !inNetwork) return false
  const ranges = rangesOf(spec.loadBalancerSourceRanges, annotations)
  return ranges.length === 0 || ranges.some((block) => contains(block, request.source))
}

/** The annotation counts where the field is empty. */
function rangesOf(
  field: readonly string[] = [],
  annotations: Readonly<Record<string, string>>,
): readonly string[] {
  if (field.length > 0) return field
  const text = annotations['service.beta.kubernetes.io/load-balancer-source-ranges'] ?? ''
  return text.trim() === '' ? [] : text.split(',').map((block) => block.trim())
}

/** Whether an IPv4 address lies in a CIDR block. */
function contains(block: string, address: string): boolean {
  const [network = '', length = '32'] = block.split('/')
  const bits = (text: string) => text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
  const size = 2 ** (32 - Number(length))
  return Math.floor(bits(network) / size) === Math.floor(bits(address) / size)
}
