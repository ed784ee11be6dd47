import { all, textIn } from '../../analysis/condition.ts'
import {
  type AddressControl,
  emptyModel,
  type Listener,
  type Model,
  type Protocol,
  type Reach,
  spokenOver,
} from '../../model.ts'
import type { At, Path } from '../../position.ts'
import { portAccess, portsIn, reachOf } from './access.ts'
import { allowListsOf, entriesOfList } from './allow-lists.ts'
import { entriesOf, type Fields, type Service, type ServicePort } from './document.ts'
import { hasNodePorts, type SourceRanges, serviceName, sourceRanges, typeOf } from './exposure.ts'
import { socketsOf } from './sockets.ts'

/** A listener for each port; an ExternalName has none, since it is but a name for another host. */
export function normaliseService(service: Service): Model {
  const type = typeOf(service)
  const ranges = type === 'LoadBalancer' ? sourceRanges(service) : undefined
  const listeners = type === 'ExternalName' ? [] : listenersOf(service, ranges)
  return { ...emptyModel, listeners, addressControls: ranges ? [controlOf(ranges)] : [] }
}

function controlOf({ at, entries, open }: SourceRanges): AddressControl {
  const list = { at, open, entries: entries.map((entry) => ({ ...entry, action: 'allow' as const })) }
  return { at, lists: [list], decides: false, severalLists: '' }
}

function listenersOf(service: Service, ranges: SourceRanges | undefined): Listener[] {
  const ports = entriesOf(service.spec?.ports)
  const reach = reachOf(service)
  const numbers = ports.map(({ value }) => value.port)
  return ports.map(({ value, index }) => {
    const shared = numbers.filter((number) => number === value.port).length > 1
    return listenerOf(service, { reach, ranges }, value, ['spec', 'ports', index], shared)
  })
}

function listenerOf(
  service: Service,
  { reach, ranges }: { readonly reach: At<Reach>; readonly ranges: SourceRanges | undefined },
  port: ServicePort,
  at: Path,
  shared: boolean,
): Listener {
  const protocol = protocolOf(port)
  const suffix = shared && protocol && protocol !== 'TCP' ? `/${protocol}` : ''
  const name = `service ${serviceName(service)}:${port.port ?? String(at.at(-1))}${suffix}`
  const byNode =
    typeOf(service) === 'NodePort' && port.nodePort
      ? { value: port.nodePort, at: [...at, 'nodePort'] }
      : undefined
  const own = port.port === undefined ? undefined : { value: port.port, at: [...at, 'port'] }
  const behind =
    typeof port.targetPort === 'number' && port.targetPort !== port.port ? port.targetPort : undefined
  const entered = [port.port, hasNodePorts(service) ? port.nodePort : undefined].filter(
    (number) => number !== undefined,
  )
  const { access, otherwise, outsiders } = portAccess(service, port, ranges)
  const listened = byNode ?? own
  return {
    at,
    name,
    identity: name,
    // A node's number may go from one port to another.
    space: `service ${serviceName(service)}`,
    hosts: [],
    reach,
    routes: [],
    refusesTwins: true,
    ...(port.name && { label: { value: port.name, at: [...at, 'name'] } }),
    ...(listened && { port: listened }),
    ...(behind !== undefined && { behind: { value: behind, at: [...at, 'targetPort'] } }),
    ...(protocol && { protocol: { value: protocol, at: port.protocol ? [...at, 'protocol'] : at } }),
    ...(protocol &&
      port.port !== undefined && {
        item: `${protocol} ${port.port}`,
        itemName: `${port.port} over ${protocol}`,
      }),
    ...(entered.length > 0 && protocol && { entry: entryOf(entered, protocol) }),
    ...(access && { access }),
    ...(otherwise && { otherwise }),
    ...(outsiders && { outsiders }),
    sockets: socketsOf(service, port, at, protocol),
  }
}

/** Undefined for a protocol that no release knows. */
function protocolOf({ protocol }: ServicePort): Protocol | undefined {
  const known = protocol === undefined || protocol === '' ? 'TCP' : protocol
  return known === 'TCP' || known === 'UDP' || known === 'SCTP' ? known : undefined
}

const entryOf = (numbers: readonly number[], protocol: Protocol) =>
  all(portsIn(numbers), textIn('protocol', spokenOver(protocol)))

/** The addresses that the annotations of a Route or Ingress let in. A list with the wrong separator holds none. */
export function normaliseAllowList(object: Fields): Model {
  const controls = allowListsOf(object).flatMap((list): AddressControl[] => {
    const entries = entriesOfList(list)
    if (!entries || entries.length === 0) return []
    const action = list.key.includes('denylist') ? 'deny' : 'allow'
    const { at } = list
    return [
      {
        at,
        lists: [{ at, open: false, entries: entries.map((value) => ({ value, at, action })) }],
        decides: true,
        severalLists: '',
      },
    ]
  })
  return { ...emptyModel, addressControls: controls }
}
