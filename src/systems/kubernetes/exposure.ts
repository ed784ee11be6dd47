import type { Path } from '../../position.ts'
import { entriesOf, own, type Service } from './document.ts'
import { annotatedRanges, rangesAnnotation } from './validation/address-rules.ts'
import { isCidr } from './validation/go-address.ts'

/** The type of a Service, its default filled in. */
export const typeOf = ({ spec }: Service): string => spec?.type || 'ClusterIP'

/** Annotations with which a cloud keeps a load balancer within its network, by the values that do. */
const internalAnnotations: readonly (readonly [string, RegExp])[] = [
  // https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer
  ['service.beta.kubernetes.io/aws-load-balancer-internal', /^(?!false$)./i],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', /^internal$/i],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', /^true$/i],
  ['networking.gke.io/load-balancer-type', /^internal$/i],
  ['cloud.google.com/load-balancer-type', /^internal$/i],
  ['service.beta.kubernetes.io/openstack-internal-load-balancer', /^true$/i],
  ['service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', /^private$/i],
  ['service.kubernetes.io/qcloud-loadbalancer-internal-subnetid', /./],
  ['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', /^intranet$/i],
  ['service.beta.kubernetes.io/oci-load-balancer-internal', /^true$/i],
  ['oci-network-load-balancer.oraclecloud.com/internal', /^true$/i],
]

/** The annotation that keeps a load balancer within its network, where there is one. */
export function internalAnnotation({ metadata }: Service): string | undefined {
  const found = internalAnnotations.find(([key, value]) => value.test(own(metadata?.annotations, key) ?? ''))
  if (found) return found[0]
  // https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/: internal unless told otherwise.
  const type = own(metadata?.annotations, awsType)
  const scheme = own(metadata?.annotations, 'service.beta.kubernetes.io/aws-load-balancer-scheme')
  return (type === 'external' || type === 'nlb-ip') && scheme === undefined ? awsType : undefined
}

const awsType = 'service.beta.kubernetes.io/aws-load-balancer-type'

/** Blocks of the clients that a load balancer lets in, and where they stand. */
export interface SourceRanges {
  readonly at: Path
  readonly entries: readonly { readonly value: string; readonly at: Path }[]
  /** Some entries are refused, so that what the list lets in is not known. */
  readonly open: boolean
}

/** The source ranges that count: the field, or the annotation where the field is empty; undefined where none are given. */
export function sourceRanges(service: Service): SourceRanges | undefined {
  const { spec, metadata } = service
  const list = spec?.loadBalancerSourceRanges
  if (list !== undefined && list.length > 0) {
    const at = ['spec', 'loadBalancerSourceRanges']
    const entries = entriesOf(list).map(({ value, index }) => ({ value: value.trim(), at: [...at, index] }))
    return rangesOf(at, entries, entries.length < list.length)
  }
  const text = own(metadata?.annotations, rangesAnnotation)
  if (text === undefined || text.trim() === '') return undefined
  const at = ['metadata', 'annotations', rangesAnnotation]
  return rangesOf(
    at,
    annotatedRanges(text).map((value) => ({ value, at })),
    false,
  )
}

function rangesOf(at: Path, entries: SourceRanges['entries'], open: boolean): SourceRanges {
  const known = entries.filter(({ value }) => isCidr(value))
  return { at, entries: known, open: open || known.length < entries.length }
}

/** Whether a Service is reached by way of the nodes: NodePort, or LoadBalancer unless told otherwise. */
export function hasNodePorts(service: Service): boolean {
  const type = typeOf(service)
  return (
    type === 'NodePort' || (type === 'LoadBalancer' && service.spec?.allocateLoadBalancerNodePorts !== false)
  )
}

/** "shop/storefront", or "storefront" where the namespace is left to the request. */
export function serviceName({ metadata }: Service): string {
  const name = metadata?.name || (metadata?.generateName ? `${metadata.generateName}…` : '?')
  return metadata?.namespace ? `${metadata.namespace}/${name}` : name
}
