import type { Metadata, Service } from '../document.ts'
import {
  isHeadless,
  needsHealthCheck,
  quoted,
  type Refusal,
  type ServerRule,
  type Submitted,
} from '../validation/server-rule.ts'

/** A change of a stored Service: `submitted.stored` is always there. */
interface Change extends Submitted {
  readonly stored: Service
}

type ChangeRule = Omit<ServerRule, 'check'> & { check(change: Change): Iterable<Refusal> }

const rule = ({ check, ...rest }: ChangeRule): ServerRule => ({
  ...rest,
  *check(submitted) {
    const { stored } = submitted
    if (stored) yield* check({ ...submitted, stored })
  },
})

/**
 * Fields of the metadata that stay what they are (ValidateObjectMetaUpdate). One that a request leaves out is filled in
 * from what is stored, but for the name. The validation refuses another creationTimestamp, although the generic
 * registry (BeforeUpdate) puts the stored one into most requests first.
 */
const fixed: readonly (keyof Metadata)[] = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
]

/** What the server refuses in a change, beside what it refuses in the new Service itself. */
export const updateRules: readonly ServerRule[] = [
  rule({
    source: 'ValidateObjectMetaUpdate',
    *check({ service, stored }) {
      const [now, before] = [service.metadata ?? {}, stored.metadata ?? {}]
      for (const key of fixed) {
        const [value, old] = [now[key], before[key]]
        if (
          value === undefined ||
          value === old ||
          (old === undefined && !key.startsWith('deletion') && key !== 'name')
        )
          continue
        yield { at: ['metadata', key], message: fixedMessage(key, old, value) }
      }
      const added = (now.finalizers ?? []).filter(
        (finalizer) => !(before.finalizers ?? []).includes(finalizer),
      )
      if (before.deletionTimestamp !== undefined && added.length > 0)
        yield {
          at: ['metadata', 'finalizers'],
          message: `${quoted(added[0])} is a new finalizer, and an object that is being deleted gets none`,
        }
    },
  }),
  rule({
    source: 'ValidateServiceUpdate, clusterIP',
    until: 19,
    *check({ spec, stored }) {
      const { type, clusterIP: old = '' } = stored.spec ?? {}
      const { clusterIP = '' } = spec
      if (spec.type === 'ExternalName' || type === 'ExternalName' || old === '' || clusterIP === old) return
      const fix =
        clusterIP === ''
          ? `; write clusterIP: ${old}, or patch the Service instead of replacing it`
          : '; delete the Service and create it anew'
      const change =
        clusterIP === ''
          ? `clusterIP is left out and was ${old}`
          : `clusterIP changes from ${old} to ${clusterIP}`
      yield { at: ['spec', 'clusterIP'], message: `${change}, and it cannot be changed${fix}` }
    },
  }),
  rule({
    source: 'validateUpgradeDowngradeClusterIPs',
    since: 20,
    *check(change) {
      if (hasNoAddress(change) || (isHeadless(change) && wasHeadless(change))) return
      const { spec, stored, clusterIP: at } = change
      const [now, old] = [spec.clusterIPs ?? [], stored.spec?.clusterIPs ?? []]
      const entry = (index: number) => (at.length > 2 ? ['spec', 'clusterIPs', index] : at)
      const changed = old.findIndex((address, index) => index < now.length && now[index] !== address)
      if (old.length > 0 && now.length === 0)
        yield { at, message: `clusterIP is left out and was ${old[0]}, and it cannot be taken away` }
      const matters = old.length === now.length ? changed >= 0 : changed === 0
      if (matters)
        yield {
          at: entry(changed),
          message: `clusterIP changes from ${old[changed]} to ${now[changed]}, and it cannot be changed; delete the Service and create it anew`,
        }
      if (old.length > 1 && now.length === 1 && spec.ipFamilyPolicy !== 'SingleStack')
        yield {
          at: change.release < 23 ? entry(0) : ['spec', 'ipFamilyPolicy'],
          message: `The second address ${old[1]} is taken away, which needs ipFamilyPolicy: SingleStack`,
        }
    },
  }),
  rule({
    source: 'validateUpgradeDowngradeIPFamilies',
    since: 21,
    *check(change) {
      // Headless Services may change their families.
      if (hasNoAddress(change) || isHeadless(change) || wasHeadless(change)) return
      const { spec, stored } = change
      const [now, old] = [spec.ipFamilies ?? [], stored.spec?.ipFamilies ?? []]
      // Left out, they are filled in with what is stored.
      if (now.length === 0 || old.length === 0) return
      const at = ['spec', 'ipFamilies', 0]
      const changed =
        old.length === now.length ? old.some((family, index) => now[index] !== family) : now[0] !== old[0]
      if (changed)
        yield {
          at,
          message: `ipFamilies changes from ${old.join(', ')} to ${now.join(', ')}, and the first family cannot be changed`,
        }
      if (old.length > now.length && spec.ipFamilyPolicy !== 'SingleStack')
        yield {
          at: change.release < 23 ? change.clusterIP : ['spec', 'ipFamilyPolicy'],
          message: `The second family ${old[1]} is taken away, which needs ipFamilyPolicy: SingleStack`,
        }
    },
  }),
  rule({
    source: 'validateLoadBalancerClassField',
    since: 22,
    *check({ spec, stored }) {
      if (spec.type !== 'LoadBalancer' || stored.spec?.type !== 'LoadBalancer') return
      const { loadBalancerClass: old } = stored.spec
      if (spec.loadBalancerClass === old) return
      yield {
        at: ['spec', 'loadBalancerClass'],
        message: `loadBalancerClass changes from ${quoted(old ?? 'none')} to ${quoted(spec.loadBalancerClass ?? 'none')}, and that is possible only while a Service becomes a LoadBalancer`,
      }
    },
  }),
  rule({ source: 'healthCheckNodePortUpdate', until: 22, late: true, check: healthCheckRefusals }),
  rule({ source: 'validateServiceExternalTrafficFieldsUpdate', since: 23, check: healthCheckRefusals }),
]

function* healthCheckRefusals({ spec, stored }: Change): Iterable<Refusal> {
  const before = stored.spec ?? {}
  const { healthCheckNodePort: old = 0 } = before
  const { healthCheckNodePort: now = 0 } = spec
  if (!needsHealthCheck(spec) || !needsHealthCheck(before) || now === old) return
  // A Service that is stored has one; what is not known of it cannot have been changed.
  if (old === 0) return
  const change =
    now === 0
      ? `healthCheckNodePort is left out and was ${old}`
      : `healthCheckNodePort changes from ${old} to ${now}`
  yield { at: ['spec', 'healthCheckNodePort'], message: `${change}, and it cannot be changed` }
}

const hasNoAddress = ({ spec, stored }: Change) =>
  spec.type === 'ExternalName' || stored.spec?.type === 'ExternalName'

const wasHeadless = ({ stored }: Change) =>
  stored.spec?.clusterIPs?.length === 1 && stored.spec.clusterIPs[0] === 'None'

function fixedMessage(key: string, old: unknown, value: unknown): string {
  const advice = key === 'name' || key === 'namespace' ? '; a Service of another name is another Service' : ''
  return `${key} changes from ${quoted(old ?? 'none')} to ${quoted(value)}, and it cannot be changed${advice}`
}
