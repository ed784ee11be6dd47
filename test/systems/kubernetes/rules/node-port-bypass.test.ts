import { service } from '../../../helpers/kubernetes.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const balancer = (more: string, type = 'LoadBalancer') =>
  service(`type: ${type}\n${more}\nports: [{ port: 443 }]`)

ruleTable('kubernetes/node-port-bypass', {
  silent: {
    'no ranges': balancer('sessionAffinity: None'),
    'node ports off': balancer(
      'allocateLoadBalancerNodePorts: false\nloadBalancerSourceRanges: [198.51.100.0/24]',
    ),
    'no load balancer': balancer('sessionAffinity: None', 'NodePort'),
  },
  reports: {
    'ranges and node ports': {
      document: balancer('loadBalancerSourceRanges: «[198.51.100.0/24]»'),
      messages: [/^These source ranges limit the load balancer and not the ports that every node gets/],
      severities: ['note'],
    },
    'node ports on, said so': {
      document: balancer(
        'allocateLoadBalancerNodePorts: true\nloadBalancerSourceRanges: «[198.51.100.0/24]»',
      ),
    },
  },
})
