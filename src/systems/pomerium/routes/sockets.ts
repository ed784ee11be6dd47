import type { ListenerSocket } from '../../../model.ts'
import { isOpen } from '../fields.ts'
import type { ProxyFacts } from './listeners.ts'

/** Where a core file has its proxy listen. https://www.pomerium.com/docs/reference/address */
export function coreSockets(config: object): Pick<ProxyFacts, 'sockets' | 'sshSockets'> {
  const fields = config as Readonly<Record<string, unknown>>
  const at = (key: string) => {
    const value = fields[key]
    return typeof value === 'string' && value !== '' ? [socketAt(value, key)] : []
  }
  const address = at('address')
  return {
    // `defaultOptions` in config/options.go of https://github.com/pomerium/pomerium
    sockets: [...(address.length > 0 ? address : [usual]), ...at('http_redirect_addr')],
    sshSockets: at('ssh_address'),
  }
}

const usual: ListenerSocket = { port: { value: 443, at: [] }, protocol: { value: 'TCP', at: [] } }

/** The socket of a `host:port`; of a host that is a name, nobody knows here which address it stands for. */
function socketAt(text: string, key: string): ListenerSocket {
  const protocol = { value: 'TCP', at: [key] } as const
  const [, host = '', port] = /^(.*):([0-9]+)$/s.exec(isOpen(text) ? '' : text) ?? []
  if (port === undefined) return { protocol }
  const address = host.replace(/^\[(.*)\]$/s, '$1')
  return {
    port: { value: Number(port), at: [key] },
    protocol,
    ...(/^[0-9.]+$|:/.test(address) && { address: { value: address, at: [key] } }),
  }
}
