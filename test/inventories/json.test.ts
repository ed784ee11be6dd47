import { describe, expect, it } from 'vitest'
import { osquery } from '../../src/inventories/osquery.ts'
import { ssJson } from '../../src/inventories/ss-json.ts'

const everyHost = () => true

describe('rows of osquery', () => {
  const row = (given: object = {}) => ({
    ...{
      pid: '812',
      port: '22',
      protocol: '6',
      family: '2',
      address: '0.0.0.0',
      fd: '3',
      socket: '31337',
      path: '',
    },
    ...given,
  })

  it('are sockets, every value a text', () => {
    expect(osquery.read([row({ name: 'sshd' })])?.inventory.sockets).toEqual([
      {
        at: [0],
        host: [],
        address: '0.0.0.0',
        family: 4,
        exposure: 'wildcard',
        port: 22,
        protocol: 'TCP',
        process: 'sshd',
        pid: 812,
      },
    ])
  })

  it.each<[string, object, object]>([
    ['UDP', { protocol: '17' }, { protocol: 'UDP' }],
    ['numbers in place of texts', { protocol: 6, port: 22, pid: 7 }, { protocol: 'TCP', port: 22, pid: 7 }],
    [
      'the wildcard of both families',
      { family: '10', address: '::' },
      { family: 'both', exposure: 'wildcard' },
    ],
    ['the family of macOS', { family: '30', address: '::1' }, { family: 6, exposure: 'loopback' }],
    ['the port 65535', { port: '65535' }, { port: 65535 }],
  ])('know %s', (_, given, expected) => {
    expect(osquery.read([row(given)])?.inventory.sockets[0]).toMatchObject(expected)
  })

  it.each<[string, object, string]>([
    ['whose process is not known', { pid: '-1' }, 'pid'],
    ['whose process is nonsense', { pid: 'sshd' }, 'pid'],
    ['without a name', { name: '' }, 'process'],
  ])('say nothing of a socket %s', (_, given, missing) => {
    const { sockets } = osquery.read([row(given)])!.inventory
    expect(sockets).toHaveLength(1)
    expect(sockets[0]).not.toHaveProperty(missing)
  })

  it.each<[string, object]>([
    ['of Unix', { port: '0', protocol: '0', family: '1', address: '', path: '/run/a' }],
    ['of no port', { port: '0' }],
    ['of ICMP', { protocol: '1', port: '8' }],
  ])('are no sockets %s', (_, given) => {
    const { inventory, problems } = osquery.read([row(), row(given)])!
    expect([inventory.sockets.length, problems]).toEqual([1, []])
  })

  it.each<[unknown, string]>([
    [row({ port: '65536' }), '"65536" is no number of a port, which is 65535 at most.'],
    [row({ port: '-1' }), '"-1" is no number of a port'],
    [row({ port: null }), 'null is no number of a port'],
    [{ protocol: '6', pid: '1' }, 'nothing is no number of a port'],
    [row({ protocol: 'tcp' }), '"tcp" is no number of a protocol'],
    [row({ protocol: '256' }), '"256" is no number of a protocol'],
    ['22/tcp', 'This is no row of listening_ports'],
    [null, 'This is no row of listening_ports'],
  ])('%j is none', (given, message) => {
    const { inventory, problems } = osquery.read([row(), given])!
    expect(problems).toMatchObject([{ at: [1], message: expect.stringContaining(message) }])
    expect(inventory.gap(443, 'TCP', everyHost)).toBe('has a row that cannot be read')
  })

  it('may come as the snapshot of a scheduled query, with its host', () => {
    const { inventory } = osquery.read({ snapshot: [row()], hostIdentifier: 'web-1', name: 'ports' })!
    expect(inventory.sockets[0]).toMatchObject({ at: ['snapshot', 0], host: ['web-1'] })
    expect(inventory.hosts).toEqual([['web-1']])
  })

  it('list TCP and UDP', () => {
    const { gap } = osquery.read([row()])!.inventory
    expect([gap(1, 'TCP', everyHost), gap(1, 'UDP', everyHost)]).toEqual([undefined, undefined])
    expect(gap(1, 'SCTP', everyHost)).toBe('lists no sockets of SCTP')
  })

  it.each([
    null,
    'a',
    [],
    [null],
    {},
    { snapshot: {} },
    [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
    [{ port: '80', protocol: '6' }],
    [{ netid: 'tcp', local_address: '0.0.0.0', local_port: '22' }],
  ])('are not %j', (other) => expect(osquery.read(other)).toBeUndefined())
})

describe('rows of ss by jc', () => {
  const row = (given: object = {}) => ({
    ...{ netid: 'tcp', state: 'LISTEN', recv_q: 0, send_q: 128, local_address: '0.0.0.0', local_port: '22' },
    ...{ peer_address: '0.0.0.0', peer_port: '*', local_port_num: 22 },
    ...given,
  })

  it('are sockets', () => {
    const opts = { process_id: { 812: { user: 'sshd', file_descriptor: '3' } } }
    expect(ssJson.read([row({ opts })])?.inventory.sockets).toEqual([
      {
        at: [0],
        host: [],
        address: '0.0.0.0',
        family: 4,
        exposure: 'wildcard',
        port: 22,
        protocol: 'TCP',
        process: 'sshd',
        pid: 812,
      },
    ])
  })

  it.each<[string, object, object]>([
    ['UDP', { netid: 'udp', state: 'UNCONN' }, { protocol: 'UDP' }],
    ['the number as a text', { local_port_num: undefined }, { port: 22 }],
    [
      'the interface',
      { local_address: '127.0.0.53', interface: 'lo' },
      { address: '127.0.0.53%lo', exposure: 'loopback' },
    ],
    ['brackets', { local_address: '[::]' }, { exposure: 'wildcard', family: 'both' }],
    ['no kind of socket', { netid: undefined }, { protocol: 'TCP' }],
    ['other details', { opts: { process_id: {}, cookie: '1' } }, { port: 22 }],
  ])('know %s', (_, given, expected) => {
    expect(ssJson.read([row(given)])?.inventory.sockets[0]).toMatchObject(expected)
  })

  it.each<[string, object]>([
    ['established', { state: 'ESTAB' }],
    ['of Unix', { netid: 'u_str', path: '/run/a', local_address: undefined }],
    ['of vsock', { netid: 'v_str', local_address: '999900439', local_port: '1023', local_port_num: 1023 }],
  ])('are no sockets %s', (_, given) => {
    const { inventory, problems } = ssJson.read([row(), row(given)])!
    expect([inventory.sockets.length, problems]).toEqual([1, []])
  })

  it.each<[unknown, string]>([
    [row({ local_port: 'ssh', local_port_num: undefined }), '"ssh" is no number of a port'],
    [row({ local_port: '65536', local_port_num: 65536 }), '65536 is no number of a port'],
    [row({ local_port: undefined, local_port_num: undefined }), 'nothing is no number of a port'],
    [7, 'This is no row of ss'],
  ])('%j is none', (given, message) => {
    const { problems } = ssJson.read([row(), given])!
    expect(problems).toMatchObject([{ at: [1], message: expect.stringContaining(message) }])
  })

  it.each([null, [], [{}], [{ local_address: 'a' }], {}, 'a'])('are not %j', (other) => {
    expect(ssJson.read(other)).toBeUndefined()
  })
})
