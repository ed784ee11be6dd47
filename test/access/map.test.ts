import { describe, expect, it } from 'vitest'
import { type AccessRow, mapAccess } from '../../src/index.ts'
import { mapReporters } from '../../src/reporters/access/map.ts'
import { allow, pathRules, placeholder, port, ports, rule, security, user } from '../helpers/northflank.ts'

const brief = ({ listener, host, port, reach, path, access }: AccessRow) =>
  [listener, host ?? '-', port, reach, path, access].join(' | ')
const rows = (text: string) => mapAccess(text, { kind: 'northflank/service' }).rows.map(brief)

describe('mapAccess', () => {
  it.each<[string, string, string[]]>([
    ['an open port', port(''), ['port p01 | - | 443 | internet | / | anyone']],
    [
      'a private port',
      port('').replace('public: true', 'public: false'),
      ['port p01 | - | 8080 | network | / | anyone inside the network'],
    ],
    [
      'a row for each domain',
      port('domains: [a.example.com, b.example.com]'),
      [
        'port p01 | a.example.com | 443 | internet | / | anyone',
        'port p01 | b.example.com | 443 | internet | / | anyone',
      ],
    ],
    [
      'mechanisms in words',
      security(`verificationMode: and, credentials: [${user('admin')}], policies: [${allow('10.0.0.0/8')}]`),
      ['port p01 | - | 443 | internet | / | from 10.0.0.0/8, with credential admin'],
    ],
    [
      'a row for each part, with its mode where that is no prefix',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'exact /a 5'), rule('key', 'regex /v[0-9]+ 7')),
      [
        'port p01 | - | 443 | internet | / | from 198.51.100.0/24',
        'port p01 | - | 443 | internet | exact /a | from 203.0.113.7',
        'port p01 | - | 443 | internet | regex /v[0-9]+ | with header x-key: abc',
      ],
    ],
    [
      'parts that ask the same as one',
      pathRules(rule('office', 'prefix / 0', 'exact /a 5'), rule('officeInHalves', 'exact /b 6')),
      ['port p01 | - | 443 | internet | exact /b, exact /a, / | from 198.51.100.0/24'],
    ],
    [
      'no row for what no request reaches',
      pathRules(rule('office', 'prefix / 9'), rule('home', 'exact /a 5')),
      ['port p01 | - | 443 | internet | / | from 198.51.100.0/24'],
    ],
    ['nothing', 'ports: []', []],
  ])('has %s', (_, text, expected) => {
    expect(rows(text).toSorted()).toEqual(expected.toSorted())
  })

  it('has a row for the paths that no rule takes, and says that those are not documented', () => {
    const [first, second] = rows(pathRules(rule('office', 'prefix /a 5')))
    expect(first).toBe('port p01 | - | 443 | internet | /a | from 198.51.100.0/24')
    expect(second).toMatch(/ \| other paths \| possibly \(a path that no path rule takes /)
  })

  it('puts what is open first, and then goes by name', () => {
    const text = ports(
      'id: b1, name: b, internalPort: 1000, protocol: HTTP, public: true, security: { policies: [{ action: ALLOW, addresses: [10.0.0.0/8] }] }',
      'id: c1, name: c, internalPort: 1001, protocol: HTTP, public: false',
      'id: d1, name: d, internalPort: 1002, protocol: HTTP, public: true',
      'id: a1, name: a, internalPort: 1003, protocol: HTTP, public: true',
    )
    expect(mapAccess(text).rows.map(({ listener }) => listener)).toEqual([
      'port a',
      'port d',
      'port c',
      'port b',
    ])
  })

  it('tells where each row stands', () => {
    const { rows } = mapAccess(pathRules(rule('office', 'prefix / 0')), { filename: 'p.yaml' })
    expect(rows[0]).toMatchObject({
      system: 'northflank',
      protocol: 'HTTP',
      place: {
        file: 'p.yaml',
        document: 0,
        pointer: '/ports/0/security/securePathConfiguration/rules/0/paths/0',
      },
    })
  })
})

describe('the formats of a map', () => {
  const hostile = mapAccess(
    ports(
      `id: web, name: web, internalPort: 80, protocol: HTTP, public: true, domains: ["${placeholder('args.x')}", 'a<b>"|c.example.com'], security: { headers: [{ name: X, value: '=1+1,"<script>alert(1)</script>\\u001b[31m' }] }`,
    ),
    { filename: '=cmd|`x`<i>.yaml' },
  )

  it('draw no text of a document as markup or formula', () => {
    expect(hostile.rows).toHaveLength(1)
    expect(mapReporters.html(hostile)).not.toMatch(/<script>alert|<i>|<b>/)
    expect(mapReporters.mermaid(hostile)).not.toMatch(/<script|<i>|"[^"\n]*"[^\]|)\n]*"/)
    expect(mapReporters.markdown(hostile)).not.toMatch(/<script|<i>/)
    const lines = mapReporters.csv(hostile).split('\r\n')
    expect(lines[0]).toBe('system,listener,host,port,protocol,reach,path,access,place')
    expect(lines[1]).toMatch(/,"'=cmd|,'=cmd/)
    for (const format of Object.values(mapReporters)) expect(format(hostile)).not.toContain('\u001b')
  })

  it('are whole: a self-contained page, valid JSON, a line for each row', () => {
    const map = mapAccess(pathRules(rule('office', 'prefix / 0'), rule('home', 'exact /a 5')))
    const page = mapReporters.html(map)
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).not.toMatch(/(src|href)=/)
    expect(page.match(/<tr class=/g)).toHaveLength(2)
    expect(JSON.parse(mapReporters.json(map))).toMatchObject({ version: 1, rows: map.rows })
    expect(mapReporters.csv(map).split('\r\n')).toHaveLength(4)
    expect(mapReporters.text(map)).toMatch(
      /^reach +listener +address +path +access +place\n(.*\n){2}\n2 rows\n$/,
    )
    expect(mapReporters.text({ rows: [] })).toBe('No listener in these documents.\n')
  })

  it('leave out of a diagram what GitHub would not draw', () => {
    const rows = mapAccess(port('')).rows
    const many = { rows: Array.from({ length: 1000 }, () => rows[0]!) }
    const chart = mapReporters.mermaid(many)
    expect(chart.match(/-->/g)!.length).toBeLessThan(500)
    expect(chart.length).toBeLessThan(50_000)
    expect(chart).toContain('850 more rows not drawn')
  })
})
