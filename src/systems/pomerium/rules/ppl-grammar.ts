import { type PplRule, problemsOf } from '../ppl/view.ts'

export const pplGrammar: PplRule = {
  id: 'pomerium/ppl-grammar',
  summary: 'A policy that the parser of the policy language refuses.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      A policy is a rule or a list of rules; a rule holds allow and deny; each of them holds lists of criteria below and,
      or, not and nor, which do not nest; a criterion is a map with one key. Whatever else stands there is refused, and
      with it the file or the request that holds it.`,
    bad: `
      allow:
        or:
          - domain: example.com
            claim/team: operations`,
    good: `
      allow:
        and:
          - domain: example.com
          - claim/team: operations`,
  },

  check: (sites) => problemsOf(sites, 'grammar'),
}
