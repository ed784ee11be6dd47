import { parseAddress } from '../analysis/address-set.ts'
import type { Model } from '../model.ts'
import { defineRule } from '../rule.ts'

export const addressSyntax = defineRule<Model>({
  id: 'address-syntax',
  summary: 'A text that is neither an IP address nor a CIDR block.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      A policy compares the caller's address with its entries. A host name, a range with a dash, a netmask or a
      list in one text is none of them: the platform refuses it, or keeps it and never matches it, so that an
      ALLOW lets nobody in and a DENY keeps nobody out.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies:
              - { action: ALLOW, addresses: [office.example.com] }`,
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
    for (const { entries } of addressControls.flatMap(({ lists }) => lists)) {
      for (const { value, at } of entries) {
        const parsed = parseAddress(value)
        // Which address a leading zero means depends on the reader: a matter of spelling.
        if (parsed.ok || parsed.problem.reason === 'leading-zero') continue
        if (isPlaceholder(value)) {
          const message = `Whether ${quoted(value)} stands for addresses is open: it is filled in elsewhere, so nothing is said of what this list lets in or keeps out.`
          yield { at, message, undecided: true }
          continue
        }
        const { reason, message, meant } = parsed.problem
        // What to write stands at the end, where it can be told.
        const trouble = meant ? message.replace(/:.*$/, '') : message.replace(':', ';')
        const why = reason === 'not-an-address' ? '' : `: it ${trouble}`
        const fix = meant ? `; write ${meant}` : ''
        yield { at, message: `${quoted(value)} is neither an IP address nor a CIDR block${why}${fix}.` }
      }
    }
  },
})

/** Text that a later step fills in: `${OFFICE}`. */
const isPlaceholder = (text: string) => /\$\{[^}]*\}/.test(text)

const quoted = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
