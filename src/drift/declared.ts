import { blocksOf, listEntries, readControl, setOf } from '../address-readings.ts'
import { AddressSet, parseAddress } from '../analysis/address-set.ts'
import { Budget } from '../analysis/budget.ts'
import { all, fact, not, sourceIn } from '../analysis/condition.ts'
import type { Request } from '../analysis/request.ts'
import { findRequest } from '../analysis/solver.ts'
import { privateAddresses } from '../inventory.ts'
import {
  type AddressControl,
  insideCluster,
  insideHost,
  insideNetwork,
  type Listener,
  type ListenerSocket,
  type Model,
  type Transport,
  transportOf,
} from '../model.ts'
import { once } from '../once.ts'
import { type Path, toPointer } from '../position.ts'

/** A socket that a document declares. */
export interface DeclaredSocket {
  /** What declares it: its number, or the listener where that is not known. */
  readonly at: Path
  /** "port p01". */
  readonly name: string
  /** Absent where any number may be meant. */
  readonly port?: number
  readonly protocol?: Transport
  /** Nobody but the host itself is to reach it. */
  readonly ownHost: boolean
  readonly inContainer: boolean
  readonly unseen?: string
  /** The few addresses that it is declared for; undefined where it is declared for many. */
  confined(): Confinement | undefined
  /** A request from the internet that is let in for certain. */
  letIn(): Request | undefined
}

/** The addresses that a socket is declared for, where those are one or are private. */
export interface Confinement {
  /** "10.0.0.0/8". */
  readonly words: string
  readonly at: Path
  /** One that a wider socket lets in all the same. */
  readonly request: Request
}

/** The sockets that a document declares. */
export function declaredSockets(model: Model): DeclaredSocket[] {
  const controls = once(() => controlsOf(model))
  // Without an identity a listener is the matter of some rule, and nothing that anybody declared.
  const listeners = model.listeners.filter(({ identity }) => identity !== undefined)
  return listeners.flatMap((listener) =>
    socketsOf(listener).map((socket): DeclaredSocket => {
      const { port, protocol, address, inContainer, unseen } = socket
      const ownHost = listener.reach.value === 'host' || (address !== undefined && isLoopback(address.value))
      return {
        at: port?.at ?? listener.at,
        name: listener.identity ?? listener.name,
        ...(port && { port: port.value }),
        ...(protocol && { protocol: transportOf(protocol.value) }),
        ownHost,
        inContainer: inContainer ?? false,
        ...(unseen !== undefined && { unseen }),
        confined: once(() => confinement(listener, socket, controls)),
        letIn: once(() => fromInternet(listener, socket)),
      }
    }),
  )
}

function socketsOf({ sockets, port, protocol, routes }: Listener): readonly ListenerSocket[] {
  if (sockets) return sockets
  if (port) return [{ port, ...(protocol && { protocol }) }]
  const own = new Map(
    routes.flatMap(({ at, own }): [string, ListenerSocket][] =>
      own?.port === undefined
        ? []
        : [
            [
              `${own.port}/${own.protocol}`,
              {
                port: { value: own.port, at },
                ...(own.protocol && { protocol: { value: own.protocol, at } }),
              },
            ],
          ],
    ),
  )
  return own.size > 0 ? [...own.values()] : [{ ...(protocol && { protocol }) }]
}

const isLoopback = (text: string): boolean => {
  const parsed = parseAddress(text)
  return parsed.ok && loopback.has(parsed.block)
}

const loopback = AddressSet.of(
  ['127.0.0.0/8', '::1'].flatMap((text) => {
    const parsed = parseAddress(text)
    return parsed.ok ? [parsed.block] : []
  }),
)

/** Address controls by the listener that they belong to. */
function controlsOf({ listeners, addressControls }: Model): ReadonlyMap<string, AddressControl[]> {
  const known = new Map(listeners.map(({ at }): [string, AddressControl[]] => [toPointer(at), []]))
  for (const control of addressControls) {
    for (let length = control.at.length; length > 0; length--)
      known.get(toPointer(control.at.slice(0, length)))?.push(control)
  }
  return known
}

const steps = 50_000

/** From a public address, and not from within. */
const abroad = all(
  not(sourceIn(privateAddresses)),
  ...[insideNetwork, insideCluster, insideHost].map((name) => not(fact(name))),
)

/** Where paths are asked for more, nothing is said. */
function fromInternet({ reach, access, routes }: Listener, { address }: ListenerSocket): Request | undefined {
  if (reach.value !== 'internet' || !access || routes.length > 0 || address) return undefined
  const answer = findRequest(all(access, abroad), new Budget(steps))
  return answer.kind === 'found' ? answer.value : undefined
}

function confinement(
  listener: Listener,
  { address, port }: ListenerSocket,
  controls: () => ReadonlyMap<string, readonly AddressControl[]>,
): Confinement | undefined {
  if (address) {
    const parsed = parseAddress(address.value)
    const few = parsed.ok && parsed.block.prefix > 0
    return few ? { words: address.value, at: address.at, request: {} } : undefined
  }
  if (listener.reach.value === 'host') return { words: 'the host itself', at: listener.reach.at, request: {} }
  const { access } = listener
  if (!access || !port) return undefined
  for (const control of controls().get(toPointer(listener.at)) ?? []) {
    const { merged, lists } = readControl(control)
    const { allow, deny, openAllow } = merged
    if (!control.decides || lists.length !== 1 || openAllow || allow.length === 0) continue
    if (!blocksOf(allow).every((block) => block.single || privateAddresses.has(block))) continue
    const others = not(sourceIn(setOf(allow).subtract(setOf(deny))))
    // Whatever else is asked, nobody from elsewhere gets in.
    if (findRequest(all(access, others), new Budget(steps)).kind !== 'none') continue
    const other = findRequest(others, new Budget(steps))
    if (other.kind === 'found') return { words: listEntries(allow), at: control.at, request: other.value }
  }
  return undefined
}
