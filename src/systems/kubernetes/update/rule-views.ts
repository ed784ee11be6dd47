import type { Rule } from '../../../rule.ts'
import { isMap } from '../../../schema/json-schema.ts'
import type { Patch, Update } from '../../../system.ts'
import { isWhole, type Service } from '../document.ts'
import { applyPatch } from '../patch/index.ts'
import { collisionsWith } from '../patch/merge-patch.ts'
import { releaseName, releaseOf } from '../release.ts'
import { kindCase } from '../rules/kind-case.ts'
import { patchPortCollision } from '../rules/patch-port-collision.ts'
import { quotedTargetPort } from '../rules/quoted-target-port.ts'
import { refusalProblems, serviceRefused } from '../rules/service-refused.ts'
import { updateRefused } from '../rules/update-refused.ts'
import { updateRefusals } from './index.ts'

/** A rule on a Service, asked of the one that replaces another. */
const ofNew = (rule: Rule<Service>): Rule<Update<Service>> => ({
  ...rule,
  check: (update, surroundings) => rule.check(update.new, surroundings),
})

/** What the server refuses in a change, and in the new Service once it has filled it in. */
export const serviceUpdates: readonly Rule<Update<Service>>[] = [
  updateRefused,
  {
    ...serviceRefused,
    *check({ old, new: service }, { platforms }) {
      if (!isWhole(service) || !isWhole(old)) return
      const release = releaseOf(platforms)
      yield* refusalProblems(updateRefusals(service, old, release).own, releaseName(release))
    },
  },
  ofNew(kindCase),
  ofNew(quotedTargetPort),
]

/** A patch of a Service. One that may be of either kind is read as a strategic one, which kubectl sends. */
export const servicePatch: Patch<unknown> = {
  of: 'kubernetes/service',
  apply(stored, patch) {
    const [collision] = isMap(patch) ? collisionsWith(patch, stored) : []
    if (collision) {
      const message = `The Service has several ports ${collision.port}, and a strategic merge patch knows ports by their number alone, so this changes the first of them whatever is meant; send a JSON Patch.`
      return { rule: patchPortCollision, problem: { at: collision.at, message } }
    }
    const outcome = applyPatch(stored, patch)
    if ('value' in outcome) return outcome
    return { rule: updateRefused, problem: { at: outcome.at, message: `${outcome.message}.` } }
  },
}
