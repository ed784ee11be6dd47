import type { Model } from '../../model.ts'
import type { Surroundings } from '../../rule.ts'
import type { Kind, System } from '../../system.ts'
import { validatorOf } from '../../validator.ts'
import { lowerCaseKeys, pathAsWritten } from './core-keys.ts'
import { detect } from './detect.ts'
import { addressControls, policyOf } from './ppl/model.ts'
import { parsedSites } from './ppl/parsed.ts'
import { type PplPlace, pplTexts } from './ppl/sites.ts'
import { onPpl, type PplRule } from './ppl/view.ts'
import { enforcedAllow } from './rules/enforced-allow.ts'
import { pplCriterion } from './rules/ppl-criterion.ts'
import { pplGrammar } from './rules/ppl-grammar.ts'
import { pplMixedOperators } from './rules/ppl-mixed-operators.ts'
import { pplNeverMatches } from './rules/ppl-never-matches.ts'
import { pplNotInAllow } from './rules/ppl-not-in-allow.ts'
import { pplOperator } from './rules/ppl-operator.ts'

const pplRules: readonly PplRule[] = [
  pplGrammar,
  pplCriterion,
  pplOperator,
  pplNeverMatches,
  pplMixedOperators,
  pplNotInAllow,
]

const pplModel =
  (place: PplPlace) =>
  (document: object, surroundings: Surroundings): Model => {
    const sites = parsedSites(place, document, surroundings)
    return {
      listeners: [],
      addressControls: sites.flatMap(addressControls),
      patterns: [],
      policies: sites.flatMap(policyOf),
      secrets: [],
    }
  }

const ppl: Kind<object> = {
  id: 'pomerium/ppl',
  title: 'a policy in Pomerium Policy Language',
  validator: validatorOf('pomerium/ppl'),
  unknownKeys: 'warning',
  normalise: pplModel('ppl'),
  rules: onPpl('ppl', pplRules),
}

const policy: Kind<object> = {
  id: 'pomerium/policy',
  title: 'body that creates or updates a policy',
  validator: validatorOf('pomerium/policy'),
  unknownKeys: 'warning',
  normalise: pplModel('policy'),
  rules: [...onPpl('policy', pplRules), enforcedAllow],
}

const config: Kind<object> = {
  id: 'pomerium/config',
  title: 'core config.yaml',
  validator: validatorOf('pomerium/config'),
  unknownKeys: 'warning',
  embedded: (value) => pplTexts('config', value),
  reread: lowerCaseKeys,
  written: pathAsWritten,
  normalise: pplModel('config'),
  rules: onPpl('config', pplRules),
}

const ingress: Kind<object> = {
  id: 'pomerium/ingress',
  title: 'Kubernetes Ingress with annotations of Pomerium',
  validator: validatorOf('pomerium/ingress'),
  unknownKeys: 'error',
  embedded: (value) => pplTexts('ingress', value),
  normalise: pplModel('ingress'),
  rules: onPpl('ingress', pplRules),
}

export const pomerium: System = { name: 'pomerium', kinds: [ppl, policy, config, ingress], detect }
