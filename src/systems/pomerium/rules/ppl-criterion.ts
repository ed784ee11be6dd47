import { type PplRule, problemsOf } from '../ppl/view.ts'

export const pplCriterion: PplRule = {
  id: 'pomerium/ppl-criterion',
  summary: 'A criterion that the policy language does not have.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      The parser takes any name, so that a file with a misspelt criterion loads; only when the policy is put to work
      the generator refuses it, and with it every route. Some criteria exist in Zero or Enterprise only.`,
    bad: `
      allow:
        or:
          - domian: example.com`,
    good: `
      allow:
        or:
          - domain: example.com`,
  },

  check: (sites) => problemsOf(sites, 'criterion'),
}
