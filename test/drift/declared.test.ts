import { describe, expect, it } from 'vitest'
import { compare, type Drift } from '../../src/drift/compare.ts'
import { declaredSockets } from '../../src/drift/declared.ts'
import { boundTo, type Inventory } from '../../src/inventory.ts'
import type { Listener, Model } from '../../src/model.ts'

const listener = (given: Partial<Listener>): Listener => ({
  at: ['a'],
  name: 'listener a',
  identity: 'listener a',
  hosts: [],
  reach: { value: 'network', at: ['a'] },
  routes: [],
  ...given,
})
const modelOf = (...listeners: Listener[]): Model => ({
  listeners,
  addressControls: [],
  patterns: [],
  policies: [],
  secrets: [],
})
const number = (value: number) => ({ value, at: ['a', 'port'] })
const route = (port: number | undefined) => ({
  at: ['r'],
  name: 'route',
  rank: 0,
  rankName: '',
  match: { kind: 'all', of: [] } as const,
  access: { kind: 'all', of: [] } as const,
  own: { identity: 'route', protocol: 'HTTP' as const, ...(port !== undefined && { port }) },
})
const sockets = (given: Partial<Listener>) =>
  declaredSockets(modelOf(listener(given))).map(({ port, protocol, ownHost, inContainer }) => [
    port,
    protocol,
    ...(ownHost ? ['own host'] : []),
    ...(inContainer ? ['in container'] : []),
  ])

describe('the sockets of a listener', () => {
  it.each<[string, Partial<Listener>, unknown[]]>([
    ['its own port', { port: number(80), protocol: { value: 'HTTP', at: [] } }, [[80, 'TCP']]],
    ['its own port over UDP', { port: number(53), protocol: { value: 'UDP', at: [] } }, [[53, 'UDP']]],
    ['its own port over what is not known', { port: number(53) }, [[53, undefined]]],
    ['a number that is not known', { protocol: { value: 'TCP', at: [] } }, [[undefined, 'TCP']]],
    [
      'the ports of its routes, each once',
      { routes: [route(443), route(443), route(8443)] },
      [
        [443, 'TCP'],
        [8443, 'TCP'],
      ],
    ],
    ['routes without ports', { routes: [route(undefined)] }, [[undefined, undefined]]],
    ['none', { port: number(80), sockets: [] }, []],
    [
      'its own list',
      {
        port: number(80),
        sockets: [
          { port: number(30080), protocol: { value: 'TCP', at: [] } },
          { port: number(8080), inContainer: true },
        ],
      },
      [
        [30080, 'TCP'],
        [8080, undefined, 'in container'],
      ],
    ],
    [
      'one that its host alone reaches',
      { port: number(80), reach: { value: 'host', at: [] } },
      [[80, undefined, 'own host']],
    ],
    [
      'one on the loopback address',
      { sockets: [{ port: number(80), address: { value: '127.0.0.1', at: [] } }] },
      [[80, undefined, 'own host']],
    ],
    [
      'one on another address',
      { sockets: [{ port: number(80), address: { value: '10.0.0.5', at: [] } }] },
      [[80, undefined]],
    ],
  ])('%s', (_, given, expected) => expect(sockets(given)).toEqual(expected))
})

it('a listener that only some rule asks about declares none', () => {
  const { identity: _, ...nameless } = listener({ port: number(80) })
  expect(declaredSockets(modelOf(nameless))).toEqual([])
})

/** Seen on an address, in a container or on the host itself. */
const inventory = (...rows: readonly { address: string; port: number; container?: string }[]): Inventory => ({
  title: 'the inventory',
  sockets: rows.map(({ address, port, container }, index) => ({
    at: [index],
    host: [],
    ...boundTo(address),
    port,
    protocol: 'TCP' as const,
    ...(container !== undefined && { container }),
  })),
  hosts: [],
  extent: [],
  gap: () => undefined,
})

const comparison = (given: Partial<Listener>, seen: Inventory) => {
  const drift: Drift = {
    declared: declaredSockets(modelOf(listener(given))).map((value) => ({ member: 0, value })),
    observed: [{ member: 1, value: seen }],
    unreadDeclared: [],
    unreadObserved: [],
    ignored: new Set(),
    isWanted: () => true,
  }
  const { undeclared, missing, loopbackOnly, wider, mismatched } = compare(drift)
  return {
    undeclared: undeclared.map(({ port, open }) => [port, open]),
    missing: missing.map(({ declared, open }) => [declared.value.port, open]),
    loopbackOnly: loopbackOnly.length,
    wider: wider.map(({ declared }) => declared.value.confined()?.words),
    mismatched: mismatched.length,
  }
}
const nothing = { undeclared: [], missing: [], loopbackOnly: 0, wider: [], mismatched: 0 }

describe('a socket that need not show', () => {
  const nodePort = { sockets: [{ port: number(30080), unseen: 'the kernel forwards it without a socket' }] }

  it('is not missing', () => {
    expect(comparison(nodePort, inventory())).toEqual({
      ...nothing,
      missing: [[30080, 'the kernel forwards it without a socket']],
    })
  })

  it('is declared where it shows', () => {
    expect(comparison(nodePort, inventory({ address: '0.0.0.0', port: 30080 }))).toEqual(nothing)
  })
})

describe('a socket of a container', () => {
  const target = { sockets: [{ port: number(8080), inContainer: true as const }] }

  it('is missing only where containers are shown', () => {
    expect(comparison(target, inventory({ address: '127.0.0.1', port: 1 })).missing).toEqual([
      [8080, 'no inventory shows what containers have open'],
    ])
    expect(comparison(target, inventory({ address: '127.0.0.1', port: 1, container: 'c' })).missing).toEqual([
      [8080, undefined],
    ])
  })

  it('of a number that is not known may be any that a container has open, and no other', () => {
    const named = { sockets: [{ inContainer: true as const }] }
    const open = 'the number of listener a is not known'
    expect(comparison(named, inventory({ address: '0.0.0.0', port: 80, container: 'c' })).undeclared).toEqual(
      [[80, open]],
    )
    expect(comparison(named, inventory({ address: '0.0.0.0', port: 80 })).undeclared).toEqual([
      [80, undefined],
    ])
  })
})

describe('a socket that is to be bound to an address', () => {
  const bound = (value: string) => ({
    sockets: [{ port: number(443), address: { value, at: ['a', 'address'] } }],
  })

  it.each(['127.0.0.1', '10.0.0.5', '203.0.113.7', '10.0.0.0/8', '::1'])(
    '%s is wider on the wildcard',
    (address) => {
      expect(comparison(bound(address), inventory({ address: '::', port: 443 }))).toEqual({
        ...nothing,
        wider: [address],
      })
    },
  )

  it.each(['0.0.0.0/0', '::/0', 'nonsense'])('%s is not', (address) => {
    expect(comparison(bound(address), inventory({ address: '::', port: 443 }))).toEqual(nothing)
  })

  it('is as it should be on the loopback address, if that is where it belongs', () => {
    expect(comparison(bound('127.0.0.1'), inventory({ address: '127.0.0.1', port: 443 }))).toEqual(nothing)
    expect(comparison(bound('10.0.0.5'), inventory({ address: '127.0.0.1', port: 443 }))).toEqual({
      ...nothing,
      loopbackOnly: 1,
    })
  })

  it('is not wider where its host alone is to reach it and does', () => {
    const own = { port: number(443), reach: { value: 'host' as const, at: ['a'] } }
    expect(comparison(own, inventory({ address: '127.0.0.1', port: 443 }))).toEqual(nothing)
    expect(comparison(own, inventory({ address: '0.0.0.0', port: 443 }))).toEqual({
      ...nothing,
      wider: ['the host itself'],
    })
  })
})
