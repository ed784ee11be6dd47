import { defineRule } from '../../../rule.ts'
import type { Service } from '../document.ts'
import { hasNodePorts, sourceRanges, typeOf } from '../exposure.ts'

export const nodePortBypass = defineRule<Service>({
  id: 'kubernetes/node-port-bypass',
  summary: 'A limited load balancer whose node ports are not limited.',
  category: 'exposure',
  severity: 'note',
  docs: {
    why: `
      A LoadBalancer gets a port on every node as well, and source ranges hold for the load balancer: whoever reaches a
      node gets around them. From Kubernetes 1.22 on \`allocateLoadBalancerNodePorts: false\` leaves the node ports out,
      if the provider can do without.`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        type: LoadBalancer
        loadBalancerSourceRanges: [198.51.100.0/24]
        ports:
          - port: 443`,
    good: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        type: LoadBalancer
        allocateLoadBalancerNodePorts: false
        loadBalancerSourceRanges: [198.51.100.0/24]
        ports:
          - port: 443`,
  },

  *check(service) {
    const ranges =
      typeOf(service) === 'LoadBalancer' && hasNodePorts(service) ? sourceRanges(service) : undefined
    if (!ranges) return
    yield {
      at: ranges.at,
      message:
        'These source ranges limit the load balancer and not the ports that every node gets for it, so whoever reaches a node gets around them; set allocateLoadBalancerNodePorts: false, or close the node ports elsewhere.',
    }
  },
})
