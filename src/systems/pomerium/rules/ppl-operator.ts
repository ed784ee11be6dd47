import { type PplRule, problemsOf } from '../ppl/view.ts'

export const pplOperator: PplRule = {
  id: 'pomerium/ppl-operator',
  summary: 'An operator or value that a criterion does not take.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      Texts are matched with is, not, in, not_in, contains, starts_with and ends_with, lists such as claims and groups
      with has, is and exclude. Each criterion takes values of one form only; others are refused once the policy is put
      to work.`,
    bad: `
      allow:
        or:
          - email: { has: admin@example.com }`,
    good: `
      allow:
        or:
          - email: { is: admin@example.com }`,
  },

  check: (sites) => problemsOf(sites, 'operator'),
}
