import { all, fact, undetermined } from '../../analysis/condition.ts'
import { domainKey } from '../../domain-key.ts'
import { groupBy } from '../../group.ts'
import type { Listener, Model, Route } from '../../model.ts'
import type { At, Path } from '../../position.ts'
import type { Member, Project } from '../../system.ts'
import type { Port, PortsBody, SubdomainPathSpec, Template } from './document.ts'
import { withPaths } from './lists.ts'
import { subdomainPathCondition } from './routes.ts'
import { isOpen } from './template/placeholder.ts'
import { portsOfNode } from './template/ports.ts'
import { type TemplateNode, walkTemplate } from './template/walk.ts'

/** Ports that stand together, and what their service goes by where that is known. */
interface Service {
  readonly name?: string
  readonly ports: readonly At<Port>[]
}

/**
 * What shows only where several services are seen: one domain on two ports, and the paths of one
 * subdomain, wherever they stand. A part of a template that may not run, or runs several times, shows nothing.
 */
export const northflankProject: Project = {
  kinds: new Set(['northflank/service-ports', 'northflank/service', 'northflank/template']),
  rules: [],
  normalise: (members): Model => ({
    listeners: [...domainListeners(members), ...pathListeners(members)],
    addressControls: [],
    patterns: [],
    policies: [],
    secrets: [],
  }),
}

/** The nodes of a member that are sure to run, once; none of a member that is no template. */
function certainNodes({ kind, value }: Member): readonly TemplateNode[] {
  if (kind !== 'northflank/template') return []
  return walkTemplate(value as Template).nodes.filter(
    ({ teardown, conditional }) => !teardown && !conditional,
  )
}

function servicesOf(member: Member): Service[] {
  if (member.kind === 'northflank/template')
    return certainNodes(member).map((node) => ({ ...nameOf(node.spec), ports: portsOfNode(node) }))
  const body = member.value as PortsBody
  return [{ ...nameOf(body), ports: withPaths(body.ports, ['ports']) }]
}

const nameOf = ({ name }: { readonly name?: unknown }): Pick<Service, 'name'> =>
  typeof name === 'string' && !isOpen(name) ? { name } : {}

/**
 * One listener for each domain and service: a domain twice within one service is told of where that service is read.
 * Two descriptions of what may be one port are no two ports.
 */
function domainListeners(members: readonly Member[]): Listener[] {
  const known = new Set<string>()
  return members.flatMap((member, index) =>
    servicesOf(member).flatMap(({ name, ports }) => {
      const own = new Set<string>()
      return ports.flatMap(({ value: port, at }) =>
        withPaths(port.domains, [...at, 'domains']).flatMap(({ value: domain, at }): Listener[] => {
          if (typeof domain !== 'string' || isOpen(domain) || own.has(domainKey(domain))) return []
          own.add(domainKey(domain))
          const described = [[name, port.name], ...(port.id === undefined ? [] : [[port.id]])]
          const keys = described.map((words) => JSON.stringify([domainKey(domain), ...words]))
          const again = keys.some((key) => known.has(key))
          for (const key of keys) known.add(key)
          if (again) return []
          const title = `port ${port.name ?? '?'}${name === undefined ? '' : ` of ${name}`}`
          return [hostListener(title, domain, [index, ...at])]
        }),
      )
    }),
  )
}

const hostListener = (name: string, host: string, at: Path): Listener => ({
  at,
  name,
  hosts: [{ value: host, at }],
  reach: { value: 'internet', at },
  routes: [],
})

/** Files whose paths are compared with one another: each is a question of its own, whether it is in use. */
const mostFiles = 3

/** All paths of one subdomain, which may stand in several templates. */
function pathListeners(members: readonly Member[]): Listener[] {
  const paths = members.flatMap((member, index) =>
    certainNodes(member).flatMap((node) => subdomainPath(node, member.file, [index, ...node.at]) ?? []),
  )
  return [...groupBy(paths, ({ subdomain }) => subdomain)].flatMap(([subdomain, list]) => {
    const byFile = groupBy(list, ({ file }) => file)
    if (byFile.size > mostFiles) return [...byFile.values()].map((own) => pathListener(subdomain, own, false))
    return [pathListener(subdomain, list, byFile.size > 1)]
  })
}

/** A path of a subdomain. Where a placeholder stands for a part of it, nobody knows what it takes, or when it is asked. */
interface SubdomainPath {
  readonly subdomain: string
  readonly uri: string
  readonly mode: 'prefix' | 'exact' | 'regex'
  readonly ignoreCase: boolean
  /** Absent where it is the default. */
  readonly priority?: number
  readonly file: string
  readonly at: Path
}

function subdomainPath({ kind, spec }: TemplateNode, file: string, at: Path): SubdomainPath | undefined {
  const { subdomain, mode, uri, options = {} } = spec as SubdomainPathSpec
  const { priority, ignoreUriCase } = options
  if (kind !== 'SubdomainPath' || subdomain === undefined || mode === undefined || uri === undefined)
    return undefined
  if ([subdomain, mode, uri, priority, ignoreUriCase].some(isOpen)) return undefined
  const ignoreCase = ignoreUriCase === true
  const path = { subdomain: subdomain.toLowerCase(), mode, uri, ignoreCase, file, at }
  return priority === undefined ? path : { ...path, priority }
}

function pathListener(subdomain: string, paths: readonly SubdomainPath[], severalFiles: boolean): Listener {
  return {
    at: paths[0]?.at ?? [],
    name: `subdomain ${subdomain}`,
    hosts: [],
    reach: { value: 'internet', at: [] },
    routing: true,
    routes: paths.map((path, number) => pathRoute(path, number, severalFiles)),
  }
}

/** The priority of a path that names none: https://northflank.com/docs/v1/application/domains/use-path-based-routing */
const defaultPriority = (uri: string): number => (uri === '/' ? 0 : 1)

function pathRoute(path: SubdomainPath, number: number, severalFiles: boolean): Route {
  const { uri, mode, ignoreCase, priority, file, at } = path
  const rank = priority ?? defaultPriority(uri)
  const own = subdomainPathCondition(uri, mode, ignoreCase)
  // Files may be older versions, or templates of other teams: that they are in use together proves nothing.
  const used = undetermined(`northflank/used ${file}`, `${file} is in use beside the other files`)
  return {
    at,
    name: `${mode} ${uri}`,
    rank: -rank,
    rankName: `priority ${rank}${priority === undefined ? ', the default' : ''}`,
    match: severalFiles ? all(used, own) : own,
    // Each path leads to a port of its own, which is chosen elsewhere.
    access: fact(`led by path ${number}`),
  }
}
