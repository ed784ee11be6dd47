import { type Answer, Budget } from '../analysis/budget.ts'
import { isComparable } from '../analysis/regex/comparable.ts'
import { findText, regexText, type TextLanguage } from '../analysis/text-language.ts'
import { universeOf } from '../analysis/universe.ts'
import type { Model, Pattern } from '../model.ts'
import { noted, recalled } from '../once.ts'
import { isWithin } from '../position.ts'
import { routeVerdicts } from '../route-verdicts.ts'
import { defineRule } from '../rule.ts'
import { shownPattern } from '../shown-pattern.ts'

export const regexEmpty = defineRule<Model>({
  id: 'regex-empty',
  summary: 'A pattern or path that no request can match.',
  category: 'effect',
  severity: 'error',
  docs: {
    why: `
      A path starts with a slash and holds no blanks; no text goes on behind its own end. What asks for that
      matches nothing: its rule never applies, and the requests it was meant for meet another one, or none.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            securePathConfiguration:
              enabled: true
              rules:
                - accessMode: protected
                  paths:
                    - { path: /, routingMode: prefix, priority: 0 }
                    - { path: "/admin$/users", routingMode: regex, priority: 10 }
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            securePathConfiguration:
              enabled: true
              rules:
                - accessMode: protected
                  paths:
                    - { path: /, routingMode: prefix, priority: 0 }
                    - { path: "/admin/users[0-9]+", routingMode: regex, priority: 10 }
                  securityPolicies:
                    requiredPolicies:
                      policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
  },

  *check(model) {
    const empty = emptyPatterns(model)
    for (const { pattern, verdict } of empty) {
      const { at, subject } = pattern
      const certain = verdict === 'empty'
      yield {
        at,
        message: `${shownPattern(pattern, { offset: 0, length: 0 })} matches no ${subject} that a request can have${certain ? '' : ' as a whole, and that it must match as a whole is likely but undocumented'}, so what hangs on it never applies; correct the pattern.`,
        ...(!certain && { severity: 'warning' as const }),
      }
    }
    for (const listener of model.listeners) {
      if (listener.routes.length === 0) continue
      for (const index of routeVerdicts(listener).empty) {
        const { at, name } = listener.routes[index]!
        if (empty.some(({ pattern }) => isWithin(pattern.at, at))) continue
        yield {
          at,
          message: `${name} matches no path that a request can have, so it never applies; correct it.`,
        }
      }
    }
  },
})

interface EmptyPattern {
  readonly pattern: Pattern
  /** `empty as a whole`: a part of some value matches, which may or may not be enough. */
  readonly verdict: 'empty' | 'empty as a whole'
}

const steps = 50_000

/** The patterns that nothing matches; those that do not compile, or that the budget does not do for, are not among them. */
export const emptyPatterns = ({ patterns }: Model): readonly EmptyPattern[] => emptyOf(patterns)

const emptyOf = noted((patterns: readonly Pattern[]) => patterns.flatMap(judge))

function judge(pattern: Pattern): EmptyPattern[] {
  const { value, attribute, whole } = pattern
  const empty = emptiness(`${value.length} ${value}${attribute}`, pattern)
  if (empty === 'never') return []
  if (whole === 'yes' || empty === 'always') return [{ pattern, verdict: 'empty' }]
  return whole === 'likely' ? [{ pattern, verdict: 'empty as a whole' }] : []
}

/** Whether a pattern matches no value of an attribute: always, where it must match the whole value, or never. */
const emptiness = recalled(4096, (_, { attribute, value }: Pattern): 'always' | 'as a whole' | 'never' => {
  if (!isComparable(value)) return 'never'
  const { every } = universeOf(attribute)
  const isEmpty = (language: TextLanguage) => textOf(language, every.language).kind === 'none'
  if (!isEmpty(regexText(value))) return 'never'
  return isEmpty(regexText(value, { search: true })) ? 'always' : 'as a whole'
})

function textOf(language: TextLanguage, every: TextLanguage): Answer<string> {
  return findText([language, every], [], new Budget(steps))
}
