import fc from 'fast-check'
import type { Service, ServicePort, WholeRequest } from './kubernetes-interpreter.ts'

const blocks = ['198.51.100.0/24', '198.51.100.0/25', '10.0.0.0/8', '0.0.0.0/0', '203.0.113.7/32']
const ranges = fc.uniqueArray(fc.constantFrom(...blocks), { minLength: 1, maxLength: 3 })

/** Two ports of one number and two protocols, or one or two of different numbers. */
const ports = (nodes: boolean): fc.Arbitrary<readonly ServicePort[]> =>
  fc
    .uniqueArray(
      fc.constantFrom<ServicePort>(
        { name: 'a', port: 443 },
        { name: 'b', port: 80 },
        { name: 'c', port: 443, protocol: 'UDP' },
      ),
      { minLength: 1, maxLength: 2, selector: ({ name }) => name },
    )
    .map((list) => list.map((port, index) => (nodes ? { ...port, nodePort: 30_080 + index } : port)))

const type = fc.constantFrom(
  'ClusterIP',
  undefined,
  'NodePort',
  'LoadBalancer',
  'LoadBalancer',
  'LoadBalancer',
) as fc.Arbitrary<Service['spec']['type']>

/** A Service that the API server takes. */
export const service: fc.Arbitrary<Service> = fc
  .record({
    type,
    nodes: fc.boolean(),
    limit: fc.constantFrom('none', 'field', 'field', 'annotation', 'both'),
    lists: fc.tuple(ranges, ranges),
    internal: fc.constantFrom(false, false, true),
    allocate: fc.constantFrom(undefined, undefined, false, true),
    external: fc.constantFrom(false, false, false, true),
  })
  .chain(({ type, nodes, limit, lists, internal, allocate, external }) => {
    const balanced = type === 'LoadBalancer'
    // The numbers of nodes are given, or there are none: those that a cluster is to choose are not known.
    const given = type === 'NodePort' || (balanced && nodes)
    const without = balanced && !nodes ? false : allocate
    return ports(given).map((list): Service => {
      const annotations = {
        ...(balanced && internal && { 'networking.gke.io/load-balancer-type': 'Internal' }),
        ...(balanced &&
          (limit === 'annotation' || limit === 'both') && {
            'service.beta.kubernetes.io/load-balancer-source-ranges': lists[1].join(', '),
          }),
      }
      return {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'web', namespace: 'shop', annotations },
        spec: {
          ...(type && { type }),
          ports: list,
          ...(balanced && (limit === 'field' || limit === 'both') && { loadBalancerSourceRanges: lists[0] }),
          ...(balanced && without !== undefined && { allocateLoadBalancerNodePorts: without }),
          ...(external && { externalIPs: ['203.0.113.9'] }),
        },
      }
    })
  })

export const request: fc.Arbitrary<WholeRequest> = fc.record({
  port: fc.constantFrom(443, 443, 80, 30_080, 30_081, 8080),
  protocol: fc.constantFrom('TCP', 'TCP', 'UDP'),
  source: fc.constantFrom('198.51.100.7', '198.51.100.200', '10.0.0.1', '203.0.113.7', '192.0.2.1'),
  facts: fc.constantFrom<string[]>(
    [],
    [],
    ['inside the network'],
    ['inside the network', 'inside the cluster'],
  ),
})
