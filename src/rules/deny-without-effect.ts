import { type AddressReading, indexOf, type ReadEntry, readControl } from '../address-readings.ts'
import { type AddressBlock, spellingOf } from '../analysis/address-set.ts'
import type { Model } from '../model.ts'
import { defineRule } from '../rule.ts'

export const denyWithoutEffect = defineRule<Model>({
  id: 'deny-without-effect',
  summary: 'A DENY entry that meets no ALLOW entry of its list.',
  category: 'effect',
  severity: 'note',
  docs: {
    why: `
      Once a list allows something, everyone it does not name is kept out already. A DENY that meets none of the
      ALLOW entries keeps out nobody more, and suggests to the next reader that it does.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              - { action: ALLOW, addresses: [198.51.100.0/24] }
              - { action: DENY, addresses: [203.0.113.7] }`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              - { action: ALLOW, addresses: [198.51.100.0/24] }
              - { action: DENY, addresses: [198.51.100.7] }`,
  },

  *check({ addressControls }) {
    for (const { own, merged } of addressControls.flatMap((control) => readControl(control).lists)) {
      const alone = new Set(idle(own, own.deny))
      const together = own === merged ? alone : new Set(idle(merged, own.deny))
      for (const denied of own.deny) {
        if (!alone.has(denied) || !together.has(denied)) continue
        yield {
          at: denied.entry.at,
          message: `${denied.entry.value} is denied here, but no ALLOW entry lets any of it in, so this entry changes nothing; remove it, or allow what it was cut out of.`,
        }
      }
    }
  },
})

function idle({ allow, openAllow }: AddressReading, deny: readonly ReadEntry[]): readonly ReadEntry[] {
  if (allow.length === 0 || deny.length === 0 || openAllow) return []
  const allowed = indexOf(allow)
  const mixes = allow.some(({ block }) => isMapped(block))
  return deny.filter(({ block }) => !allowed.meets(block) && !mixes && !isMapped(block))
}

/** Whether an IPv4-mapped block also stands for IPv4 callers is for the platform to say. */
const isMapped = (block: AddressBlock): boolean =>
  block.family === 6 && spellingOf(block).includes('mapped-ipv4')
