import { type Condition, undetermined } from '../../analysis/condition.ts'

/** One statement about how the platform behaves. */
export interface Behaviour {
  /** As an assumption: "a prefix takes whole segments only". */
  readonly says: string
  /** Where it is written, or what it could be taken from. */
  readonly source: string
  readonly documented: boolean
}

const guide = 'https://northflank.com/docs/v1/application/network'
const api = 'https://northflank.com/docs/v1/api/services/update-service-ports'

/** What is known, and what is not: a claim that rests on an undocumented statement says so and is at most a warning. */
export const behaviour = {
  denyWins: {
    says: 'DENY beats ALLOW, whatever the order of the policies',
    source: `${guide}/add-security-policies-for-ports`,
    documented: true,
  },
  allowCloses: {
    says: 'one ALLOW policy blocks every address that no ALLOW policy lists',
    source: `${guide}/add-security-policies-for-ports`,
    documented: true,
  },
  anyCredential: {
    says: 'any one of several username and password pairs is enough',
    source: `${guide}/add-security-policies-for-ports`,
    documented: true,
  },
  everyHeader: {
    says: 'all headers of a list must be present and match',
    source: api,
    documented: true,
  },
  highestPriority: {
    says: 'of the paths that match, the one with the highest priority decides alone',
    source: `${guide}/create-path-based-security-policies`,
    documented: true,
  },
  requiredAndAlternatives: {
    says: 'required policies must all pass, of the alternative ones at least one, and both groups where both are given',
    source: `${guide}/create-path-based-security-policies`,
    documented: true,
  },
  publicProtocols: {
    says: 'public ports speak HTTP or HTTP/2 only',
    source: api,
    documented: true,
  },
  prefixByText: {
    says: 'a prefix takes every path that starts with its text (/api takes /apix)',
    source: 'no page says whether /api also takes /apix',
    documented: false,
  },
  slashTakesBare: {
    says: 'a prefix that ends in a slash also takes the path without it',
    source: 'no page says whether /api/ also takes /api',
    documented: false,
  },
  unprotectedOpens: {
    says: 'an unprotected rule opens its paths (and is not passed over)',
    source:
      'the guide calls the toggle one that disables the rule, the API page one of allow-lists and deny-lists',
    documented: false,
  },
  emptyProtectedLocks: {
    says: 'a protected rule without any policy locks its paths',
    source: 'no page says what a protected rule without policies does',
    documented: false,
  },
  severalListsMerge: {
    says: 'the lists "ip" and "policies" of one object are merged',
    source: 'both keys are described in the same words, and no page says what they do together',
    documented: false,
  },
  ipListWins: {
    says: 'the list "ip" counts where "policies" is given too',
    source: 'both keys are described in the same words, and no page says what they do together',
    documented: false,
  },
  alternativesMerge: {
    says: 'the address policies of an OR group count together, and none of them lets a request in alone',
    source:
      'one policy of an OR group is enough, and the guide puts several address policies into the AND group',
    documented: false,
  },
  emptyAllowCloses: {
    says: 'an ALLOW policy without addresses blocks everyone',
    source: 'no page says what an empty list of addresses does',
    documented: false,
  },
  starAnywhere: {
    says: 'a star in a header value stands for any run of characters, wherever it stands',
    source: 'the API page says that wildcards are supported, and not where',
    documented: false,
  },
  headerRegexWhole: {
    says: 'a header regex must match the whole value and not just a part of it',
    source: 'no page says whether a header regex is searched for or must match the whole value',
    documented: false,
  },
} as const satisfies Record<string, Behaviour>

/** An undocumented statement as part of a condition: claims are made for it and against it. */
export function reading(name: keyof typeof behaviour): Condition {
  return undetermined(`northflank/${name}`, behaviour[name].says)
}
