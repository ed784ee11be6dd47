import { credential, policy, security, wordDemand } from './documents.ts'
import type { WrongDocument } from './wrong-document.ts'

/** Wrong access policies of a port. */
export const wrongSecurity: readonly WrongDocument[] = [
  [
    'empty security in YAML',
    security(null as never),
    ['/ports/0/security: security is null; expected an object.'],
  ],
  [
    'a strange mode',
    security({ verificationMode: 'AND' }),
    ['/ports/0/security/verificationMode: verificationMode "AND" is none of or, and; did you mean "and"?'],
  ],
  [
    'enabled one level too high',
    security({ enabled: true }),
    [
      '/ports/0/security/enabled (key): "enabled" is no key of a port\'s security; it belongs in securePathConfiguration. [unknown-key]',
    ],
  ],
  [
    'a short user name',
    credential({ username: 'ab' }),
    [
      '/ports/0/security/credentials/0/username: username "ab" has 2 characters; at least 3 characters are needed.',
    ],
  ],
  [
    'a long user name',
    credential({ username: 'a'.repeat(41) }),
    [
      `/ports/0/security/credentials/0/username: username "${'a'.repeat(40)}…" has 41 characters; at most 39 are allowed.`,
    ],
  ],
  [
    'a user name with a dot',
    credential({ username: 'j.doe' }),
    [`/ports/0/security/credentials/0/username: username "j.doe" ${wordDemand}`],
  ],
  [
    'a password that is a number',
    credential({ password: 123456 }),
    ['/ports/0/security/credentials/0/password: password is a number; write it in quotes.'],
  ],
  [
    'a password that is true',
    credential({ password: true }),
    ['/ports/0/security/credentials/0/password: password is a boolean; write it in quotes.'],
  ],
  [
    'a password that is null',
    credential({ password: null }),
    ['/ports/0/security/credentials/0/password: password is null; expected a text.'],
  ],
  [
    'another way to sign in',
    credential({ type: 'bearer' }),
    ['/ports/0/security/credentials/0/type: type "bearer" is not basic-auth.'],
  ],
  [
    'a way to sign in, misspelt',
    credential({ type: 'basic_auth' }),
    ['/ports/0/security/credentials/0/type: type "basic_auth" is not basic-auth; did you mean "basic-auth"?'],
  ],
  [
    'a credential as a text',
    security({ credentials: ['admin:hunter2'] }),
    ['/ports/0/security/credentials/0: credentials[0] is a text; expected an object.'],
  ],
  [
    'a single credential as a text',
    security({ credentials: 'admin:hunter2' }),
    ['/ports/0/security/credentials: credentials is a text; expected a list.'],
  ],
  [
    'no type',
    security({ credentials: [{ username: 'admin', password: 'x' }] }),
    ['/ports/0/security/credentials/0: a credential lacks "type"; write basic-auth.'],
  ],
  [
    'one address without a list',
    policy({ addresses: '192.0.2.1' }),
    ['/ports/0/security/policies/0/addresses: addresses is a text; put it into a list.'],
  ],
  [
    'an address that is a number',
    policy({ addresses: [10] }),
    ['/ports/0/security/policies/0/addresses/0: addresses[0] is the number 10; write it in quotes: "10".'],
  ],
  [
    'a lower-case action',
    policy({ action: 'allow' }),
    ['/ports/0/security/policies/0/action: action "allow" is none of ALLOW, DENY; did you mean "ALLOW"?'],
  ],
  [
    'a strange action',
    policy({ action: 'REJECT' }),
    ['/ports/0/security/policies/0/action: action "REJECT" is none of ALLOW, DENY.'],
  ],
  [
    'an empty address policy',
    security({ ip: [{}] }),
    [
      '/ports/0/security/ip/0: an address policy lacks "addresses".',
      '/ports/0/security/ip/0: an address policy lacks "action"; write one of ALLOW, DENY.',
    ],
  ],
  [
    'one group without a list',
    security({ sso: { directoryGroupIds: 'staff' } }),
    ['/ports/0/security/sso/directoryGroupIds: directoryGroupIds is a text; put it into a list.'],
  ],
  [
    'a strange key of sso',
    security({ sso: { organisationId: 'org' } }),
    [
      '/ports/0/security/sso/organisationId (key): "organisationId" is no key of a single sign-on setting; did you mean "organizationId"? [unknown-key]',
    ],
  ],
]
