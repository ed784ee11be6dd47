import { describe, expect, it } from 'vitest'
import {
  asFlag,
  asText,
  filledText,
  flagAt,
  has,
  isOpen,
  textAt,
  textsAt,
} from '../../../src/systems/pomerium/fields.ts'
import {
  coreRoutes,
  ingressRoutes,
  routeNames,
  zeroRoutes,
} from '../../../src/systems/pomerium/route-view.ts'
import {
  coreSettings,
  patchedSettings,
  settingOf,
  settingsNames,
  zeroSettings,
} from '../../../src/systems/pomerium/settings-view.ts'

describe('the name of a field', () => {
  it.each([
    ['tlsSkipVerify', 'tls_skip_verify'],
    ['logoUrl', 'logo_url'],
    ['identityProviderClientId', 'idp_client_id'],
    ['idpAccessTokenAllowedAudiences', 'idp_access_token_allowed_audiences'],
    ['from', 'from'],
  ] as const)('%s is %s in core', (field, name) => {
    expect(routeNames.keyOf(field, 'core')).toBe(name)
    expect(routeNames.keyOf(field, 'zero')).toBe(field)
    expect(routeNames.keyOf(field, 'ingress')).toBe(`ingress.pomerium.io/${name}`)
    for (const dialect of ['core', 'zero', 'ingress'] as const)
      expect(routeNames.fieldOf(routeNames.keyOf(field, dialect), dialect)).toBe(field)
  })

  it.each([
    ['identityProvider', 'idp_provider'],
    ['identityProviderUrl', 'idp_provider_url'],
    ['identityProviderScopes', 'idp_scopes'],
    ['databrokerStorageConnection', 'databroker_storage_connection_string'],
    ['authenticateServiceUrl', 'authenticate_service_url'],
    ['sshUserCaKey', 'ssh_user_ca_key'],
  ] as const)('%s is %s in core', (field, name) => expect(settingsNames.keyOf(field, 'core')).toBe(name))

  it('is no key of every object', () => {
    for (const key of ['constructor', '__proto__', 'toString'])
      expect(routeNames.fieldOf(key, 'core')).toBeUndefined()
  })
})

describe('routes of a core file', () => {
  it('come from policy first, and then from routes', () => {
    const config = {
      routes: [{ from: 'https://b' }, null, 'x', { from: 'https://c' }],
      policy: [{ from: 'https://a' }],
    }
    expect(coreRoutes(config).map(({ list, at, fields }) => [list, at, fields.get('from')])).toEqual([
      ['policy', ['policy', 0], { value: 'https://a', at: ['policy', 0, 'from'] }],
      ['routes', ['routes', 0], { value: 'https://b', at: ['routes', 0, 'from'] }],
      ['routes', ['routes', 3], { value: 'https://c', at: ['routes', 3, 'from'] }],
    ])
  })

  it('may be one alone, or a bare list', () => {
    expect(coreRoutes({ routes: { from: 'https://a' } }).map(({ at }) => at)).toEqual([['routes']])
    expect(coreRoutes([{ from: 'https://a' }]).map(({ at, list }) => [at, list])).toEqual([[[0], 'policy']])
    expect(coreRoutes({ routes: 'cm91dGVz', policy: null })).toEqual([])
  })
})

describe('routes of the API', () => {
  it('are one body or a list of them', () => {
    expect(zeroRoutes({ from: 'https://a' }).map(({ at }) => at)).toEqual([[]])
    expect(zeroRoutes([{ from: 'https://a' }, undefined, { from: 'https://b' }]).map(({ at }) => at)).toEqual(
      [[0], [2]],
    )
  })
})

describe('the annotations of an Ingress', () => {
  it('are fields of its routes', () => {
    const annotations = { 'ingress.pomerium.io/tls_skip_verify': 'true', 'example.com/timeout': '1s' }
    const [view] = ingressRoutes({ metadata: { annotations } })
    expect([...view!.fields.keys()]).toEqual(['tlsSkipVerify'])
    expect(flagAt(view!, 'tlsSkipVerify')).toEqual({
      value: true,
      at: ['metadata', 'annotations', 'ingress.pomerium.io/tls_skip_verify'],
    })
    expect(ingressRoutes({ metadata: null })).toEqual([])
    expect(ingressRoutes({})).toEqual([])
  })
})

describe('a field', () => {
  const [view] = coreRoutes([
    {
      name: 12,
      prefix: '',
      path: null,
      host_rewrite_header: true,
      allow_websockets: 'T',
      allow_spdy: 0,
      tls_skip_verify: 'maybe',
      allowed_users: 'a,b',
      allowed_domains: 'example.com',
      depends_on: ['a', 1, null, {}, true],
      timeout: undefined,
    },
  ])

  it('is read as the loader does', () => {
    expect(textAt(view!, 'name')).toEqual({ value: '12', at: [0, 'name'] })
    expect(textAt(view!, 'hostRewriteHeader')?.value).toBe('1')
    expect(flagAt(view!, 'allowWebsockets')?.value).toBe(true)
    expect(flagAt(view!, 'allowSpdy')?.value).toBe(false)
    expect(flagAt(view!, 'tlsSkipVerify')).toBeUndefined()
    expect(textsAt(view!, 'allowedUsers')?.map(({ value }) => value)).toEqual(['a', 'b'])
    expect(textsAt(view!, 'allowedDomains')).toEqual([{ value: 'example.com', at: [0, 'allowed_domains'] }])
    expect(textsAt(view!, 'dependsOn')).toEqual([
      { value: 'a', at: [0, 'depends_on', 0] },
      { value: '1', at: [0, 'depends_on', 1] },
      { value: '1', at: [0, 'depends_on', 4] },
    ])
    expect(textsAt(view!, 'to')).toBeUndefined()
  })

  it('is absent where it is null, empty where it is empty, and there where it is not known', () => {
    expect(has(view!, 'path')).toBe(false)
    expect(textAt(view!, 'prefix')?.value).toBe('')
    expect(filledText(view!, 'prefix')).toBeUndefined()
    expect(has(view!, 'timeout')).toBe(true)
    expect(textAt(view!, 'timeout')).toBeUndefined()
  })

  it('keeps its type in the API and in annotations', () => {
    expect(asText(true, 'zero')).toBeUndefined()
    expect(asText(1, 'zero')).toBeUndefined()
    expect(asFlag('true', 'zero')).toBeUndefined()
    expect(asFlag(1, 'zero')).toBeUndefined()
    expect(asFlag(' True ', 'ingress')).toBe(true)
    expect(asFlag('1', 'ingress')).toBeUndefined()
    expect(asFlag('yes', 'ingress')).toBeUndefined()
    expect(asText(Number.NaN, 'core')).toBeUndefined()
  })

  it.each([`$\{X}`, `https://$\{HOST}/`, '$X', '{{ .Values.x }}', '<your domain>'])(
    '%s is filled in elsewhere',
    (text) => expect(isOpen(text)).toBe(true),
  )
  it.each(['', 'text', '$', 'a$X', '${', '{x}', '<a>b', 5, null])('%s is not', (value) =>
    expect(isOpen(value)).toBe(false),
  )
})

describe('settings', () => {
  it('are those of a core file, of a body, or of a list of them', () => {
    expect(coreSettings({ log_level: 'info', routes: [] })[0]!.fields.get('logLevel')).toEqual({
      value: 'info',
      at: ['log_level'],
    })
    expect(coreSettings([])).toEqual([])
    expect(zeroSettings([{ logLevel: 'info' }])[0]!.fields.get('logLevel')?.at).toEqual([0, 'logLevel'])
  })

  it('are what a patch writes, the last time', () => {
    const [view] = patchedSettings([
      { op: 'add', path: '/logLevel', value: 'info' },
      { op: 'replace', path: '/logLevel', value: 'debug' },
      { op: 'test', path: '/cookieName', value: 'x' },
      { op: 'remove', path: '/cookieDomain' },
      { op: 'add', path: '/jwtClaimsHeaders/X-Email', value: 'email' },
      { op: 'add' },
    ])
    expect(view!.partial).toBe(true)
    expect([...view!.fields]).toEqual([['logLevel', { value: 'debug', at: [1, 'value'] }]])
    expect(patchedSettings([])).toEqual([])
    expect(patchedSettings(undefined)).toEqual([])
  })

  it.each([
    ['/logLevel', 'logLevel'],
    ['/a~1b~0c', 'a/b~c'],
    ['', undefined],
    ['/', ''],
    ['/a/b', undefined],
    ['a', undefined],
    [undefined, undefined],
  ])('the pointer %j names %j', (pointer, name) => expect(settingOf(pointer)).toBe(name))
})
