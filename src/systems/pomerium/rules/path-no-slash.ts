import { shown } from '../../../schema/words.ts'
import { isDeadMatcher, matchersOf } from '../routes/matcher.ts'
import type { RouteRule } from '../routes/view.ts'

export const pathNoSlash: RouteRule = {
  id: 'pomerium/path-no-slash',
  summary: 'A path or prefix without a slash at its start, which no request matches.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      Every path of a request starts with a slash, so a path or prefix without one matches nothing. The route is
      accepted, no request reaches it, and what it was meant for meets another route, or none.`,
    bad: `
      routes:
        - from: https://app.example.com
          path: status
          to: http://app:8080
          policy: { allow: { or: [{ domain: example.com }] } }`,
    good: `
      routes:
        - from: https://app.example.com
          path: /status
          to: http://app:8080
          policy: { allow: { or: [{ domain: example.com }] } }`,
  },

  *check({ routes }) {
    for (const route of routes) {
      for (const matcher of matchersOf(route)) {
        if (!isDeadMatcher(matcher)) continue
        const { mode, value, at } = matcher
        yield {
          at,
          message: `${shown(value)} does not start with a slash, and every path does, so this ${mode} matches no request; write ${shown(`/${value}`)}.`,
        }
      }
    }
  },
}
