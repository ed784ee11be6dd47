import { config, patch, zeroSettings } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const check = (fields: string) => `# portcullis: kind=pomerium/identity-provider\n{ ${fields} }\n`

ruleTable('pomerium/identity-provider-url', {
  silent: {
    ...Object.fromEntries(
      ['apple', 'azure', 'github', 'gitlab', 'google', 'onelogin', 'hosted'].map((name) => [
        `${name}, which has one`,
        config(`idp_provider: ${name}`),
      ]),
    ),
    'oidc with its URL': config('idp_provider: oidc', 'idp_provider_url: https://id.example.com'),
    'oidc with a URL that is filled in': config('idp_provider: oidc', `idp_provider_url: "$\{URL}"`),
    'a provider that is filled in': config(`idp_provider: "$\{IDP}"`),
    'no provider': config('idp_provider_url: https://id.example.com'),
    'an empty provider': config('idp_provider: ""'),
    'a name in another case, which is another one': config('idp_provider: OIDC'),
    'the API': zeroSettings('identityProvider: okta, identityProviderUrl: https://shop.okta.com'),
    'a patch, which may leave the URL that is there': patch(
      'op: replace, path: /identityProvider, value: oidc',
    ),
    'a check with a URL': check('provider: ping, url: https://auth.pingone.com/1/as'),
  },
  silentThoughBroken: {
    'a URL that the schema refuses': zeroSettings('identityProvider: oidc, identityProviderUrl: 5'),
  },
  reports: {
    ...Object.fromEntries(
      ['auth0', 'cognito', 'oidc', 'okta', 'ping'].map((name) => [
        name,
        {
          document: config(`idp_provider: «${name}»`),
          messages: [
            `"${name}" has no URL of its own, so nobody can sign in without idp_provider_url; write the address of your provider.`,
          ],
          severities: ['error' as const],
        },
      ]),
    ),
    'an empty URL': { document: config('idp_provider: «oidc»', 'idp_provider_url: ""') },
    'a URL that is null': { document: config('idp_provider: «oidc»', 'idp_provider_url: null') },
    'the API': {
      document: zeroSettings('identityProvider: «cognito»'),
      messages: [
        '"cognito" has no URL of its own, so nobody can sign in without identityProviderUrl; write the address of your provider.',
      ],
    },
    'an empty URL of the API': {
      document: zeroSettings('identityProvider: «okta», identityProviderUrl: ""'),
    },
    'settings to check': {
      document: check('provider: «oidc», clientId: a'),
      messages: [
        '"oidc" has no URL of its own, so nobody can sign in without url; write the address of your provider.',
      ],
    },
  },
})
