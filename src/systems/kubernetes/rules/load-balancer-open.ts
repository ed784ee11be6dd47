import { defineRule } from '../../../rule.ts'
import { own, type Service } from '../document.ts'
import { internalAnnotation, sourceRanges, typeOf } from '../exposure.ts'
import { rangesAnnotation } from '../validation/address-rules.ts'

export const loadBalancerOpen = defineRule<Service>({
  id: 'kubernetes/load-balancer-open',
  summary: 'A load balancer without any limit on who reaches it.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      Without source ranges, and without the annotation with which the provider keeps it within the network, a load
      balancer lets in everyone who reaches its address, as a rule the internet. Where that is meant, a suppression with
      its reason says so.`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        type: LoadBalancer
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
    if (typeOf(service) !== 'LoadBalancer' || internalAnnotation(service) || sourceRanges(service)) return
    const blank = own(service.metadata?.annotations, rangesAnnotation)
    yield {
      at: blank === undefined ? ['spec', 'type'] : ['metadata', 'annotations', rangesAnnotation],
      message: `${blank === undefined ? 'This load balancer has no source ranges' : 'A blank list of source ranges is 0.0.0.0/0'} and is not kept within the network, so everyone reaches it; add loadBalancerSourceRanges.`,
      witness: { source: '203.0.113.7' },
    }
  },
})
