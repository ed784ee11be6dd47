import type { Service, ServiceSpec } from '../document.ts'
import type { Release } from '../release.ts'
import { defaulted } from '../validation/defaults.ts'
import { type Refusal, serviceRules } from '../validation/index.ts'
import { nameRules } from '../validation/metadata-rules.ts'
import {
  isExternal,
  needsHealthCheck,
  refusalsOf,
  type ServerRule,
  submit,
} from '../validation/server-rule.ts'
import { prepared } from './prepare.ts'
import { updateRules } from './update-rules.ts'

/** What the server refuses in a change: the change itself, and what the new Service is once it is prepared. */
export interface UpdateRefusals {
  readonly change: readonly Refusal[]
  readonly own: readonly Refusal[]
}

/** What the API server of a release refuses when `service` replaces the stored one. Both could be decoded. */
export function updateRefusals(service: Service, stored: Service, release: Release): UpdateRefusals {
  const before = defaulted(stored, release)
  // The list of addresses is made of the stored one, and only then of clusterIP.
  const { clusterIPs, ...spec } = defaulted(service, release).spec as ServiceSpec
  const given = {
    ...service,
    spec: { ...spec, ...(service.spec?.clusterIPs && clusterIPs && { clusterIPs }) },
  }
  const after = prepared(given, before, release)
  // From 1.34 on the name is not looked at again.
  const own = [...(release < 34 ? nameRules : []), ...serviceRules]
  const refused = (rules: readonly ServerRule[], object = after) =>
    refusalsOf(rules, submit(object, service, release, before))
  const early = (rules: readonly ServerRule[]) => rules.filter((rule) => !rule.late)
  const validated = { change: refused(early(updateRules)), own: refused(early(own)) }
  // Up to 1.22 the registry goes on where the validation has nothing to say.
  if (release > 22 || [...validated.change, ...validated.own].some(({ doubt }) => !doubt)) return validated
  const change = refused(updateRules)
  return change.length > 0
    ? { ...validated, change }
    : { change, own: refused(own, released(after, before, release)) }
}

/** What the registry of those releases clears before its last checks, whether it was changed or not. */
function released(service: Service, before: Service, release: Release): Service {
  const [spec, old] = [service.spec ?? {}, before.spec ?? {}]
  const health = needsHealthCheck(old) && !needsHealthCheck(spec)
  const policy = isExternal(old, release) && !isExternal(spec, release)
  return {
    ...service,
    spec: {
      ...spec,
      ...(health && { healthCheckNodePort: 0 }),
      ...(policy && { externalTrafficPolicy: '' }),
    },
  }
}
