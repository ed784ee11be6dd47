import { isMap } from '../../schema/json-schema.ts'
import type { Member } from '../../system.ts'
import { allowListsOf } from './allow-lists.ts'
import { type Fields, own, type Service } from './document.ts'
import type { AddressPolicy } from './network-policy.ts'
import type { PodTemplate } from './workloads.ts'

/** Services, and what else of an input bears on them. The index is that of the member. */
export interface Together {
  readonly services: readonly { readonly service: Service; readonly index: number; readonly file: string }[]
  readonly templates: readonly (PodTemplate & { readonly file: string })[]
  /** NetworkPolicies that let in callers by their addresses. */
  readonly policies: readonly AddressPolicy[]
  /** Kinds of Routes and Ingresses that have a list of addresses. */
  readonly listed: ReadonlySet<'Route' | 'Ingress'>
}

/** Reads the members of a project. */
export function readTogether(members: readonly Member[]): Together {
  const of = (kind: string) =>
    members.flatMap((member, index) => (member.kind === kind ? [{ ...member, index }] : []))
  return {
    services: of('kubernetes/service').flatMap(({ value, index, file }) =>
      isMap(value) ? [{ service: value as Service, index, file }] : [],
    ),
    templates: of('kubernetes/workload').map(({ value, file }) => ({ ...(value as PodTemplate), file })),
    policies: of('kubernetes/network-policy').map(({ value }) => value as AddressPolicy),
    listed: new Set(
      of('kubernetes/allow-list').flatMap(({ value }) =>
        isMap(value) ? allowListsOf(value).map(({ kind }) => kind) : [],
      ),
    ),
  }
}

/** Whether objects of these namespaces may be of one: what is left to the request may be anything. */
export const mayShareNamespace = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined || one === other

/** Labels that controllers add to the pods they make. */
const addedLabels: ReadonlySet<string> = new Set([
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'pod-template-hash',
  'controller-revision-hash',
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/job-completion-index',
  'deployment',
  'deploymentconfig',
  // Operators of databases mark the leader.
  'role',
  'spilo-role',
])

/** The pairs of a selector that labels do not have, those that a controller may add left out. */
export function missingFrom(labels: Fields, selector: Fields): [string, unknown][] {
  return Object.entries(selector).filter(
    ([key, value]) => own(labels, key) !== value && (!addedLabels.has(key) || own(labels, key) !== undefined),
  )
}

/** Whether a label looks like one that a program gives its own pods: it has a domain, and no template has it. */
export const isSetAtRunTime = (key: string, templates: readonly PodTemplate[]): boolean =>
  key.includes('/') && templates.every(({ labels }) => own(labels, key) === undefined)

/** Whether all pairs of a selector are among the labels; none for an empty selector. */
export function selects(selector: Fields, labels: Fields): boolean {
  const pairs = Object.entries(selector)
  return pairs.length > 0 && pairs.every(([key, value]) => own(labels, key) === value)
}
