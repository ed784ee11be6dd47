import { readControl, setOf } from '../address-readings.ts'
import { Budget } from '../analysis/budget.ts'
import { compare } from '../analysis/compare.ts'
import type { AddressControl, Model, Policy } from '../model.ts'
import { toPointer } from '../position.ts'
import { defineRule, type Problem } from '../rule.ts'
import { mayInteract, policySteps, verdictOf } from './condition-always.ts'

export const conditionPartDead = defineRule<Model>({
  id: 'condition-part-dead',
  summary: 'A credential, group, header or list whose removal changes no request.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      What changes nothing is still read as a lock, or as access: whoever deletes it to take access away takes
      none away. All parts that are reported of one policy can be removed together. The claim holds however the
      platform reads what it does not document.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            sso:
              organizationId: org_example
              directoryGroupIds: [directory_group_staff]
              allowAnyOrgUsers: true`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            sso:
              organizationId: org_example
              allowAnyOrgUsers: true`,
  },

  *check({ policies, addressControls }) {
    let told: ReadonlySet<string> | undefined
    for (const policy of policies) {
      if (!mayInteract(policy)) continue
      const { everyone, nobody } = verdictOf(policy)
      // What lets in everyone or nobody is one finding, and not one for each of its parts; what is too much work
      // as a whole is told as such, and no less for each part.
      if ([everyone, nobody].some(({ kind, exhausted }) => kind === 'none' || exhausted)) continue
      told ??= toldLists(addressControls)
      yield* deadParts(policy, told)
    }
  },
})

/** Parts that are looked at, one after the other, of one policy: fewer of a large one, each of which takes longer. */
const mostParts = 50
const allParts = 20_000

/** Work for all of them, of which none gets less than what two small questions take. */
const allSteps = 200_000
const fewestSteps = 500

function* deadParts(policy: Policy, told: ReadonlySet<string>): Iterable<Problem> {
  const { parts, name } = policy
  const access = policy.access()
  const gone = new Set<number>()
  const steps = Math.min(policySteps, Math.max(fewestSteps, Math.floor(allSteps / parts.length)))
  const looked = Math.min(mostParts, Math.max(1, Math.floor(allParts / parts.length)))
  let exhausted = false
  // Of two that do the same the first one stays.
  for (const index of [...parts.keys()].slice(0, looked).reverse()) {
    if (told.has(toPointer(parts[index]!.at))) continue
    const without = new Set([...gone, index])
    const { verdict, reason } = compare(access, policy.access(without), new Budget(steps))
    if (verdict === 'same') gone.add(index)
    exhausted ||= reason?.includes('budget') ?? false
  }
  for (const index of [...gone].sort((a, b) => a - b)) {
    const { at, name: part } = parts[index]!
    yield {
      at,
      message: `${part} changes nothing: ${name} let in the same requests without it; remove it, or have it count.`,
    }
  }
  if (parts.length > looked || exhausted) {
    const limit = exhausted
      ? `the work budget of ${steps} steps was too small for some of its ${parts.length} parts`
      : `only the first ${looked} of ${parts.length} were looked at`
    const message = `Whether all parts of ${name} matter is open: ${limit}.`
    yield { at: policy.at, message, undecided: true }
  }
}

/** Lists of which other rules say already that they let in everyone or nobody. */
function toldLists(controls: readonly AddressControl[]): ReadonlySet<string> {
  const lists = controls.flatMap((control) => readControl(control).lists)
  return new Set(
    lists.flatMap(({ list: { at }, own: { allow, deny } }) => {
      const allowed = setOf(allow)
      const cancelled = allow.length > 0 && setOf(deny).covers(allowed)
      return cancelled || allowed.coversFamily(4) || allowed.coversFamily(6) ? [toPointer(at)] : []
    }),
  )
}
