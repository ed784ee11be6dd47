import { defineRule } from '../../../rule.ts'
import { own, type Service } from '../document.ts'
import { annotationCounts, rangesAnnotation } from '../validation/address-rules.ts'

export const sourceRangesIgnored = defineRule<Service>({
  id: 'kubernetes/source-ranges-ignored',
  summary: 'An annotation with source ranges beside the field, which wins.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      The annotation service.beta.kubernetes.io/load-balancer-source-ranges is read only where the field
      loadBalancerSourceRanges is empty. Beside the field it does nothing, and is not even checked.`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
        annotations:
          service.beta.kubernetes.io/load-balancer-source-ranges: 203.0.113.0/24
      spec:
        type: LoadBalancer
        allocateLoadBalancerNodePorts: false
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
        loadBalancerSourceRanges: [198.51.100.0/24, 203.0.113.0/24]
        ports:
          - port: 443`,
  },

  *check(service) {
    if (own(service.metadata?.annotations, rangesAnnotation) === undefined || annotationCounts(service))
      return
    yield {
      at: ['metadata', 'annotations', rangesAnnotation],
      key: true,
      message:
        'This list of source ranges is ignored, since spec.loadBalancerSourceRanges is set and wins; move its blocks there and remove the annotation.',
      related: [{ at: ['spec', 'loadBalancerSourceRanges'], message: 'the list that counts' }],
    }
  },
})
