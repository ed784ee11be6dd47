import { service } from '../../../helpers/kubernetes.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const balancer = (type: string, annotation?: string) =>
  service(
    `type: ${type}\nports: [{ port: 443 }]`,
    annotation ? `name: web, annotations: { ${annotation} }` : undefined,
  )

ruleTable('kubernetes/load-balancer-open', {
  silent: {
    'no load balancer': balancer('NodePort'),
    'source ranges': service(
      'type: LoadBalancer\nallocateLoadBalancerNodePorts: false\nloadBalancerSourceRanges: [198.51.100.0/24]\nports: [{ port: 443 }]',
    ),
    'source ranges in the annotation': service(
      'type: LoadBalancer\nallocateLoadBalancerNodePorts: false\nports: [{ port: 443 }]',
      'name: web, annotations: { service.beta.kubernetes.io/load-balancer-source-ranges: 198.51.100.0/24 }',
    ),
    ...Object.fromEntries(
      [
        'service.beta.kubernetes.io/aws-load-balancer-internal: "true"',
        'service.beta.kubernetes.io/aws-load-balancer-internal: 0.0.0.0/0',
        'service.beta.kubernetes.io/aws-load-balancer-scheme: internal',
        'service.beta.kubernetes.io/aws-load-balancer-type: external',
        'service.beta.kubernetes.io/azure-load-balancer-internal: "true"',
        'networking.gke.io/load-balancer-type: Internal',
        'cloud.google.com/load-balancer-type: internal',
        'service.beta.kubernetes.io/openstack-internal-load-balancer: "true"',
      ].map((annotation) => [`kept within the network: ${annotation}`, balancer('LoadBalancer', annotation)]),
    ),
  },
  reports: {
    'no limit': {
      document: balancer('«LoadBalancer»'),
      messages: [
        'This load balancer has no source ranges and is not kept within the network, so everyone reaches it; add loadBalancerSourceRanges.',
      ],
      witnesses: [{ source: '203.0.113.7' }],
    },
    'an empty list': {
      document: service('type: «LoadBalancer»\nloadBalancerSourceRanges: []\nports: [{ port: 443 }]'),
    },
    'a blank annotation': {
      document: balancer('LoadBalancer', 'service.beta.kubernetes.io/load-balancer-source-ranges: «" "»'),
      messages: [/^A blank list of source ranges is 0\.0\.0\.0\/0/],
    },
    ...Object.fromEntries(
      [
        'service.beta.kubernetes.io/aws-load-balancer-internal: "false"',
        'service.beta.kubernetes.io/aws-load-balancer-internal: ""',
        'service.beta.kubernetes.io/aws-load-balancer-type: nlb',
        'service.beta.kubernetes.io/azure-load-balancer-internal: "false"',
        'networking.gke.io/load-balancer-type: External',
        'example.com/internal: "true"',
      ].map((annotation) => [annotation, { document: balancer('«LoadBalancer»', annotation) }]),
    ),
    'an external scheme beside the newer controller': {
      document: service(
        'type: «LoadBalancer»\nports: [{ port: 443 }]',
        'name: web, annotations: { service.beta.kubernetes.io/aws-load-balancer-type: external, service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing }',
      ),
    },
  },
})
