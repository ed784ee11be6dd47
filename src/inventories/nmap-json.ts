import { type Inventory, type ObservedSocket, RowProblems, reachedAt } from '../inventory.ts'
import { isMap } from '../schema/json-schema.ts'
import type { ValueReader } from './reader.ts'
import { newHost, ScanBuilder, type ScannedHost, scanGap } from './scan.ts'

/**
 * What converters make of an nmap scan: hosts by address, each with a list `ports` of `portid`, `protocol` and `state`.
 * https://nmap.readthedocs.io (python3-nmap)
 */
export const nmapJson: ValueReader = {
  read(value) {
    if (!isMap(value)) return undefined
    const hosts = Object.entries(value).flatMap(([name, host]) => {
      const ports: unknown = isMap(host) ? host['ports'] : undefined
      return Array.isArray(ports) ? [{ name, ports: ports as unknown[] }] : []
    })
    if (!hosts.some(({ ports }) => ports.some((port) => isMap(port) && Object.hasOwn(port, 'portid'))))
      return undefined
    const sockets: ObservedSocket[] = []
    const problems = new RowProblems()
    const scan = new ScanBuilder()
    // Whether it ended and which ports it looked at is lost, but the state of a port that is listed is not.
    scan.finished = true
    const scanned = hosts.map(({ name, ports }) => ({
      name,
      host: readHost(scan, { name, ports }, sockets, problems),
    }))
    const inventory: Inventory = {
      title: 'the nmap scan',
      scan: true,
      sockets,
      hosts: hosts.map(({ name }) => [name]),
      extent: [],
      gap: (port, protocol, isWanted) => {
        const wanted = scanned.filter(({ name }) => isWanted([name])).map(({ host }) => host)
        return problems.gap ?? scanGap(scan, wanted, port, protocol)
      },
    }
    return { inventory, problems: problems.list }
  },
}

function readHost(
  scan: ScanBuilder,
  { name, ports }: { readonly name: string; readonly ports: readonly unknown[] },
  sockets: ObservedSocket[],
  problems: RowProblems,
): ScannedHost {
  const host = newHost()
  const binding = reachedAt(name)
  for (const [index, port] of ports.entries()) {
    const at = [name, 'ports', index]
    const { portid, protocol, state, service } = (isMap(port) ? port : {}) as Readonly<
      Record<string, unknown>
    >
    const found = scan.port(host, { portid, protocol, state })
    if (typeof found === 'string') problems.add(at, found)
    else if (found) {
      const process: unknown = isMap(service) ? service['name'] : undefined
      sockets.push({
        at,
        host: [name],
        ...binding,
        ...found,
        ...(typeof process === 'string' && { process }),
      })
    }
  }
  return host
}
