import { service } from '../../../helpers/kubernetes.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const key = 'service.beta.kubernetes.io/load-balancer-source-ranges'
const balancer = (ranges: string, annotation: string) =>
  service(
    `type: LoadBalancer\nallocateLoadBalancerNodePorts: false\nloadBalancerSourceRanges: ${ranges}\nports: [{ port: 443 }]`,
    `name: web, annotations: { ${annotation} }`,
  )

ruleTable('kubernetes/source-ranges-ignored', {
  silent: {
    'the field alone': balancer('[198.51.100.0/24]', 'a: b'),
    'an empty field': balancer('[]', `${key}: 203.0.113.0/24`),
  },
  reports: {
    both: {
      document: balancer('[198.51.100.0/24]', `«${key}»: 203.0.113.0/24`),
      messages: [
        'This list of source ranges is ignored, since spec.loadBalancerSourceRanges is set and wins; move its blocks there and remove the annotation.',
      ],
      related: ['[198.51.100.0/24]'],
    },
    'the same in both': { document: balancer('[198.51.100.0/24]', `«${key}»: 198.51.100.0/24`) },
    'a blank annotation': { document: balancer('[198.51.100.0/24]', `«${key}»: ""`) },
    'one that would be refused by itself': { document: balancer('[198.51.100.0/24]', `«${key}»: office`) },
  },
})
