import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { validators } from '../../../src/generated/validators.js'
import { validate } from '../../../src/index.ts'
import { resolveRef, subschemas } from '../../../src/schema/json-schema.ts'
import { type JsonSchema, schemaProblems } from '../../../src/schema.ts'
import { plainVerdict } from '../../helpers/compiled-schema.ts'
import { laterFields, omittedFields, seedFields } from './seed-fields.ts'

const read = (name: string): JsonSchema =>
  JSON.parse(readFileSync(`schemas/kubernetes/${name}.schema.json`, 'utf8'))

/** Every field of a schema in the words of the reference, with its description. */
function fieldsOf(root: JsonSchema, node: JsonSchema = root, path = ''): Map<string, string> {
  const schema = resolveRef(root, node) as JsonSchema
  const fields = new Map<string, string>()
  const add = (child: unknown, step: string) => {
    const own = `${path}${step}`
    const target = resolveRef(root, child as JsonSchema) as JsonSchema
    const words = (child as JsonSchema).description ?? target.description ?? ''
    // The entries of a list of objects have no name of their own in the reference.
    if (!own.endsWith('[]') || target.properties === undefined) fields.set(own, words)
    for (const [key, description] of fieldsOf(root, child as JsonSchema, own)) fields.set(key, description)
  }
  for (const [key, child] of Object.entries(schema.properties ?? {}))
    add(child, path === '' ? key : `.${key}`)
  if (schema.items !== undefined) add(schema.items, '[]')
  if (typeof schema.additionalProperties === 'object') add(schema.additionalProperties, '.*')
  return fields
}

const fields = fieldsOf(read('service'))

describe('the schema of a Service', () => {
  it.each([...seedFields, ...omittedFields])('has %s', (field) => expect([...fields.keys()]).toContain(field))

  it.each(laterFields)('has %s, and says since when', (field, release) => {
    expect([...fields.keys()]).toContain(field)
    const words = fields.get(field.replace(/\[\]$/, '')) ?? ''
    const owner = fields.get(field.replace(/(\[\])?\.[^.]*$/, '')) ?? ''
    expect(`${words} ${owner}`).toMatch(
      release === '-' ? /^Alpha/ : new RegExp(`Kubernetes ${release.replace('.', '\\.')}\\b`),
    )
  })

  it('has no other fields', () => {
    const known = [...seedFields, ...omittedFields, ...laterFields.map(([field]) => field)]
    expect([...fields.keys()].toSorted()).toEqual(known.toSorted())
  })

  it('takes the example bodies of the reference but for their kind', () => {
    const { findings } = validate(
      '{"kind":"service","apiVersion":"v1","metadata":{"name":"a"},"spec":{"ports":[{"port":80}]}}',
    )
    expect(findings.map(({ rule }) => rule)).toEqual(['kubernetes/kind-case'])
  })
})

const names = readdirSync('schemas/kubernetes').map((file) => file.replace('.schema.json', ''))

describe.each(names)('the schema %s', (name) => {
  const schema = read(name)

  it('has its published address, a title and a description', () => {
    expect(schema.$id).toBe(`https://portcullis-lint.github.io/schemas/kubernetes/${name}.schema.json`)
    expect(schema.title).toMatch(/^Kubernetes: /)
    expect(schema.description).toMatch(/\.$/)
  })

  it('describes every property', () => {
    const silent = [...subschemas(schema)].flatMap(([pointer, part]) =>
      Object.entries(part.properties ?? {})
        // A condition on a property describes none.
        .filter(([, node]) => !/\/if$/.test(pointer) && !(node as JsonSchema).description)
        .filter(([, node]) => !(resolveRef(schema, node) as JsonSchema).description)
        .map(([key]) => `${pointer}/${key}`),
    )
    expect(silent).toEqual([])
  })

  it('puts every pattern into words', () => {
    const patterns = [...subschemas(schema)].filter(([, part]) => part.pattern !== undefined)
    expect(patterns.filter(([, part]) => !part.patternErrorMessage?.startsWith('must '))).toEqual([])
  })

  it('accepts its own examples, and its parts theirs', () => {
    expect(schema.examples?.length).toBeGreaterThan(0)
    for (const example of schema.examples ?? [])
      expect(schemaProblems(validators[`kubernetes/${name}`]!, example)).toEqual([])
    for (const [pointer, part] of subschemas({ ...schema, examples: [] })) {
      const { $id, ...own } = part
      const accepts = plainVerdict({ ...own, $defs: schema.$defs ?? {} })
      for (const example of part.examples ?? []) expect([pointer, accepts(example)]).toEqual([pointer, true])
    }
  })

  it('is the schema that the validator prints', () => {
    expect(validators[`kubernetes/${name}`]?.schema()).toEqual(schema)
  })
})

it('a merge patch has the fields of a Service, and null for each', () => {
  const patch = fieldsOf(read('service-merge-patch'))
  expect([...patch.keys()].filter((key) => !key.includes('$')).toSorted()).toEqual(
    [...fields.keys()].toSorted(),
  )
  const nothing = {
    metadata: { labels: null, annotations: { a: null }, name: null },
    spec: { ports: null, type: null, selector: { a: null } },
    status: null,
  }
  expect(schemaProblems(validators['kubernetes/service-merge-patch']!, nothing)).toEqual([])
})
