import type { PplRule } from './ppl/view.ts'
import type { RouteRule } from './routes/view.ts'
import { actionConflict } from './rules/action-conflict.ts'
import { authenticateUrlIsRoute } from './rules/authenticate-url-is-route.ts'
import { coercedType } from './rules/coerced-type.ts'
import { cookieFlags } from './rules/cookie-flags.ts'
import { duplicateRoute } from './rules/duplicate-route.ts'
import { durationDialect } from './rules/duration-dialect.ts'
import { fromHttp } from './rules/from-http.ts'
import { hostRewriteConflict } from './rules/host-rewrite-conflict.ts'
import { identityProviderUrl } from './rules/identity-provider-url.ts'
import { matcherConflict } from './rules/matcher-conflict.ts'
import { noPolicy } from './rules/no-policy.ts'
import { pathNoSlash } from './rules/path-no-slash.ts'
import { pplCriterion } from './rules/ppl-criterion.ts'
import { pplGrammar } from './rules/ppl-grammar.ts'
import { pplMixedOperators } from './rules/ppl-mixed-operators.ts'
import { pplNeverMatches } from './rules/ppl-never-matches.ts'
import { pplNotInAllow } from './rules/ppl-not-in-allow.ts'
import { pplOperator } from './rules/ppl-operator.ts'
import { prefixBoundary } from './rules/prefix-boundary.ts'
import { priorityWithoutEffect } from './rules/priority-without-effect.ts'
import { publicWithPolicy } from './rules/public-with-policy.ts'
import { removedKey } from './rules/removed-key.ts'
import { routeRefused } from './rules/route-refused.ts'
import { settingsRefused } from './rules/settings-refused.ts'
import { showErrorDetails } from './rules/show-error-details.ts'
import { tlsSkipVerify } from './rules/tls-skip-verify.ts'
import { toPathRewrites } from './rules/to-path-rewrites.ts'
import { websocketTimeout } from './rules/websocket-timeout.ts'
import { wildcardAll } from './rules/wildcard-all.ts'
import type { PomeriumRule } from './view.ts'

/** Rules on the policy language, wherever it stands. */
export const pplRules: readonly PplRule[] = [
  pplGrammar,
  pplCriterion,
  pplOperator,
  pplNeverMatches,
  pplMixedOperators,
  pplNotInAllow,
]

/** Rules on what routes match and whom they let in. */
export const accessRules: readonly RouteRule[] = [
  routeRefused,
  duplicateRoute,
  matcherConflict,
  pathNoSlash,
  prefixBoundary,
  noPolicy,
  publicWithPolicy,
]

/** Rules that have something to say of the annotations of an Ingress, too. */
const annotatedRouteRules: readonly PomeriumRule[] = [hostRewriteConflict, tlsSkipVerify, websocketTimeout]

/** Rules on routes of either dialect. */
const routeRules: readonly PomeriumRule[] = [
  actionConflict,
  ...annotatedRouteRules,
  toPathRewrites,
  fromHttp,
  wildcardAll,
  showErrorDetails,
]

/** Rules on a core file, in the order in which they are listed. */
export const configRules: readonly PomeriumRule[] = [
  settingsRefused,
  removedKey,
  durationDialect,
  coercedType,
  identityProviderUrl,
  authenticateUrlIsRoute,
  cookieFlags,
  ...routeRules,
  priorityWithoutEffect,
]

export const zeroRouteRules: readonly PomeriumRule[] = [durationDialect, ...routeRules]
export const zeroSettingsRules: readonly PomeriumRule[] = [
  settingsRefused,
  durationDialect,
  identityProviderUrl,
  cookieFlags,
]
export const ingressRules: readonly PomeriumRule[] = [removedKey, durationDialect, ...annotatedRouteRules]
export const identityProviderRules: readonly PomeriumRule[] = [identityProviderUrl]
