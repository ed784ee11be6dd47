import { service } from '../../../helpers/kubernetes.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const balancer = (ranges: string, families: string, type = 'LoadBalancer') =>
  service(
    `type: ${type}\nallocateLoadBalancerNodePorts: false\n${families}\nloadBalancerSourceRanges: ${ranges}\nports: [{ port: 443 }]`,
  )

const dual = 'ipFamilyPolicy: RequireDualStack'

ruleTable('kubernetes/source-ranges-one-family', {
  silent: {
    'one family': balancer('[198.51.100.0/24]', 'ipFamilyPolicy: SingleStack'),
    'families not told': balancer('[198.51.100.0/24]', 'ipFamilies: [IPv4]'),
    'ranges of both': balancer('[198.51.100.0/24, "2001:db8::/32"]', dual),
    'no ranges': balancer('[]', dual),
  },
  reports: {
    'IPv4 alone': {
      document: balancer('«[198.51.100.0/24]»', dual),
      messages: [
        'All source ranges are of IPv4, and the Service has an IPv6 address as well, for which they set no limit; add the IPv6 blocks.',
      ],
      witnesses: [{ source: '2001:db8::7' }],
    },
    'IPv6 alone': {
      document: balancer('«["2001:db8::/32"]»', dual),
      messages: [/of IPv6, and the Service has an IPv4 address as well/],
      witnesses: [{ source: '203.0.113.7' }],
    },
    'preferred dual stack': {
      document: balancer('«[198.51.100.0/24]»', 'ipFamilyPolicy: PreferDualStack'),
      messages: [/wherever the cluster gives one as well/],
    },
    'two families without a policy': {
      document: balancer('«[198.51.100.0/24]»', 'ipFamilies: [IPv4, IPv6]'),
    },
    'a block with leading zeros has a family too': { document: balancer('«[010.0.0.0/8]»', dual) },
  },
})
