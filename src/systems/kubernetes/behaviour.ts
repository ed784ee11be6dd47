import { type Condition, undetermined } from '../../analysis/condition.ts'

/** One statement about how a cluster behaves. */
export interface Behaviour {
  /** As an assumption: "the nodes are reached from outside of the network". */
  readonly says: string
  /** Where it is written, or what it could be taken from. */
  readonly source: string
  readonly documented: boolean
}

const service = 'https://kubernetes.io/docs/concepts/services-networking/service'

/** What is known of who reaches a Service, and what is not. */
export const behaviour = {
  clusterIPsWithinCluster: {
    says: 'the address of a Service is reached from within the cluster only',
    source: `${service}/#type-clusterip`,
    documented: true,
  },
  rangesLimitClients: {
    says: 'source ranges limit who reaches a load balancer, if its provider knows them',
    source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
    documented: true,
  },
  nodesFromOutside: {
    says: 'the nodes are reached from outside of the network',
    source: 'no Service says how its nodes are reached',
    documented: false,
  },
  externalIPsRouted: {
    says: 'the external addresses are routed to the nodes from outside of the network',
    source: `${service}/#external-ips: "externalIPs are not managed by Kubernetes"`,
    documented: false,
  },
} as const satisfies Readonly<Record<string, Behaviour>>

/** An undocumented statement as part of a condition. */
export function reading(name: keyof typeof behaviour): Condition {
  return undetermined(`kubernetes: ${name}`, behaviour[name].says)
}
