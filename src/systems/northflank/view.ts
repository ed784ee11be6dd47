import { remembered } from '../../once.ts'
import type { At, Path } from '../../position.ts'
import type { Problem, Rule, Surroundings } from '../../rule.ts'
import type { Port, PortsBody, PortsResponse } from './document.ts'
import { withPaths } from './lists.ts'

/** What a rule on ports reads, whichever document holds them. */
export interface PortsView {
  /** The body of an update, the answer of a GET, the body of a service, or nodes of a template. */
  readonly source: 'update' | 'answer' | 'service' | 'template'
  /** Every port, with its path in the document. */
  readonly ports: readonly At<Port>[]
  /** Where a whole answer stands in place of a request, its key. */
  readonly answer?: Path
}

/** A rule on ports. */
export type PortRule = Rule<PortsView>

/** Rules on ports as rules on documents of one kind. `read` makes the view; it is made once for each document. */
export function onPorts<Document extends object>(
  rules: readonly PortRule[],
  read: (document: Document) => PortsView,
): Rule<Document>[] {
  const viewOf = remembered(read)
  return rules.map((rule) => ({
    ...rule,
    check: (document: Document, surroundings: Surroundings): Iterable<Problem> =>
      rule.check(viewOf(document), surroundings),
  }))
}

/** The view of one list of ports. */
export function viewPorts(
  source: PortsView['source'],
  ports: readonly (Port | undefined)[] | undefined,
  at: Path,
): PortsView {
  return { source, ports: withPaths(ports, at) }
}

/** The view of a request body; a whole answer in its place is told by its key `data`. */
export function viewRequest(source: 'update' | 'service', body: PortsBody): PortsView {
  const { data } = body as { readonly data?: { readonly ports?: unknown } }
  const isAnswer = data !== null && typeof data === 'object' && Array.isArray(data.ports)
  return { ...viewPorts(source, body.ports, ['ports']), ...(isAnswer && { answer: ['data'] }) }
}

/**
 * The ports of an answer. Its schema knows neither path rules nor "ip", so that what stands there may have any shape:
 * it counts as not known.
 */
export function answeredPorts(response: PortsResponse): readonly (Port | undefined)[] | undefined {
  const ports = response.data?.ports
  if (!Array.isArray(ports)) return undefined
  return ports.map((port: Port | undefined) => {
    const { security } = port ?? {}
    if (!port || !security) return port
    const unread = Object.keys(security).filter((key) => !answeredKeys.has(key))
    const blanks = Object.fromEntries(unread.map((key) => [key, undefined]))
    return { ...port, security: { ...security, ...blanks } }
  })
}

const answeredKeys: ReadonlySet<string> = new Set([
  'credentials',
  'policies',
  'sso',
  'headers',
  'verificationMode',
])
