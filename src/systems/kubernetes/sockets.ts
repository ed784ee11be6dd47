import type { ListenerSocket, Protocol } from '../../model.ts'
import type { Path } from '../../position.ts'
import type { Service, ServicePort } from './document.ts'
import { hasNodePorts } from './exposure.ts'

/**
 * From 1.27 on kube-proxy opens no socket for the port of a node, and it never did for that of a Service.
 * https://kubernetes.io/docs/reference/networking/virtual-ips/
 */
const forwarded = { unseen: 'the cluster forwards the ports of Services and of nodes without a socket' }

/** What machines and containers have open for one port of a Service. */
export function socketsOf(
  service: Service,
  { port, targetPort, nodePort }: ServicePort,
  at: Path,
  transport: Protocol | undefined,
): ListenerSocket[] {
  const protocol = transport && { protocol: { value: transport, at: [...at, 'protocol'] } }
  const named = typeof targetPort === 'string'
  const target = named ? undefined : targetPort || port
  return [
    // A name stands for a number that each pod chooses.
    {
      ...(target !== undefined && {
        port: { value: target, at: [...at, targetPort ? 'targetPort' : 'port'] },
      }),
      ...protocol,
      inContainer: true,
    },
    ...(port !== undefined && port !== target
      ? [{ port: { value: port, at: [...at, 'port'] }, ...protocol, ...forwarded }]
      : []),
    ...(nodePort && hasNodePorts(service)
      ? [{ port: { value: nodePort, at: [...at, 'nodePort'] }, ...protocol, ...forwarded }]
      : []),
  ]
}
