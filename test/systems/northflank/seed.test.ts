import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { validators } from '../../../src/generated/validators.js'
import { toPointer } from '../../../src/position.ts'
import { resolveRef, subschemas } from '../../../src/schema/json-schema.ts'
import type { JsonSchema } from '../../../src/schema.ts'
import { schemaProblems } from '../../../src/schema.ts'
import { plainVerdict } from '../../helpers/compiled-schema.ts'
import { requestFields, requestPort, responseFields, type SeedField } from './seed-fields.ts'

const read = (name: string): JsonSchema =>
  JSON.parse(readFileSync(`schemas/northflank/${name}.schema.json`, 'utf8'))

const schemas = {
  'service-ports': read('service-ports'),
  'service-ports-response': read('service-ports-response'),
  service: read('service'),
}

/** Every field of a schema in the words of the reference, with the schema it was read from. */
function fieldsOf(
  root: JsonSchema,
  node: JsonSchema = root,
  path = '',
  required = false,
): Map<string, Field> {
  const schema = resolveRef(root, node) as JsonSchema
  const options = schema.anyOf ? 'anyOf' : schema.oneOf ? 'oneOf' : undefined
  const { type, enum: values, minimum, maximum, minLength, maxLength, pattern } = schema
  const seen = { type, enum: values, minimum, maximum, minLength, maxLength, pattern, options }
  const given = Object.entries(seen).filter(([, value]) => value !== undefined)
  const own = { path, ...Object.fromEntries(given), ...(required && { required: true }) } as SeedField
  const fields = new Map<string, Field>([[path, { seed: own, schema }]])
  const add = (child: unknown, step: string, needed = false) => {
    for (const [key, field] of fieldsOf(root, child as JsonSchema, `${path}${step}`, needed))
      fields.set(key, field)
  }
  for (const [index, branch] of (schema.anyOf ?? schema.oneOf ?? []).entries()) add(branch, `<${index}>`)
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    add(child, `.${key}`, schema.required?.includes(key))
  }
  if (schema.items !== undefined) add(schema.items, '[]')
  return fields
}

interface Field {
  readonly seed: SeedField
  readonly schema: JsonSchema
}

const portFields = (root: JsonSchema): Map<string, Field> => fieldsOf(root, { $ref: '#/$defs/port' })

const laterSso = (paths: readonly string[]) =>
  paths
    .filter((path) => path.endsWith('.sso'))
    .flatMap((path) => [`${path}.allowAnyOrgUsers`, `${path}.noindexRedirect`])

const laterPort = ['.advancedOptions', '.advancedOptions.enableTlsPassthrough', '.vpcAccessible']

describe.each([
  { name: 'service-ports', fields: fieldsOf(schemas['service-ports']), seed: requestFields, later: [] },
  {
    name: 'service-ports-response',
    fields: fieldsOf(schemas['service-ports-response']),
    seed: responseFields,
    later: [],
  },
  { name: 'a port of service', fields: portFields(schemas.service), seed: requestPort, later: laterPort },
])('$name', ({ fields, seed, later }) => {
  it.each(seed.map((field) => [field.path || 'the root', field] as const))(
    'says of %s what the reference says',
    (_, field) => {
      expect(fields.get(field.path)?.seed).toEqual(field)
    },
  )

  it('has no other fields than those of the reference and the newer ones', () => {
    const paths = seed.map(({ path }) => path)
    expect([...fields.keys()].sort()).toEqual([...paths, ...laterSso(paths), ...later].sort())
  })

  it('refuses unknown keys in every object', () => {
    const objects = [...fields.values()].filter(({ schema }) => schema.type === 'object')
    expect(objects.length).toBeGreaterThan(0)
    expect(objects.filter(({ schema }) => schema.additionalProperties !== false)).toEqual([])
  })
})

describe('a service body', () => {
  const { ports } = schemas.service.properties as Record<string, JsonSchema>

  it('is open but for its ports', () => {
    expect(schemas.service.additionalProperties).toBeUndefined()
    expect(Object.keys(schemas.service.properties ?? {})).toEqual(['ports'])
    expect(ports).toMatchObject({ type: 'array', items: { $ref: '#/$defs/port' } })
  })
})

describe.each(Object.entries(schemas))('the schema %s', (name, schema) => {
  it('has its published address, a title and a description', () => {
    expect(schema.$id).toBe(`https://portcullis-lint.github.io/schemas/northflank/${name}.schema.json`)
    expect(schema.title).toMatch(/^Northflank: /)
    expect(schema.description).toMatch(/\.$/)
  })

  it('describes every property', () => {
    const silent = [...subschemas(schema)].flatMap(([pointer, part]) =>
      Object.entries(part.properties ?? {})
        .filter(([, node]) => !(resolveRef(schema, node) as JsonSchema).description)
        .map(([key]) => `${pointer}/${key}`),
    )
    expect(silent).toEqual([])
  })

  it('puts every pattern into words', () => {
    const patterns = [...subschemas(schema)].filter(([, part]) => part.pattern !== undefined)
    expect(patterns.filter(([, part]) => !part.patternErrorMessage?.startsWith('must '))).toEqual([])
  })

  it('accepts its own examples', () => {
    expect(schema.examples?.length).toBeGreaterThan(0)
    for (const example of schema.examples ?? []) {
      expect(schemaProblems(validators[`northflank/${name}`]!, example)).toEqual([])
    }
  })

  it('has examples within its parts that the parts accept', () => {
    for (const [pointer, part] of subschemas({ ...schema, examples: [] })) {
      const { $id, ...own } = part
      const accepts = plainVerdict({ ...own, $defs: schema.$defs ?? {} })
      for (const example of part.examples ?? []) expect([pointer, accepts(example)]).toEqual([pointer, true])
    }
  })

  it('is the schema that the validator prints', () => {
    expect(validators[`northflank/${name}`]?.schema()).toEqual(schema)
  })
})

it('has definitions of one name that are equal in every file, but for the port and what a response shows otherwise', () => {
  const request = schemas['service-ports'].$defs ?? {}
  const { port: _, ...shared } = schemas.service.$defs ?? {}
  const { port: __, ...rest } = request
  expect(shared).toEqual(rest)
  const { port: ___, security: ____, ...ofResponse } = schemas['service-ports-response'].$defs ?? {}
  expect(Object.keys(ofResponse).sort()).toEqual([
    'addressPolicies',
    'credentials',
    'disableNfDomain',
    'protocol',
    'sso',
  ])
  for (const [name, definition] of Object.entries(ofResponse)) expect(definition).toEqual(request[name])
})

describe('the examples of the reference', () => {
  it('accepts the answer of GET', () => {
    const answer = {
      data: {
        ports: [
          {
            id: 'eonyui',
            name: 'p01',
            internalPort: 8080,
            protocol: 'HTTP',
            public: true,
            dns: 'p01--example-service--default-service--user-abc1.salvo.code.run',
            domains: [
              {
                name: 'app.example.com',
                certificate: {
                  inProgress: false,
                  expiryDate: '2022-04-26T09:25:02.000Z',
                  refreshDate: '2022-03-27T09:25:02.000Z',
                },
              },
            ],
            security: {
              credentials: [{ username: 'admin', password: 'password123', type: 'basic-auth' }],
              policies: [{ addresses: ['127.0.0.1'], action: 'DENY' }],
              sso: {
                organizationId: 'org_uniquestringidentifier',
                directoryGroupIds: ['directory_group_uniquestringidentifier'],
              },
            },
            disableNfDomain: false,
          },
        ],
      },
    }
    expect(schemaProblems(validators['northflank/service-ports-response']!, answer)).toEqual([])
  })

  it('names each property that the request of POST lacks, once', () => {
    const request = JSON.parse(readFileSync('fixtures/northflank/reported/seed-example-request.json', 'utf8'))
    const found = schemaProblems(validators['northflank/service-ports']!, request)
    const rule = '/ports/0/security/securePathConfiguration/rules/0'
    const headers = [
      '/ports/0/security',
      `${rule}/securityPolicies/orPolicies`,
      `${rule}/securityPolicies/requiredPolicies`,
    ]
    const lacks = (base: string) =>
      ['name', 'value'].map((key) => `${base}/headers/0: a header lacks "${key}".`)
    expect(found.map(({ at, message }) => `${toPointer(at)}: ${message}`)).toEqual([
      ...lacks(headers[0]!),
      `${rule}: a path rule lacks "accessMode"; write one of protected, unprotected.`,
      `${rule}/paths/0: a path of routingMode prefix lacks "path".`,
      `${rule}/paths/0: a path of routingMode prefix lacks "priority".`,
      ...lacks(headers[1]!),
      ...lacks(headers[2]!),
    ])
    expect(found.every(({ rule, missing }) => rule === 'schema' && missing)).toBe(true)
  })
})
