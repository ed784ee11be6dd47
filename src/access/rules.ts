import type { RuleMeta } from '../rule.ts'

/** What a comparison of two versions says as findings. They have no check of their own: the comparison makes them. */
export const newAccessRule: RuleMeta = {
  id: 'new-access',
  summary: 'A change that lets in requests which were refused before.',
  category: 'exposure',
  severity: 'error',
  docs: {
    why: `
      A change of two characters can open what was closed: a wider block, a path rule that is asked first, a port
      that is made public. This names every listener that lets in more than before, with a request that shows it.
      It is an error where callers on the internet get in, and a warning where only those within a network, a
      cluster or a host do.`,
    bad: `
      ports:
        - id: web
          name: web
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies: [{ action: ALLOW, addresses: [198.51.100.0/23] }]`,
    good: `
      ports:
        - id: web
          name: web
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies: [{ action: ALLOW, addresses: [198.51.100.0/25, 198.51.100.128/25] }]`,
    before: `
      ports:
        - id: web
          name: web
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
  },
}

export const lostAccessRule: RuleMeta = {
  id: 'lost-access',
  summary: 'A change that refuses requests which were let in before.',
  category: 'effect',
  severity: 'note',
  docs: {
    why: `
      What is closed on purpose is good to see confirmed, and what is closed by accident is an outage. This names
      every listener that lets in less than before, with a request that shows it.`,
    bad: `
      ports:
        - id: web
          name: web
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies: [{ action: ALLOW, addresses: [198.51.100.0/25] }]`,
    good: `
      ports:
        - id: web
          name: web
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies: [{ action: ALLOW, addresses: [198.51.100.0/25, 198.51.100.128/25] }]`,
    before: `
      ports:
        - id: web
          name: web
          internalPort: 8080
          protocol: HTTP
          public: true
          security:
            policies: [{ action: ALLOW, addresses: [198.51.100.0/24] }]`,
  },
}

/** The rules of comparisons of two versions. */
export const accessRules: readonly RuleMeta[] = [newAccessRule, lostAccessRule]
