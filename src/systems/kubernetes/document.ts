/**
 * A Service as it reaches the rules: what broke the schema is undefined, so every field is optional and a list may hold
 * a gap. https://docs.okd.io/3.9/rest_api/api/v1.Service.html, https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export interface Service {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata?: Metadata
  readonly spec?: ServiceSpec
  readonly status?: unknown
}

export interface Metadata {
  readonly name?: string
  readonly generateName?: string
  readonly namespace?: string
  readonly labels?: StringMap
  readonly annotations?: StringMap
  readonly finalizers?: readonly string[]
  readonly ownerReferences?: readonly OwnerReference[]
  readonly uid?: string
  readonly resourceVersion?: string
  readonly selfLink?: string
  readonly generation?: number
  readonly creationTimestamp?: string
  readonly deletionTimestamp?: string
  readonly deletionGracePeriodSeconds?: number
  readonly managedFields?: unknown
}

export type StringMap = Readonly<Record<string, string>>

export interface OwnerReference {
  readonly apiVersion?: string
  readonly kind?: string
  readonly name?: string
  readonly uid?: string
  readonly controller?: boolean
}

export interface ServiceSpec {
  readonly type?: string
  readonly clusterIP?: string
  readonly clusterIPs?: readonly string[]
  readonly ipFamilies?: readonly string[]
  readonly ipFamilyPolicy?: string
  readonly selector?: StringMap
  readonly ports?: readonly ServicePort[]
  readonly externalIPs?: readonly string[]
  readonly externalName?: string
  readonly externalTrafficPolicy?: string
  readonly internalTrafficPolicy?: string
  readonly healthCheckNodePort?: number
  readonly loadBalancerIP?: string
  readonly loadBalancerSourceRanges?: readonly string[]
  readonly loadBalancerClass?: string
  readonly allocateLoadBalancerNodePorts?: boolean
  readonly sessionAffinity?: string
  readonly sessionAffinityConfig?: { readonly clientIP?: { readonly timeoutSeconds?: number } }
  readonly publishNotReadyAddresses?: boolean
  readonly trafficDistribution?: string
}

export interface ServicePort {
  readonly name?: string
  readonly protocol?: string
  readonly appProtocol?: string
  readonly port?: number
  readonly targetPort?: number | string
  readonly nodePort?: number
}

/** An object of any kind, of which only what refers to Services or is referred to is read. */
export type Fields = Readonly<Record<string, unknown>>

/** A list of the document without the gaps of what broke the schema, with the place of each entry. */
export function entriesOf<T>(list: readonly (T | undefined)[] | undefined): { value: T; index: number }[] {
  return Array.isArray(list)
    ? list.flatMap((value: T | undefined, index) =>
        value === undefined || value === null ? [] : [{ value, index }],
      )
    : []
}

/** The entry of a map; undefined for a name that only its prototype has. */
export function own<T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined
}

/** Whether the schema left out no part of a value: otherwise nothing can be said of it as a whole. */
export function isWhole(root: unknown): boolean {
  const seen = new Set<unknown>()
  const open: unknown[] = [root]
  while (open.length > 0) {
    const value = open.pop()
    if (value === undefined) return false
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    for (const child of Object.values(value) as unknown[]) open.push(child)
  }
  return true
}
