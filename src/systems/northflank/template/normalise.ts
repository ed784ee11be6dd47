import { type NumberRange, numberIn } from '../../../analysis/condition.ts'
import { type AddressControl, emptyModel, type Listener, type Model, type Pattern } from '../../../model.ts'
import { toPointer } from '../../../position.ts'
import { reading } from '../behaviour.ts'
import type { AddonSpec, LoadBalancerSpec, ServiceSpec, SubdomainPathSpec, Template } from '../document.ts'
import { withPaths } from '../lists.ts'
import { addressList, normalisePorts, portParts } from '../normalise.ts'
import { serviceKinds } from './kinds.ts'
import { isOpen } from './placeholder.ts'
import { type TemplateNode, walkTemplate } from './walk.ts'

/** Ports and address policies of every node; each node is a scope of its own. */
export function normaliseTemplate(template: Template): Model {
  const parts = walkTemplate(template).nodes.map((node): Model => {
    const ports = portsOf(node)
    return ports
      ? normalisePorts(ports.list, ports.at, { ...ports.options, uniqueItems: false })
      : { ...emptyModel, ...partOf(node) }
  })
  return {
    listeners: parts.flatMap(({ listeners }) => listeners),
    addressControls: parts.flatMap(({ addressControls }) => addressControls),
    patterns: parts.flatMap(({ patterns }) => patterns),
    policies: parts.flatMap(({ policies }) => policies),
    secrets: parts.flatMap(({ secrets }) => secrets),
  }
}

/** The same node by node and port by port, without the nodes that say nothing of ports or addresses. */
export function* templateParts(template: Template): Generator<Model> {
  for (const node of walkTemplate(template).nodes) {
    const ports = portsOf(node)
    const part = ports ? undefined : partOf(node)
    if (ports) yield* portParts(ports.list, ports.at, ports.options)
    else if (part) yield { ...emptyModel, ...part }
  }
}

/** The ports of a node that lists some. */
function portsOf({ kind = '', at, spec }: TemplateNode) {
  if (!serviceKinds.has(kind)) return undefined
  return {
    list: (spec as ServiceSpec).ports,
    at: [...at, 'spec', 'ports'],
    options: { scope: toPointer(at), service: nameOf(spec) },
  }
}

function partOf(node: TemplateNode): Partial<Model> | undefined {
  const { kind } = node
  if (kind === 'Addon') return { addressControls: addonControls(node) }
  if (kind === 'LoadBalancer') return { listeners: loadBalancerListeners(node) }
  if (kind === 'SubdomainPath') return { patterns: subdomainPatterns(node) }
  return undefined
}

/** What the resource of a node goes by. */
const nameOf = ({ name }: TemplateNode['spec']): string =>
  typeof name === 'string' ? name : 'a resource without a name'

function addonControls({ at, spec }: TemplateNode): AddressControl[] {
  const { ipPolicies } = spec as AddonSpec
  const list = [...at, 'spec', 'ipPolicies']
  const policies = withPaths(ipPolicies, list)
  if (policies.length === 0) return []
  const gap = policies.length < (ipPolicies ?? []).length
  return [{ at: list, lists: [addressList(policies, list, gap)], decides: true, severalLists: '' }]
}

/** Numbers of one range that are listeners of their own: a load balancer has 100 ports at most, so a wider range is refused. */
const mostPorts = 100

/** One listener for each number, one for a range that is too wide; none for a text that is no number, list or range. */
function loadBalancerListeners({ at, spec }: TemplateNode): Listener[] {
  const settings = (spec as LoadBalancerSpec).spec ?? {}
  const base = [...at, 'spec', 'spec']
  const protocol = settings.type === 'tcp' ? 'TCP' : settings.type === 'udp' ? 'UDP' : undefined
  return withPaths(settings.ports, [...base, 'ports']).flatMap(({ value, at: entry }) =>
    rangesOf(value.port).map(({ first, last }): Listener => {
      const numbers = first === last ? `port ${first}` : `ports ${first}-${last}`
      const carried: Pick<Listener, 'port' | 'protocol'> = {
        ...(first === last && { port: { value: first, at: [...entry, 'port'] } }),
        ...(protocol && { protocol: { value: protocol, at: [...base, 'type'] } }),
      }
      return {
        at: entry,
        name: `load balancer ${numbers}`,
        scope: toPointer(at),
        hosts: [],
        ...carried,
        reach: { value: 'internet', at },
        sockets: carried.port ? [{ ...carried, unseen: 'a load balancer of the platform has it open' }] : [],
        routes: [],
        access: reading('loadBalancerUnasked'),
        entry: numberIn('port', [{ first, last }]),
        identity: `${numbers} of load balancer ${nameOf(spec)}`,
      }
    }),
  )
}

/** What a text such as "80,443,5000-5010" lists. Source: https://northflank.com/docs/v1/application/network/configure-load-balancers */
function rangesOf(text: unknown): NumberRange[] {
  if (typeof text !== 'string' || isOpen(text)) return []
  return text.split(',').flatMap((part) => {
    const [, from = '', to = from] = /^\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?$/.exec(part) ?? []
    const [first, last] = [Number(from), Number(to)]
    if (from === '' || last < first) return []
    if (last - first >= mostPorts) return [{ first, last }]
    return Array.from({ length: last - first + 1 }, (_, index) => ({
      first: first + index,
      last: first + index,
    }))
  })
}

function subdomainPatterns({ at, spec }: TemplateNode): Pattern[] {
  const { mode, uri } = spec as SubdomainPathSpec
  if (mode !== 'regex' || uri === undefined || isOpen(uri)) return []
  const place = [...at, 'spec', 'uri']
  return [{ value: uri, at: place, subject: 'path', dialect: 'unnamed', attribute: 'path', whole: 'likely' }]
}
