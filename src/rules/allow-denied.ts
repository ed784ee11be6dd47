import {
  type AddressReading,
  indexOf,
  listEntries,
  type ReadEntry,
  readControl,
  relatedEntries,
} from '../address-readings.ts'
import { AddressSet } from '../analysis/address-set.ts'
import type { Model } from '../model.ts'
import { defineRule, type Problem } from '../rule.ts'
import { admitsNobody } from './allow-nobody.ts'

export const allowDenied = defineRule<Model>({
  id: 'allow-denied',
  summary: 'An ALLOW entry that the DENY entries cancel as a whole.',
  category: 'effect',
  severity: 'error',
  docs: {
    why: `
      DENY wins over ALLOW whatever their order, so an exception cannot be carved out of a denied block. The
      entry looks like access and gives none. Several DENY blocks count together: two halves cover a whole.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              - { action: ALLOW, addresses: [198.51.100.0/24, 203.0.113.7] }
              - { action: DENY, addresses: [203.0.113.0/24] }`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              - { action: ALLOW, addresses: [198.51.100.0/24, 203.0.113.7] }
              - { action: DENY, addresses: [198.51.100.128/25] }`,
  },

  *check({ addressControls }) {
    for (const control of addressControls) {
      if (admitsNobody(control)) continue
      for (const { own, merged } of readControl(control).lists) {
        const proved = cancelled(own, own.allow)
        for (const { entry, by } of proved) yield problem(entry, by)
        // Only the other list denies it: whether that counts here is not known.
        const told = new Set(proved.map(({ entry }) => entry))
        const rest = own === merged ? [] : own.allow.filter((entry) => !told.has(entry))
        for (const { entry, by } of cancelled(merged, rest)) {
          const caveat = `if the two count together, which is undocumented (${control.severalLists})`
          yield { ...problem(entry, by, caveat), severity: 'warning' }
        }
      }
    }
  },
})

function cancelled({ deny }: AddressReading, allow: readonly ReadEntry[]) {
  if (deny.length === 0) return []
  const index = indexOf(deny)
  return allow.flatMap((entry) => {
    const by = index.covering(entry.block)?.map((position) => deny[position]!)
    return by ? [{ entry, by }] : []
  })
}

function problem({ entry, block }: ReadEntry, by: readonly ReadEntry[], caveat?: string): Problem {
  const verb = by.length === 1 ? 'is' : 'are'
  const source = AddressSet.of([block]).sample()!
  return {
    at: entry.at,
    message: `${entry.value} is allowed here but ${listEntries(by)} ${verb} denied, and DENY always wins${caveat ? `, ${caveat}` : ''}.`,
    related: relatedEntries(by, 'denied here'),
    witness: { source },
  }
}
