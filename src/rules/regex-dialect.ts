import { checkRegex } from '../analysis/regex/syntax.ts'
import type { Model } from '../model.ts'
import { defineRule } from '../rule.ts'
import { shownPattern } from '../shown-pattern.ts'

export const regexDialect = defineRule<Model>({
  id: 'regex-dialect',
  summary: 'A regular expression that RE2 refuses and other engines take.',
  category: 'validity',
  severity: 'warning',
  docs: {
    why: `
      The platform does not name its regex engine; the proxies that such platforms are built on use RE2, which has
      no look-around, back-references, atomic groups or possessive quantifiers. Such a pattern would be refused.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            headers:
              - { name: X-Env, value: "(?!prod).*", regexMode: true }`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            headers:
              - { name: X-Env, value: "staging|test", regexMode: true }`,
  },

  *check({ patterns }) {
    for (const pattern of patterns) {
      const { value, at, subject, dialect } = pattern
      const verdict = checkRegex(value)
      if (verdict.ok || !verdict.elsewhere || dialect !== 'unnamed') continue
      yield {
        at,
        span: { start: verdict.offset, end: verdict.offset + verdict.length },
        message: `${shownPattern(pattern, verdict)} ${verdict.reason}, which RE2 refuses (${verdict.elsewhere}, position ${verdict.offset + 1} of the ${subject}), and the platform names no engine that takes it; write it without.`,
      }
    }
  },
})
