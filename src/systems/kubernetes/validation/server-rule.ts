import type { Path } from '../../../position.ts'
import type { Service, ServicePort, ServiceSpec } from '../document.ts'
import { entriesOf } from '../document.ts'
import { isAmong, type Release } from '../release.ts'

/** What the server refuses: the field that it names, and why. */
export interface Refusal {
  readonly at: Path
  /** A sentence without its full stop. */
  readonly message: string
  /** The validation takes it, but what follows does not, or not in every cluster. */
  readonly doubt?: true
}

/** A Service as the server validates it: decoded, defaulted, allocated values filled in. */
export interface Submitted {
  readonly release: Release
  readonly service: Service
  readonly spec: ServiceSpec
  readonly ports: readonly { readonly value: ServicePort; readonly index: number }[]
  /** What is stored already, on an update. */
  readonly stored?: Service
  /** The place of `clusterIPs[0]`: `clusterIP` where the document has no list. */
  readonly clusterIP: Path
}

/** One rule of the server's validation. */
export interface ServerRule {
  /** Where it stands: the function, and the row of its subject. */
  readonly source: string
  /** The first and the last release that has it; all of them where absent. */
  readonly since?: Release
  readonly until?: Release
  /** Asked only where no other rule refuses: the registry asks it after the validation. */
  readonly late?: true
  /** A shared rule says so where a document is looked at by itself, with more words. */
  readonly spokenFor?: true
  check(submitted: Submitted): Iterable<Refusal>
}

/** Brings a decoded and defaulted Service into the shape that the rules read. */
export function submit(service: Service, given: Service, release: Release, stored?: Service): Submitted {
  const spec = service.spec ?? {}
  const list = given.spec?.clusterIPs
  return {
    release,
    service,
    spec,
    ports: entriesOf(spec.ports),
    clusterIP: list === undefined || list.length === 0 ? ['spec', 'clusterIP'] : ['spec', 'clusterIPs', 0],
    ...(stored && { stored }),
  }
}

/** What the rules of a release refuse; the late ones are asked only if no other one does. */
export function refusalsOf(rules: readonly ServerRule[], submitted: Submitted): Refusal[] {
  const refusals: Refusal[] = []
  const ask = (late: boolean) => {
    for (const rule of rules)
      if ((rule.late ?? false) === late && isAmong(submitted.release, rule))
        for (const refusal of rule.check(submitted)) refusals.push(refusal)
  }
  ask(false)
  if (refusals.every(({ doubt }) => doubt)) ask(true)
  return refusals
}

/** A value as messages show it: shortened, in quotes where it is a text. */
export function quoted(value: unknown): string {
  if (typeof value !== 'string') return String(value)
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
}

export const isHeadless = ({ spec, release }: Submitted): boolean =>
  release < 20 ? spec.clusterIP === 'None' : spec.clusterIPs?.length === 1 && spec.clusterIPs[0] === 'None'

export const needsHealthCheck = ({ type, externalTrafficPolicy }: ServiceSpec): boolean =>
  type === 'LoadBalancer' && externalTrafficPolicy === 'Local'

/** Whether the external policy means something for a type: pkg/api/service/util.go, ExternallyAccessible from 1.29 on. */
export function isExternal({ type, externalIPs }: ServiceSpec, release: Release): boolean {
  return (
    type === 'NodePort' ||
    type === 'LoadBalancer' ||
    (release >= 29 && type === 'ClusterIP' && (externalIPs?.length ?? 0) > 0)
  )
}
