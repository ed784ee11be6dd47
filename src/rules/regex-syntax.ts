import { maxPatternLength } from '../analysis/regex/comparable.ts'
import { checkRegex } from '../analysis/regex/syntax.ts'
import type { Model } from '../model.ts'
import { defineRule } from '../rule.ts'
import { shownPattern } from '../shown-pattern.ts'

export const regexSyntax = defineRule<Model>({
  id: 'regex-syntax',
  summary: 'A regular expression that the engine does not compile.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      A pattern that does not compile is refused on deploy, or dropped so that its rule never applies. Where the
      platform names RE2, whatever RE2 does not take is an error; where it names no dialect, what no engine takes.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            headers:
              - { name: X-Env, value: "stag(ing|e", regexMode: true }`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            headers:
              - { name: X-Env, value: "stag(ing|e)", regexMode: true }`,
  },

  *check({ patterns }) {
    for (const pattern of patterns) {
      const { value, at, subject, dialect } = pattern
      const verdict = checkRegex(value)
      if (verdict.ok && value.length > maxPatternLength) {
        const message = `The ${subject} has ${value.length} characters, and a pattern of more than ${maxPatternLength} is beyond the limit and not looked into; write a shorter one.`
        yield { at, message, undecided: true }
        continue
      }
      if (verdict.ok || (verdict.elsewhere && dialect === 'unnamed')) continue
      const engine = verdict.elsewhere ? 'in RE2' : 'in any engine'
      yield {
        at,
        span: { start: verdict.offset, end: verdict.offset + verdict.length },
        message: `${shownPattern(pattern, verdict)} does not compile ${engine}: it ${verdict.reason} (position ${verdict.offset + 1} of the ${subject}).`,
      }
    }
  },
})
