import { blocksOf, listEntries, readControl, relatedEntries } from '../address-readings.ts'
import { redundantBlocks } from '../analysis/address-set.ts'
import type { Model } from '../model.ts'
import { defineRule } from '../rule.ts'

export const addressRedundant = defineRule<Model>({
  id: 'address-redundant',
  summary: 'An address entry that other entries of the same action cover.',
  category: 'effect',
  severity: 'note',
  docs: {
    why: `
      The entry changes nothing, and whoever deletes it to take access away takes none away, because a wider
      entry still lets the same addresses in. All entries that are reported can be removed together.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              - { action: ALLOW, addresses: [198.51.100.0/24, 198.51.100.7] }`,
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
    for (const { own } of addressControls.flatMap((control) => readControl(control).lists)) {
      for (const [entries, done] of [
        [own.allow, 'allowed'],
        [own.deny, 'denied'],
      ] as const) {
        if (entries.length < 2) continue
        for (const { index, by } of redundantBlocks(blocksOf(entries))) {
          const { entry } = entries[index]!
          const covering = by.map((other) => entries[other]!)
          yield {
            at: entry.at,
            message: `${entry.value} is ${done} by ${listEntries(covering)} already, so this entry changes nothing.`,
            related: relatedEntries(covering, `${done} here already`),
          }
        }
      }
    }
  },
})
