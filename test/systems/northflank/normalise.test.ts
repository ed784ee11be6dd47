import { describe, expect, it } from 'vitest'
import { evaluate } from '../../../src/analysis/condition.ts'
import type { Port } from '../../../src/systems/northflank/document.ts'
import { normalisePorts } from '../../../src/systems/northflank/normalise.ts'

const base: Port = { name: 'p01', internalPort: 8080, protocol: 'HTTP' }
const model = (...ports: readonly (Port | undefined)[]) =>
  normalisePorts(ports, ['ports'], { uniqueItems: true })
const listener = (port: Port) => model(port).listeners[0]!
const secured = (security: NonNullable<Port['security']>) => model({ ...base, security })

describe('a listener', () => {
  it('has every value with its place', () => {
    expect(
      listener({ ...base, public: true, domains: ['a.example.com', undefined, 'b.example.com'] }),
    ).toMatchObject({
      at: ['ports', 0],
      name: 'port p01',
      label: { value: 'p01', at: ['ports', 0, 'name'] },
      port: { value: 8080, at: ['ports', 0, 'internalPort'] },
      protocol: { value: 'HTTP', at: ['ports', 0, 'protocol'] },
      reach: { value: 'internet', at: ['ports', 0, 'public'] },
      publishes: ['HTTP', 'HTTP/2'],
      hosts: [
        { value: 'a.example.com', at: ['ports', 0, 'domains', 0] },
        { value: 'b.example.com', at: ['ports', 0, 'domains', 2] },
      ],
      routes: [],
    })
  })

  it('is private by default, and by its place where it has no name', () => {
    const found = listener({})
    expect(found).toMatchObject({ name: 'port 0', reach: { value: 'network' } })
    expect(found).not.toHaveProperty('label')
    expect(found).not.toHaveProperty('port')
    expect(found).not.toHaveProperty('protocol')
  })

  it('reads the domains of an answer', () => {
    const { hosts } = listener({ ...base, domains: [{ name: 'a.example.com' }, {}] })
    expect(hosts).toEqual([{ value: 'a.example.com', at: ['ports', 0, 'domains', 0, 'name'] }])
  })

  it('keeps the index of an entry behind one that broke the schema', () => {
    expect(model(undefined, base).listeners.map(({ at }) => at)).toEqual([['ports', 1]])
  })

  it.each<[string, Port, boolean]>([
    ['keys in another order', { protocol: 'HTTP', internalPort: 8080, name: 'p01' }, true],
    ['a default that is written out', { ...base, public: false }, false],
    ['another number', { ...base, internalPort: 8081 }, false],
    ['another id', { ...base, id: 'p02' }, false],
  ])('is the same item exactly where JSON Schema says so: %s', (_, other, same) => {
    const [first, second] = model(base, other).listeners
    expect(first!.item).toBeDefined()
    expect(first!.item === second!.item).toBe(same)
  })

  it('is another item where a list has another order', () => {
    const [first, second] = model(
      { ...base, domains: ['a', 'b'] },
      { ...base, domains: ['b', 'a'] },
    ).listeners
    expect(first!.item).not.toBe(second!.item)
  })

  it('is no item where the platform takes equal entries, or nothing is equal', () => {
    for (const { listeners } of [
      normalisePorts([base, base], [], { uniqueItems: false }),
      model(base, { ...base, name: 'p02' }),
    ])
      expect(listeners.filter(({ item }) => item !== undefined)).toEqual([])
  })

  it.each([undefined, null, 12, 'ports', {}])('is not made of %j in place of a list', (value) => {
    expect(normalisePorts(value as never, ['ports'], { uniqueItems: true }).listeners).toEqual([])
  })
})

describe('routes', () => {
  const configuration = (enabled: boolean | undefined) => ({
    ...(enabled !== undefined && { enabled }),
    rules: [
      {
        accessMode: 'protected' as const,
        paths: [
          { path: '/a', routingMode: 'prefix' as const, priority: 5 },
          undefined,
          { path: '/b', routingMode: 'exact' as const, priority: 0 },
        ],
      },
      {
        accessMode: 'unprotected' as const,
        paths: [{ path: '/v[0-9]', routingMode: 'regex' as const, priority: 100 }],
      },
    ],
  })
  const routes = (enabled: boolean | undefined) =>
    listener({ ...base, security: { securePathConfiguration: configuration(enabled) } }).routes

  it('stand for a path each, of which the highest priority is asked first', () => {
    expect(routes(true).map(({ name, rank, rankName, at }) => [name, rank, rankName, at.slice(4)])).toEqual([
      ['prefix /a', -5, 'priority 5', ['rules', 0, 'paths', 0].slice(0)],
      ['exact /b', -0, 'priority 0', ['rules', 0, 'paths', 2].slice(0)],
      ['regex /v[0-9]', -100, 'priority 100', ['rules', 1, 'paths', 0].slice(0)],
    ])
  })

  it('are there unless the configuration is switched off', () => {
    expect(routes(undefined)).toHaveLength(3)
    expect(routes(false)).toEqual([])
  })

  it('are left out where mode, path or priority broke the schema', () => {
    const path = { path: '/a', routingMode: 'prefix' as const, priority: 1 }
    const { path: _path, ...pathless } = path
    const { routingMode: _mode, ...modeless } = path
    const { priority: _priority, ...priorityless } = path
    const rules = [{ paths: [pathless, modeless, priorityless, path] }]
    expect(listener({ ...base, security: { securePathConfiguration: { rules } } }).routes).toHaveLength(1)
  })

  const readings = (byText: boolean, bare: boolean) =>
    new Map([
      ['northflank/prefixByText', byText],
      ['northflank/slashTakesBare', bare],
    ])
  const takes = (
    routingMode: 'exact' | 'prefix' | 'regex',
    path: string,
    asked: string,
    byText: boolean,
    bare = false,
  ) => {
    const rules = [{ accessMode: 'protected' as const, paths: [{ path, routingMode, priority: 1 }] }]
    const [route] = listener({ ...base, security: { securePathConfiguration: { rules } } }).routes
    return evaluate(route!.match, { path: asked }, readings(byText, bare))
  }

  it.each<['exact' | 'prefix' | 'regex', string, string, boolean, boolean]>([
    ['exact', '/a', '/a', true, true],
    ['exact', '/a', '/a/', false, false],
    ['exact', '/a', '/A', false, false],
    ['prefix', '/', '/', true, true],
    ['prefix', '/', '/a/b', true, true],
    ['prefix', '/a', '/a', true, true],
    ['prefix', '/a', '/a/b', true, true],
    ['prefix', '/a', '/ab', true, false],
    ['prefix', '/a', '/b', false, false],
    ['prefix', '/a/', '/a/', true, true],
    ['prefix', '/a/', '/a/b', true, true],
    ['prefix', '/a/', '/ab', false, false],
    ['prefix', '/a/', '/a', false, false],
    ['regex', '/v[0-9]+', '/v12', true, true],
    ['regex', '/v[0-9]+', '/v1/x', false, false],
    ['regex', '/a|/b', '/b', true, true],
  ])('%s %s and the path %s: %s by text, %s by segments', (mode, path, asked, byText, bySegments) => {
    expect(takes(mode, path, asked, true)).toBe(byText)
    expect(takes(mode, path, asked, false)).toBe(bySegments)
  })

  it('/a/ takes /a on a reading of its own', () => {
    expect(takes('prefix', '/a/', '/a', true, true)).toBe(true)
    expect(takes('prefix', '/a/', '/a', false, true)).toBe(true)
    expect(takes('prefix', '/a/', '/ab', true, true)).toBe(false)
  })

  it.each(['/a(?=b)', '/a(', ['/$', '{X}'].join('')])('nobody knows what %s matches', (path) => {
    expect(takes('regex', path, '/a', true)).toBeUndefined()
  })

  it('take their requests for sure only where they are protected', () => {
    const [, , open] = routes(true)
    const opens = (value: boolean) =>
      evaluate(open!.takes!, { path: '/v1' }, new Map([['northflank/unprotectedOpens', value]]))
    expect([opens(true), opens(false)]).toEqual([true, false])
    expect(routes(true)[0]).not.toHaveProperty('takes')
  })

  it('let internal traffic in where the configuration says so', () => {
    const rule = {
      accessMode: 'protected' as const,
      paths: [{ path: '/', routingMode: 'prefix' as const, priority: 1 }],
      securityPolicies: { requiredPolicies: { headers: [{ name: 'X', value: 'y' }] } },
    }
    const access = (skip: boolean) =>
      listener({
        ...base,
        security: {
          securePathConfiguration: {
            skipSecurityPoliciesForInternalTrafficViaPublicDns: skip,
            rules: [rule],
          },
        },
      }).routes[0]!.access
    const internal = { facts: ['internal traffic'], headers: {} }
    expect(evaluate(access(true), internal)).toBe(true)
    expect(evaluate(access(false), internal)).toBe(false)
    expect(evaluate(access(true), { facts: [], headers: {} })).toBe(false)
  })
})

describe('lists of addresses', () => {
  const policy = { action: 'ALLOW' as const, addresses: ['10.0.0.1', '10.0.0.2'] }
  const at = ['ports', 0, 'security']

  it('have every entry with its place', () => {
    expect(
      secured({ policies: [policy, { action: 'DENY', addresses: ['10.0.0.3'] }] }).addressControls,
    ).toMatchObject([
      {
        at,
        decides: true,
        lists: [
          {
            at: [...at, 'policies'],
            open: false,
            entries: [
              { value: '10.0.0.1', action: 'allow', at: [...at, 'policies', 0, 'addresses', 0] },
              { value: '10.0.0.2', action: 'allow', at: [...at, 'policies', 0, 'addresses', 1] },
              { value: '10.0.0.3', action: 'deny', at: [...at, 'policies', 1, 'addresses', 0] },
            ],
          },
        ],
      },
    ])
  })

  it('are not there where nothing is listed', () => {
    expect(secured({}).addressControls).toEqual([])
    expect(secured({ ip: [], policies: [] }).addressControls).toEqual([])
  })

  it.each<[string, unknown]>([
    ['action', [{ addresses: ['10.0.0.1'] }]],
    ['addresses', [{ action: 'ALLOW' }]],
    ['an address', [{ action: 'ALLOW', addresses: ['10.0.0.1', undefined] }]],
    ['a whole policy', [policy, undefined]],
  ])('are open where a part broke the schema: %s', (_, policies) => {
    expect(secured({ policies: policies as never }).addressControls[0]!.lists[0]!.open).toBe(true)
  })

  const header = { headers: [{ name: 'X', value: 'y' }] }
  it.each<[string, NonNullable<Port['security']>, boolean]>([
    ['alone', { policies: [policy] }, true],
    ['alone, under or', { policies: [policy], verificationMode: 'or' }, true],
    [
      'beside a mechanism that asks nothing',
      { policies: [policy], sso: {}, headers: [], credentials: [] },
      true,
    ],
    ['two lists are one mechanism', { policies: [policy], ip: [policy] }, true],
    ['beside headers, under and', { policies: [policy], ...header, verificationMode: 'and' }, true],
    ['beside headers, under or', { policies: [policy], ...header, verificationMode: 'or' }, false],
    ['beside headers, nothing said', { policies: [policy], ...header }, false],
    ['beside a sign-in', { policies: [policy], sso: { organizationId: 'org_a' } }, false],
    ['beside users', { policies: [policy], credentials: [{ username: 'abc' }] }, false],
  ])('decide alone or not: %s', (_, security, decides) => {
    expect(secured(security).addressControls.map((control) => control.decides)).toEqual([decides])
  })

  const rule = (securityPolicies: object) =>
    secured({ securePathConfiguration: { rules: [{ accessMode: 'protected', securityPolicies }] } })
      .addressControls
  it('of the required policies always decide, of alternatives only alone', () => {
    const group = { policies: [policy], ...header }
    expect(rule({ requiredPolicies: group }).map(({ decides }) => decides)).toEqual([true])
    expect(rule({ orPolicies: group }).map(({ decides }) => decides)).toEqual([false])
    expect(rule({ orPolicies: { policies: [policy] } }).map(({ decides }) => decides)).toEqual([true])
  })

  it('stand each for itself where one policy is enough', () => {
    const group = { ip: [policy], policies: [policy, policy] }
    const base = [...at, 'securePathConfiguration', 'rules', 0, 'securityPolicies']
    expect(rule({ orPolicies: group })[0]!.lists.map((list) => list.at)).toEqual([
      [...base, 'orPolicies', 'ip', 0],
      [...base, 'orPolicies', 'policies', 0],
      [...base, 'orPolicies', 'policies', 1],
    ])
    expect(rule({ requiredPolicies: group })[0]!.lists.map((list) => list.at)).toEqual([
      [...base, 'requiredPolicies', 'ip'],
      [...base, 'requiredPolicies', 'policies'],
    ])
  })
})

describe('patterns', () => {
  it('are those of headers in regex mode and of paths in regex mode', () => {
    const headers = [
      { name: 'X-A', value: 'a', regexMode: true },
      { name: 'X-B', value: 'b', regexMode: false },
      { name: 'X-C', value: 'c' },
      { value: 'd', regexMode: true },
      { name: 'X-E', regexMode: true },
    ]
    const paths = [
      { path: '/f', routingMode: 'regex' as const },
      { path: '/g', routingMode: 'prefix' as const },
    ]
    const { patterns } = secured({
      headers,
      securePathConfiguration: {
        enabled: false,
        rules: [{ paths, securityPolicies: { orPolicies: { headers }, requiredPolicies: { headers } } }],
      },
    })
    expect(patterns.map(({ value, subject, dialect }) => [value, subject, dialect])).toEqual([
      ['/f', 'path', 'unnamed'],
      ['a', 'value of header X-A', 'unnamed'],
      ['d', 'value of header ?', 'unnamed'],
      ['a', 'value of header X-A', 'unnamed'],
      ['d', 'value of header ?', 'unnamed'],
      ['a', 'value of header X-A', 'unnamed'],
      ['d', 'value of header ?', 'unnamed'],
    ])
  })
})
