import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { validators } from '../src/generated/validators.js'
import { toPointer } from '../src/position.ts'
import { maxSchemaDepth, maxSchemaProblems, schemaProblems, type Validator } from '../src/schema.ts'
import { plainVerdict } from './helpers/compiled-schema.ts'
import {
  answer,
  atPath,
  credential,
  good,
  header,
  path,
  pathDemand,
  plain,
  port,
  rule,
  security,
} from './schema/documents.ts'
import { wrongPaths } from './schema/wrong-paths.ts'
import { wrongPorts } from './schema/wrong-ports.ts'
import { wrongSecurity } from './schema/wrong-security.ts'

const request = validators['northflank/service-ports']!
const response = validators['northflank/service-ports-response']!
const service = validators['northflank/service']!

const told = (validator: Validator, value: unknown) =>
  schemaProblems(validator, value).map(
    ({ rule, at, key, message }) =>
      `${toPointer(at)}${key ? ' (key)' : ''}: ${message}${rule === 'unknown-key' ? ' [unknown-key]' : ''}`,
  )

const valid: readonly (readonly [string, unknown])[] = [
  [
    '8080.0 and 1e4',
    {
      ports: [
        { ...good, internalPort: 8080.0 },
        { ...good, internalPort: 1e4 },
      ],
    },
  ],
  [
    'the smallest and the largest port',
    {
      ports: [
        { ...good, internalPort: 1 },
        { ...good, internalPort: 65535 },
      ],
    },
  ],
  ['a reserved port', port({ internalPort: 15000 })],
  ['two equal ports', { ports: [good, good] }],
  ['empty objects', security({ sso: {}, securePathConfiguration: {} })],
  ['a text header with a crooked name', header({ regexMode: false, name: 'X Team', value: '*' })],
  ['a regex header with a crooked name', header({ regexMode: true, name: 'X Team', value: '.*' })],
  [
    'every mode at both ends of the priorities',
    rule({
      paths: ['prefix', 'exact', 'regex'].flatMap((routingMode) =>
        [0, 100].map((priority) => ({ ...plain, routingMode, priority })),
      ),
    }),
  ],
  ['a regex that is no plain path', path({ ...plain, path: '^(a|b)*$', routingMode: 'regex' })],
  ['the newer fields of sso', security({ sso: { allowAnyOrgUsers: true, noindexRedirect: false } })],
]

describe('the body of an update', () => {
  it.each([...wrongPorts, ...wrongSecurity, ...wrongPaths])('%s', (_, document, expected) =>
    expect(told(request, document)).toEqual(expected),
  )
  it.each(valid)('accepts %s', (_, document) => expect(told(request, document)).toEqual([]))
})

describe('a service body', () => {
  const later = port({ id: 'p01', advancedOptions: { enableTlsPassthrough: true }, vpcAccessible: false })

  it.each([
    ['any other key', { name: 'shop', env: [], deployment: null, ports: [good] }],
    ['the newer fields of a port', later],
    ['no ports', { name: 'shop' }],
  ])('accepts %s', (_, document) => expect(told(service, document)).toEqual([]))

  it.each([
    ['ports null', { name: 'shop', ports: null }, ['/ports: ports is null; expected a list.']],
    [
      'a strange port',
      { name: 'shop', ...port({ protocol: 'QUIC' }) },
      ['/ports/0/protocol: protocol "QUIC" is none of HTTP, HTTP/2, TCP, UDP.'],
    ],
    [
      'a strange option',
      port({ advancedOptions: { tls: true } }),
      [
        '/ports/0/advancedOptions/tls (key): "tls" is no key of a set of advanced options; it takes enableTlsPassthrough. [unknown-key]',
      ],
    ],
  ])('refuses %s', (_, document, expected) => expect(told(service, document)).toEqual(expected))
})

describe('an answer', () => {
  it.each([
    ['an endless name and any number', answer({ name: 'a'.repeat(20), internalPort: 0 })],
    [
      'headers of any name, and without one',
      answer({
        security: {
          headers: [{ name: 'X-Team', value: 'a' }, { name: 'X Team', value: 'a' }, { value: 'a' }],
        },
      }),
    ],
  ])('accepts %s', (_, document) => expect(told(response, document)).toEqual([]))

  it.each([
    ['no data', {}, [': the document lacks "data".']],
    ['no ports', { data: {} }, ['/data: an answer lacks "ports".']],
    [
      'a request',
      { ports: [] },
      [
        ': the document lacks "data".',
        '/ports (key): "ports" is no key of the document; it belongs in data. [unknown-key]',
      ],
    ],
    ['no domains', answer({ domains: undefined }), ['/data/ports/0: a port lacks "domains".']],
    [
      'domains as POST wants them',
      answer({ domains: ['app.example.com'] }),
      ['/data/ports/0/domains/0: domains[0] is a text; expected an object.'],
    ],
    [
      'a domain without a certificate',
      answer({ domains: [{ name: 'app.example.com' }] }),
      ['/data/ports/0/domains/0: a domain lacks "certificate".'],
    ],
    [
      'a certificate with a date that is a number',
      answer({ domains: [{ name: 'a.example', certificate: { expiryDate: 1 } }] }),
      [
        '/data/ports/0/domains/0/certificate/expiryDate: expiryDate is the number 1; write it in quotes: "1".',
      ],
    ],
    [
      'a header name that is a number',
      answer({ security: { headers: [{ name: 1, value: 'a' }] } }),
      ['/data/ports/0/security/headers/0/name: name is the number 1; write it in quotes: "1".'],
    ],
    [
      'an ip list',
      answer({ security: { ip: [] } }),
      [
        '/data/ports/0/security/ip (key): "ip" is no key of a port\'s security; it takes credentials, policies, sso, verificationMode, headers. [unknown-key]',
      ],
    ],
  ])('refuses %s', (_, document, expected) => expect(told(response, document)).toEqual(expected))

  it('marks a misspelt required key as refused, and a key that is only strange not', () => {
    const document = answer({ internalPort: undefined, internalport: 1, frob: 1 })
    expect(schemaProblems(response, document).map(({ at, refused }) => [at.at(-1), refused])).toEqual([
      ['internalport', true],
      ['frob', undefined],
    ])
  })
})

describe('the marks of a problem', () => {
  it('are missing for what a value lacks, and nothing for what is wrong with it', () => {
    const found = schemaProblems(request, { ports: [{ name: '', protocol: 'TCP' }] })
    expect(found.map(({ at, missing }) => [toPointer(at), missing])).toEqual([
      ['/ports/0', true],
      ['/ports/0/name', undefined],
    ])
  })
})

describe('secrets', () => {
  it('are in no message, wherever they stand', () => {
    const secret = 'correct-horse-battery'
    const documents = [
      credential({ password: [secret] }),
      credential({ password: { text: secret } }),
      credential({ password: secret, type: 'x' }),
      security({ credentials: secret }),
      security({ credentials: [secret] }),
      security({ credentials: { admin: secret } }),
      header(secret),
      header({ name: 'A', value: [secret] }),
      header({ name: 'A', value: secret, regexMode: 'x' }),
      port({ security: secret }),
      port({ password: secret }),
      port({ secrets: { name: secret } }),
      secret,
      [secret],
    ]
    for (const document of documents) {
      const messages = told(request, document)
      expect(messages.length).toBeGreaterThan(0)
      expect(messages.join('\n')).not.toContain('horse')
    }
  })
})

describe('hostile documents', () => {
  it('has no trouble with keys that every object inherits', () => {
    const document = JSON.parse(
      '{"ports": [], "__proto__": {"ports": 1}, "constructor": 1, "toString": 2, "hasOwnProperty": 3}',
    )
    expect(schemaProblems(request, document).map(({ rule, at }) => [rule, toPointer(at)])).toEqual([
      ['unknown-key', '/__proto__'],
      ['unknown-key', '/constructor'],
      ['unknown-key', '/toString'],
      ['unknown-key', '/hasOwnProperty'],
    ])
    expect(told(request, JSON.parse('{"__proto__": {"ports": []}}'))[0]).toBe(': the document lacks "ports".')
    expect(told(request, Object.create({ ports: [] }))).toEqual([': the document lacks "ports".'])
  })

  it('tells of the first mistakes and the number of the others', () => {
    const document = { ports: Array.from({ length: 100_000 }, () => ({ ...good, internalPort: 0 })) }
    const found = schemaProblems(request, document)
    expect(found).toHaveLength(maxSchemaProblems + 1)
    expect(found.at(-1)).toEqual({
      rule: 'schema',
      at: [],
      message: `The document has ${100_000 - maxSchemaProblems} more places that break its schema; mend the first ones and check again.`,
    })
    const keys = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [`strange key ${index}`, 0]),
    )
    expect(schemaProblems(response, { data: { ports: [] }, ...keys }).at(-1)?.rule).toBe('unknown-key')
  })

  it('tells of exactly as many mistakes as fit, without a rest', () => {
    const document = { ports: Array.from({ length: maxSchemaProblems }, () => null) }
    const found = schemaProblems(request, document)
    expect(found).toHaveLength(maxSchemaProblems)
    expect(found.at(-1)?.at).toEqual(['ports', maxSchemaProblems - 1])
  })

  it('stops where the schema does, in a cycle and at any depth', () => {
    const cyclic: Record<string, unknown> = { ...good }
    cyclic['security'] = cyclic
    cyclic['domains'] = [cyclic]
    expect(told(request, { ports: [cyclic] }).slice(0, 2)).toEqual([
      expect.stringContaining('/ports/0/security/name (key): "name" is no key'),
      expect.stringContaining('/ports/0/security/internalPort (key): "internalPort" is no key'),
    ])
    let deep: unknown = 1
    for (let level = 0; level < 10_000; level++) deep = level % 2 ? [deep] : { security: deep }
    expect(told(service, { env: deep })).toEqual([])
    expect(told(service, { ports: [good, deep] })).toEqual([
      '/ports/1: ports[1] is a list; expected an object.',
    ])
  })

  it('holds texts of millions of characters against no pattern', () => {
    const long = '/a'.repeat(4_000_000)
    const [message, ...others] = told(request, path({ ...plain, path: long }))
    expect(others).toEqual([])
    expect(message).toBe(
      `${atPath}/path: path "${'/a'.repeat(20)}…" in a path of routingMode prefix ${pathDemand}`,
    )
    expect(told(request, port({ name: `a${'-a'.repeat(4_000_000)}` }))).toHaveLength(2)
  })
})

describe('the fixtures without trouble', () => {
  const folder = 'fixtures/northflank/ok'
  const kindOf = (document: object) =>
    'data' in document ? response : 'name' in document ? service : request

  it.each(readdirSync(folder).filter((file) => !file.startsWith('template')))('%s', (file) => {
    const document = parse(readFileSync(`${folder}/${file}`, 'utf8')) as object
    expect(told(kindOf(document), document)).toEqual([])
  })
})

const corpus = process.env['PORTCULLIS_CORPUS']

describe('service bodies of public repositories', () => {
  it.skipIf(corpus === undefined)('break nothing (folder in PORTCULLIS_CORPUS)', () => {
    const folder = `${corpus}/northflank`
    const index = readFileSync(`${folder}/INDEX.md`, 'utf8')
    const files = [...index.matchAll(/^\| (\S+) \|.*\| service body \|/gm)].map(([, file]) => String(file))
    expect(files).toHaveLength(8)
    for (const file of files) {
      expect([file, told(service, JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')))]).toEqual([file, []])
    }
  })
})

describe('the verdict', () => {
  const bases: Readonly<Record<string, readonly unknown[]>> = Object.fromEntries(
    Object.entries(validators).map(([kind, validator]) => [kind, validator.schema().examples ?? []]),
  )
  const scalar = fc.oneof(
    fc.constantFrom(
      null,
      true,
      0,
      1,
      101,
      65536,
      0.5,
      '',
      '8080',
      'HTTP',
      'prefix',
      'exact',
      'regex',
      '/',
      '/*',
      'ab',
    ),
    fc.constantFrom(
      [],
      {},
      [null],
      [''],
      { name: 'x', value: 'y' },
      { ...plain },
      { addresses: [], action: 'DENY' },
    ),
  )
  const keys = fc.constantFrom(
    'name',
    'path',
    'priority',
    'sso',
    'ip',
    'public',
    'regexMode',
    'routingMode',
    'Name',
    'x',
  )

  /** Changes the value at the end of a random way down: replaces it, or drops or adds a key or an entry. */
  function mutate(value: unknown, way: readonly number[], how: number, other: unknown, key: string): unknown {
    const [step = 0, ...rest] = way
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries((value as object) ?? {})
    if (typeof value !== 'object' || value === null || (rest.length === 0 && how === 0)) return other
    const chosen = entries[step % Math.max(entries.length, 1)]
    if (!chosen || (rest.length === 0 && how === 1))
      return Array.isArray(value) ? [...value, other] : { ...value, [key]: other }
    const changed = rest.length === 0 ? other : mutate(chosen[1], rest, how, other, key)
    if (Array.isArray(value)) return value.map((item, index) => (index === chosen[0] ? changed : item))
    if (rest.length === 0 && how === 2)
      return Object.fromEntries(entries.filter(([name]) => name !== chosen[0]))
    return { ...value, [chosen[0]]: changed }
  }

  const change = fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 11 }), fc.nat(2), scalar, keys)

  it.each(Object.keys(bases).filter((kind) => bases[kind]?.length))(
    '%s: that of the plain schema, and every refusal is explained',
    (kind) => {
      const validator = validators[kind]!
      const accepts = plainVerdict(validator.schema())
      // Forces the walk, so that its own verdict shows.
      const forced = { ...validator, refusal: () => ({ instancePath: '', keyword: 'forced' }) }
      const seen = { valid: 0, broken: 0 }
      fc.assert(
        fc.property(fc.constantFrom(...bases[kind]!), fc.array(change, { maxLength: 3 }), (base, changes) => {
          const document = changes.reduce(
            (value: unknown, [way, how, other, key]) => mutate(value, way, how, other, key),
            base,
          )
          const expected = accepts(document)
          seen[expected ? 'valid' : 'broken']++
          expect(schemaProblems(validator, document).length === 0).toBe(expected)
          const unexplained = schemaProblems(forced, document).some(({ message }) =>
            message.includes('"forced"'),
          )
          expect(unexplained).toBe(expected)
        }),
        { seed: 1, numRuns: 2000 },
      )
      expect(Math.min(seen.valid, seen.broken)).toBeGreaterThan(100)
    },
  )

  it('knows the depth that it stops at', () => expect(maxSchemaDepth).toBeGreaterThan(100))
})
