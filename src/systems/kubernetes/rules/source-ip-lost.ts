import { defineRule } from '../../../rule.ts'
import type { Member } from '../../../system.ts'
import { own, type Service } from '../document.ts'
import { serviceName, typeOf } from '../exposure.ts'
import { mayShareNamespace, readTogether, selects, type Together } from '../project.ts'

export const sourceIpLost = defineRule<readonly Member[]>({
  id: 'kubernetes/source-ip-lost',
  summary: 'A control that needs the address of the client behind a Service that hides it.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      With \`externalTrafficPolicy: Cluster\`, the default, a node sends a connection on under its own address. What
      stands behind it and looks at addresses, a NetworkPolicy with ipBlock or the allow list of a router, sees nodes
      and not clients: it keeps out those it is to let in, or lets in everyone. \`Local\` keeps the address.`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata: { name: storefront }
      spec:
        type: NodePort
        selector: { app: storefront }
        ports: [{ port: 443 }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: office-only }
      spec:
        podSelector: { matchLabels: { app: storefront } }
        ingress:
          - from: [{ ipBlock: { cidr: 198.51.100.0/24 } }]`,
    good: `
      apiVersion: v1
      kind: Service
      metadata: { name: storefront }
      spec:
        type: NodePort
        externalTrafficPolicy: Local
        selector: { app: storefront }
        ports: [{ port: 443 }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: office-only }
      spec:
        podSelector: { matchLabels: { app: storefront } }
        ingress:
          - from: [{ ipBlock: { cidr: 198.51.100.0/24 } }]`,
  },

  *check(members) {
    const together = readTogether(members)
    for (const { service, index } of together.services) {
      const type = typeOf(service)
      const { externalTrafficPolicy = 'Cluster' } = service.spec ?? {}
      if ((type !== 'LoadBalancer' && type !== 'NodePort') || externalTrafficPolicy !== 'Cluster') continue
      const control = controlBehind(service, together)
      if (!control) continue
      yield {
        at: [
          index,
          'spec',
          service.spec?.externalTrafficPolicy === undefined ? 'type' : 'externalTrafficPolicy',
        ],
        message: `externalTrafficPolicy: Cluster hides the client from ${control}, which then sees the addresses of nodes behind ${serviceName(service)}; set it to Local.`,
      }
    }
  },
})

/** What looks at the address of the client behind a Service: a policy that holds for all its pods, or a router of lists. */
function controlBehind(service: Service, { policies, listed }: Together): string | undefined {
  const selector = service.spec?.selector ?? {}
  if (Object.keys(selector).length === 0) return undefined
  const policy = policies.find(
    ({ namespace, labels }) =>
      mayShareNamespace(namespace, service.metadata?.namespace) &&
      (Object.keys(labels).length === 0
        ? namespace === service.metadata?.namespace
        : selects(labels, selector)),
  )
  if (policy) return `the NetworkPolicy ${policy.name}`
  if (listed.has('Ingress') && isIngressNginx(selector))
    return 'the allow lists of the Ingresses of this input'
  return listed.has('Route') && isRouter(selector) ? 'the allow lists of the Routes of this input' : undefined
}

const isIngressNginx = (selector: Readonly<Record<string, string>>) =>
  ['app.kubernetes.io/name', 'app', 'k8s-app'].some((key) =>
    /^(ingress-nginx|nginx-ingress(-controller)?)$/.test(own(selector, key) ?? ''),
  )

const isRouter = (selector: Readonly<Record<string, string>>) =>
  own(selector, 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller') !== undefined ||
  own(selector, 'router') === 'router'
