import { describe, expect, it } from 'vitest'
import { compared, declaring, placesIn, rulesIn, type Texts } from '../helpers/drift.ts'
import { page, row } from '../helpers/huawei-hss.ts'

/** `tcp 0.0.0.0:22`, one socket each. */
const ss = (...sockets: readonly string[]): string =>
  sockets
    .map((socket) => {
      const [netid, local] = socket.split(' ')
      return `${netid} ${netid === 'tcp' ? 'LISTEN' : 'UNCONN'} 0 128 ${local} 0.0.0.0:*\n`
    })
    .join('')

const rules = (declared: Texts, observed: Texts, options?: Parameters<typeof compared>[2]) =>
  rulesIn(compared(declared, observed, options))
const messages = (declared: Texts, observed: Texts, options?: Parameters<typeof compared>[2]) =>
  compared(declared, observed, options).findings.map(({ message }) => message)

describe('what is declared and open', () => {
  it.each<[string, string[], string[]]>([
    ['on the wildcard', ['8080'], ['tcp 0.0.0.0:8080']],
    ['on the wildcard of IPv6', ['8080'], ['tcp [::]:8080']],
    ['on both families', ['8080'], ['tcp *:8080']],
    ['on an address of its own', ['8080'], ['tcp 192.0.2.5:8080']],
    ['by its transport', ['8080/HTTP', '8081/HTTP/2', '53/UDP'], ['tcp *:8080', 'tcp *:8081', 'udp *:53']],
    ['over both transports', ['53/TCP', '53/UDP'], ['tcp *:53', 'udp *:53']],
    ['twice', ['8080'], ['tcp 0.0.0.0:8080', 'tcp 0.0.0.0:8080', 'tcp [::]:8080']],
    ['on the loopback address as well, first', ['8080'], ['tcp 127.0.0.1:8080', 'tcp 192.0.2.5:8080']],
    ['on the loopback address as well, last', ['8080'], ['tcp 192.0.2.5:8080', 'tcp 127.0.0.1:8080']],
    ['beside what only its host reaches', ['8080'], ['tcp *:8080', 'tcp 127.0.0.1:6379', 'tcp [::1]:5432']],
    ['beside clients', ['8080'], ['tcp *:8080', 'udp *:68', 'udp *:123', 'udp *:323', 'udp *:546']],
  ])('%s: nothing to say', (_, declared, observed) => {
    expect(messages(declaring(...declared), ss(...observed))).toEqual([])
  })
})

describe('what is open and not declared', () => {
  it.each<[string, string[], string]>([
    ['on the wildcard', ['tcp 0.0.0.0:7777'], 'warning'],
    ['on an address', ['tcp 192.0.2.5:7777'], 'warning'],
    ['on a link', ['tcp [fe80::1]%eth0:7777'], 'warning'],
    ['a database', ['tcp 0.0.0.0:5432'], 'error'],
    ['a database on one address', ['tcp 10.0.0.5:5432'], 'error'],
    ['the number of a database over UDP, where nobody speaks it', ['udp 0.0.0.0:5432'], 'warning'],
    ['a cache that answers over UDP', ['udp 0.0.0.0:11211'], 'error'],
    ['a client of TCP, which there is not', ['tcp 0.0.0.0:68'], 'warning'],
    ['port 0', ['tcp 0.0.0.0:0'], 'warning'],
  ])('%s', (_, observed, severity) => {
    expect(rules(declaring('8080'), ss('tcp *:8080', ...observed))).toEqual([
      `undeclared-listener ${severity}`,
    ])
  })

  it('is one finding for each number, with every row', () => {
    const observed = ss('tcp *:8080', 'tcp 192.0.2.5:7777', 'tcp [::]:7777', 'tcp 0.0.0.0:7777', 'udp *:7777')
    const report = compared(declaring('8080'), observed)
    expect(placesIn(report, declaring('8080'), observed)).toEqual([
      {
        rule: 'undeclared-listener',
        at: 'tcp LISTEN 0 128 0.0.0.0:7777 0.0.0.0:*',
        related: [
          '8080',
          'tcp LISTEN 0 128 [::]:7777 0.0.0.0:*',
          'tcp LISTEN 0 128 192.0.2.5:7777 0.0.0.0:*',
        ],
      },
      { rule: 'undeclared-listener', at: 'udp UNCONN 0 128 *:7777 0.0.0.0:*', related: ['8080'] },
    ])
    expect(report.findings[0]).toMatchObject({
      message:
        '7777/TCP is open on 0.0.0.0, [::] and 1 more, and no document declares it; close it, bind it to the loopback address, or declare it.',
      witness: { port: 7777, protocol: 'TCP' },
    })
  })

  it.each<[string[], string]>([
    [['7000', '7700', '9000'], '7700'],
    [['9000', '7700', '7000'], '7700'],
    [['7000', '7776', '7778'], '7776'],
    [['9000'], '9000'],
    [['1'], '1'],
    [['7776/UDP', '9000'], '9000'],
    [['7000/UDP'], '7000'],
  ])('shows the nearest number of %j', (declared, nearest) => {
    const text = declaring(...declared)
    const observed = ss('tcp *:7777')
    const found = placesIn(compared(text, observed, { only: ['drift/undeclared-listener'] }), text, observed)
    expect(found[0]?.related).toEqual([nearest])
  })

  it('is everything where nothing is declared', () => {
    expect(rules(declaring(), ss('tcp *:80'), { kind: 'northflank/service-ports' })).toEqual([
      'undeclared-listener warning',
    ])
  })
})

describe('the sockets of clients', () => {
  const clients = ss('udp *:68', 'udp *:5353')
  it('are a list that can be replaced', () => {
    expect(rules(declaring('1'), clients, { only: ['drift/undeclared-listener'] })).toEqual([
      'undeclared-listener warning',
    ])
    expect(
      rules(declaring('1'), clients, {
        ignored: ['5353/UDP', '68/UDP'],
        only: ['drift/undeclared-listener'],
      }),
    ).toEqual([])
    expect(rules(declaring('1'), clients, { ignored: [], only: ['drift/undeclared-listener'] })).toHaveLength(
      2,
    )
  })

  it('are servers where somebody declares them', () => {
    expect(rules(declaring('123/UDP'), ss('udp *:123'))).toEqual([])
  })

  it('serve nobody who was to be served over TCP', () => {
    expect(rules(declaring('123/TCP'), ss('udp *:123'))).toEqual(['missing-listener warning'])
  })
})

describe('what is declared and not open', () => {
  it('is missing from a complete inventory', () => {
    const [declared, observed] = [declaring('8080', '9000'), ss('tcp *:8080')]
    expect(placesIn(compared(declared, observed), declared, observed)).toEqual([
      { rule: 'missing-listener', at: '9000', related: [observed] },
    ])
    expect(messages(declared, observed)).toEqual([
      '9000/TCP of port p1 is declared, and nothing listens on it; start what serves it, or take it out.',
    ])
  })

  it('is missing for each document that declares it', () => {
    const observed = ss('tcp *:1')
    expect(rules({ 'a.yaml': declaring('9000'), 'b.yaml': declaring('9000', '1') }, observed)).toEqual([
      'missing-listener warning',
      'missing-listener warning',
    ])
  })

  it.each<[string, Texts]>([
    ['one page', JSON.stringify(page([row({ port: 1 })], 11))],
    ['no addresses', JSON.stringify(page([row({ port: 1, laddr: undefined, status: 'normal' })]))],
    ['another inventory is one page', { a: ss('tcp *:1'), b: JSON.stringify(page([], 11)) }],
    ['one of another protocol', 'UNCONN 0 0 127.0.0.1:1 0.0.0.0:*\n'],
  ])('is unknown where there is %s', (_, observed) => {
    const report = compared(declaring('9000'), observed, { only: ['undecided'] })
    expect(report.findings.filter(({ pointer }) => pointer === '/ports/0/internalPort')).toMatchObject([
      { rule: 'undecided', severity: 'note', file: 'declared.yaml' },
    ])
    expect(rules(declaring('9000'), observed, { only: ['drift/missing-listener'] })).toEqual([])
  })

  it('is one note for all that one reason leaves open', () => {
    const observed = JSON.stringify(page([row({ port: 1 })], 11))
    const declared = declaring('1', '9000', '9001/UDP', '9002')
    const found = compared(declared, observed, { only: ['undecided'] })
    expect(found.findings.map(({ message }) => message)).toEqual([
      'Whether anything listens on 9000/TCP of port p1 and 2 more is unknown: no row shows them, but the HSS snapshot holds 1 of 11 rows.',
    ])
    expect(placesIn(found, declared, observed)).toEqual([
      { rule: 'undecided', at: '9000', related: ['9001', '9002', '11'] },
    ])
  })

  it('is found by any of several inventories, in either order', () => {
    const [a, b] = [ss('tcp *:1'), ss('tcp *:2')]
    expect(rules(declaring('1', '2'), { a, b })).toEqual([])
    expect(rules(declaring('1', '2'), { a: b, b: a })).toEqual([])
    expect(rules(declaring('2', '1'), { a, b })).toEqual([])
  })
})

describe('what is open on the loopback address only', () => {
  it('is out of reach', () => {
    const [declared, observed] = [declaring('8080'), ss('tcp 127.0.0.1:8080', 'tcp [::1]:8080')]
    expect(placesIn(compared(declared, observed), declared, observed)).toEqual([
      { rule: 'loopback-only', at: '8080', related: observed.trim().split('\n') },
    ])
    expect(messages(declared, observed)).toEqual([
      '8080/TCP of port p0 listens on 127.0.0.1 and [::1] only, so nobody from elsewhere reaches it; bind it to an address that its callers reach.',
    ])
  })

  it('may be open elsewhere where there are more pages', () => {
    const observed = JSON.stringify(page([row({ laddr: '127.0.0.1' })], 11))
    expect(rules(declaring('8080'), observed)).toEqual(['undecided note', 'huawei-hss/partial-page note'])
  })

  it('is not said of an address that is not known', () => {
    const rows = [row({ laddr: '127.0.0.1' }), row({ laddr: undefined })]
    expect(rules(declaring('8080'), JSON.stringify(page(rows)))).toEqual([])
    expect(rules(declaring('8080'), JSON.stringify(page(rows.toReversed())))).toEqual([])
  })
})

describe('what is open over another transport', () => {
  it.each<[string, string, string]>([
    ['8080/TCP', 'udp *:8080', '8080 of port p0 is declared over TCP, and only UDP is open on that number'],
    ['8080/UDP', 'tcp *:8080', '8080 of port p0 is declared over UDP, and only TCP is open on that number'],
    ['8080/HTTP', 'udp 127.0.0.1:8080', '8080 of port p0 is declared over TCP, and only UDP is open'],
  ])('%s against %s', (declared, observed, message) => {
    // Whether the other transport was looked at shows in the column of the kind.
    const found = compared(declaring(declared), ss(observed))
    expect(rulesIn(found)).toEqual(['protocol-mismatch warning'])
    expect(found.findings[0]?.message).toContain(message)
    expect(placesIn(found, declaring(declared), ss(observed))[0]).toMatchObject({
      at: '8080',
      related: [ss(observed).trim()],
    })
  })

  it('is a socket of its own where the declared one is open as well', () => {
    expect(rules(declaring('8080'), ss('tcp *:8080', 'udp *:8080'))).toEqual(['undeclared-listener warning'])
    expect(rules(declaring('8080'), ss('udp *:8080', 'tcp *:8080'))).toEqual(['undeclared-listener warning'])
  })

  it('is its own declaration where both are declared', () => {
    expect(rules(declaring('53/TCP', '53/UDP'), ss('udp *:53'))).toEqual(['missing-listener warning'])
    expect(rules(declaring('53/UDP', '53/TCP'), ss('udp *:53'))).toEqual(['missing-listener warning'])
  })

  it('is not proved by one page', () => {
    const observed = JSON.stringify(page([row({ type: 'UDP' })], 11))
    expect(rules(declaring('8080'), observed)).toEqual([
      'undecided note',
      'huawei-hss/partial-page note',
      'undeclared-listener warning',
    ])
  })
})

describe('what is declared for a few addresses and open on all', () => {
  const admin = (policies: string, more = '') =>
    `ports:\n  - { id: adm, name: adm, internalPort: 8081, protocol: HTTP, public: true, security: { policies: [${policies}]${more} } }\n`
  const only = { only: ['drift/wider-bind'] }
  const wide = ss('tcp *:8081')

  it.each<[string, string]>([
    ['a private range', '{ action: ALLOW, addresses: [10.0.0.0/8] }'],
    ['one address', '{ action: ALLOW, addresses: [203.0.113.7] }'],
    [
      'some addresses and private ranges',
      '{ action: ALLOW, addresses: [203.0.113.7, 192.168.0.0/16, "fd00::/8"] }',
    ],
    [
      'in two policies',
      '{ action: ALLOW, addresses: [10.0.0.0/8] }, { action: ALLOW, addresses: [172.16.0.1] }',
    ],
    [
      'all but some',
      '{ action: ALLOW, addresses: [10.0.0.0/8] }, { action: DENY, addresses: [10.1.0.0/16] }',
    ],
  ])('%s', (_, policies) => {
    expect(rules(admin(policies), wide, only)).toEqual(['wider-bind warning'])
  })

  it('has a caller who gets in all the same', () => {
    const { findings } = compared(admin('{ action: ALLOW, addresses: [10.0.0.0/8] }'), wide, only)
    expect(findings).toMatchObject([
      {
        message:
          '8081/TCP of port adm is declared for 10.0.0.0/8 only, and listens on *, where everyone who reaches the host can connect; bind it to an address of its own, or close it to others.',
        witness: { port: 8081, protocol: 'TCP', source: expect.stringMatching(/^\d/) },
        related: [{ message: 'for 10.0.0.0/8' }, { file: 'observed' }],
      },
    ])
  })

  it.each<[string, string, string]>([
    ['a public range', admin('{ action: ALLOW, addresses: [203.0.113.0/24] }'), wide],
    ['everyone', admin('{ action: ALLOW, addresses: [0.0.0.0/0] }'), wide],
    ['everyone but a few', admin('{ action: DENY, addresses: [203.0.113.7] }'), wide],
    ['no policy', admin(''), wide],
    ['an entry that cannot be read', admin('{ action: ALLOW, addresses: [10.0.0.0/8, office] }'), wide],
    [
      'a private range on one path alone',
      'ports:\n  - { id: adm, name: adm, internalPort: 8081, protocol: HTTP, public: true, security: { securePathConfiguration: { enabled: true, rules: [{ accessMode: protected, paths: [{ path: /admin, routingMode: prefix, priority: 0 }], securityPolicies: { requiredPolicies: { policies: [{ action: ALLOW, addresses: [10.0.0.0/8] }] } } }] } } }\n',
      wide,
    ],
    [
      'whoever signs in instead',
      admin(
        '{ action: ALLOW, addresses: [10.0.0.0/8] }',
        ', credentials: [{ username: admin, password: secret, type: basic-auth }], verificationMode: or',
      ),
      wide,
    ],
    [
      'a private range, and bound so',
      admin('{ action: ALLOW, addresses: [10.0.0.0/8] }'),
      ss('tcp 10.0.0.5:8081'),
    ],
    [
      'a private range, on the loopback address',
      admin('{ action: ALLOW, addresses: [10.0.0.0/8] }'),
      ss('tcp [::1]:8081'),
    ],
  ])('not %s', (_, declared, observed) => expect(rules(declared, observed, only)).toEqual([]))

  it('and with a password as well', () => {
    const declared = admin(
      '{ action: ALLOW, addresses: [10.0.0.0/8] }',
      ', credentials: [{ username: admin, password: secret, type: basic-auth }], verificationMode: and',
    )
    expect(rules(declared, wide, only)).toEqual(['wider-bind warning'])
  })

  it('is not known of a row without an address', () => {
    const observed = JSON.stringify(page([row({ port: 8081, laddr: undefined })]))
    expect(rules(admin('{ action: ALLOW, addresses: [10.0.0.0/8] }'), observed, only)).toEqual([])
  })
})

describe('what cannot be known', () => {
  const template = (port: string) => `apiVersion: v1.2
spec:
  kind: Workflow
  spec:
    type: sequential
    steps:
      - kind: DeploymentService
        ref: web
        spec:
          name: web
          deployment: { instances: 1 }
          ports:
            - { name: web, internalPort: ${port}, protocol: HTTP }
`
  it('a number that a placeholder stands for may be any that is open over its transport', () => {
    const declared = template(`"$${'{args.port}'}"`)
    const found = compared(declared, ss('tcp *:6379', 'udp *:5353'))
    const drift = found.findings.filter(({ file }) => file === 'observed')
    expect(drift).toMatchObject([
      {
        rule: 'undecided',
        message:
          'Whether 6379/TCP on *, which is open, is declared is unknown: the number of port web of web is not known.',
        related: [{ file: 'declared.yaml', message: 'it may be this one' }],
      },
      { rule: 'drift/undeclared-listener' },
    ])
  })

  it('a load balancer of the platform is no machine that could be asked', () => {
    const balancer = (ports: string) => `apiVersion: v1.2
spec:
  kind: LoadBalancer
  spec:
    name: edge
    spec: { type: tcp, ports: [{ port: "${ports}", internalPort: 8080 }] }
`
    const declared = { 'a.yaml': declaring('8080'), 'b.yaml': balancer('5432') }
    const messages = (observed: string) =>
      compared(declared, observed, {
        only: ['undecided', 'drift/missing-listener', 'drift/undeclared-listener'],
      }).findings.map(({ message }) => message)
    expect(messages(ss('tcp *:8080'))).toEqual([
      'Whether anything listens on 5432/TCP of port 5432 of load balancer edge is unknown: no row shows it, but a load balancer of the platform has it open.',
    ])
    expect(messages(ss('tcp *:8080', 'tcp *:5432'))).toEqual([])
  })

  it('a number that is written out is one', () => {
    expect(rules(template('6379'), ss('tcp *:6379'))).toEqual([])
  })

  it.each<[string, string]>([
    ['a text that is no YAML', 'ports: [\n'],
    ['ports that are no list', '# portcullis: kind=northflank/service-ports\nports: { a: 1 }\n'],
    ['a port that is a text', `${declaring('8080')}  - oops\n`],
  ])('a part that is broken may declare it: %s', (_, broken) => {
    const found = compared({ 'a.yaml': broken, 'b.yaml': declaring('8080') }, ss('tcp *:8080', 'tcp *:7777'))
    expect(found.findings.filter(({ file }) => file === 'observed')).toMatchObject([
      { rule: 'undecided', message: expect.stringContaining('a.yaml cannot be read in full') },
    ])
    expect(found.summary.errors).toBeGreaterThan(0)
  })

  it('a part of a listener that is broken declares nothing else', () => {
    const declared = declaring('8080').replace('name: p0', 'name: p0, public: maybe')
    expect(rules(declared, ss('tcp *:8080', 'tcp *:7777'))).toEqual([
      'schema error',
      'undeclared-listener warning',
    ])
  })

  it('an inventory that cannot be read proves nothing, and lists nothing', () => {
    const observed = { a: ss('tcp *:8080'), b: '<nmaprun><host>' }
    expect(rules(declaring('8080', '9000'), observed)).toEqual(['syntax error', 'undecided note'])
    expect(rules(declaring('8080', '9000'), { b: '<nmaprun><host>' })).toEqual(['syntax error'])
  })
})

describe('hosts', () => {
  const rows = [
    row({ host_name: 'web-1', host_id: 'id-1', host_ip: '192.0.2.1', port: 8080 }),
    row({ host_name: 'web-2', host_id: 'id-2', host_ip: '192.0.2.2', port: 9000 }),
    row({ host_name: 'web-2', host_id: 'id-2', host_ip: '192.0.2.2', port: 7777 }),
  ]
  const observed = JSON.stringify(rows)

  it('are compared together', () => {
    expect(rules(declaring('8080', '9000'), observed)).toEqual(['undeclared-listener warning'])
  })

  it.each(['web-1', 'WEB-1', 'id-1', '192.0.2.1'])('are compared one by one, as %s', (host) => {
    expect(messages(declaring('8080', '9000'), observed, { host })).toEqual([
      '9000/TCP of port p1 is declared, and nothing listens on it; start what serves it, or take it out.',
    ])
    expect(rules(declaring('9000', '7777'), observed, { host: 'web-2' })).toEqual([])
  })

  it('are named where something is open', () => {
    const both = JSON.stringify(['web-1', 'web-2', 'web-3'].map((host_name) => row({ host_name })))
    expect(messages(declaring('1'), both, { only: ['drift/undeclared-listener'] })[0]).toMatch(
      /^8080\/TCP is open on 0\.0\.0\.0 of web-1 and 2 more hosts \(/,
    )
  })

  it('must be there', () => {
    expect(() => compared(declaring('1'), observed, { host: 'web-3' })).toThrow(
      'The inventories hold no host "web-3"; they name web-1, web-2.',
    )
    expect(() => compared(declaring('1'), ss('tcp *:1'), { host: 'web-1' })).toThrow('they name no hosts')
  })
})

describe('what is compared', () => {
  it('must declare something', () => {
    expect(() => compared('colour: green\n', ss('tcp *:1'))).toThrow(
      'No document that declares ports is recognised',
    )
    expect(() => compared(JSON.stringify(page([row()])), ss('tcp *:1'))).toThrow(
      'No document that declares ports',
    )
  })

  it('passes over inventories among what declares, and checks them', () => {
    const declared = {
      'a.yaml': declaring('8080'),
      'b.json': JSON.stringify(page([row({ status: 'unknow', port: 1 })])),
    }
    expect(rules(declared, ss('tcp *:8080'))).toEqual(['huawei-hss/status-alias note'])
  })

  it.each<[string, string, string]>([
    ['a document that declares', declaring('8080'), 'This is a document of kind northflank/service-ports'],
    ['a document of no kind', 'colour: green\n', 'No inventory of open ports is recognised here'],
    ['a list of other things', '[{"a": 1}]', 'No inventory of open ports is recognised here'],
    ['nothing', '', 'The inventory is empty'],
    ['blanks', ' \n\n', 'The inventory is empty'],
    ['an empty list', '[]', 'No inventory of open ports is recognised here'],
  ])('is no inventory: %s', (_, observed, message) => {
    const { findings } = compared(declaring('8080'), observed)
    expect(findings).toMatchObject([{ rule: 'unknown-document', severity: 'error', file: 'observed' }])
    expect(findings[0]?.message).toContain(message)
  })

  it('is not checked by the rules of other runs', () => {
    const declared = declaring('8080').replace('protocol: TCP', 'protocol: TCP, public: true')
    expect(rules(declared, ss('tcp *:8080'))).toEqual([])
  })

  it('may be an inventory in YAML', () => {
    const observed =
      'total_num: 1\ndata_list:\n  - { host_id: a, laddr: "::", port: 8080, type: TCP6, status: normal }\n'
    expect(rules(declaring('8080'), observed)).toEqual([])
  })
})

describe('suppressions', () => {
  const missing = declaring('8080', '9000').replace(
    /(9000.*)/,
    '$1 # portcullis: ignore drift/missing-listener',
  )

  it('hold back what is said of a declaration', () => {
    expect(rules(missing, ss('tcp *:8080'))).toEqual([])
    expect(rules(missing, ss('tcp *:8080', 'tcp *:9000'))).toEqual(['unused-suppression warning'])
  })

  it('of other runs are no matter', () => {
    const other = declaring('8080').replace(/(8080.*)/, '$1 # portcullis: ignore public-protocol')
    expect(rules(other, ss('tcp *:8080'))).toEqual([])
  })
})
