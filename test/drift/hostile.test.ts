import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ss as ssReader } from '../../src/inventories/ss.ts'
import { readXml } from '../../src/source/xml.ts'
import { compared, declaring, rulesIn } from '../helpers/drift.ts'
import { page, row } from '../helpers/huawei-hss.ts'

const nmap = readFileSync('fixtures/drift/nmap/observed.xml', 'utf8')
const ss = readFileSync('fixtures/drift/ss/observed.txt', 'utf8')

describe('an inventory that is cut off', () => {
  it('is a finding at every length, and no crash', () => {
    for (let length = 0; length < nmap.trimEnd().length; length += 7) {
      const { findings } = compared(declaring('8080'), nmap.slice(0, length))
      expect(
        findings.some(({ rule, severity }) => /syntax|unknown-document/.test(rule) && severity === 'error'),
      ).toBe(true)
    }
  })

  it('names the place', () => {
    const half = nmap.slice(0, nmap.length / 2)
    expect(compared(declaring('8080'), half).findings).toMatchObject([
      {
        rule: 'syntax',
        message: expect.stringMatching(/^This is no XML: /),
        range: { start: { line: expect.any(Number) } },
      },
    ])
  })

  it.each(['huawei-hss', 'osquery', 'ss-json', 'nmap-json'])('as %s is no JSON', (form) => {
    const text = readFileSync(`fixtures/drift/${form}/observed.json`, 'utf8')
    for (const length of [1, text.length >> 1, text.length - 3]) {
      const { findings } = compared(declaring('8080'), { 'observed.json': text.slice(0, length) })
      expect(findings).toMatchObject([{ rule: 'syntax', severity: 'error' }])
    }
  })

  it('as text is read as far as it goes, and the rest is a finding', () => {
    const rules = rulesIn(compared(declaring('8080'), ss.slice(0, ss.indexOf('6379') - 10)))
    expect(rules).toContain('schema error')
  })
})

describe('XML that is meant to hurt', () => {
  const bomb = `<!DOCTYPE nmaprun [<!ENTITY a "${'x'.repeat(1000)}">${Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY ${'bcdefghij'[index]} "${`&${'abcdefghi'[index]};`.repeat(10)}">`,
  ).join('')}]>`

  it.each<[string, string, string]>([
    ['entities that multiply', `${bomb}<nmaprun scanner="&j;"></nmaprun>`, 'undefined entity'],
    ['entities that multiply, in text', `${bomb}<nmaprun>&j;</nmaprun>`, 'undefined entity'],
    [
      'an entity of a file',
      '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><nmaprun scanner="&a;"/>',
      'undefined entity',
    ],
    ['elements nested without end', '<a>'.repeat(100_000), 'nested more than'],
    ['an attribute twice', '<nmaprun a="1" a="2"/>', 'duplicate attribute'],
    ['a null', '<nmaprun a="\u0000"/>', 'disallowed character'],
    ['a second root', '<nmaprun/><nmaprun/>', 'documents may contain only one root'],
    ['text after the root', '<nmaprun/>oops', 'text data outside of root node'],
    ['an element that is not closed', '<nmaprun><host></nmaprun>', 'unexpected close tag'],
    ['a stray bracket', '<nmaprun a="<"/>', 'disallowed character'],
    ['a bracket alone', '<', 'unclosed tag|unexpected end|must contain a root'],
  ])('%s', (_, text, message) => {
    const { findings } = compared(declaring('8080'), text)
    expect(findings).toMatchObject([{ rule: 'syntax', severity: 'error' }])
    expect(findings[0]?.message).toMatch(new RegExp(message))
  })

  it('has no meaning in names', () => {
    const host = (more: string) =>
      `<nmaprun><host><address addr="__proto__" addrtype="ipv4"/><ports>${more}</ports></host></nmaprun>`
    const port =
      '<port protocol="constructor" portid="toString" __proto__="1"><state state="hasOwnProperty"/></port>'
    expect(rulesIn(compared(declaring('8080'), host(port)))).toContain('schema error')
  })

  it('has its places behind any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const clean = text.replaceAll(/[<>&\u0000-\u001f\ufffe\uffff\ud800-\udfff-]/gu, '')
        const xml = `\ufeff<!-- ${clean} -->\r\n<a b="${clean.replaceAll('"', '')}"><c/></a>`
        const tags: string[] = []
        const problem = readXml(xml, {
          open: ({ span }) => tags.push(xml.slice(span.start, span.end)),
          close: () => {},
        })
        expect(problem).toBeUndefined()
        expect(tags).toEqual([`<a b="${clean.replaceAll('"', '')}">`, '<c/>'])
      }),
    )
  })
})

describe('rows that are meant to hurt', () => {
  it.each<[string, unknown]>([
    [
      'HSS with numbers beyond all bounds',
      page([row({ port: 65536 }), row({ port: 1e300 }), row({ pid: -1, port: 1 })]),
    ],
    ['HSS with rows that are none', { total_num: 4, data_list: [row(), null, 'a', [[]], 7] }],
    [
      'osquery',
      [{ protocol: '6', port: '22', pid: '1' }, { protocol: '6', port: '-22', pid: '-9' }, [], null, 'a'],
    ],
    ['ss by jc', [{ local_address: {}, local_port: [], state: 'LISTEN', netid: 'tcp' }, null]],
    ['nmap as JSON', { a: { ports: [{ portid: {}, protocol: [], state: 7 }, 7] } }],
    [
      'nmap as JSON, of things that have no text',
      { a: { ports: [{ portid: 1, protocol: { toString: 1 }, state: { toString: 1 } }] } },
    ],
  ])('%s: a finding for each', (_, value) => {
    const { findings } = compared(declaring('8080'), { 'observed.json': JSON.stringify(value) })
    expect(findings.filter(({ rule }) => rule === 'schema').length).toBeGreaterThan(0)
    for (const { message } of findings) expect(message.length).toBeLessThan(500)
  })

  it.each([':', '%', '[', 'a:', ' ', '\t:', 'users:((', '"'])(
    'take no longer for a line of %j alone',
    (part) => {
      const line = `tcp LISTEN 0 0 ${part.repeat(300_000)}`
      const { findings } = compared(declaring('8080'), `${ss}${line}\n${line} *:*\n`)
      expect(findings.map(({ rule }) => rule)).toContain('schema')
      for (const { message } of findings) expect(message.length).toBeLessThan(500)
    },
    20_000,
  )

  it('never crash, whatever the text', () => {
    const words = [
      'tcp',
      'LISTEN',
      '0',
      '128',
      '0.0.0.0:22',
      '*:*',
      '\n',
      '<port',
      '"',
      '[',
      '{',
      '}',
      ']',
      ':',
      ',',
      '\u0000',
    ]
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 40 }), (parts) => {
        const { findings } = compared(declaring('8080'), parts.join(' '))
        expect(findings.length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })
})

describe('many rows', () => {
  /** Seconds on a machine that does other things as well; what is not linear takes minutes. */
  const limit = 120_000
  const socket = (port: number) => `tcp LISTEN 0 0 10.0.0.1:${port} *:*\n`

  it(
    'a million, read',
    () => {
      const made = ssReader.read(socket(7777).repeat(1_000_000))
      expect('inventory' in made && made.inventory.sockets.length).toBe(1_000_000)
    },
    limit,
  )

  it(
    'of one number',
    () => {
      const { findings } = compared(declaring('1'), socket(7777).repeat(200_000))
      expect(findings.map(({ rule }) => rule)).toEqual([
        'drift/missing-listener',
        'drift/undeclared-listener',
      ])
      expect(findings[1]?.related).toHaveLength(11)
      expect(findings[1]?.related.at(-1)?.message).toBe('TCP on 10.0.0.1, and 199989 more')
    },
    limit,
  )

  it(
    'of every number that there is, twice',
    () => {
      const text = Array.from({ length: 2 * 65536 }, (_, index) => socket(index % 65536)).join('')
      const { summary } = compared(declaring('8080'), text)
      expect(summary.warnings + summary.errors).toBe(65535)
    },
    limit,
  )

  it(
    'that cannot be read',
    () => {
      const { findings } = compared(declaring('8080'), `${ss}${'tcp LISTEN 0 0 x:y *:*\n'.repeat(200_000)}`)
      expect(findings.filter(({ rule }) => rule === 'schema')).toHaveLength(21)
    },
    limit,
  )
})
