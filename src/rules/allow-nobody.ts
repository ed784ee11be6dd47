import { type AddressReading, readControl, relatedEntries, setOf } from '../address-readings.ts'
import type { AddressControl, Model } from '../model.ts'
import { defineRule } from '../rule.ts'

export const allowNobody = defineRule<Model>({
  id: 'allow-nobody',
  summary: 'Every address that is allowed is denied as well, so nobody gets in.',
  category: 'effect',
  severity: 'error',
  docs: {
    why: `
      One ALLOW closes the list to everyone it does not name, and DENY wins over ALLOW. Where the DENY entries
      cover all that the ALLOW entries admit, no address is left, and the port or path is shut.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              - { action: DENY, addresses: [0.0.0.0/0] }
              - { action: ALLOW, addresses: [203.0.113.7] }`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              - { action: ALLOW, addresses: [203.0.113.7] }`,
  },

  *check({ addressControls }) {
    for (const control of addressControls) {
      if (!admitsNobody(control)) continue
      const { merged } = readControl(control)
      const [only, second] = control.lists
      yield {
        at: only && !second ? only.at : control.at,
        message:
          'Nobody gets in: every address that is allowed here is denied as well, and DENY always wins; drop the DENY entries, since an ALLOW keeps out everyone else anyway.',
        related: [
          ...relatedEntries(merged.allow, 'allowed here'),
          ...relatedEntries(merged.deny, 'denied here'),
        ],
        witness: { source: setOf(merged.allow).sample()! },
      }
    }
  },
})

/** Whether a control refuses every address, however its lists go together, and nothing else lets a caller in. */
export function admitsNobody(control: AddressControl): boolean {
  if (!control.decides) return false
  // Lists that let in nobody on their own let in nobody together.
  return readControl(control).lists.every(({ own }) => nobody(own))
}

function nobody({ allow, deny, openAllow }: AddressReading): boolean {
  return allow.length > 0 && deny.length > 0 && !openAllow && setOf(deny).covers(setOf(allow))
}
