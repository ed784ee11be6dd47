import { Budget } from '../analysis/budget.ts'
import { backtrackingRisk } from '../analysis/regex/backtracking.ts'
import { isComparable } from '../analysis/regex/comparable.ts'
import type { Model } from '../model.ts'
import { recalled } from '../once.ts'
import { defineRule } from '../rule.ts'
import { hasSecretText, shownPattern } from '../shown-pattern.ts'

const steps = 50_000

export const regexBacktracking = defineRule<Model>({
  id: 'regex-backtracking',
  summary: 'A pattern that can keep a backtracking regex engine busy for very long.',
  category: 'exposure',
  severity: 'note',
  strict: true,
  docs: {
    why: `
      RE2 matches every pattern in linear time. Where the same pattern also runs in a backtracking engine (PCRE,
      Java, .NET, JavaScript), in a test or behind the proxy, a short text can take minutes. The witness is such
      a text.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            headers:
              - { name: X-Env, value: "([a-z]+)+", regexMode: true }`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            headers:
              - { name: X-Env, value: "[a-z]+", regexMode: true }`,
  },

  *check({ patterns }) {
    for (const pattern of patterns) {
      const { value, at, subject, whole } = pattern
      if (!isComparable(value)) continue
      const risk = riskOf(value)
      if (risk.kind !== 'found') continue
      const { growth, attack, pump } = risk.value
      const caveat = whole === 'unknown' ? ' where the whole value must match' : ''
      // What a pattern of secrets takes tells of them.
      const secret = hasSecretText(pattern)
      const texts = secret ? '' : `, on texts that repeat ${JSON.stringify(pump)}`
      yield {
        at,
        message: `${shownPattern(pattern, { offset: 0, length: 0 })} (${subject}) takes ${growth} time in a backtracking engine${caveat}${texts}; let each character be matched in one way only.`,
        ...(!secret && { witness: { sample: attack } }),
      }
    }
  },
})

const riskOf = recalled(1024, (pattern) => backtrackingRisk(pattern, new Budget(steps)))
