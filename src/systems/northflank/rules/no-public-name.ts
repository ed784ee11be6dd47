import { defineRule } from '../../../rule.ts'
import { lacks } from '../groups.ts'
import type { PortsView } from '../view.ts'

export const noPublicName = defineRule<PortsView>({
  id: 'northflank/no-public-name',
  summary: 'A public port without any public name.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      \`disableNfDomain\` takes the default code.run name away, which is for ports with domains of their own.
      Without one no public name leads to the port, although it is public.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          disableNfDomain: true`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          disableNfDomain: true
          domains: [app.example.com]`,
  },

  *check({ ports }) {
    for (const { value, at } of ports) {
      if (value.public !== true || value.disableNfDomain !== true) continue
      if (!lacks(value, 'domains') && value.domains?.length !== 0) continue
      yield {
        at: [...at, 'disableNfDomain'],
        message:
          'true takes the default name away, and the port has no domain, so no public name leads to it; link a domain, or set this to false.',
        related: [{ at: [...at, 'public'], message: 'made public here' }],
      }
    }
  },
})
