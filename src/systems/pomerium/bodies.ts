import { emptyModel, type Model, type Secret } from '../../model.ts'
import type { Kind } from '../../system.ts'
import { validatorOf } from '../../validator.ts'
import type { Fields, IdentityProviderSettings } from './document.ts'
import { bodiesOf } from './lists.ts'
import { identityProviderRules } from './rule-lists.ts'
import { bodySecret } from './secrets.ts'
import { onView } from './view.ts'
import { viewIdentityProvider } from './views.ts'

/** A model of nothing but secrets. */
export function modelOf(secrets: readonly Secret[] = []): Model {
  return { ...emptyModel, secrets }
}

/** A body of the API that says nothing of who gets in; `secret` is the key of a field that few may know. */
function body(
  name: string,
  title: string,
  secret?: { readonly key: string; readonly subject: string },
): Kind<object> {
  const id = `pomerium/${name}`
  return {
    id,
    title,
    validator: validatorOf(id),
    unknownKeys: 'warning',
    normalise: (document) =>
      modelOf(
        secret
          ? bodiesOf<Fields>(document).flatMap((one) => bodySecret(one, secret.key, secret.subject))
          : [],
      ),
    rules: [],
  }
}

const identityProvider: Kind<IdentityProviderSettings> = {
  ...body('identity-provider', 'settings of an identity provider that the API is to check', {
    key: 'clientSecret',
    subject: 'client secret of the identity provider',
  }),
  rules: onView(identityProviderRules, viewIdentityProvider),
}

/** Bodies of the API of Zero that are reached by naming their kind. */
export const namedBodies: readonly Kind[] = [
  body('key-pair', 'key pair', { key: 'key', subject: 'private key' }),
  body('organization', 'body that creates an organization'),
  body('organization-update', 'body that updates an organization'),
  body('cluster', 'body that creates a cluster'),
  body('cluster-update', 'body that updates a cluster'),
  body('invites', 'body that invites people to an organization'),
  body('api-user', 'body that creates a user who is a program'),
  body('service-account', 'service account', { key: 'token', subject: 'token of the service account' }),
  body('custom-domain', 'custom domain'),
  identityProvider,
  body('onboarding-start', 'body that starts the onboarding'),
  body('onboarding-configure', 'body that configures the onboarding'),
  body('token', 'body that trades a refresh token for an access token', {
    key: 'refreshToken',
    subject: 'refresh token',
  }),
  body('billing-portal', 'body that opens the billing portal'),
  body('checkout', 'body that starts a checkout'),
  body('checkout-completion', 'body that completes a checkout'),
]
