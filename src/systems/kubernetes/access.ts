import { AddressSet, parseAddress } from '../../analysis/address-set.ts'
import {
  all,
  always,
  any,
  type Condition,
  fact,
  never,
  numberIn,
  sourceIn,
} from '../../analysis/condition.ts'
import { insideCluster, insideNetwork, type Listener, type Reach } from '../../model.ts'
import type { At } from '../../position.ts'
import { reading } from './behaviour.ts'
import { entriesOf, type Service, type ServicePort } from './document.ts'
import { hasNodePorts, internalAnnotation, type SourceRanges, typeOf } from './exposure.ts'

export const portsIn = (numbers: readonly number[]): Condition =>
  numberIn(
    'port',
    numbers.map((number) => ({ first: number, last: number })),
  )

/** From how far away a Service is reached, and what says so. */
export function reachOf(service: Service): At<Reach> {
  const type = typeOf(service)
  const at = service.spec?.type ? ['spec', 'type'] : ['spec']
  if (type === 'LoadBalancer') return { value: internalAnnotation(service) ? 'network' : 'internet', at }
  if (type === 'NodePort') return { value: 'network', at }
  if (hasExternalIPs(service)) return { value: 'network', at: ['spec', 'externalIPs'] }
  return { value: 'cluster', at }
}

const hasExternalIPs = ({ spec }: Service): boolean => entriesOf(spec?.externalIPs).length > 0

type Asked = Pick<Listener, 'access' | 'otherwise' | 'outsiders'>

/**
 * What callers of one port are asked, by each way to it: within the cluster, by the load balancer, by the port of a
 * node, by an external address. `access` is for those who take the way that the reach is named after.
 */
export function portAccess(service: Service, port: ServicePort, ranges: SourceRanges | undefined): Asked {
  const type = typeOf(service)
  const node = hasNodePorts(service) ? port.nodePort || undefined : undefined
  const external = hasExternalIPs(service)
  // With one number to call, it need not be said which.
  const at = (number: number | undefined) =>
    node === undefined || number === undefined ? always : portsIn([number])
  const inNetwork = fact(insideNetwork)
  const byNode = node === undefined ? never : all(at(node), any(inNetwork, reading('nodesFromOutside')))
  const byExternal = external ? all(at(port.port), any(inNetwork, reading('externalIPsRouted'))) : never
  const others = [fact(insideCluster), byNode, byExternal]
  if (type === 'LoadBalancer') {
    const balanced = rangesAccess(ranges)
    const outsiders = any(
      node === undefined ? never : reading('nodesFromOutside'),
      ...externalOutsiders(external),
    )
    const internal = reachOf(service).value !== 'internet' && (node !== undefined || external)
    if (!balanced) return internal ? { outsiders } : {}
    const internalOnly = reachOf(service).value === 'internet' ? always : inNetwork
    const otherwise = any(...others, all(at(port.port), internalOnly, balanced))
    return { access: ranges ? otherwise : always, otherwise, ...(internal && { outsiders }) }
  }
  if (type === 'NodePort') {
    const outsiders = any(reading('nodesFromOutside'), ...externalOutsiders(external))
    // A number that the cluster is to choose is not known: that of the Service stands for it.
    const otherwise = node === undefined ? always : any(...others)
    return { access: always, otherwise, outsiders }
  }
  return { access: always, ...(external && { outsiders: reading('externalIPsRouted') }) }
}

const externalOutsiders = (external: boolean): Condition[] => (external ? [reading('externalIPsRouted')] : [])

/** Callers that source ranges let in; undefined where that is not known. */
function rangesAccess(ranges: SourceRanges | undefined): Condition | undefined {
  if (!ranges) return always
  if (ranges.open) return undefined
  const blocks = ranges.entries.flatMap(({ value }) => {
    const parsed = parseAddress(value)
    return parsed.ok ? [parsed.block] : []
  })
  // A block in an unusual spelling: what it lets in is not known here.
  return blocks.length < ranges.entries.length ? undefined : sourceIn(AddressSet.of(blocks))
}
