import { describe, expect, it } from 'vitest'
import { evaluate } from '../../../src/analysis/evaluate.ts'
import type { Listener } from '../../../src/model.ts'
import { insideCluster, insideNetwork } from '../../../src/model.ts'
import type { Service, ServiceSpec } from '../../../src/systems/kubernetes/document.ts'
import { normaliseService } from '../../../src/systems/kubernetes/normalise.ts'

const model = (
  spec: ServiceSpec,
  metadata: Service['metadata'] = { name: 'storefront', namespace: 'shop' },
) => normaliseService({ apiVersion: 'v1', kind: 'Service', metadata, spec })
const only = (spec: ServiceSpec, metadata?: Service['metadata']): Listener => {
  const { listeners } = model(spec, metadata)
  expect(listeners).toHaveLength(1)
  return listeners[0]!
}
const balanced: ServiceSpec = {
  type: 'LoadBalancer',
  ports: [{ port: 443, nodePort: 30443 }],
  loadBalancerSourceRanges: ['198.51.100.0/24'],
}
const office = { source: '198.51.100.7', facts: [] }
const stranger = { source: '203.0.113.7', facts: [] }

describe('the listeners', () => {
  it('are named by namespace, name and port', () => {
    expect(only({ ports: [{ port: 443 }] }).identity).toBe('service shop/storefront:443')
    expect(only({ ports: [{ port: 443 }] }, { name: 'storefront' }).identity).toBe('service storefront:443')
    expect(only({ ports: [{ port: 443 }] }, { generateName: 'web-' }).identity).toBe('service web-…:443')
  })

  it('of one number are told apart by their protocol', () => {
    const ports = [
      { name: 'a', port: 53 },
      { name: 'b', port: 53, protocol: 'UDP' },
      { name: 'c', port: 54, protocol: 'UDP' },
    ]
    expect(model({ ports }).listeners.map(({ identity }) => identity)).toEqual([
      'service shop/storefront:53',
      'service shop/storefront:53/UDP',
      'service shop/storefront:54',
    ])
  })

  it('take what comes to their port over their protocol', () => {
    const { entry } = only({ type: 'NodePort', ports: [{ port: 53, nodePort: 30053, protocol: 'UDP' }] })
    const takes = (port: number, protocol: string) => evaluate(entry!, { port, protocol })
    expect([takes(53, 'UDP'), takes(30053, 'UDP'), takes(53, 'TCP'), takes(54, 'UDP')]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('of a NodePort have the number that callers use', () => {
    expect(only({ type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }).port).toEqual({
      value: 30080,
      at: ['spec', 'ports', 0, 'nodePort'],
    })
    expect(only({ type: 'NodePort', ports: [{ port: 80 }] }).port).toEqual({
      value: 80,
      at: ['spec', 'ports', 0, 'port'],
    })
  })

  it('are none for an ExternalName', () => {
    expect(
      model({ type: 'ExternalName', externalName: 'example.com', ports: [{ port: 80 }] }).listeners,
    ).toEqual([])
  })
})

describe('the reach', () => {
  const reach = (spec: ServiceSpec, metadata?: Service['metadata']) =>
    only({ ports: [{ port: 443 }], ...spec }, metadata).reach.value

  it.each<[string, ServiceSpec, string]>([
    ['ClusterIP', {}, 'cluster'],
    ['an empty type', { type: '' }, 'cluster'],
    ['headless', { clusterIP: 'None' }, 'cluster'],
    ['NodePort', { type: 'NodePort' }, 'network'],
    ['LoadBalancer', { type: 'LoadBalancer' }, 'internet'],
    ['externalIPs', { externalIPs: ['203.0.113.7'] }, 'network'],
  ])('of %s', (_, spec, expected) => expect(reach(spec)).toBe(expected))

  it('of an internal load balancer is the network', () => {
    const annotations = { 'networking.gke.io/load-balancer-type': 'Internal' }
    expect(reach({ type: 'LoadBalancer' }, { name: 'web', annotations })).toBe('network')
  })
})

describe('the access', () => {
  it('of a load balancer without ranges is everyone', () => {
    expect(evaluate(only({ type: 'LoadBalancer', ports: [{ port: 443 }] }).access!, stranger)).toBe(true)
  })

  it('of a limited one is who is in the ranges, and the cluster', () => {
    const { access } = only({ ...balanced, allocateLoadBalancerNodePorts: false })
    expect(evaluate(access!, { ...office, port: 443 })).toBe(true)
    expect(evaluate(access!, { ...stranger, port: 443 })).toBe(false)
    expect(evaluate(access!, { ...stranger, port: 443, facts: [insideCluster, insideNetwork] })).toBe(true)
    expect(evaluate(access!, { ...stranger, port: 443, facts: [insideNetwork] })).toBe(false)
  })

  it('by way of a node is not limited by ranges', () => {
    const { access } = only(balanced)
    expect(evaluate(access!, { ...stranger, port: 30443, facts: [insideNetwork] })).toBe(true)
    // Whether nodes are reached from outside is not in the document.
    expect(evaluate(access!, { ...stranger, port: 30443 })).toBeUndefined()
    expect(evaluate(access!, { ...stranger, port: 443 })).toBe(false)
  })

  it('reads the annotation where the field is empty, and only there', () => {
    const annotated = (text: string, ranges: readonly string[]) =>
      only(
        { ...balanced, loadBalancerSourceRanges: ranges, allocateLoadBalancerNodePorts: false },
        { name: 'web', annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': text } },
      ).access!
    expect(evaluate(annotated('203.0.113.0/24, 192.0.2.0/24', []), stranger)).toBe(true)
    expect(evaluate(annotated('203.0.113.0/24', []), office)).toBe(false)
    expect(evaluate(annotated('203.0.113.0/24', ['198.51.100.0/24']), stranger)).toBe(false)
    expect(evaluate(annotated(' ', []), stranger)).toBe(true)
  })

  it('is not known where a range is refused or read in two ways', () => {
    expect(
      only({ ...balanced, loadBalancerSourceRanges: ['198.51.100.0/24', 'office'] }).access,
    ).toBeUndefined()
    expect(only({ ...balanced, loadBalancerSourceRanges: ['010.0.0.0/8'] }).access).toBeUndefined()
  })

  it('of ranges on another type is not limited: those are refused', () => {
    expect(evaluate(only({ ...balanced, type: 'NodePort' }).access!, stranger)).toBe(true)
  })
})

describe('callers from further away', () => {
  it('reach a NodePort if they reach a node, which no document says', () => {
    const { outsiders } = only({ type: 'NodePort', ports: [{ port: 80 }] })
    expect(evaluate(outsiders!, stranger)).toBeUndefined()
  })
  it('are shut out of what is within the cluster', () => {
    expect(only({ ports: [{ port: 80 }] }).outsiders).toBeUndefined()
  })
})

it('has the ranges as a list of addresses, with their places and without blanks', () => {
  const { addressControls } = model({
    ...balanced,
    loadBalancerSourceRanges: [' 198.51.100.0/24 ', 'office', '203.0.113.0/24'],
  })
  expect(addressControls).toMatchObject([
    {
      lists: [
        {
          open: true,
          entries: [
            { value: '198.51.100.0/24', at: ['spec', 'loadBalancerSourceRanges', 0], action: 'allow' },
            { value: '203.0.113.0/24', at: ['spec', 'loadBalancerSourceRanges', 2] },
          ],
        },
      ],
    },
  ])
})
