import { defineRule } from '../../../rule.ts'
import { filledText, has } from '../fields.ts'
import { settingsNames } from '../settings-view.ts'
import type { PomeriumView } from '../view.ts'

/** Providers without a URL of their own. https://github.com/pomerium/pomerium/tree/c8ace109/pkg/identity/oidc */
const needsUrl: ReadonlySet<string> = new Set(['auth0', 'cognito', 'oidc', 'okta', 'ping'])

export const identityProviderUrl = defineRule<PomeriumView>({
  id: 'pomerium/identity-provider-url',
  summary: 'An identity provider that needs a URL and has none.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      The URLs of Apple, Azure, GitHub, GitLab, Google and OneLogin are built in. Auth0, Cognito, Okta, Ping and any
      other provider that speaks OpenID Connect have one for each customer. Without it nothing can be signed in to,
      which shows only when somebody tries.`,
    kind: 'pomerium/config',
    bad: `
      authenticate_service_url: https://login.example.com
      idp_provider: okta
      idp_client_id: shop`,
    good: `
      authenticate_service_url: https://login.example.com
      idp_provider: okta
      idp_provider_url: https://shop.okta.com
      idp_client_id: shop`,
  },

  *check({ settings }) {
    for (const view of settings.filter(({ partial }) => !partial)) {
      const provider = filledText(view, 'identityProvider')
      if (!provider || !needsUrl.has(provider.value)) continue
      const isEmpty = view.fields.get('identityProviderUrl')?.value === ''
      if (has(view, 'identityProviderUrl') && !isEmpty) continue
      const key = settingsNames.keyOf('identityProviderUrl', view.dialect)
      const name = provider.at.at(-1) === 'provider' ? 'url' : key
      yield {
        at: provider.at,
        message: `"${provider.value}" has no URL of its own, so nobody can sign in without ${name}; write the address of your provider.`,
      }
    }
  },
})
