import type { At } from '../../position.ts'
import type {
  Config,
  IdentityProviderSettings,
  Ingress,
  OneOrMany,
  Route,
  Settings,
  SettingsPatch,
} from './document.ts'
import { coreRoutes, ingressRoutes, zeroRoutes } from './route-view.ts'
import { coreSettings, patchedSettings, type SettingsField, zeroSettings } from './settings-view.ts'
import type { PomeriumView } from './view.ts'

type View = Omit<PomeriumView, 'document'>

export const viewConfig = (config: Config): View => {
  return { dialect: 'core', settings: coreSettings(config), routes: coreRoutes(config) }
}

export const viewRoute = (route: OneOrMany<Route>): View => {
  return { dialect: 'zero', settings: [], routes: zeroRoutes(route) }
}

export const viewSettings = (settings: OneOrMany<Settings>): View => {
  return { dialect: 'zero', settings: zeroSettings(settings), routes: [] }
}

export const viewPatch = (patch: SettingsPatch): View => {
  return { dialect: 'zero', settings: patchedSettings(patch), routes: [] }
}

export const viewIngress = (ingress: Ingress): View => {
  return { dialect: 'ingress', settings: [], routes: ingressRoutes(ingress) }
}

/** The settings of an identity provider under the names that they have among those of a cluster. */
export function viewIdentityProvider(body: IdentityProviderSettings): View {
  const names = [
    ['provider', 'identityProvider'],
    ['url', 'identityProviderUrl'],
    ['clientId', 'identityProviderClientId'],
    ['clientSecret', 'identityProviderClientSecret'],
  ] as const
  const fields = new Map(
    names.flatMap(([key, field]): [SettingsField, At<unknown>][] =>
      Object.hasOwn(body, key) && body[key] !== null ? [[field, { value: body[key], at: [key] }]] : [],
    ),
  )
  return { dialect: 'zero', settings: [{ dialect: 'zero', at: [], fields, partial: false }], routes: [] }
}
