import { AddressSet, parseAddress } from '../../../analysis/address-set.ts'
import { defineRule } from '../../../rule.ts'
import type { Service } from '../document.ts'
import { sourceRanges, typeOf } from '../exposure.ts'

export const sourceRangesOneFamily = defineRule<Service>({
  id: 'kubernetes/source-ranges-one-family',
  summary: 'A dual-stack load balancer whose source ranges are of one IP family.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      The Service has an IPv4 and an IPv6 address, and the source ranges speak of one of them. The other family is then
      open to everyone or to nobody, which depends on the provider: most write no rule for a family without ranges.`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        type: LoadBalancer
        allocateLoadBalancerNodePorts: false
        ipFamilyPolicy: RequireDualStack
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
        ipFamilyPolicy: RequireDualStack
        loadBalancerSourceRanges: [198.51.100.0/24, "2001:db8::/32"]
        ports:
          - port: 443`,
  },

  *check(service) {
    const { ipFamilyPolicy, ipFamilies } = service.spec ?? {}
    const ranges = sourceRanges(service)
    const dual =
      ipFamilyPolicy === 'RequireDualStack' ||
      ipFamilyPolicy === 'PreferDualStack' ||
      ipFamilies?.length === 2
    if (typeOf(service) !== 'LoadBalancer' || !dual || !ranges || ranges.open || ranges.entries.length === 0)
      return
    const parsed = ranges.entries.map(({ value }) => parseAddress(value))
    // One that cannot be read has a family all the same.
    const families = new Set(
      ranges.entries.map(({ value }, index) => {
        const block = parsed[index]
        return block?.ok ? block.block.family : value.includes(':') ? 6 : 4
      }),
    )
    const [only, second] = families
    if (only === undefined || second !== undefined) return
    const missing = only === 4 ? 6 : 4
    yield {
      at: ranges.at,
      message: `All source ranges are of IPv${only}, and the Service has an IPv${missing} address${ipFamilyPolicy === 'PreferDualStack' ? ' wherever the cluster gives one' : ''} as well, for which they set no limit; add the IPv${missing} blocks.`,
      witness: { source: AddressSet.family(missing).sample()! },
    }
  },
})
