import { driftPaths } from '../drift-paths.ts'
import { UserError } from '../errors.ts'
import { type CommonOptions, report, wantedOf } from './check.ts'

export interface DriftOptions extends CommonOptions {
  readonly observed: readonly string[]
  readonly host?: string
  readonly ignore: string
}

/**
 * Sockets on which programs ask others and serve nobody: DHCP and DHCPv6 clients (RFC 2131, RFC 8415), clients of NTP
 * (RFC 5905), and the control port of chronyd (chrony.conf, cmdport).
 */
export const defaultIgnored = '68/udp,123/udp,323/udp,546/udp'

/** Compares what paths declare with inventories, and prints or writes the reports. Returns the exit status. */
export function drift(paths: readonly string[], options: DriftOptions): number {
  const { observed, host, ignore } = options
  const ignored = ignoredSockets(ignore)
  return report(options, () =>
    driftPaths({ ...wantedOf(paths, options), observed, ignored, ...(host !== undefined && { host }) }),
  )
}

/** Reads `68/udp,5353/udp`. Throws a UserError on anything else. */
export function ignoredSockets(list: string): ReadonlySet<string> {
  const parts = list.split(',').flatMap((part) => {
    const name = part.trim()
    return name === 'default' ? defaultIgnored.split(',') : name === 'none' ? [] : [name]
  })
  return new Set(
    parts.map((part) => {
      const [, port, protocol] = /^0*(\d{1,5})\/(tcp|udp|sctp)$/i.exec(part) ?? []
      if (port === undefined || protocol === undefined || Number(port) > 65535)
        throw new UserError(`--ignore takes sockets such as 68/udp, and "${part}" is none.`)
      return `${port}/${protocol.toUpperCase()}`
    }),
  )
}
