import { parseAddress } from '../../../analysis/address-set.ts'
import { defineRule } from '../../../rule.ts'
import { entriesOf, type Service } from '../document.ts'
import { typeOf } from '../exposure.ts'
import { readAddress } from '../validation/go-address.ts'

/** Addresses that many clients talk to: whoever holds one reads what was meant for another. */
const wellKnown: ReadonlyMap<string, string> = new Map([
  ['8.8.8.8', 'a public resolver'],
  ['8.8.4.4', 'a public resolver'],
  ['1.1.1.1', 'a public resolver'],
  ['1.0.0.1', 'a public resolver'],
  ['9.9.9.9', 'a public resolver'],
  ['168.63.129.16', 'the metadata service of Azure'],
  ['100.100.100.200', 'the metadata service of Alibaba Cloud'],
  ['192.0.0.192', 'the metadata service of Oracle Cloud'],
])

export const externalIps = defineRule<Service>({
  id: 'kubernetes/external-ips',
  summary: 'External addresses, with which a Service takes traffic meant for others (CVE-2020-8554).',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      Every node sends traffic for an external address to the pods of this Service, whoever that address belongs to, so
      that who may write Services can read the traffic of other namespaces (CVE-2020-8554; no release has a fix). Use a
      LoadBalancer, or let the cluster allow certain addresses only (DenyServiceExternalIPs, externalIPNetworkCIDRs).`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        ports:
          - port: 443
        externalIPs: [203.0.113.7]`,
    good: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        type: LoadBalancer
        loadBalancerSourceRanges: [198.51.100.0/24]
        allocateLoadBalancerNodePorts: false
        ports:
          - port: 443`,
  },

  *check(service) {
    // What is no address is refused.
    const addresses = entriesOf(service.spec?.externalIPs).filter(({ value }) => readAddress(value))
    const [first] = addresses
    if (!first) return
    if (typeOf(service) === 'ExternalName') {
      yield {
        at: ['spec', 'externalIPs'],
        severity: 'note',
        message: 'externalIPs is ignored on a Service of type ExternalName; remove it.',
      }
      return
    }
    for (const { value, index } of addresses) {
      const whose = wellKnown.get(value)
      if (!whose && index !== first.index) continue
      const more = !whose && addresses.length > 1 ? ` and ${addresses.length - 1} more` : ''
      const parsed = parseAddress(value)
      yield {
        at: ['spec', 'externalIPs', index],
        message: `${value}${more} ${whose ? `is ${whose}, and ` : ''}is taken over by every node for this Service, whoever it belongs to (CVE-2020-8554); use a LoadBalancer.`,
        ...(parsed.ok && { witness: { host: parsed.block.canonical } }),
      }
    }
  },
})
