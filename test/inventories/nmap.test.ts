import { describe, expect, it } from 'vitest'
import type { TextInventory } from '../../src/inventories/index.ts'
import { nmap } from '../../src/inventories/nmap.ts'
import { nmapJson } from '../../src/inventories/nmap-json.ts'

const everyHost = () => true
const finished = '<runstats><finished time="1" exit="success"/></runstats>'
const info = (services: string, protocol = 'tcp') =>
  `<scaninfo type="syn" protocol="${protocol}" numservices="1" services="${services}"/>`
const port = (id: number | string, state = 'open', protocol = 'tcp') =>
  `<port protocol="${protocol}" portid="${id}"><state state="${state}" reason="x"/><service name="s"/></port>`
const host = (ports: string, address = '192.0.2.5', status = 'up') =>
  `<host><status state="${status}"/><address addr="${address}" addrtype="ipv4"/><ports>${ports}</ports></host>`
const scan = (...parts: string[]) => `<nmaprun scanner="nmap">${parts.join('\n')}</nmaprun>`
const read = (text: string): TextInventory => {
  const made = nmap.read(text)
  if (!('inventory' in made)) throw new Error(made.message)
  return made
}

describe('a port of a scan', () => {
  it('is a socket where it is open, with host, address and service', () => {
    const text = scan(
      '<host><address addr="192.0.2.5" addrtype="ipv4"/><address addr="52:54:00:12:34:56" addrtype="mac"/>',
      '<hostnames><hostname name="web-1" type="PTR"/></hostnames>',
      `<ports>${port(22)}${port(53, 'open', 'udp')}</ports></host>`,
    )
    const { inventory, spanOf } = read(text)
    expect(inventory.sockets).toEqual([
      {
        at: ['hosts', 0, 'ports', 0],
        host: ['192.0.2.5', 'web-1'],
        address: '192.0.2.5',
        family: 4,
        exposure: 'address',
        port: 22,
        protocol: 'TCP',
        process: 's',
      },
      expect.objectContaining({ at: ['hosts', 0, 'ports', 1], port: 53, protocol: 'UDP' }),
    ])
    expect(inventory.hosts).toEqual([['192.0.2.5', 'web-1']])
    const { start, end } = spanOf(['hosts', 0, 'ports', 1])!
    expect(text.slice(start, end)).toBe('<port protocol="udp" portid="53">')
    // The host, and the scan as a whole.
    expect(text.slice(spanOf(['hosts', 0])!.start).startsWith('<host>')).toBe(true)
    expect(text.slice(spanOf([])!.start, spanOf([])!.end)).toBe('<nmaprun scanner="nmap">')
  })

  it.each(['closed', 'filtered', 'unfiltered', 'open|filtered', 'closed|filtered', 'unknown'])(
    'is none where it is %s',
    (state) => {
      const { inventory, problems } = read(scan(host(port(22, state))))
      expect([inventory.sockets, problems]).toEqual([[], []])
    },
  )

  it('does not tell what a socket is bound to where the loopback address was scanned', () => {
    expect(read(scan(host(port(22), '127.0.0.1'))).inventory.sockets[0]?.exposure).toBe('unknown')
  })

  it.each<[string, string]>([
    [port(65536), '"65536" is no number of a port, which is 65535 at most.'],
    [port('-1'), '"-1" is no number of a port'],
    [port('ssh'), '"ssh" is no number of a port'],
    [port(22, 'ajar'), '"ajar" is no state of a port.'],
    [port(22, 'open', 'icmp'), '"icmp" is no protocol that has ports.'],
    ['<port protocol="tcp"><state state="open"/></port>', 'nothing is no number of a port'],
    ['<port protocol="tcp" portid="22"/>', 'nothing is no state of a port.'],
  ])('%s is none', (written, message) => {
    const { inventory, problems } = read(scan(host(written)))
    expect(inventory.sockets).toEqual([])
    expect(problems[0]?.message).toContain(message)
  })

  it('passes over protocols of an IP scan, and ports outside of a host', () => {
    const { inventory, problems } = read(scan(host(port(6, 'open', 'ip')), port(22)))
    expect([inventory.sockets, problems]).toEqual([[], []])
  })

  it('keeps the hosts apart', () => {
    const { inventory } = read(scan(host(port(22)), host('', '192.0.2.6'), host(port(22), '192.0.2.7')))
    expect(inventory.sockets.map(({ host, at }) => [host[0], at[1]])).toEqual([
      ['192.0.2.5', 0],
      ['192.0.2.7', 2],
    ])
    expect(inventory.hosts).toHaveLength(3)
  })
})

describe('what follows from a port that is not open', () => {
  const extra = (state: string, count: number) => `<extraports state="${state}" count="${count}"/>`
  it.each<[string, string, string | undefined]>([
    ['closed, and listed', scan(info('80'), host(port(80, 'closed')), finished), undefined],
    ['closed, and not listed', scan(info('22,80'), host(port(22) + extra('closed', 1)), finished), undefined],
    ['closed within a range', scan(info('1-100'), host(extra('closed', 100)), finished), undefined],
    [
      'filtered, and listed',
      scan(info('80'), host(port(80, 'filtered')), finished),
      'calls 80/TCP "filtered"',
    ],
    [
      'perhaps open',
      scan(info('80'), host(port(80, 'open|filtered')), finished),
      'calls 80/TCP "open|filtered"',
    ],
    [
      'filtered, and not listed',
      scan(info('1-100'), host(extra('closed', 50) + extra('filtered', 50)), finished),
      'calls the ports that it does not list "filtered"',
    ],
    [
      'closed, beside ports of another protocol that may be open',
      scan(
        info('1-100'),
        info('1-50', 'udp'),
        host(
          '<extraports state="closed" count="100"><extrareasons reason="reset" count="100" proto="tcp"/></extraports>' +
            '<extraports state="open|filtered" count="50"><extrareasons count="50" proto="udp"/></extraports>',
        ),
        finished,
      ),
      undefined,
    ],
    [
      'filtered in part, over the same protocol',
      scan(
        info('1-100'),
        host(
          '<extraports state="closed" count="50"><extrareasons count="50" proto="tcp"/></extraports>' +
            '<extraports state="filtered" count="50"><extrareasons count="50" proto="tcp"/></extraports>',
        ),
        finished,
      ),
      'calls the ports that it does not list "filtered"',
    ],
    [
      'left out, as with --open',
      scan(info('1-100'), host(port(22)), finished),
      'leaves out ports that it looked at',
    ],
    ['not looked at', scan(info('22'), host(port(22)), finished), 'did not look at 80/TCP'],
    [
      'not looked at over TCP',
      scan(info('80', 'udp'), host(port(80, 'closed', 'udp')), finished),
      'did not look at 80/TCP',
    ],
    [
      'of a scan that does not say what it looked at',
      scan(host(port(22)), finished),
      'does not say which ports',
    ],
    [
      'of a scan of no services',
      scan('<scaninfo protocol="tcp"/>', host(port(22)), finished),
      'does not say which ports',
    ],
    [
      'of a scan that did not end',
      scan(info('80'), host(port(80, 'closed'))),
      'does not say that it came to its end',
    ],
    [
      'of a scan that failed',
      scan(info('80'), host(port(80, 'closed')), finished.replace('success', 'error')),
      'does not say that it came to its end',
    ],
    ['of no host', scan(info('80'), finished), 'found no host that is up'],
    [
      'of a host that is down',
      scan(info('80'), host('', '192.0.2.5', 'down'), finished),
      'found no host that is up',
    ],
    [
      'closed on one host and filtered on another',
      scan(info('80'), host(port(80, 'closed')), host(port(80, 'filtered'), '192.0.2.6'), finished),
      'calls 80/TCP "filtered"',
    ],
    [
      'in a range that is nonsense',
      scan(info('9-,a,99999999,70-90'), host(extra('closed', 21)), finished),
      undefined,
    ],
    [
      'of a scan with a row that cannot be read',
      scan(info('80'), host(port(80, 'closed') + port('x')), finished),
      'has a row',
    ],
  ])('%s', (_, text, gap) => {
    const found = read(text).inventory.gap(80, 'TCP', everyHost)
    if (gap === undefined) expect(found).toBeUndefined()
    else expect(found).toContain(gap)
  })

  it('is asked of the hosts that are compared alone', () => {
    const text = scan(info('80'), host(port(80, 'closed')), host(port(80, 'filtered'), '192.0.2.6'), finished)
    const { inventory } = read(text)
    expect(inventory.gap(80, 'TCP', ([name]) => name === '192.0.2.5')).toBeUndefined()
    expect(inventory.gap(80, 'TCP', ([name]) => name === '192.0.2.6')).toContain('filtered')
  })
})

describe('a text that is no scan', () => {
  it.each([
    ['another document', '<html><body/></html>', '<html> is not what nmap writes'],
    ['cut in half', scan(info('22'), host(port(22))).slice(0, 150), 'This is no XML: unclosed tag'],
    ['cut within a tag', scan(info('22')).slice(0, 50), 'This is no XML'],
    [
      'nothing but a document type',
      '<!DOCTYPE nmaprun>',
      'This is no XML: document must contain a root element',
    ],
  ])('%s', (_, text, message) => {
    expect(nmap.claims(text)).toBe(true)
    expect(nmap.read(text)).toMatchObject({ message: expect.stringContaining(message) })
  })

  it('is not claimed unless it starts as XML does', () => {
    expect(nmap.claims(' \n\ufeff<a/>')).toBe(true)
    for (const text of ['', 'a <b>', '[]', '# nmap 7.95 scan', 'Nmap scan report for web-1'])
      expect(nmap.claims(text)).toBe(false)
  })
})

describe('a scan as JSON', () => {
  const ports = [
    { portid: '22', protocol: 'tcp', state: 'open', service: { name: 'ssh' } },
    { portid: '80', protocol: 'tcp', state: 'closed' },
    { portid: 443, protocol: 'tcp', state: 'filtered' },
  ]
  const value = { '192.0.2.5': { ports, osmatch: {} }, runtime: null, stats: {}, task_results: [] }

  it('has its open ports, and the hosts as keys', () => {
    const { inventory, problems } = nmapJson.read(value)!
    expect(problems).toEqual([])
    expect(inventory.sockets).toEqual([
      {
        at: ['192.0.2.5', 'ports', 0],
        host: ['192.0.2.5'],
        address: '192.0.2.5',
        family: 4,
        exposure: 'address',
        port: 22,
        protocol: 'TCP',
        process: 'ssh',
      },
    ])
  })

  it('proves of listed ports alone that they are closed', () => {
    const { inventory } = nmapJson.read(value)!
    expect(inventory.gap(80, 'TCP', everyHost)).toBeUndefined()
    expect(inventory.gap(443, 'TCP', everyHost)).toContain('filtered')
    expect(inventory.gap(8080, 'TCP', everyHost)).toContain('does not say which ports')
  })

  it('has rows that cannot be read', () => {
    const { problems } = nmapJson.read({
      a: { ports: [...ports, null, { portid: 70000, protocol: 'tcp', state: 'open' }] },
    })!
    expect(problems.map(({ at }) => at)).toEqual([
      ['a', 'ports', 3],
      ['a', 'ports', 4],
    ])
  })

  it.each([
    null,
    [],
    {},
    { a: [] },
    { a: { ports: {} } },
    { a: { ports: [] } },
    { a: { ports: [{ port: 22 }] } },
    'a',
  ])('is not %j', (other) => expect(nmapJson.read(other)).toBeUndefined())
})
