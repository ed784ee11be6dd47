import type { Kind, System } from '../../system.ts'
import { validatorOf } from '../../validator.ts'
import { modelOf, namedBodies } from './bodies.ts'
import { lowerCaseKeys, pathAsWritten } from './core-keys.ts'
import { detect } from './detect.ts'
import type { Config, Ingress, OneOrMany, Policy, Ppl, Route, Settings, SettingsPatch } from './document.ts'
import { normaliseConfig, normaliseIngress, normalisePolicy, normalisePpl, normaliseRoute } from './model.ts'
import { pplTexts } from './ppl/sites.ts'
import { onPpl } from './ppl/view.ts'
import { project } from './project.ts'
import { coreRoutes, zeroRoutes } from './route-view.ts'
import { onRoutes } from './routes/rules.ts'
import {
  accessRules,
  configRules,
  ingressRules,
  pplRules,
  zeroRouteRules,
  zeroSettingsRules,
} from './rule-lists.ts'
import { enforcedAllow } from './rules/enforced-allow.ts'
import { routeSecrets, settingsSecrets } from './secrets.ts'
import { coreSettings, patchedSettings, zeroSettings } from './settings-view.ts'
import { onView } from './view.ts'
import { viewConfig, viewIngress, viewPatch, viewRoute, viewSettings } from './views.ts'

const policy: Kind<OneOrMany<Policy>> = {
  id: 'pomerium/policy',
  title: 'policy of Pomerium Zero, or a list of them',
  validator: validatorOf('pomerium/policy'),
  unknownKeys: 'warning',
  normalise: normalisePolicy,
  rules: [...onPpl('policy', pplRules), enforcedAllow],
}

const route: Kind<OneOrMany<Route>> = {
  id: 'pomerium/route',
  title: 'route of Pomerium Zero, or a list of them',
  validator: validatorOf('pomerium/route'),
  unknownKeys: 'warning',
  normalise: (document) => ({
    ...normaliseRoute(document),
    secrets: zeroRoutes(document).flatMap(routeSecrets),
  }),
  rules: [...onRoutes('zero', accessRules), ...onView(zeroRouteRules, viewRoute)],
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
  embedded: (value) => pplTexts('config', value),
  reread: lowerCaseKeys,
  written: pathAsWritten,
  normalise: (document, surroundings) => ({
    ...normaliseConfig(document, surroundings),
    secrets: [
      ...coreSettings(document).flatMap(settingsSecrets),
      ...coreRoutes(document).flatMap(routeSecrets),
    ],
  }),
  rules: [...onPpl('config', pplRules), ...onRoutes('core', accessRules), ...onView(configRules, viewConfig)],
}

const ppl: Kind<Ppl> = {
  id: 'pomerium/ppl',
  title: 'policy in Pomerium Policy Language that stands alone',
  validator: validatorOf('pomerium/ppl'),
  unknownKeys: 'warning',
  normalise: normalisePpl,
  rules: onPpl('ppl', pplRules),
}

const ingress: Kind<Ingress> = {
  id: 'pomerium/ingress',
  title: 'Kubernetes Ingress with annotations of Pomerium',
  validator: validatorOf('pomerium/ingress'),
  unknownKeys: 'error',
  embedded: (value) => pplTexts('ingress', value),
  normalise: normaliseIngress,
  rules: [
    ...onPpl('ingress', pplRules),
    ...onRoutes('ingress', accessRules),
    ...onView(ingressRules, viewIngress),
  ],
}

/** Pomerium: routes, the policies on them, and the settings around them. https://www.pomerium.com/docs */
export const pomerium: System = {
  name: 'pomerium',
  kinds: [policy, route, settings, settingsPatch, config, ppl, ingress, ...namedBodies],
  detect,
  project,
  // Whoever has not signed in is sent to do so.
  anonymous: true,
}
