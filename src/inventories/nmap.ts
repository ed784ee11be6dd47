import { type ObservedSocket, RowProblems, reachedAt } from '../inventory.ts'
import type { Path } from '../position.ts'
import type { Span, SyntaxProblem } from '../source/index.ts'
import { readXml, type XmlTag } from '../source/xml.ts'
import type { TextInventory, TextReader } from './reader.ts'
import { newHost, ScanBuilder, type ScannedHost, scanGap } from './scan.ts'

/** `nmap -oX`. https://nmap.org/book/nmap-dtd.html */
export const nmap: TextReader = {
  claims: (text) => /^\ufeff?\s*</.test(text),
  read: (text) => new NmapReading().read(text),
}

/** What is known of one host by now, and where its rows stand. */
interface Host extends ScannedHost {
  readonly names: string[]
  readonly rows: { readonly span: Span; readonly name: string }[]
  span: Span
}

/** One pass through a text. */
class NmapReading {
  private readonly scan = new ScanBuilder()
  private readonly problems = new RowProblems()
  private readonly hosts: Host[] = []
  private readonly sockets: ObservedSocket[] = []
  private root: XmlTag | undefined
  private host: Host | undefined
  private address: string | undefined
  private port: { readonly tag: XmlTag; state?: string; service?: string } | undefined

  read(text: string): TextInventory | SyntaxProblem {
    const problem = readXml(text, { open: (tag) => this.open(tag), close: (name) => this.close(name) })
    if (problem) return problem
    const { root } = this
    if (root?.name !== 'nmaprun') {
      const name = root?.name ?? ''
      return {
        ...(root?.span ?? { start: 0, end: 0 }),
        message: `<${name}> is not what nmap writes: <nmaprun> is expected.`,
      }
    }
    const { hosts, sockets, problems, scan } = this
    return {
      inventory: {
        title: 'the nmap scan',
        scan: true,
        sockets,
        hosts: hosts.map(({ names }) => names),
        extent: [],
        gap: (port, protocol, isWanted) =>
          problems.gap ??
          scanGap(
            scan,
            hosts.filter(({ names }) => isWanted(names)),
            port,
            protocol,
          ),
      },
      problems: problems.list,
      value: () => ({ hosts: hosts.map(({ names, rows }) => ({ name: names[0], ports: rows })) }),
      spanOf: (at) => this.spanOf(at),
    }
  }

  private spanOf([, index, , row]: Path): Span | undefined {
    const host = typeof index === 'number' ? this.hosts[index] : undefined
    return (typeof row === 'number' ? host?.rows[row]?.span : host?.span) ?? this.root?.span
  }

  private open(tag: XmlTag): void {
    const { name, attributes } = tag
    this.root ??= tag
    if (name === 'host') {
      this.host = { ...newHost(), span: tag.span, names: [], rows: [] }
      this.hosts.push(this.host)
      this.address = undefined
    } else if (name === 'scaninfo') this.scan.covers(attributes['protocol'], attributes['services'])
    else if (name === 'finished')
      this.scan.finished = attributes['exit'] === undefined || attributes['exit'] === 'success'
    else if (this.host) this.within(this.host, tag)
  }

  private within(host: Host, tag: XmlTag): void {
    const { name, attributes } = tag
    if (name === 'status') host.up = attributes['state'] !== 'down'
    else if (name === 'address' && attributes['addrtype'] !== 'mac') {
      this.address ??= attributes['addr']
      host.names.push(attributes['addr'] ?? '')
    } else if (name === 'hostname') host.names.push(attributes['name'] ?? '')
    else if (name === 'extraports') {
      const count = Number(attributes['count']) || 0
      host.others.push({ state: attributes['state'] ?? 'unknown', count, protocols: new Set() })
    } else if (name === 'extrareasons' && attributes['proto'] !== undefined)
      host.others.at(-1)?.protocols.add(attributes['proto'])
    else if (name === 'port') this.port = { tag }
    else if (name === 'state' && this.port) this.port.state = attributes['state'] ?? ''
    else if (name === 'service' && this.port) this.port.service = attributes['name'] ?? ''
  }

  private close(name: string): void {
    if (name === 'host') this.host = undefined
    if (name !== 'port' || !this.host || !this.port) return
    const { tag, state, service } = this.port
    this.port = undefined
    const { host } = this
    const at = ['hosts', this.hosts.length - 1, 'ports', host.rows.length]
    const { portid, protocol } = tag.attributes
    host.rows.push({ span: tag.span, name: `${portid}/${protocol}` })
    const found = this.scan.port(host, { portid, protocol, state })
    if (typeof found === 'string') this.problems.add(at, found)
    else if (found) {
      this.sockets.push({
        at,
        host: host.names,
        ...reachedAt(this.address),
        ...found,
        ...(service && { process: service }),
      })
    }
  }
}
