import type { Model } from '../../model.ts'
import type { Rule, Surroundings } from '../../rule.ts'
import type { Kind, System } from '../../system.ts'
import { validatorOf } from '../../validator.ts'
import { modelOf, namedBodies } from './bodies.ts'
import { lowerCaseKeys, pathAsWritten } from './core-keys.ts'
import { detect } from './detect.ts'
import type { Config, Ingress, OneOrMany, Policy, Ppl, Route, Settings, SettingsPatch } from './document.ts'
import { coreRoutes, zeroRoutes } from './route-view.ts'
import { configRules, ingressRules, zeroRouteRules, zeroSettingsRules } from './rule-lists.ts'
import { routeSecrets, settingsSecrets } from './secrets.ts'
import { coreSettings, patchedSettings, zeroSettings } from './settings-view.ts'
import { onView } from './view.ts'
import { viewConfig, viewIngress, viewPatch, viewRoute, viewSettings } from './views.ts'

/** What a kind says of who gets in: its model, and rules on its own words. */
interface Access<Document> {
  normalise(document: Document, surroundings: Surroundings): Model
  readonly rules: readonly Rule<Document>[]
}

const nothing: Access<object> = { normalise: () => modelOf(), rules: [] }

/** The kinds that say who gets in. */
const access: {
  readonly policy: Access<OneOrMany<Policy>>
  readonly route: Access<OneOrMany<Route>>
  readonly config: Access<Config>
  readonly ppl: Access<Ppl>
  readonly ingress: Access<Ingress>
} = { policy: nothing, route: nothing, config: nothing, ppl: nothing, ingress: nothing }

const policy: Kind<OneOrMany<Policy>> = {
  id: 'pomerium/policy',
  title: 'policy of Pomerium Zero, or a list of them',
  validator: validatorOf('pomerium/policy'),
  unknownKeys: 'warning',
  normalise: access.policy.normalise,
  rules: access.policy.rules,
}

const route: Kind<OneOrMany<Route>> = {
  id: 'pomerium/route',
  title: 'route of Pomerium Zero, or a list of them',
  validator: validatorOf('pomerium/route'),
  unknownKeys: 'warning',
  normalise: (document, surroundings) => ({
    ...access.route.normalise(document, surroundings),
    secrets: zeroRoutes(document).flatMap(routeSecrets),
  }),
  rules: [...access.route.rules, ...onView(zeroRouteRules, viewRoute)],
}

const settings: Kind<OneOrMany<Settings>> = {
  id: 'pomerium/settings',
  title: 'settings of a cluster of Pomerium Zero',
  validator: validatorOf('pomerium/settings'),
  unknownKeys: 'warning',
  normalise: (document) => modelOf(zeroSettings(document).flatMap(settingsSecrets)),
  rules: onView(zeroSettingsRules, viewSettings),
}

const settingsPatch: Kind<SettingsPatch> = {
  id: 'pomerium/settings-patch',
  title: 'JSON Patch of the settings of a cluster',
  validator: validatorOf('pomerium/settings-patch'),
  unknownKeys: 'warning',
  normalise: (document) => modelOf(patchedSettings(document).flatMap(settingsSecrets)),
  rules: onView(zeroSettingsRules, viewPatch),
}

const config: Kind<Config> = {
  id: 'pomerium/config',
  title: 'config.yaml of Pomerium core',
  validator: validatorOf('pomerium/config'),
  unknownKeys: 'warning',
  reread: lowerCaseKeys,
  written: pathAsWritten,
  normalise: (document, surroundings) => ({
    ...access.config.normalise(document, surroundings),
    secrets: [
      ...coreSettings(document).flatMap(settingsSecrets),
      ...coreRoutes(document).flatMap(routeSecrets),
    ],
  }),
  rules: [...access.config.rules, ...onView(configRules, viewConfig)],
}

const ppl: Kind<Ppl> = {
  id: 'pomerium/ppl',
  title: 'policy in Pomerium Policy Language that stands alone',
  validator: validatorOf('pomerium/ppl'),
  unknownKeys: 'warning',
  normalise: access.ppl.normalise,
  rules: access.ppl.rules,
}

const ingress: Kind<Ingress> = {
  id: 'pomerium/ingress',
  title: 'Kubernetes Ingress with annotations of Pomerium',
  validator: validatorOf('pomerium/ingress'),
  unknownKeys: 'error',
  normalise: access.ingress.normalise,
  rules: [...access.ingress.rules, ...onView(ingressRules, viewIngress)],
}

/** Pomerium: routes, the policies on them, and the settings around them. https://www.pomerium.com/docs */
export const pomerium: System = {
  name: 'pomerium',
  kinds: [policy, route, settings, settingsPatch, config, ppl, ingress, ...namedBodies],
  detect,
}
