import { defineRule } from '../../../rule.ts'
import { isPrivate } from '../groups.ts'
import { withPaths } from '../lists.ts'
import type { PortsView } from '../view.ts'

/** https://northflank.com/docs/v1/application/domains/link-a-domain-to-a-port: the port must be public. */
export const domainOnPrivatePort = defineRule<PortsView>({
  id: 'northflank/domain-on-private-port',
  summary: 'A domain on a port that is not public.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      A domain can be linked to a public port only. On another one it is refused, and callers of the domain reach
      nothing.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: false
          domains: [app.example.com]`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          domains: [app.example.com]`,
  },

  *check({ ports }) {
    for (const { value, at } of ports) {
      const domains = withPaths(value.domains, [...at, 'domains'])
      const [first] = domains
      if (!first || !isPrivate(value)) continue
      const name = typeof first.value === 'string' ? first.value : first.value.name
      const more = domains.length > 1 ? ` and ${domains.length - 1} more` : ''
      const stated = Object.hasOwn(value, 'public')
      yield {
        at: first.at,
        message: `${name ?? 'A domain'}${more} cannot be linked to a port that is not public; set public to true, or remove the domain.`,
        related: [
          ...domains.slice(1, 10).map(({ at }) => ({ at, message: 'and this one' })),
          ...(stated ? [{ at: [...at, 'public'], message: 'not public' }] : []),
        ],
      }
    }
  },
})
