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
  modeDefaultsToOr: {
    says: 'one mechanism is enough where "verificationMode" is not given',
    source: 'the API schema gives no default; the interface writes "or" on ports without policies',
    documented: false,
  },
  denyOnlyCounts: {
    says: 'under "or" a list that only denies lets in by itself every address that it does not deny',
    source: 'no page says how a list that only denies counts where one mechanism is enough',
    documented: false,
  },
  portPoliciesOnPaths: {
    says: 'the policies of a port are asked on the paths of its path rules, too',
    source: 'no page says how the policies of a port and those of its paths go together',
    documented: false,
  },
  unmatchedOpens: {
    says: 'a path that no path rule takes is asked for nothing but the policies of the port',
    source: 'no page says what becomes of a path that matches no rule',
    documented: false,
  },
  enabledByDefault: {
    says: 'path rules are on where "enabled" is not given',
    source: 'the API schema gives no default, and no page names one',
    documented: false,
  },
  ssoNeedsOrganization: {
    says: 'single sign-on asks nothing without an organisation',
    source:
      'no field of "sso" is required; the guide has the user in an organisation, and names no other case',
    documented: false,
  },
  internalTrafficExclusive: {
    says: 'asking internal traffic to sign in and letting it in by way of public DNS exclude one another',
    source: `${guide}/add-security-policies-for-ports`,
    documented: true,
  },
  skippingExclusive: {
    says: 'a path rule cannot ask internal traffic to sign in where internal traffic skips the path policies',
    source: `${guide}/create-path-based-security-policies`,
    documented: true,
  },
  severalRequiredCredentials: {
    says: 'several pairs belong into the OR group: a request carries one pair only (RFC 7617)',
    source: `${guide}/create-path-based-security-policies`,
    documented: true,
  },
  domainNeedsPublic: {
    says: 'a domain can be linked to a public port only',
    source: 'https://northflank.com/docs/v1/application/domains/link-a-domain-to-a-port',
    documented: true,
  },
  privateUnasked: {
    says: 'policies guard public names only, so that a port without one asks nothing',
    source: `${guide}/add-security-policies-for-ports (private DNS skips the policies)`,
    documented: true,
  },
  internalSignIn: {
    says: 'private DNS is asked to sign in with "validateInternalTraffic"',
    source: `${guide}/add-security-policies-for-ports`,
    documented: true,
  },
  loadBalancerUnasked: {
    says: 'a load balancer passes on every connection, whatever policies the port behind it has',
    source: `${guide}/configure-load-balancers names no policies, and not what becomes of those of the port behind it`,
    documented: false,
  },
  idKeepsSecurity: {
    says: 'the id keeps the security settings of a port that exists',
    source: api,
    documented: true,
  },
  headerNames: {
    says: 'the name of a header compared as text holds letters, digits and _ - % $ + only',
    source: api,
    documented: true,
  },
  answerShape: {
    says: 'an answer names "dns" and has its domains as objects; a request takes neither',
    source: 'https://northflank.com/docs/v1/api/services/get-service-ports',
    documented: true,
  },
  reservedPorts: {
    says: 'the update of a port list refuses the internal ports 15000, 15020 and 65000',
    source: `${api} (schema of the command line client)`,
    documented: true,
  },
  pathRegexWhole: {
    says: 'the pattern must match the whole path',
    source:
      'https://northflank.com/docs/v1/application/domains/use-path-based-routing says so of the paths of subdomains, and no page of those of ports',
    documented: false,
  },
} as const satisfies Record<string, Behaviour>

/** An undocumented statement as part of a condition: claims are made for it and against it. */
export function reading(name: keyof typeof behaviour): Condition {
  return undetermined(`northflank/${name}`, behaviour[name].says)
}
