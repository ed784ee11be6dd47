import type { Kind, System } from '../../system.ts'
import { validatorOf } from '../../validator.ts'
import { lowerCaseKeys, pathAsWritten } from './core-keys.ts'
import { detect } from './detect.ts'
import { normaliseConfig, normaliseIngress, normalisePolicy, normalisePpl, normaliseRoute } from './model.ts'
import { pplTexts } from './ppl/sites.ts'
import { onPpl, type PplRule } from './ppl/view.ts'
import { project } from './project.ts'
import { onRoutes } from './routes/rules.ts'
import type { RouteRule } from './routes/view.ts'
import { duplicateRoute } from './rules/duplicate-route.ts'
import { enforcedAllow } from './rules/enforced-allow.ts'
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
import { publicWithPolicy } from './rules/public-with-policy.ts'
import { routeRefused } from './rules/route-refused.ts'

const pplRules: readonly PplRule[] = [
  pplGrammar,
  pplCriterion,
  pplOperator,
  pplNeverMatches,
  pplMixedOperators,
  pplNotInAllow,
]

const routeRules: readonly RouteRule[] = [
  routeRefused,
  duplicateRoute,
  matcherConflict,
  pathNoSlash,
  prefixBoundary,
  noPolicy,
  publicWithPolicy,
]

const ppl: Kind<object> = {
  id: 'pomerium/ppl',
  title: 'a policy in Pomerium Policy Language',
  validator: validatorOf('pomerium/ppl'),
  unknownKeys: 'warning',
  normalise: normalisePpl,
  rules: onPpl('ppl', pplRules),
}

const policy: Kind<object> = {
  id: 'pomerium/policy',
  title: 'body that creates or updates a policy',
  validator: validatorOf('pomerium/policy'),
  unknownKeys: 'warning',
  normalise: normalisePolicy,
  rules: [...onPpl('policy', pplRules), enforcedAllow],
}

const route: Kind<object> = {
  id: 'pomerium/route',
  title: 'body that creates or updates a route',
  validator: validatorOf('pomerium/route'),
  unknownKeys: 'warning',
  normalise: normaliseRoute,
  rules: onRoutes('zero', routeRules),
}

const keyPair: Kind<object> = {
  id: 'pomerium/key-pair',
  title: 'body that creates or updates a key pair',
  validator: validatorOf('pomerium/key-pair'),
  unknownKeys: 'warning',
  normalise: normaliseRoute,
  rules: [],
}

const config: Kind<object> = {
  id: 'pomerium/config',
  title: 'core config.yaml',
  validator: validatorOf('pomerium/config'),
  unknownKeys: 'warning',
  embedded: (value) => pplTexts('config', value),
  reread: lowerCaseKeys,
  written: pathAsWritten,
  normalise: normaliseConfig,
  rules: [...onPpl('config', pplRules), ...onRoutes('core', routeRules)],
}

const ingress: Kind<object> = {
  id: 'pomerium/ingress',
  title: 'Kubernetes Ingress with annotations of Pomerium',
  validator: validatorOf('pomerium/ingress'),
  unknownKeys: 'error',
  embedded: (value) => pplTexts('ingress', value),
  normalise: normaliseIngress,
  rules: [...onPpl('ingress', pplRules), ...onRoutes('ingress', routeRules)],
}

export const pomerium: System = {
  name: 'pomerium',
  kinds: [ppl, policy, route, keyPair, config, ingress],
  detect,
  project,
}
