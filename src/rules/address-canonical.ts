import { type AddressSpelling, parseAddress, spellingOf } from '../analysis/address-set.ts'
import type { Model } from '../model.ts'
import { defineRule } from '../rule.ts'

export const addressCanonical = defineRule<Model>({
  id: 'address-canonical',
  summary: 'An address or CIDR block that is not written in its usual form.',
  category: 'upkeep',
  severity: 'note',
  docs: {
    why: `
      10.0.0.5/24 reads like one machine and means 256 of them; 010.0.0.1 is 10.0.0.1 to one reader and 8.0.0.1
      to another; 2001:DB8:0::1 is not found by a search for 2001:db8::1. The canonical form says what is meant.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              - { action: ALLOW, addresses: [198.51.100.5/24] }`,
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
    for (const { entries } of addressControls.flatMap(({ lists }) => lists)) {
      for (const { value, at } of entries) {
        const parsed = parseAddress(value)
        if (!parsed.ok) {
          const { reason, meant } = parsed.problem
          if (reason !== 'leading-zero') continue
          const fix = meant ? `; write ${meant} if that is meant` : ''
          yield {
            at,
            message: `${value} has a leading zero, which some readers refuse and some read as octal${fix}.`,
          }
          continue
        }
        const spelling = spellingOf(parsed.block)
        if (spelling.length === 0) continue
        const reasons = spelling.map((point) => words[point]).join(' and ')
        const { canonical } = parsed.block
        const fix = canonical === value ? 'write the IPv4 address if that is meant' : `write ${canonical}`
        yield { at, message: `${value} ${reasons}; ${fix}.` }
      }
    }
  },
})

const words: Readonly<Record<AddressSpelling, string>> = {
  'host-bits': 'has bits set beyond its prefix length',
  'leading-zero': 'has a leading zero',
  'upper-case': 'has upper-case digits',
  'not-compressed': 'is not shortened in the usual way',
  'embedded-ipv4': 'writes its last part as IPv4',
  'mapped-ipv4':
    'is an IPv4-mapped IPv6 address, which an IPv4 caller matches only where addresses are mapped',
}
