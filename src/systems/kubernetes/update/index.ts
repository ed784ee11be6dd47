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
  const { clusterIPs } = service.spec ?? {}
  const { clusterIPs: _, ...spec } = defaulted(service, release).spec as ServiceSpec
  const given = { ...service, spec: { ...spec, ...(clusterIPs && { clusterIPs }) } }
  const after = prepared(given, before, release)
  // From 1.33 on the name is not looked at again.
  const own = [...(release < 33 ? nameRules : []), ...serviceRules]
  const refused = (rules: readonly ServerRule[], object: Service) =>
    refusalsOf(rules, submit(object, service, release, before))
  const isLate = ({ late = false }: ServerRule) => late
  const early = [...own, ...updateRules].filter((rule) => !isLate(rule))
  if (refused(early, after).some(({ doubt }) => !doubt) || release > 22)
    return {
      change: refused(
        updateRules.filter((rule) => !isLate(rule)),
        after,
      ),
      own: refused(
        own.filter((rule) => !isLate(rule)),
        after,
      ),
    }
  // Up to 1.22 the registry goes on where the validation has nothing to say.
  const change = refused(updateRules, after)
  const settled = released(after, before, release)
  return {
    change,
    own:
      change.length > 0
        ? refused(
            own.filter((rule) => !isLate(rule)),
            after,
          )
        : refused(own, settled),
  }
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
