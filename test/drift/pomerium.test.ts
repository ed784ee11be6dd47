import { describe, expect, it } from 'vitest'
import { declaredSockets } from '../../src/drift/declared.ts'
import { coreListeners, zeroListeners } from '../systems/pomerium/proxy.ts'

const declared = (listeners: ReturnType<typeof coreListeners>) =>
  declaredSockets({ listeners, addressControls: [], patterns: [], policies: [], secrets: [] }).map(
    ({ at, port, protocol, ownHost }) => [at.join('/'), port, protocol, ownHost],
  )
const route = (from: string) => ({ from, to: 'http://app:8080' })
const core = (more: object, ...froms: readonly string[]) =>
  declared(coreListeners({ ...more, routes: froms.map(route) }))

describe('what a machine has open for a core file', () => {
  it.each<[string, object, unknown]>([
    ['the usual port', {}, ['', 443, 'TCP', false]],
    ['another port', { address: ':8443' }, ['address', 8443, 'TCP', false]],
    ['one address', { address: '192.0.2.5:443' }, ['address', 443, 'TCP', false]],
    ['the machine itself', { address: '127.0.0.1:8443' }, ['address', 8443, 'TCP', true]],
    ['the machine itself, in IPv6', { address: '[::1]:8443' }, ['address', 8443, 'TCP', true]],
    ['a name, which nobody knows here', { address: 'localhost:8443' }, ['address', 8443, 'TCP', false]],
    ['what is filled in elsewhere', { address: '$' + '{ADDRESS}' }, ['routes/0', undefined, 'TCP', false]],
  ])('%s, once for all hosts', (_, more, expected) => {
    expect(core(more, 'https://a.example.com', 'https://b.example.com', 'https://*.example.com')).toEqual([
      expected,
    ])
  })

  it('has sockets of their own for redirects and for SSH', () => {
    const more = { http_redirect_addr: ':80', ssh_address: ':2200' }
    expect(core(more, 'ssh://bastion', 'https://a.example.com')).toEqual([
      ['', 443, 'TCP', false],
      ['http_redirect_addr', 80, 'TCP', false],
      ['ssh_address', 2200, 'TCP', false],
    ])
  })
})

it('the routes of Zero do not tell where their proxy listens', () => {
  expect(
    declared(zeroListeners([{ ...route('https://a.example.com'), namespaceId: 'n', policyIds: [] }])),
  ).toEqual([])
})
