import type { ServicePort } from '../document.ts'
import { dns1123Label, portName, qualifiedName } from './names.ts'
import { isHeadless, quoted, type Refusal, type ServerRule, type Submitted } from './server-rule.ts'

const isPort = (number: number): boolean => number >= 1 && number <= 65535

/** SCTPSupport is on by default from 1.19 on. */
const protocolsOf = (release: number): readonly string[] =>
  release < 19 ? ['TCP', 'UDP'] : ['TCP', 'UDP', 'SCTP']

/** A rule asked of each port by itself. */
const each = (
  source: string,
  check: (port: ServicePort, at: readonly (string | number)[], submitted: Submitted) => Iterable<Refusal>,
  releases: Pick<ServerRule, 'since' | 'until'> = {},
): ServerRule => ({
  source,
  ...releases,
  *check(submitted) {
    for (const { value, index } of submitted.ports) yield* check(value, ['spec', 'ports', index], submitted)
  },
})

export const portRules: readonly ServerRule[] = [
  {
    source: 'ValidateService, ports',
    *check(submitted) {
      const { spec, ports } = submitted
      if (ports.length > 0 || isHeadless(submitted) || spec.type === 'ExternalName') return
      yield {
        at: ['spec', 'ports'],
        message: 'The Service has no ports, and only a headless or ExternalName Service may be without',
      }
    },
  },
  {
    source: 'validateServicePort, name',
    *check({ ports }) {
      for (const { value, index } of ports) {
        const { name = '', port = 0 } = value
        const at = ['spec', 'ports', index, 'name']
        const broken = name === '' ? undefined : dns1123Label(name)
        if (broken) yield { at, message: `${quoted(name)} is no name of a port: it ${broken}` }
        if (name === '' && ports.length > 1)
          yield { at, message: `The port ${port} has no name, and of several ports each needs one` }
      }
    },
  },
  {
    source: 'validateServicePort, duplicate names',
    spokenFor: true,
    *check({ ports }) {
      const names = new Set<string>()
      for (const { value, index } of ports) {
        const { name = '' } = value
        if (names.has(name))
          yield {
            at: ['spec', 'ports', index, 'name'],
            message: `${quoted(name)} is the name of another port of this Service too; rename one`,
          }
        if (name !== '') names.add(name)
      }
    },
  },
  each('validateServicePort, IsValidPortNum', function* ({ port = 0 }, at) {
    if (isPort(port)) return
    yield { at: [...at, 'port'], message: `${port} is no port number: those are 1 to 65535` }
  }),
  each('validateServicePort, protocol', function* ({ protocol = 'TCP' }, at, { release }) {
    const known = protocolsOf(release)
    if (known.includes(protocol)) return
    const fix = known.includes(protocol.toUpperCase()) ? `; write ${protocol.toUpperCase()}` : ''
    yield {
      at: [...at, 'protocol'],
      message: `${quoted(protocol)} is no protocol of a port, only ${known.join(', ')} are${fix}`,
    }
  }),
  each('ValidatePortNumOrName', function* ({ port, targetPort = 0 }, at) {
    if (typeof targetPort === 'number') {
      if (isPort(targetPort)) return
      const why = targetPort === port ? `, also where it is absent and port stands for it` : ''
      yield {
        at: [...at, 'targetPort'],
        message: `${targetPort} is no targetPort: those are 1 to 65535, or the name of a container's port${why}`,
      }
      return
    }
    const broken = portName(targetPort)
    // Digits in quotes are the subject of a rule of their own.
    if (!broken || /^\d+$/.test(targetPort)) return
    yield {
      at: [...at, 'targetPort'],
      message: `${quoted(targetPort)} is no name of a container's port: it ${broken}`,
    }
  }),
  each(
    'validateServicePort, ServiceAppProtocol off by default',
    function* ({ appProtocol }, at) {
      if (appProtocol === undefined) return
      yield {
        at: [...at, 'appProtocol'],
        message: 'appProtocol is refused by Kubernetes 1.18 unless its feature gate ServiceAppProtocol is on',
      }
    },
    { until: 18 },
  ),
  each(
    'validateServicePort, appProtocol',
    function* ({ appProtocol }, at) {
      const broken = appProtocol === undefined ? undefined : qualifiedName(appProtocol)
      if (!broken) return
      yield {
        at: [...at, 'appProtocol'],
        message: `${quoted(appProtocol)} is no name of an application protocol: it ${broken}`,
      }
    },
    { since: 19 },
  ),
  {
    source: 'ValidateService, duplicate ports',
    spokenFor: true,
    *check({ ports }) {
      const seen = new Set<string>()
      for (const { value, index } of ports) {
        const key = `${value.protocol} ${value.port ?? 0}`
        if (seen.has(key))
          yield {
            at: ['spec', 'ports', index],
            message: `Port ${value.port ?? 0} over ${value.protocol} stands twice in this Service; remove one, or choose another number`,
          }
        seen.add(key)
      }
    },
  },
  {
    source: 'ValidateService, duplicate nodePorts',
    *check({ ports }) {
      const seen = new Set<string>()
      for (const { value, index } of ports) {
        if (!value.nodePort) continue
        const key = `${value.protocol} ${value.nodePort}`
        if (seen.has(key))
          yield {
            at: ['spec', 'ports', index, 'nodePort'],
            message: `The nodePort ${value.nodePort} over ${value.protocol} stands twice in this Service; leave one out, and the API server chooses`,
          }
        seen.add(key)
      }
    },
  },
  each('ValidateService, nodePort on ClusterIP', function* ({ nodePort }, at, { spec }) {
    if (spec.type !== 'ClusterIP' || !nodePort) return
    yield {
      at: [...at, 'nodePort'],
      message: `The nodePort ${nodePort} is refused on a Service of type ClusterIP; remove it, or set type: NodePort`,
    }
  }),
  each('portallocator, range', function* ({ nodePort }, at, { spec }) {
    if ((spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') || !nodePort) return
    if (nodePort >= 30000 && nodePort <= 32767) return
    const known = isPort(nodePort)
    yield {
      at: [...at, 'nodePort'],
      message: known
        ? `The nodePort ${nodePort} lies outside of 30000 to 32767, so only a cluster whose --service-node-port-range is another one takes it`
        : `${nodePort} is no port number, so no cluster can give it to a node`,
      ...(known && { doubt: true as const }),
    }
  }),
  each(
    'ValidateService, kubelet port',
    function* ({ port }, at, { spec }) {
      if (spec.type !== 'LoadBalancer' || port !== 10250) return
      yield {
        at,
        message:
          "Port 10250 is the kubelet's, and Kubernetes up to 1.32 refuses it on a LoadBalancer; choose another port",
      }
    },
    { until: 32 },
  ),
  {
    source: 'ValidateService, mix protocols',
    until: 19,
    check: ({ ports, spec, release }) =>
      mixedProtocols(
        ports.filter(({ value }) => protocolsOf(release).includes(value.protocol ?? '')),
        spec.type,
      ),
  },
  {
    source: 'validateMixedProtocolLBService',
    since: 20,
    until: 23,
    *check({ ports, spec, stored }) {
      if (new Set(stored?.spec?.ports?.map(({ protocol = 'TCP' }) => protocol)).size > 1) return
      yield* mixedProtocols(ports, spec.type)
    },
  },
]

function* mixedProtocols(ports: Submitted['ports'], type: string | undefined): Iterable<Refusal> {
  const protocols = new Set(ports.map(({ value }) => value.protocol))
  if (type !== 'LoadBalancer' || protocols.size < 2) return
  yield {
    at: ['spec', 'ports'],
    message: `A LoadBalancer with ${[...protocols].join(' and ')} ports is refused up to Kubernetes 1.23; make a Service for each protocol`,
  }
}
