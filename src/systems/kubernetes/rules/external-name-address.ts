import { defineRule } from '../../../rule.ts'
import type { Service } from '../document.ts'
import { typeOf } from '../exposure.ts'
import { readAddress } from '../validation/go-address.ts'

/** Hosts under which a cloud tells a machine its credentials. */
const metadataHosts: ReadonlySet<string> = new Set([
  'metadata.google.internal',
  'metadata',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.azure.internal',
  'metadata.packet.net',
])

export const externalNameAddress = defineRule<Service>({
  id: 'kubernetes/external-name-address',
  summary: 'An ExternalName that is an address, the host itself, or a metadata service.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      An ExternalName is an alias in DNS. An IP address is no name, so that nothing resolves. With localhost or the host
      of a metadata service, proxies and ingress controllers that follow the alias reach what was never meant to be
      reached (server-side request forgery), and so they do with a Service of another namespace.`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata:
        name: shop-db
      spec:
        type: ExternalName
        externalName: metadata.google.internal`,
    good: `
      apiVersion: v1
      kind: Service
      metadata:
        name: shop-db
      spec:
        type: ExternalName
        externalName: db.example.com`,
  },

  *check(service) {
    const { externalName = '' } = service.spec ?? {}
    if (externalName === '') return
    const at = ['spec', 'externalName']
    if (typeOf(service) !== 'ExternalName') {
      yield {
        at,
        severity: 'note',
        message: `externalName is ignored on a Service of type ${typeOf(service)}; remove it, or set type: ExternalName.`,
      }
      return
    }
    const host = externalName.toLowerCase().replace(/\.$/, '')
    const trouble = troubleOf(host, service.metadata?.namespace)
    if (trouble) yield { at, message: `${externalName} ${trouble}.`, witness: { host } }
  },
})

function troubleOf(host: string, namespace: string | undefined): string | undefined {
  if (host === '169.254.169.254' || metadataHosts.has(host))
    return 'is the metadata service of a cloud, so that whatever follows this alias can be led to its credentials; remove this Service'
  if (readAddress(host))
    return 'is an address and no host name, so that DNS has no answer; make a Service without selector and an EndpointSlice'
  if (host === 'localhost' || host.endsWith('.localhost') || host === 'localhost.localdomain')
    return 'is the machine of whoever asks, so that a proxy which follows this alias calls itself; name the host that is meant'
  const [, , other] = /^([^.]+)\.([^.]+)\.svc(\..*)?$/.exec(host) ?? []
  if (other !== undefined && namespace !== undefined && other !== namespace)
    return `is a Service of the namespace ${other}, which this alias makes reachable for whatever may reach ${namespace}; let that namespace publish it`
  return undefined
}
