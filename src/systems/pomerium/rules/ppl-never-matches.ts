import { type PplRule, problemsOf } from '../ppl/view.ts'

export const pplNeverMatches: PplRule = {
  id: 'pomerium/ppl-never-matches',
  summary: 'A criterion that is accepted and can never match.',
  category: 'effect',
  severity: 'warning',
  docs: {
    why: `
      A list where one text belongs, a method in lower case, a domain with its @: all of them are taken without a
      word and equal nothing. Below allow nobody gets in by such a criterion, below deny nobody is kept out, and below
      not it lets in everyone.`,
    bad: `
      allow:
        or:
          - domain: "@example.com"`,
    good: `
      allow:
        or:
          - domain: example.com`,
  },

  check: (sites) => problemsOf(sites, 'dead'),
}
