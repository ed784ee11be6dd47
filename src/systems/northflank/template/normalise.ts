import type { AddressControl, Listener, Model, Pattern } from '../../../model.ts'
import { toPointer } from '../../../position.ts'
import type { AddonSpec, LoadBalancerSpec, ServiceSpec, SubdomainPathSpec, Template } from '../document.ts'
import { withPaths } from '../lists.ts'
import { addressList, normalisePorts } from '../normalise.ts'
import { serviceKinds } from './kinds.ts'
import { isOpen } from './placeholder.ts'
import { type TemplateNode, walkTemplate } from './walk.ts'

/** Ports and address policies of every node; each node is a scope of its own. */
export function normaliseTemplate(template: Template): Model {
  const parts = walkTemplate(template).nodes.map(partOf)
  return {
    listeners: parts.flatMap(({ listeners = [] }) => listeners),
    addressControls: parts.flatMap(({ addressControls = [] }) => addressControls),
    patterns: parts.flatMap(({ patterns = [] }) => patterns),
    policies: parts.flatMap(({ policies = [] }) => policies),
    secrets: parts.flatMap(({ secrets = [] }) => secrets),
  }
}

function partOf(node: TemplateNode): Partial<Model> {
  const { kind = '', at, spec } = node
  const base = [...at, 'spec']
  if (serviceKinds.has(kind)) {
    const { ports } = spec as ServiceSpec
    return normalisePorts(ports, [...base, 'ports'], { uniqueItems: false, scope: toPointer(at) })
  }
  if (kind === 'Addon') return { addressControls: addonControls(node) }
  if (kind === 'LoadBalancer') return { listeners: loadBalancerListeners(node) }
  if (kind === 'SubdomainPath') return { patterns: subdomainPatterns(node) }
  return {}
}

function addonControls({ at, spec }: TemplateNode): AddressControl[] {
  const { ipPolicies } = spec as AddonSpec
  const list = [...at, 'spec', 'ipPolicies']
  const policies = withPaths(ipPolicies, list)
  if (policies.length === 0) return []
  const gap = policies.length < (ipPolicies ?? []).length
  return [{ at: list, lists: [addressList(policies, list, gap)], decides: true, severalLists: '' }]
}

/** Ports that one load balancer may listen on: https://northflank.com/docs/v1/application/network/configure-load-balancers */
const mostPorts = 100

/** One listener for each number; a text that is no number, list or range is left out. */
function loadBalancerListeners({ at, spec }: TemplateNode): Listener[] {
  const settings = (spec as LoadBalancerSpec).spec ?? {}
  const base = [...at, 'spec', 'spec']
  const protocol = settings.type === 'tcp' ? 'TCP' : settings.type === 'udp' ? 'UDP' : undefined
  return withPaths(settings.ports, [...base, 'ports']).flatMap(({ value, at: entry }) =>
    numbersOf(value.port).map(
      (number): Listener => ({
        at: entry,
        name: `load balancer port ${number}`,
        scope: toPointer(at),
        hosts: [],
        port: { value: number, at: [...entry, 'port'] },
        ...(protocol && { protocol: { value: protocol, at: [...base, 'type'] } }),
        reach: { value: 'internet', at },
        sockets: [
          {
            port: { value: number, at: [...entry, 'port'] },
            ...(protocol && { protocol: { value: protocol, at: [...base, 'type'] } }),
            unseen: 'a load balancer of the platform has it open',
          },
        ],
        routes: [],
      }),
    ),
  )
}

function numbersOf(text: unknown): number[] {
  if (typeof text !== 'string' || isOpen(text)) return []
  return text.split(',').flatMap((part) => {
    const [, first, last = first] = /^\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?$/.exec(part) ?? []
    const length = Number(last) - Number(first) + 1
    if (!(length >= 1 && length <= mostPorts)) return []
    return Array.from({ length }, (_, index) => Number(first) + index)
  })
}

function subdomainPatterns({ at, spec }: TemplateNode): Pattern[] {
  const { mode, uri } = spec as SubdomainPathSpec
  if (mode !== 'regex' || uri === undefined || isOpen(uri)) return []
  const place = [...at, 'spec', 'uri']
  return [{ value: uri, at: place, subject: 'path', dialect: 'unnamed', attribute: 'path', whole: 'likely' }]
}
