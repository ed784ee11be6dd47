import type { Model } from '../model.ts'
import { defineRule } from '../rule.ts'

export const literalSecret = defineRule<Model>({
  id: 'literal-secret',
  summary: 'A password or token that is written out.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      Whoever reads the file, its history or a copy of it gets in. A placeholder keeps the value in the platform's
      secrets, and lets it change without a commit. A value that was committed once should be changed, too. The
      value itself is shown in no report.`,
    bad: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            credentials: [{ username: admin, password: correct-horse, type: basic-auth }]`,
    good: `
      ports:
        - id: p01
          name: p01
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            credentials: [{ username: admin, password: "\${ADMIN_PASSWORD}", type: basic-auth }]`,
  },

  *check({ secrets }) {
    for (const { value, at, subject } of secrets) {
      if (!isWrittenOut(value)) continue
      yield {
        at,
        message: `The ${subject} is written out here, for everyone who can read this file; use a placeholder, and change it.`,
      }
    }
  },
})

/** Forms in which something else fills the value in: `${X}`, `{{ x }}`, `$X`, `$(x)`, `%X%`, `@X@`, `<x>`, `__X__`. */
const filledIn =
  /\$\{[^}]*\}|\{\{.*\}\}|^\$\w+$|^\$\(.*\)$|^%\w+%$|^@\w+@$|^<[^<>]*>$|^\[[^[\]]*\]$|^__\w+__$/s

/** What stands where a value was taken out, or is still to be put in; nobody can get in with it. */
const blanked = /^(?:[*x.•_-]{2,}|redacted|masked|hidden|removed|secret removed|null|none)$/iu

/**
 * `changeme`, `password` and `example` count as written out: they are what such a port is opened with first.
 * An empty text is no secret.
 */
function isWrittenOut(value: string): boolean {
  const text = value.trim().replace(/^(?:basic|bearer|token)\s+/i, '')
  return text !== '' && !filledIn.test(text) && !blanked.test(text)
}
