import {
  type AddressReading,
  indexOf,
  listEntries,
  type ReadEntry,
  readControl,
  relatedEntries,
  setOf,
} from '../address-readings.ts'
import { type AddressFamily, AddressSet, parseAddress } from '../analysis/address-set.ts'
import type { Model } from '../model.ts'
import { defineRule } from '../rule.ts'

export const allowEveryone = defineRule<Model>({
  id: 'allow-everyone',
  summary: 'An allow list that covers a whole address family.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      An allow list that holds 0.0.0.0/0 or ::/0, or blocks that add up to it such as 0.0.0.0/1 and 128.0.0.0/1,
      looks like a restriction and lets everyone of that family in.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              - { action: ALLOW, addresses: [0.0.0.0/1, 128.0.0.0/1] }`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              - { action: ALLOW, addresses: [198.51.100.0/24] }`,
  },

  *check({ addressControls }) {
    for (const control of addressControls) {
      const { merged, lists } = readControl(control)
      for (const family of [4, 6] as const) {
        const own = lists.flatMap((list) => everyone(list.own, family, merged) ?? [])
        const together = lists.length > 1 && own.length === 0 ? everyone(merged, family, merged) : undefined
        // Another list that allows other addresses might count instead.
        const closed = lists.some(({ own }) => own.allow.length > 0 && !everyone(own, family))
        for (const [{ covering, source }, condition] of [
          ...own.map((claim) => [claim, closed ? 'this list counts' : ''] as const),
          ...(together ? [[together, 'the lists count together'] as const] : []),
        ]) {
          const [first, ...others] = covering
          const verb = others.length > 0 ? 'add up to' : 'is'
          const caveat = condition && `, if ${condition}, which is undocumented (${control.severalLists})`
          yield {
            at: first!.entry.at,
            message: `${listEntries(covering)} ${verb} all of IPv${family}, so this allow list keeps out no IPv${family} address but those it denies${caveat}; allow only the addresses that need access.`,
            related: relatedEntries(others, 'and here'),
            ...(source !== undefined && { witness: { source } }),
          }
        }
      }
    }
  },
})

interface Everyone {
  readonly covering: readonly ReadEntry[]
  /** An address that they really let in, where every DENY is known. */
  readonly source?: string
}

/**
 * The entries that cover the family together; undefined where they do not, or DENY takes all of it back. The
 * address is one that `widest` does not deny either.
 */
function everyone(
  { allow, deny }: AddressReading,
  family: AddressFamily,
  widest?: AddressReading,
): Everyone | undefined {
  // Most lists are too small by far.
  if (shareOf(allow, family) < 0.99) return undefined
  const whole = parseAddress(family === 4 ? '0.0.0.0/0' : '::/0')
  if (!whole.ok) return undefined
  const covering = indexOf(allow)
    .covering(whole.block)
    ?.map((index) => allow[index]!)
  const admitted = AddressSet.family(family).subtract(setOf(deny))
  if (!covering || admitted.isEmpty) return undefined
  const certain = widest ? admitted.subtract(setOf(widest.deny)) : admitted
  const source = widest?.openDeny ? undefined : certain.sample()
  return source === undefined ? { covering } : { covering, source }
}

/** How much of a family some entries cover at most, as a fraction. */
const shareOf = (entries: readonly ReadEntry[], family: AddressFamily): number =>
  entries.reduce((sum, { block }) => (block.family === family ? sum + 2 ** -block.prefix : sum), 0)
