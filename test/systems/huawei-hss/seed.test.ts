import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { validators } from '../../../src/generated/validators.js'
import { formatReport, validate } from '../../../src/index.ts'
import { type JsonSchema, resolveRef, subschemas } from '../../../src/schema/json-schema.ts'
import { schemaProblems } from '../../../src/schema.ts'
import { page, row } from '../../helpers/huawei-hss.ts'

type Field = Partial<
  Record<'type' | 'minimum' | 'maximum' | 'minLength' | 'maxLength', unknown> & { enum: readonly string[] }
>

const types = ['TCP', 'UDP', 'TCP6', 'UDP6']
const text = (minLength: number, maxLength: number): Field => ({
  type: 'string',
  ...(minLength > 0 && { minLength }),
  maxLength,
})

/**
 * The fields of a row as the reference lists them, with the bounds of its earlier pages; below the line, those that
 * only the sibling answers have (models PortHostResponseInfo and PortStatisticResponseInfo of the SDKs).
 */
const rowFields: Readonly<Record<string, Field>> = {
  host_id: text(1, 128),
  laddr: text(1, 128),
  // One to ten characters; the oldest release and the reference's own example write "unknow".
  status: { type: 'string', enum: ['normal', 'danger', 'unknown', 'unknow'] },
  port: { type: 'integer', minimum: 0, maximum: 65535 },
  type: { type: 'string', enum: types },
  // The reference says 65535, which is fewer than Linux has.
  pid: { type: 'integer', minimum: 1, maximum: 4194304 },
  path: text(1, 256),
  agent_id: text(1, 64),
  container_id: text(0, 128),
  // ---
  host_ip: { type: 'string' },
  host_name: { type: 'string' },
  container_name: { type: 'string' },
  num: { type: 'integer', minimum: 0 },
}

/** The query parameters, with the bounds of the newest page where releases differ. */
const queryFields: Readonly<Record<string, Field>> = {
  host_id: text(0, 128),
  host_name: text(0, 128),
  host_ip: text(0, 128),
  port: { type: 'integer', minimum: 1, maximum: 65535 },
  type: { type: 'string', enum: types },
  enterprise_project_id: text(0, 256),
  limit: { type: 'integer', minimum: 10, maximum: 200 },
  offset: { type: 'integer', minimum: 0, maximum: 2000000 },
  category: { type: 'string', enum: ['host', 'container'] },
  // Only the newest page has it.
  status: { type: 'string', enum: ['danger', 'unknown'] },
}

const read = (name: string): JsonSchema =>
  JSON.parse(readFileSync(`schemas/huawei-hss/${name}.schema.json`, 'utf8')) as JsonSchema
const schemas = { 'open-ports': read('open-ports'), 'open-ports-query': read('open-ports-query') }
const openPorts = validators['huawei-hss/open-ports']!
const query = validators['huawei-hss/open-ports-query']!

function fieldsOf(schema: JsonSchema): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([key, node]) => {
      const { description: _, examples: __, ...field } = node as JsonSchema
      return [key, field as Field]
    }),
  )
}

describe('the schemas say what the reference says', () => {
  const { row: rowSchema } = schemas['open-ports'].$defs as { row: JsonSchema }

  it('of a row', () => {
    expect(fieldsOf(rowSchema)).toEqual(rowFields)
    // Every field is optional in the SDKs.
    expect(rowSchema.required).toBeUndefined()
  })

  it('of the answer', () => {
    const { total_num, data_list } = schemas['open-ports'].properties as Record<string, JsonSchema>
    expect(total_num).toMatchObject({ type: 'integer', minimum: 0, maximum: 10000 })
    expect(data_list).toMatchObject({ type: 'array', maxItems: 10000, items: { $ref: '#/$defs/row' } })
    expect(schemas['open-ports'].items).toEqual({ $ref: '#/$defs/row' })
  })

  it('of the query', () => {
    expect(fieldsOf(schemas['open-ports-query'])).toEqual(queryFields)
    expect(schemas['open-ports-query'].required).toEqual(['host_id'])
  })
})

describe.each(Object.entries(schemas))('the schema %s', (name, schema) => {
  it('has its published address, a title and a description', () => {
    expect(schema.$id).toBe(`https://portcullis-lint.github.io/schemas/huawei-hss/${name}.schema.json`)
    expect(schema.title).toMatch(/^Huawei HSS: /)
    expect(schema.description).toMatch(/\.$/)
  })

  it('describes every property', () => {
    const silent = [...subschemas(schema)].flatMap(([pointer, part]) =>
      Object.entries(part.properties ?? {})
        .filter(([, node]) => !(resolveRef(schema, node) as JsonSchema).description?.endsWith('.'))
        .map(([key]) => `${pointer}/${key}`),
    )
    expect(silent).toEqual([])
  })

  it('accepts its own examples', () => {
    expect(schema.examples?.length).toBeGreaterThan(0)
    for (const example of schema.examples ?? [])
      expect(schemaProblems(validators[`huawei-hss/${name}`]!, example)).toEqual([])
  })

  it('refuses unknown keys in every object', () => {
    const open = [...subschemas(schema)].filter(
      ([, { properties, additionalProperties }]) => properties && additionalProperties !== false,
    )
    expect(open).toEqual([])
  })
})

describe('an answer', () => {
  it.each<[string, unknown]>([
    ['without rows', page([])],
    ['with rows', page([row(), row({ type: 'TCP6', laddr: '::' })])],
    ['with rows alone', [row()]],
    [
      'of the first release',
      page([{ host_id: 'a', status: 'unknow', port: 22, type: 'TCP', pid: 1, path: '/a' }]),
    ],
    ['of the servers of a port', page([row({ host_ip: '192.0.2.5', host_name: 'a', container_name: '' })])],
    ['of the statistics', page([{ port: 123, type: 'UDP', num: 4, status: 'danger' }])],
    ['without a total', { data_list: [row()] }],
    ['with every status', page(['normal', 'danger', 'unknown', 'unknow'].map((status) => row({ status })))],
    ['with the bounds', page([row({ port: 0, pid: 1 }), row({ port: 65535, pid: 4194304 })], 10000)],
    ['with an empty row', page([{}])],
  ])('%s is one', (_, value) => expect(schemaProblems(openPorts, value)).toEqual([]))

  it.each<[string, unknown, string]>([
    ['an unlisted status', page([row({ status: 'dangerous' })]), 'status "dangerous" is none of'],
    ['a status in capitals', page([row({ status: 'Danger' })]), 'status "Danger" is none of'],
    ['a protocol without ports', page([row({ type: 'ICMP' })]), 'type "ICMP" is none of'],
    ['a port that is too high', page([row({ port: 65536 })]), 'port 65536 is above 65535'],
    ['a negative port', page([row({ port: -1 })]), 'port -1 is below 0'],
    ['a port in quotes', page([row({ port: '22' })]), 'port is the text "22"'],
    ['a port beyond 2^53', page([row({ port: 2 ** 60 })]), 'is above 65535'],
    ['a negative process', page([row({ pid: -1 })]), 'pid -1 is below 1'],
    ['a process that Linux does not number', page([row({ pid: 4194305 })]), 'pid 4194305 is above 4194304'],
    ['an empty address', page([row({ laddr: '' })]), 'laddr'],
    ['a total that is negative', page([], -1), 'total_num -1 is below 0'],
    ['a total that is too high', page([], 10001), 'total_num 10001 is above 10000'],
    ['rows that are a map', { total_num: 1, data_list: { 0: row() } }, 'data_list is an object'],
    ['a row that is a text', page(['22/tcp']), 'data_list[0] is a text'],
    ['a row that is null', page([null]), 'data_list[0] is null'],
    ['no rows at all', { total_num: 0 }, 'lacks "data_list"'],
    ['a text', 'open', 'the document is a text'],
  ])('%s is none', (_, value, message) => {
    const problems = schemaProblems(openPorts, value)
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message)
    expect(problems.every(({ rule }) => rule === 'schema')).toBe(true)
  })
})

describe('a query', () => {
  const host_id = 'dd91cd32-a238-4c0e-bc01-3b11653714ac'

  it.each<[string, unknown]>([
    ['of a server', { host_id }],
    ['with a page', { host_id, limit: 10, offset: 0 }],
    ['of all projects', { host_id, enterprise_project_id: 'all_granted_eps' }],
    ['of containers', { host_id, category: 'container', type: 'UDP6', status: 'danger', port: 65535 }],
  ])('%s is one', (_, value) => expect(schemaProblems(query, value)).toEqual([]))

  it.each<[string, unknown, string]>([
    ['without a server', {}, 'lacks "host_id"'],
    ['of a page that is too small', { host_id, limit: 9 }, 'limit 9 is below 10'],
    ['of a page that is too large', { host_id, limit: 201 }, 'limit 201 is above 200'],
    ['of port 0', { host_id, port: 0 }, 'port 0 is below 1'],
    ['of a status that cannot be asked for', { host_id, status: 'normal' }, 'status "normal" is none of'],
    ['of another category', { host_id, category: 'image' }, 'category "image" is none of'],
  ])('%s is none', (_, value, message) => {
    expect(
      schemaProblems(query, value)
        .map((problem) => problem.message)
        .join('\n'),
    ).toContain(message)
  })

  it('has a parameter that the reference itself misspells: a warning, with what is meant', () => {
    const { findings } = validate({ host_id, hlimit: 10 }, { kind: 'huawei-hss/open-ports-query' })
    expect(findings).toMatchObject([{ rule: 'unknown-key', severity: 'warning', pointer: '/hlimit' }])
    expect(findings[0]?.message).toContain('did you mean "limit"')
  })
})

describe("the reference's example", () => {
  const example = readFileSync('fixtures/huawei-hss/reported/seed-example.json', 'utf8')

  it('passes with a note on how it spells a status', () => {
    const report = validate(example, { filename: 'example.json' })
    expect(report.documents).toMatchObject([{ kind: 'huawei-hss/open-ports', status: 'checked' }])
    expect(report.findings).toMatchObject([
      {
        rule: 'huawei-hss/status-alias',
        severity: 'note',
        pointer: '/data_list/0/status',
        related: [{ pointer: '/data_list/1/status' }],
      },
    ])
    expect(formatReport(report, 'sarif')).toContain('huawei-hss/status-alias')
  })
})
