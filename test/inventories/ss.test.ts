import { describe, expect, it } from 'vitest'
import type { TextInventory } from '../../src/inventories/index.ts'
import { ss } from '../../src/inventories/ss.ts'

const read = (text: string): TextInventory => ss.read(text) as TextInventory
const everyHost = () => true

/** Address, number, protocol, exposure and process of a line; why it is none. */
function row(line: string): unknown {
  const { inventory, problems } = read(line)
  const [socket] = inventory.sockets
  if (!socket) return problems[0]?.message
  const { address, port, protocol, exposure, process, pid } = socket
  return [address, port, protocol, exposure, process, pid]
}

describe('a line of ss', () => {
  it.each<[string, unknown]>([
    [
      'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=812,fd=3))',
      ['0.0.0.0', 22, 'TCP', 'wildcard', 'sshd', 812],
    ],
    [
      'tcp   LISTEN 0      511                *:80               *:*    users:(("nginx",pid=7,fd=6),("nginx",pid=8,fd=6))',
      ['*', 80, 'TCP', 'wildcard', 'nginx', 7],
    ],
    [
      'udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:*',
      ['127.0.0.53%lo', 53, 'UDP', 'loopback', undefined, undefined],
    ],
    ['tcp LISTEN 0 128 [::]:22 [::]:*', ['[::]', 22, 'TCP', 'wildcard', undefined, undefined]],
    ['tcp LISTEN 0 128 :::22 :::*', ['::', 22, 'TCP', 'wildcard', undefined, undefined]],
    ['tcp LISTEN 0 128 ::1:631 :::*', ['::1', 631, 'TCP', 'loopback', undefined, undefined]],
    [
      'udp UNCONN 0 0 [fe80::1]%eth0:546 [::]:*',
      ['[fe80::1]%eth0', 546, 'UDP', 'address', undefined, undefined],
    ],
    [
      'tcp LISTEN 0 5 [::ffff:127.0.0.1]:63342 *:*',
      ['[::ffff:127.0.0.1]', 63342, 'TCP', 'loopback', undefined, undefined],
    ],
    ['LISTEN 0 128 0.0.0.0:22 0.0.0.0:*', ['0.0.0.0', 22, 'TCP', 'wildcard', undefined, undefined]],
    ['UNCONN 0 0 0.0.0.0:68 0.0.0.0:*', ['0.0.0.0', 68, 'UDP', 'wildcard', undefined, undefined]],
    ['sctp LISTEN 0 5 0.0.0.0:3868 0.0.0.0:*', ['0.0.0.0', 3868, 'SCTP', 'wildcard', undefined, undefined]],
    [
      'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=812,fd=3)) uid:0 ino:20 sk:1 cgroup:/system.slice <->',
      ['0.0.0.0', 22, 'TCP', 'wildcard', 'sshd', 812],
    ],
    [
      'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("a (b)",pid=-1,fd=3))',
      ['0.0.0.0', 22, 'TCP', 'wildcard', undefined, undefined],
    ],
    ['tcp LISTEN 0 128 0.0.0.0:0 0.0.0.0:*', ['0.0.0.0', 0, 'TCP', 'wildcard', undefined, undefined]],
  ])('%s', (line, expected) => expect(row(line)).toEqual(expected))

  it.each<[string, string]>([
    ['tcp LISTEN 0 128 0.0.0.0:65536 0.0.0.0:*', '"65536" is no number of a port, which is 65535 at most.'],
    ['tcp LISTEN 0 128 0.0.0.0:99999999999999 0.0.0.0:*', '"99999999999999" is no number of a port'],
    ['tcp LISTEN 0 128 0.0.0.0:-22 0.0.0.0:*', '"-22" is no number of a port'],
    ['tcp LISTEN 0 128 0.0.0.0:ssh 0.0.0.0:*', '"ssh" is no number of a port; run ss with -n'],
    ['tcp OPEN 0 128 0.0.0.0:22 0.0.0.0:*', '"OPEN" is no state of a socket'],
    ['tcp LISTEN 0 128 0.0.0.0 0.0.0.0:*', 'This line is no row of ss'],
    ['bash: ss: command not found', 'This line is no row of ss'],
    ['tcp LISTEN 0', 'This line is no row of ss'],
  ])('%s is none', (line, message) => expect(row(line)).toContain(message))

  it.each([
    'tcp ESTAB 0 0 192.0.2.5:22 198.51.100.7:51515 users:(("sshd",pid=9,fd=4))',
    'tcp TIME-WAIT 0 0 192.0.2.5:80 198.51.100.7:51515',
    'udp ESTAB 0 0 192.0.2.5:68 192.0.2.1:67',
    'nl UNCONN 0 0 rtnl:kernel *',
    'u_str LISTEN 0 4096 /run/systemd/private:1 *:0',
    'icmp6 UNCONN 0 0 *:58 *:*',
    '',
    '   ',
  ])('%s takes nothing from strangers', (line) => {
    const { inventory, problems } = read(line)
    expect([inventory.sockets, problems]).toEqual([[], []])
  })
})

describe('the text', () => {
  const lines = ['tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*', '', 'oops', 'udp UNCONN 0 0 *:53 *:*']
  it.each([
    ['line feeds', '\n', ''],
    ['carriage returns', '\r\n', ''],
    ['a byte order mark', '\n', '\ufeff'],
    ['a header', '\n', 'Netid State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess\n'],
  ])('has its rows where they stand, with %s', (_, feed, start) => {
    const text = start + lines.join(feed)
    const { inventory, problems, spanOf } = read(text)
    const slice = (at: readonly (string | number)[]) => {
      const { start, end } = spanOf(at)!
      return text.slice(start, end)
    }
    expect(inventory.sockets.map(({ at }) => slice(at))).toEqual([lines[0], lines[3]])
    expect(problems.map(({ at }) => slice(at))).toEqual(['oops'])
  })

  it('is claimed by its rows or its header', () => {
    expect(ss.claims(lines.join('\n'))).toBe(true)
    expect(ss.claims('Netid State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n')).toBe(true)
    expect(ss.claims('State  Recv-Q Send-Q Local Address:Port  Peer Address:Port\n')).toBe(true)
    expect(ss.claims('$ ss -tulpn\ntcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n')).toBe(true)
    for (const other of [
      '',
      '\n\n',
      'ports:\n  - 22\n',
      'tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 812/sshd',
      'total 0',
    ])
      expect(ss.claims(other)).toBe(false)
  })

  it('names its rows by what stays', () => {
    const names = (text: string) => read(text).value()
    expect(names('tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=812,fd=3))')).toEqual(
      names('tcp  LISTEN 3 511  0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=4711,fd=9))'),
    )
    expect(names('tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*')).not.toEqual(
      names('udp UNCONN 0 0 0.0.0.0:22 0.0.0.0:*'),
    )
  })
})

describe('what follows from a port that is not shown', () => {
  const gap = (text: string, protocol: 'TCP' | 'UDP' | 'SCTP') =>
    read(text).inventory.gap(443, protocol, everyHost)
  const tcp = 'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*'

  it('nothing is there, where both protocols were asked for', () => {
    // The column with the protocol is there only then.
    expect([gap(tcp, 'TCP'), gap(tcp, 'UDP')]).toEqual([undefined, undefined])
  })

  it('nothing is known of a protocol that was not asked for', () => {
    const listen = 'LISTEN 0 128 0.0.0.0:22 0.0.0.0:*'
    expect([gap(listen, 'TCP'), gap(listen, 'UDP')]).toEqual([undefined, 'lists no sockets of UDP'])
    const unconn = 'UNCONN 0 0 0.0.0.0:68 0.0.0.0:*'
    expect([gap(unconn, 'TCP'), gap(unconn, 'UDP')]).toEqual(['lists no sockets of TCP', undefined])
    expect(gap(tcp, 'SCTP')).toBe('lists no sockets of SCTP')
  })

  it('nothing is known where a row cannot be read', () => {
    expect(gap(`${tcp}\noops`, 'TCP')).toBe('has a row that cannot be read')
  })
})
