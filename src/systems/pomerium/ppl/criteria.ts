/** Where a criterion is taken: by the generator of core, and by the API of Zero as far as its documentation tells. */
export interface CriterionFacts {
  readonly core: boolean
  readonly zero: boolean
  /** Whether a name behind a slash means something: `claim/family_name`. */
  readonly path?: true
}

const everywhere: CriterionFacts = { core: true, zero: true }
const notInCore: CriterionFacts = { core: false, zero: true }
const nowhere: CriterionFacts = { core: false, zero: false }

/**
 * Every criterion. Those of core are the ones that pkg/policy/criteria of https://github.com/pomerium/pomerium registers;
 * https://www.pomerium.com/docs/internals/ppl#supported-ppl-criteria tells which ones Zero and Enterprise have beside
 * these. `record` is for Enterprise alone, and `pomerium_routes` is documented and registered no more.
 */
export const criteria: ReadonlyMap<string, CriterionFacts> = new Map([
  ['accept', everywhere],
  ['authenticated_user', everywhere],
  ['claim', { ...everywhere, path: true }],
  ['client_certificate', everywhere],
  ['cors_preflight', everywhere],
  ['date', notInCore],
  ['day_of_week', notInCore],
  ['device', everywhere],
  ['domain', everywhere],
  ['email', everywhere],
  ['groups', everywhere],
  ['http_method', everywhere],
  ['http_path', everywhere],
  ['invalid_client_certificate', everywhere],
  ['mcp_tool', everywhere],
  ['pomerium_routes', nowhere],
  ['record', nowhere],
  ['reject', everywhere],
  ['source_ip', everywhere],
  ['ssh_ca', everywhere],
  ['ssh_publickey', everywhere],
  ['ssh_username', everywhere],
  ['ssh_username_matches_claim', everywhere],
  ['ssh_username_matches_email', everywhere],
  ['time_of_day', notInCore],
  ['user', everywhere],
])

/** Names of other languages and of older versions, and what is written for them now. */
export const formerNames: ReadonlyMap<string, string> = new Map([
  ['group', 'claim/groups, or groups with the directory sync of Enterprise'],
  ['users', 'user'],
  ['emails', 'email'],
  ['domains', 'domain'],
  ['claims', 'claim/NAME'],
  ['ip', 'source_ip'],
  ['method', 'http_method'],
  ['path', 'http_path'],
  ['public', 'accept'],
  ['authenticated', 'authenticated_user'],
])
