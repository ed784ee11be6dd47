import { isMap } from '../../schema/json-schema.ts'
import { type Fields, own } from './document.ts'

/** Where the labels of the pods of a kind stand. */
const inSpec: readonly string[] = ['spec', 'template']

const templatePaths: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', []],
  ['PodTemplate', ['template']],
  ['CronJob', ['spec', 'jobTemplate', ...inSpec]],
  ['ScaledJob', ['spec', 'jobTargetRef', 'template']],
  ['Deployment', inSpec],
  ['StatefulSet', inSpec],
  ['DaemonSet', inSpec],
  ['ReplicaSet', inSpec],
  ['ReplicationController', inSpec],
  ['Job', inSpec],
  ['DeploymentConfig', inSpec],
  ['Rollout', inSpec],
])

/** Whether an object makes pods, or is one: of any group, since operators have kinds of their own with these names. */
export const isPodBearing = ({ kind }: Fields): boolean => typeof kind === 'string' && templatePaths.has(kind)

/** The pods that an object makes. */
export interface PodTemplate {
  readonly namespace: string | undefined
  readonly labels: Fields
}

/** The labels and the namespace of the pods of an object; undefined where they are not written in it. */
export function podTemplateOf(value: unknown): PodTemplate | undefined {
  if (!isMap(value)) return undefined
  let template: unknown = value
  for (const step of templatePaths.get(String(value['kind'])) ?? [])
    template = isMap(template) ? own(template, step) : undefined
  const metadata = isMap(template) ? own(template, 'metadata') : undefined
  const labels = isMap(metadata) ? own(metadata, 'labels') : undefined
  return isMap(labels) ? { namespace: namespaceOf(value), labels } : undefined
}

export function namespaceOf(value: unknown): string | undefined {
  const metadata = isMap(value) ? own(value, 'metadata') : undefined
  const namespace = isMap(metadata) ? own(metadata, 'namespace') : undefined
  return typeof namespace === 'string' && namespace !== '' ? namespace : undefined
}
