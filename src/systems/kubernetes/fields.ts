import type { Path } from '../../position.ts'
import { isMap } from '../../schema/json-schema.ts'
import { isAmong, type Release, releaseName } from './release.ts'

/** A field that not every release reads; `*` stands for the entries of a list. */
interface FieldLife {
  readonly path: readonly string[]
  /** The first release that reads it, its feature gates as they are by default. */
  readonly since?: Release
  /** The last release that knows it. */
  readonly until?: Release
  /** Releases that decode it although they drop it, with its feature gate off: the form that they demand. */
  readonly decoded?: { readonly since: Release; readonly until: Release; readonly form: Form }
}

type Form = 'text' | 'texts' | 'flag'

const hasForm: Readonly<Record<Form, (value: unknown) => boolean>> = {
  text: (value) => value === null || typeof value === 'string',
  flag: (value) => value === null || typeof value === 'boolean',
  texts: (value) => value === null || (Array.isArray(value) && value.every(hasForm.text)),
}

const spec = (name: string, since: Release, alpha: Release, form: Form): FieldLife => ({
  path: ['spec', name],
  since,
  decoded: { since: alpha, until: since - 1, form },
})

/**
 * Since when a field counts: types.go and kube_features.go of each release. Before, it is dropped without an error,
 * either because the type lacks it or because its feature gate is off.
 */
const lives: readonly FieldLife[] = [
  { path: ['metadata', 'initializers'], until: 15 },
  { path: ['metadata', 'clusterName'], until: 23 },
  { path: ['metadata', 'managedFields'], since: 14 },
  // Off by default in 1.18, where it is refused and not dropped.
  { path: ['spec', 'ports', '*', 'appProtocol'], since: 18 },
  { path: ['spec', 'clusterIPs'], since: 20 },
  spec('ipFamilies', 21, 20, 'texts'),
  spec('ipFamilyPolicy', 21, 20, 'text'),
  spec('allocateLoadBalancerNodePorts', 22, 20, 'flag'),
  spec('loadBalancerClass', 22, 21, 'text'),
  spec('internalTrafficPolicy', 22, 21, 'text'),
  spec('trafficDistribution', 31, 30, 'text'),
  { path: ['status', 'conditions'], since: 20 },
  { path: ['status', 'loadBalancer', 'ingress', '*', 'ports'], since: 20 },
  { path: ['status', 'loadBalancer', 'ingress', '*', 'ipMode'], since: 30 },
  // Alpha fields that no release read by default.
  { path: ['spec', 'ipFamily'], until: 0, decoded: { since: 16, until: 19, form: 'text' } },
  { path: ['spec', 'topologyKeys'], until: 0, decoded: { since: 17, until: 21, form: 'texts' } },
]

/** A field of a document that its release does not read. */
export interface UnreadField {
  readonly at: Path
  readonly message: string
}

/** The fields of a Service that are known and that this release drops. One that it cannot decode is no such field. */
export function unreadFields(service: unknown, release: Release): UnreadField[] {
  const unread: UnreadField[] = []
  for (const life of lives) {
    if (isAmong(release, life)) continue
    const { path, since, until, decoded } = life
    for (const { at, value } of placesOf(service, path)) {
      const demands = decoded && isAmong(release, decoded)
      if (!demands || hasForm[decoded.form](value))
        unread.push({ at, message: words(at, since, until, release) })
    }
  }
  return unread
}

function words(at: Path, since: Release | undefined, until: Release | undefined, release: Release): string {
  const name = String(at.at(-1))
  if (since !== undefined)
    return `"${name}" is read from ${releaseName(since)} on, and ${releaseName(release)} drops it without a word; remove it, or name the release of the cluster in the configuration.`
  const gone = until
    ? `is gone since ${releaseName(until + 1)}`
    : 'was only ever read where an alpha feature was switched on'
  return `"${name}" ${gone}, so ${releaseName(release)} drops it without a word; remove it.`
}

/** Where a pattern of keys leads in a value, in document order. */
function placesOf(root: unknown, pattern: readonly string[]): { at: Path; value: unknown }[] {
  let places: { at: Path; value: unknown }[] = [{ at: [], value: root }]
  for (const step of pattern) {
    if (places.length === 0) break
    places = places.flatMap(({ at, value }) => {
      if (step === '*')
        return Array.isArray(value)
          ? value.map((item: unknown, index) => ({ at: [...at, index], value: item }))
          : []
      return isMap(value) && Object.hasOwn(value, step) ? [{ at: [...at, step], value: value[step] }] : []
    })
  }
  return places
}
