import type { Model } from '../model.ts'
import { defineRule } from '../rule.ts'
import { isWrittenOut } from '../secret-names.ts'

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
