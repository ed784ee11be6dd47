import { all, numberIn, textIn } from '../../analysis/condition.ts'
import { boundTo } from '../../inventory.ts'
import { emptyModel, type Listener, type Model, spokenOver } from '../../model.ts'
import type { At } from '../../position.ts'
import { toPointer } from '../../position.ts'
import { askedBy, reachBeyond } from './behaviour.ts'
import type { OpenPorts, PortRow } from './document.ts'
import { hostOf, transportOfRow } from './observe.ts'
import { rowsOf } from './rows.ts'

/** Every row as a listener, on which nothing is known of what is asked; a scope of its own, as sockets may share a port. */
export function normaliseOpenPorts(document: OpenPorts): Model {
  return { ...emptyModel, listeners: rowsOf(document).flatMap(listener) }
}

export const normaliseQuery = (): Model => emptyModel

function listener({ value: row, at }: At<PortRow>): Listener[] {
  const { port, laddr } = row
  const transport = transportOfRow(row)
  if (port === undefined || !transport) return []
  const own = boundTo(laddr).exposure === 'loopback'
  const [host] = hostOf(row)
  const address =
    laddr === undefined
      ? 'an unknown address'
      : laddr.includes(':') && !laddr.startsWith('[')
        ? `[${laddr}]`
        : laddr
  const name = `socket ${address}:${port}/${transport}`
  const identity = host === undefined ? name : `${name} of ${host}`
  return [
    {
      at,
      name,
      identity,
      scope: toPointer(at),
      hosts: [],
      port: { value: port, at: [...at, 'port'] },
      protocol: { value: transport, at: [...at, 'type'] },
      reach: { value: own ? 'host' : 'network', at: laddr === undefined ? at : [...at, 'laddr'] },
      entry: all(numberIn('port', [{ first: port, last: port }]), textIn('protocol', spokenOver(transport))),
      ...(!own && { outsiders: reachBeyond }),
      otherwise: askedBy(identity),
      routes: [],
    },
  ]
}
