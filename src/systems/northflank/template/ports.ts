import type { At } from '../../../position.ts'
import type { Port, ServiceSpec, Template } from '../document.ts'
import { withPaths } from '../lists.ts'
import { serviceKinds } from './kinds.ts'
import { type TemplateNode, walkTemplate } from './walk.ts'

/** The ports of every node that has some, each with its path in the template. */
export function templatePorts(template: Template): At<Port>[] {
  return walkTemplate(template).nodes.flatMap(portsOfNode)
}

/** The ports of a service, model deployment or harness; none of any other node. */
export function portsOfNode({ kind = '', at, spec }: TemplateNode): At<Port>[] {
  return serviceKinds.has(kind) ? withPaths((spec as ServiceSpec).ports, [...at, 'spec', 'ports']) : []
}
