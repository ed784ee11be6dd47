import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { validators } from '../../../src/generated/validators.js'
import {
  type JsonSchema,
  resolveRef,
  type SchemaNode,
  subschemas,
  typesOf,
} from '../../../src/schema/json-schema.ts'
import { schemaProblems } from '../../../src/schema.ts'
import { plainVerdict } from '../../helpers/compiled-schema.ts'
import { laterFields, stamps } from './sdk-fields.ts'
import { seedBodies } from './seed-fields.ts'
import { type SeedField, seedFields } from './seed-reading.ts'

const names = readdirSync('schemas/pomerium').map((file) => file.replace('.schema.json', ''))
const read = (name: string): JsonSchema =>
  JSON.parse(readFileSync(`schemas/pomerium/${name}.schema.json`, 'utf8'))
const schemas = new Map(names.map((name) => [name, read(name)]))

/** A field of a schema, and whether the object that holds it must have it. */
interface Found {
  readonly schema: JsonSchema
  readonly required: boolean
}

/** The object that a schema is about, past the list in which answers hold several and that in which a patch holds operations. */
function bodyOf(root: JsonSchema): JsonSchema {
  const one = root.anyOf?.[0] ?? root.items ?? root
  return resolveRef(root, one) as JsonSchema
}

/** Every field of a body in the words of the reference. */
function fieldsOf(root: JsonSchema, node: SchemaNode, path = '', required = false): Map<string, Found> {
  const fields = new Map<string, Found>()
  const schema = resolveRef(root, node)
  if (typeof schema === 'boolean') return fields
  if (path !== '') fields.set(path, { schema, required })
  const add = (child: SchemaNode, step: string, needed = false) => {
    for (const [key, field] of fieldsOf(root, child, `${path}${step}`, needed)) fields.set(key, field)
  }
  for (const branch of schema.anyOf ?? schema.oneOf ?? []) {
    const option = resolveRef(root, branch) as JsonSchema
    const type = option.properties?.['type'] as JsonSchema | undefined
    add(branch, `<${type?.enum?.[0] ?? typesOf(option)[0]}>`)
  }
  for (const [key, child] of Object.entries(schema.properties ?? {}))
    add(child, path === '' ? key : `.${key}`, schema.required?.includes(key))
  if (schema.items !== undefined) add(schema.items, '[]')
  if (typeof schema.additionalProperties === 'object') add(schema.additionalProperties, '{}')
  return fields
}

/** What a schema says of a field, as far as the reference says something of it. */
function seen({ path, ...seed }: SeedField, found: Found | undefined): SeedField | undefined {
  if (!found) return undefined
  const { schema, required } = found
  const { minLength, maxLength, minimum, maximum, pattern } = schema
  const known = seed.enum?.filter((value) => schema.enum?.includes(value))
  return {
    path,
    required,
    types: seed.types.length === 0 ? [] : typesOf(schema),
    ...(seed.length && { length: [minLength ?? -1, maxLength ?? -1] }),
    ...(seed.range && { range: [minimum ?? Number.NaN, maximum ?? Number.NaN] }),
    ...(known && { enum: known }),
    ...(seed.pattern !== undefined && { pattern: pattern ?? '' }),
    ...(seed.format !== undefined && { format: seed.format }),
  }
}

/** Texts that each format takes and refuses. */
const formats: Readonly<
  Record<string, { readonly good: readonly string[]; readonly bad: readonly string[] }>
> = {
  url: {
    good: [
      'https://app.example.com',
      'tcp+https://db.example.com:5432',
      'https://*.example.com',
      'ssh://host:22',
    ],
    bad: ['app.example.com', 'app.example.com:8080', '/app', '//app.example.com'],
  },
  ip: {
    good: ['203.0.113.7', '::1', '2001:db8::7'],
    bad: ['203.0.113', '203.0.113.256', 'localhost', ':::1'],
  },
  ipport: { good: [':443', '0.0.0.0:443', '[::1]:8443', ''], bad: ['443', '0.0.0.0', 'https'] },
  port: { good: ['1', '443', '65535'], bad: ['0', '65536', '', 'https', '-1'] },
  email: { good: ['a@example.com'], bad: ['a', 'a@', '@example.com'] },
  'date-time': { good: ['2026-01-31T12:00:00Z'], bad: ['2026-01-31', 'tomorrow', '2026-13-31T12:00:00Z'] },
}

describe.each(Object.entries(seedBodies))('%s', (name, text) => {
  const root = schemas.get(name)!
  const fields = fieldsOf(root, bodyOf(root))
  const seed = seedFields(text)

  it.each(seed.map((field) => [field.path, field] as const))(
    'says of %s what the reference says',
    (path, field) => {
      expect(seen(field, fields.get(path))).toEqual(field)
    },
  )

  it.each(seed.flatMap((field) => (field.format ? [[field.path, field.format] as const] : [])))(
    'takes for %s what is a %s, and nothing else',
    (path, format) => {
      const { $id: _, ...own } = fields.get(path)!.schema
      const accepts = plainVerdict({ ...own, $defs: root.$defs ?? {} })
      for (const value of formats[format]!.good) expect([value, accepts(value)]).toEqual([value, true])
      for (const value of formats[format]!.bad) expect([value, accepts(value)]).toEqual([value, false])
    },
  )

  it('has no other fields than those of the reference, of answers, and the newer ones', () => {
    const known = [...seed.map(({ path }) => path), ...(laterFields[name] ?? []), ...stamps]
    const strange = [...fields.keys()].filter(
      (path) =>
        !known.some((one) => path === one || (laterFields[name]?.includes(one) && path.startsWith(one))),
    )
    expect(strange).toEqual([])
  })

  it('calls what it does not know a strange key in every object', () => {
    const open = [...fields].filter(
      ([path, { schema }]) =>
        schema.properties && schema.additionalProperties !== false && !/ppl|olicies|outes/.test(path),
    )
    expect(open.map(([path]) => path)).toEqual([])
  })
})

it('has a schema for every body of the reference, and three more', () => {
  expect(names.toSorted()).toEqual([...Object.keys(seedBodies), 'config', 'ingress', 'ppl'].toSorted())
})

describe.each([...schemas])('the schema %s', (name, schema) => {
  it('has its published address, a title and a description', () => {
    expect(schema.$id).toBe(`https://portcullis-lint.github.io/schemas/pomerium/${name}.schema.json`)
    expect(schema.title).toMatch(/^Pomerium: /)
    expect(schema.description).toMatch(/\.$/)
  })

  it('describes every property', () => {
    const silent = [...subschemas(schema)].flatMap(([pointer, part]) =>
      Object.entries(part.properties ?? {})
        .filter(([, node]) => !described(schema, node))
        .map(([key]) => `${pointer}/${key}`),
    )
    expect(silent.filter((pointer) => !pointer.includes('/then/') && !pointer.includes('/if/'))).toEqual([])
  })

  it('puts every pattern into words', () => {
    const patterns = [...subschemas(schema)].filter(
      ([pointer, part]) => part.pattern && !pointer.endsWith('/if'),
    )
    expect(patterns.filter(([, part]) => !part.patternErrorMessage?.startsWith('must '))).toEqual([])
  })

  it('accepts its own examples', () => {
    expect(schema.examples?.length).toBeGreaterThan(0)
    for (const example of schema.examples ?? [])
      expect(schemaProblems(validators[`pomerium/${name}`]!, example)).toEqual([])
  })

  it('has examples within its parts that the parts accept', () => {
    for (const [pointer, part] of subschemas({ ...schema, examples: [] })) {
      const { $id, ...own } = part
      const accepts = plainVerdict({ ...own, $defs: schema.$defs ?? {} })
      for (const example of part.examples ?? []) expect([pointer, accepts(example)]).toEqual([pointer, true])
    }
  })

  it('is the schema that the validator prints', () => {
    expect(validators[`pomerium/${name}`]?.schema()).toEqual(schema)
  })
})

const described = (root: JsonSchema, node: SchemaNode) =>
  typeof node !== 'boolean' && Boolean(node.description ?? (resolveRef(root, node) as JsonSchema).description)

it('has definitions of one name that are equal in every body of the API', () => {
  const seenBefore = new Map<string, SchemaNode>()
  for (const [name, { $defs = {} }] of schemas) {
    if (name === 'config') continue
    for (const [key, definition] of Object.entries($defs)) {
      if (key === 'body' || key === 'operation') continue
      expect([name, key, definition]).toEqual([name, key, seenBefore.get(key) ?? definition])
      seenBefore.set(key, definition)
    }
  }
})

it('checks every value of a patch as the settings do', () => {
  const settings = schemas.get('settings')!.$defs!['settings'] as JsonSchema
  const operation = schemas.get('settings-patch')!.$defs!['operation'] as JsonSchema
  const byPath = new Map(
    operation.allOf!.map((part) => {
      const { if: condition, then } = part as { if: JsonSchema; then: JsonSchema }
      const path = (condition.properties!['path'] as JsonSchema).const
      return [path, then.properties!['value']] as const
    }),
  )
  const own = Object.entries(settings.properties!).filter(
    ([key]) => ![...stamps, 'originatorId'].includes(key),
  )
  expect(Object.fromEntries(byPath)).toEqual(Object.fromEntries(own.map(([key, node]) => [`/${key}`, node])))
})
