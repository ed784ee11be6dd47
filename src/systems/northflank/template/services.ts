import type { At } from '../../../position.ts'
import type { Port, ServiceSpec, Template } from '../document.ts'
import { groupsOf } from '../groups.ts'
import { withPaths } from '../lists.ts'
import { serviceKinds } from './kinds.ts'
import type { Reference } from './placeholder.ts'
import { portsOfNode } from './ports.ts'
import { targetOf } from './references.ts'
import { type Scope, type TemplateNode, walkTemplate } from './walk.ts'

/** A reference to a port by its place in the list. */
export interface PortReference {
  readonly index: number
  /** The ports of the service, with their path, where one node alone can be meant and lists them. */
  readonly ports?: At<readonly (Port | undefined)[]>
}

/** Nodes by the template that they are part of and by name; undefined where several have it. */
type Names = ReadonlyMap<Scope, ReadonlyMap<string, TemplateNode | undefined>>

const known = new WeakMap<
  Template,
  { readonly refs: Names; readonly unreferred: ReadonlyMap<string, TemplateNode> }
>()

/** What `refs.NAME.ports.N…` refers to; undefined for any other reference. */
export function portReference(
  template: Template,
  reference: Reference,
  scope: Scope,
): PortReference | undefined {
  const [name, key, index] = reference.path
  if (reference.root !== 'refs' || name === undefined || key !== 'ports' || !/^\d{1,9}$/.test(index ?? ''))
    return undefined
  const target = targetOf(reference, scope)
  const service = target && namesOf(template).refs.get(target)?.get(name)
  const ports = service && serviceKinds.has(service.kind ?? '') && listOf(service)
  return { index: Number(index), ...(ports && { ports }) }
}

/** The first node without a `ref` whose resource has a name, which is easily taken for one. */
export const namedNode = (template: Template, name: string): TemplateNode | undefined =>
  namesOf(template).unreferred.get(name)

function listOf({ at, spec }: TemplateNode): PortReference['ports'] {
  const { ports } = spec as ServiceSpec
  return Array.isArray(ports) ? { value: ports, at: [...at, 'spec', 'ports'] } : undefined
}

function namesOf(template: Template) {
  const before = known.get(template)
  if (before) return before
  const refs = new Map<Scope, Map<string, TemplateNode | undefined>>()
  const unreferred = new Map<string, TemplateNode>()
  for (const node of walkTemplate(template).nodes) {
    const { ref, scope, spec } = node
    if (ref === undefined) {
      const { name } = spec
      if (typeof name === 'string' && !unreferred.has(name)) unreferred.set(name, node)
      continue
    }
    const names = refs.get(scope) ?? new Map<string, TemplateNode | undefined>()
    refs.set(scope, names)
    names.set(ref, names.has(ref) ? undefined : node)
  }
  const found = { refs, unreferred }
  known.set(template, found)
  return found
}

/** Every password of a port or path rule, with the template whose arguments it reads. */
export function passwordsOf(template: Template): (At<string> & { readonly scope: Scope })[] {
  return walkTemplate(template).nodes.flatMap((node) =>
    portsOfNode(node)
      .flatMap(groupsOf)
      .flatMap((group) =>
        withPaths(group.value.credentials, [...group.at, 'credentials']).flatMap(({ value, at }) =>
          value.password === undefined
            ? []
            : [{ value: value.password, at: [...at, 'password'], scope: node.scope }],
        ),
      ),
  )
}
