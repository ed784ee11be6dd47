import { shown } from '../../../schema/words.ts'
import { matchersOf } from '../routes/matcher.ts'
import type { RouteRule } from '../routes/view.ts'

export const matcherConflict: RouteRule = {
  id: 'pomerium/matcher-conflict',
  summary: 'A route with several of regex, path and prefix, of which one counts.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      The proxy takes the regex, else the path, else the prefix, and passes over the others; the part that chooses the
      identity provider asks for all of them at once. Whoever reads the route cannot tell which requests it takes.`,
    bad: `
      routes:
        - from: https://app.example.com
          prefix: /api/
          path: /api/status
          to: http://app:8080
          policy: { allow: { or: [{ domain: example.com }] } }`,
    good: `
      routes:
        - from: https://app.example.com
          path: /api/status
          to: http://app:8080
          policy: { allow: { or: [{ domain: example.com }] } }`,
  },

  *check({ routes }) {
    for (const route of routes) {
      const [winner, ...others] = matchersOf(route)
      for (const { mode, value, at } of winner ? others : []) {
        yield {
          at,
          message: `${mode} ${shown(value)} counts for nothing beside ${winner!.mode} ${shown(winner!.value)}, which alone decides which requests this route takes; keep one of them.`,
          related: [{ at: winner!.at, message: 'this one counts' }],
        }
      }
    }
  },
}
