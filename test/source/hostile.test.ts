import { describe, expect, it } from 'vitest'
import { maxDirectives } from '../../src/directives.ts'
import { type Finding, formatReport, formats, type Report, validate } from '../../src/index.ts'
import { cleanPorts } from '../helpers/documents.ts'

/** A list of ports with one value in the place of a part of the first one. */
const port = (changes: Readonly<Record<string, unknown>>) => ({
  ports: [{ id: 'p01', name: 'p01', internalPort: 8080, protocol: 'HTTP', public: true, ...changes }],
})
const policies = (addresses: unknown) => port({ security: { policies: [{ action: 'ALLOW', addresses }] } })
const paths = (list: readonly unknown[]) =>
  port({
    security: {
      securePathConfiguration: {
        enabled: true,
        rules: [
          {
            accessMode: 'protected',
            paths: list,
            securityPolicies: {
              requiredPolicies: { policies: [{ action: 'ALLOW', addresses: ['198.51.100.0/24'] }] },
            },
          },
        ],
      },
    },
  })
const regexPath = (path: string) => paths([{ path, routingMode: 'regex', priority: 0 }])
const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)

const rulesOf = (report: Report) => [...new Set(report.findings.map(({ rule }) => rule))]
const errors = (report: Report): readonly Finding[] =>
  report.findings.filter(({ severity }) => severity === 'error')

/** Every format can say it, and no place lies outside the text. */
function expectSound(report: Report, text?: string): void {
  for (const { range, related } of report.findings) {
    expect(range === undefined).toBe(text === undefined)
    for (const place of [range, ...related.map((each) => each.range)]) {
      if (!place || text === undefined) continue
      expect(place.start.offset).toBeGreaterThanOrEqual(0)
      expect(place.end.offset).toBeGreaterThanOrEqual(place.start.offset)
      expect(place.end.offset).toBeLessThanOrEqual(text.length)
    }
  }
  for (const format of formats) expect(typeof formatReport(report, format)).toBe('string')
}

describe('a text that cannot be read is a syntax error', () => {
  it.each<[what: string, text: string, message: RegExp, filename?: string]>([
    ['truncated YAML', 'ports: [{ name: "p01', /^This is no YAML: /],
    ['truncated JSON', '{"ports": [', /^This is no JSON: /, 'a.json'],
    ['a key twice in YAML', 'ports: []\nports: []\n', /^"ports" stands twice/],
    ['a key twice in JSON', '{"ports": [], "ports": []}', /^"ports" stands twice/, 'a.json'],
    ['an escaped key twice in JSON', '{"ports": [], "p\\u006frts": []}', /^"ports" stands twice/, 'a.json'],
    ['tabs', 'ports:\n\t- name: p01\n', /tab/i],
    ['a self alias', 'ports: &a [*a]\n', /alias/i],
    ['an alias of nothing', 'ports: *gone\n', /alias/i],
    ['brackets in YAML, nested', nested('[', ']', 100_000), /nested more than 500 levels/],
    ['brackets in JSON, nested', nested('[', ']', 100_000), /nested more than 500 levels/, 'a.json'],
    ['objects in JSON, nested', nested('{"a":', '}', 100_000), /nested more than 500 levels/, 'a.json'],
    ['open brackets', '['.repeat(600), /nested more than 500 levels/],
    ['lists in lines, nested', `${'- '.repeat(100_000)}x`, /nested more than 500 levels/],
    ['lists in lines, nested less deep', `${'- '.repeat(501)}x`, /nested more than 500 levels/],
    [
      'keys in lines, nested',
      Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      /nested more than/,
    ],
    ['question marks', '? '.repeat(100_000), /nested more than 500 levels/],
    [
      'many lists in JSON',
      `[${'[],'.repeat(5_000_000)}[]]`,
      /More than 5000000 inline lists and maps/,
      'a.json',
    ],
    ['many lists in YAML', `ports: [${'[],'.repeat(500_000)}[]]`, /More than 500000 inline lists and maps/],
    ['many lines', '- x\n'.repeat(1_000_000), /More than 4000000 YAML tokens/],
    ['many documents', '--- a\n'.repeat(100_001), /More than 100000 documents/],
    [
      'many directives',
      `${'# portcullis: ignore schema\n'.repeat(maxDirectives + 1)}${cleanPorts}`,
      /More than 10000 comments/,
    ],
  ])('%s', (_, text, message, filename = 'a.yaml') => {
    const report = validate(text, { filename })
    const syntax = report.findings.filter(({ rule }) => rule === 'syntax')
    expect(syntax.map((finding) => finding.message).join('\n')).toMatch(message)
    expect(syntax.every(({ severity }) => severity === 'error')).toBe(true)
    if (report.findings.length < 100) expectSound(report, text)
  })

  it('an alias bomb', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}*a${i}]`)
    const report = validate(`a0: &a0 [x]\n${lines.join('\n')}\n`)
    expect(rulesOf(report)).toEqual(['syntax'])
    expect(report.findings[0]!.message).toMatch(/alias bomb/)
  })

  it('nesting at the limit is none', () => {
    for (const text of [nested('[', ']', 500), `${'- '.repeat(500)}x`])
      expect(rulesOf(validate(text))).toEqual(['unknown-document'])
  })
})

describe('a text without a document is warned about, and an error where a kind was named', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \n\n'],
    ['a byte order mark', '\ufeff'],
    ['comments', '# nothing\n# here\n'],
    ['a separator', '---\n'],
    ['separators', '---\n---\n...\n'],
    ['null', 'null\n'],
    ['a tilde', '~'],
  ])('%s', (_, text) => {
    const report = validate(text)
    expect(report.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['unknown-document', 'warning'],
    ])
    expectSound(report, text)
    expect(errors(validate(text, { kind: 'northflank/service-ports' }))).toHaveLength(1)
  })
})

describe('a value of the wrong type is a schema error at its place', () => {
  const wrong: readonly unknown[] = [
    null,
    5,
    -0.5,
    Number.POSITIVE_INFINITY,
    '',
    'text',
    true,
    [],
    {},
    [null],
    [[]],
    { a: null },
    [5],
  ]
  const places: readonly [
    pointer: string,
    (value: unknown) => unknown,
    allowed: (value: unknown) => boolean,
  ][] = [
    ['/ports', (value) => ({ ports: value }), (value) => Array.isArray(value) && value.length === 0],
    ['/ports/0', (value) => ({ ports: [value] }), () => false],
    ['/ports/0/internalPort', (internalPort) => port({ internalPort }), (value) => value === 5],
    ['/ports/0/public', (value) => port({ public: value }), (value) => value === true],
    ['/ports/0/security', (security) => port({ security }), (value) => JSON.stringify(value) === '{}'],
    [
      '/ports/0/security/policies',
      (value) => port({ security: { policies: value } }),
      (value) => JSON.stringify(value) === '[]',
    ],
    ['/ports/0/security/policies/0/addresses', policies, (value) => JSON.stringify(value) === '[]'],
  ]
  const cases = places.flatMap(([pointer, document, allowed]) =>
    wrong.filter((value) => !allowed(value)).map((value) => [pointer, value, document(value)] as const),
  )
  it.each(cases)('%s: %j', (pointer, _, document) => {
    const options = { kind: 'northflank/service-ports', filename: 'a.json' }
    const report = validate(document, options)
    expect(
      errors(report).filter(({ rule }) => rule === 'schema' || rule === 'unknown-key').length,
    ).toBeGreaterThan(0)
    expect(errors(report).some((finding) => finding.pointer.startsWith(pointer))).toBe(true)
    expectSound(report)
    const text = JSON.stringify(document)
    expectSound(validate(text, options), text)
  })

  it('null, number or text in the place of the whole document', () => {
    for (const value of [null, 5, 'text', true, [], [null], undefined]) {
      const report = validate(value === 'text' ? '"text"' : value, { kind: 'northflank/service-ports' })
      expect(errors(report).length).toBeGreaterThan(0)
    }
  })
})

describe('a value that no text could hold', () => {
  const circular: Record<string, unknown> = {}
  circular['ports'] = [circular]
  let deep: unknown = []
  for (let depth = 0; depth < 100_000; depth++) deep = [deep]
  const thrower = Object.defineProperty({}, 'ports', {
    enumerable: true,
    get: () => {
      throw new Error('no')
    },
  })
  it.each<[string, unknown]>([
    ['a circle', circular],
    ['100,000 levels', deep],
    ['a getter that throws', thrower],
    ['a bigint', port({ internalPort: 8080n })],
    ['a symbol', port({ name: Symbol('p01') })],
    ['a function', port({ name: () => 'p01' })],
    ['not a number', port({ internalPort: Number.NaN })],
    ['an infinite number', port({ internalPort: Number.POSITIVE_INFINITY })],
    ['a date', port({ name: new Date(0) })],
    ['a map', new Map([['ports', []]])],
  ])('is an error or of no known kind: %s', (_, value) => {
    const report = validate(value)
    expect(report.findings.length).toBeGreaterThan(0)
    expectSound(report)
    expect(errors(validate(value, { kind: 'northflank/service-ports' })).length).toBeGreaterThan(0)
  })

  it('may leave keys undefined, which a text would not hold', () => {
    expect(validate(port({ security: undefined, public: undefined })).findings).toEqual([])
  })

  it('may be frozen, and is left as it is', () => {
    const frozen = JSON.parse(cleanPorts, (_, value: unknown) => Object.freeze(value)) as unknown
    expect(validate(frozen).findings).toEqual([])
  })
})

describe('names that JavaScript knows', () => {
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
  ]
  it.each(names)('%s is a key like any other', (name) => {
    for (const text of [
      `{"ports": [{"id": "p01", "name": "p01", "internalPort": 8080, "protocol": "HTTP", "${name}": {"a": 1}}]}`,
      `ports:\n  - id: p01\n    name: p01\n    internalPort: 8080\n    protocol: HTTP\n    ${name}: { a: 1 }\n`,
    ]) {
      const report = validate(text, { filename: text.startsWith('{') ? 'a.json' : 'a.yaml' })
      expect(rulesOf(report)).toEqual(['unknown-key'])
      const { range, message } = report.findings[0]!
      expect(message).toContain(name)
      expect(text.slice(range!.start.offset, range!.end.offset)).toContain(name)
      expectSound(report, text)
    }
    expect(rulesOf(validate(`{"${name}": []}`))).toEqual(['unknown-document'])
    expect(({} as Record<string, unknown>)['a']).toBeUndefined()
  })

  it.each(names)('%s is a value like any other', (name) => {
    for (const document of [
      port({ protocol: name }),
      port({ name, id: name }),
      policies([name]),
      { kind: name },
      { apiVersion: name },
    ])
      expectSound(validate(document))
  })
})

describe('control characters', () => {
  const wild = 'a\u0000b\u001b[31mc\u202ed\u2028e\r\nf'
  it.each([
    ['in a name', port({ name: wild })],
    ['in an address', policies([wild])],
    ['in a path', regexPath(wild)],
    ['in a key', port({ [wild]: 1 })],
  ])('%s reach nobody raw', (_, document) => {
    for (const report of [
      validate(document),
      validate(JSON.stringify(document), { filename: `${wild}.json` }),
    ]) {
      expect(report.findings.length).toBeGreaterThan(0)
      for (const format of formats) {
        const text = formatReport(report, format)
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/)
      }
    }
  })
})

describe('patterns', () => {
  const long = 10_000
  it.each<[string, string, rule: string | undefined]>([
    ['long and valid', `/${'a'.repeat(long)}`, undefined],
    ['long and invalid', `/${'a'.repeat(long)}(`, 'regex-syntax'],
    ['groups, nested', `/${nested('(', ')', 900)}`, undefined],
    ['groups that never end', '('.repeat(long), 'regex-syntax'],
    ['classes that never end', '['.repeat(long), 'regex-syntax'],
    ['alternatives', `/(${'a|'.repeat(long)}b)`, undefined],
    ['repeats of repeats', `/${'(a'.repeat(5)}${'{1000})'.repeat(5)}`, 'regex-dialect'],
    ['stars of stars', `/${'('.repeat(20)}a${'*)'.repeat(20)}b`, undefined],
    ['backslashes', '\\'.repeat(long + 1), 'regex-syntax'],
    ['look-ahead', `/${'(?=a)'.repeat(long / 5)}`, 'regex-dialect'],
  ])('%s', (_, path, rule) => {
    const report = validate(JSON.stringify(regexPath(path)), { filename: 'a.json' })
    const found = rulesOf(report).filter((id) => id.startsWith('regex-'))
    expect(found).toEqual(rule ? [rule] : [])
    expectSound(report, JSON.stringify(regexPath(path)))
  })
})

describe('much of it', () => {
  it('100,000 ports', () => {
    const ports = Array.from({ length: 100_000 }, (_, i) => ({
      ...port({}).ports[0],
      id: `p${i}`,
      name: `p${i}`,
    }))
    const report = validate(JSON.stringify({ ports }), { filename: 'a.json' })
    expect(report.summary).toMatchObject({ files: 1, documents: 1 })
    expect(rulesOf(report)).toContain('duplicate-port')
  })

  it('10,000 path rules on one port', () => {
    const list = Array.from({ length: 10_000 }, (_, i) => ({
      path: `/a/${i}/b`,
      routingMode: 'prefix',
      priority: i % 100,
    }))
    const report = validate(JSON.stringify(paths(list)), { filename: 'a.json' })
    expect(errors(report)).toEqual([])
    const shadowed = [{ path: '/a/', routingMode: 'prefix', priority: 100 }, ...list]
    const dead = validate(JSON.stringify(paths(shadowed)), { filename: 'a.json' })
    expect(
      dead.findings.filter(({ rule }) => ['route-unreachable', 'undecided'].includes(rule)),
    ).toHaveLength(10_000)
  })

  it('100,000 addresses in one list', () => {
    const addresses = Array.from({ length: 100_000 }, (_, i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`)
    expect(validate(JSON.stringify(policies(addresses)), { filename: 'a.json' }).findings).toEqual([])
    const all = validate(JSON.stringify(policies([...addresses, '10.0.0.0/8'])), { filename: 'a.json' })
    expect(all.findings.filter(({ rule }) => rule === 'address-redundant')).toHaveLength(100_000)
  })
})
