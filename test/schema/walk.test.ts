// biome-ignore-all lint/suspicious/noThenProperty: a keyword of JSON Schema.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPointer } from '../../src/position.ts'
import { boundedRegExp, maxPatternText } from '../../src/schema/bounded-regexp.ts'
import { knownKeywords, subschemas } from '../../src/schema/json-schema.ts'
import { walk } from '../../src/schema/walk.ts'
import { type JsonSchema, maxSchemaDepth, schemaProblems } from '../../src/schema.ts'
import { plainVerdict, validatorOf } from '../helpers/compiled-schema.ts'

const told = (schema: JsonSchema, value: unknown) =>
  schemaProblems(validatorOf(schema), value).map(({ at, message }) => `${toPointer(at)}: ${message}`)

describe('any schema of the known keywords', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'toString')
  const scalar = fc.constantFrom(null, true, false, 0, 1, 1.5, -1, '', 'a', 'ab', 'ab1', '1', '𝒂')
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(names, tie('any'), { maxKeys: 4 }),
    ),
  })).any
  const few = fc.integer({ min: 0, max: 3 })
  const { node } = fc.letrec<{ node: JsonSchema | boolean }>((tie) => {
    const list = fc.array(tie('node'), { minLength: 1, maxLength: 3 })
    const map = fc.dictionary(names, tie('node'), { maxKeys: 3 })
    const keyword = fc.oneof(
      fc.record({
        type: fc.constantFrom('string', 'integer', 'number', 'boolean', 'array', 'object', 'null'),
      }),
      fc.record({
        type: fc.uniqueArray(fc.constantFrom('string', 'integer', 'array', 'object'), { minLength: 1 }),
      }),
      fc.record({ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }) }),
      fc.record({ const: scalar }),
      fc.record({ minimum: few }),
      fc.record({ maximum: few }),
      fc.record({ exclusiveMinimum: few }),
      fc.record({ exclusiveMaximum: few }),
      fc.record({ minLength: few }),
      fc.record({ maxLength: few }),
      fc.record({ pattern: fc.constantFrom('^a', '^[a-z]+$', '\\d', '^.$') }),
      fc.record({ minItems: few }),
      fc.record({ maxItems: few }),
      fc.record({ minProperties: few }),
      fc.record({ maxProperties: few }),
      fc.record({ required: fc.uniqueArray(names, { maxLength: 2 }) }),
      fc.record({
        dependentRequired: fc.dictionary(names, fc.uniqueArray(names, { maxLength: 2 }), { maxKeys: 2 }),
      }),
      fc.record({ properties: map, additionalProperties: tie('node') }),
      fc.record({
        properties: map,
        required: fc.uniqueArray(names),
        additionalProperties: fc.constant(false),
      }),
      fc.record({ patternProperties: fc.constant({ '^[ab]$': { type: 'string' } as const }) }),
      fc.record({ propertyNames: fc.constant({ maxLength: 1 }) }),
      fc.record({ items: tie('node') }),
      fc.record({ prefixItems: list, items: tie('node') }),
      fc.record({ allOf: list }),
      fc.record({ anyOf: list }),
      fc.record({ oneOf: list }),
      fc.record({ not: tie('node') }),
      fc.record({ if: tie('node'), then: tie('node'), else: tie('node') }),
    )
    const part = fc
      .array(keyword, { minLength: 1, maxLength: 3 })
      .map((parts) => Object.assign({}, ...parts) as JsonSchema)
    return {
      node: fc.oneof({ maxDepth: 3 }, { arbitrary: fc.boolean(), weight: 1 }, { arbitrary: part, weight: 5 }),
    }
  })

  it('is broken, in words, by what the plain schema refuses and by nothing else', () => {
    const seen = { valid: 0, broken: 0 }
    fc.assert(
      fc.property(node, fc.array(value, { minLength: 5, maxLength: 5 }), (schema, values) => {
        const root: JsonSchema = { $defs: { part: schema }, $ref: '#/$defs/part' }
        const accepts = plainVerdict(root)
        for (const one of values) {
          const expected = accepts(one)
          seen[expected ? 'valid' : 'broken']++
          for (const quick of [true, false]) {
            const problems = [...walk({ root, formats: {}, quick }, root, one)]
            expect(problems.length === 0).toBe(expected)
          }
        }
      }),
      { seed: 1, numRuns: 300 },
    )
    expect(Math.min(seen.valid, seen.broken)).toBeGreaterThan(500)
  })

  it('is reached by the list of subschemas', () => {
    const schema: JsonSchema = {
      $defs: { 'a/b': { type: 'null' } },
      properties: { a: { items: { not: { const: 1 } } } },
      oneOf: [{ if: true, then: { prefixItems: [{ minLength: 1 }] } }],
    }
    expect([...subschemas(schema)].map(([pointer]) => pointer).sort()).toEqual([
      '',
      '/$defs/a~1b',
      '/oneOf/0',
      '/oneOf/0/then',
      '/oneOf/0/then/prefixItems/0',
      '/properties/a',
      '/properties/a/items',
      '/properties/a/items/not',
    ])
    expect(
      ['contains', 'uniqueItems', 'unevaluatedProperties', '$dynamicRef'].filter((one) =>
        knownKeywords.has(one),
      ),
    ).toEqual([])
  })
})

describe('words for', () => {
  const kinds: JsonSchema = {
    title: 'rule',
    oneOf: [
      {
        title: 'rule of kind file',
        type: 'object',
        required: ['kind', 'path'],
        properties: { kind: { const: 'file' }, path: { type: 'string', minLength: 2 } },
      },
      {
        title: 'rule of kind port',
        type: 'object',
        required: ['kind', 'port'],
        properties: { kind: { const: 'port' }, port: { type: 'integer' } },
      },
      { title: 'name of a rule', type: 'string', minLength: 3 },
    ],
  }
  const branch = (kind: string, own: JsonSchema): JsonSchema => ({
    title: `rule of kind ${kind}`,
    type: 'object',
    properties: { kind: { const: kind }, id: { type: 'string', pattern: '^[a-z]+$' }, at: own },
  })
  const alike: JsonSchema = {
    oneOf: [branch('a', { type: 'string', pattern: '^/' }), branch('b', { type: 'string' })],
  }
  const list: JsonSchema = { type: 'object', properties: { rules: { type: 'array', items: kinds } } }

  it.each<[string, JsonSchema, unknown, string[]]>([
    [
      'a branch told by a constant',
      list,
      { rules: [{ kind: 'file' }] },
      ['/rules/0: a rule of kind file lacks "path".'],
    ],
    [
      'another branch',
      list,
      { rules: [{ kind: 'port', port: 'x' }] },
      ['/rules/0/port: port is the text "x"; expected a whole number.'],
    ],
    [
      'a branch told by its type',
      list,
      { rules: ['ab'] },
      ['/rules/0: rules[0] "ab" has 2 characters; at least 3 characters are needed.'],
    ],
    [
      'the branch only where it makes a difference',
      alike,
      { kind: 'a', id: '1', at: 'x' },
      ['/id: id "1" does not match ^[a-z]+$.', '/at: at "x" in a rule of kind a does not match ^/.'],
    ],
    [
      'a value of no branch',
      list,
      { rules: [5] },
      ['/rules/0: rules[0] is the number 5; expected an object or a text.'],
    ],
    [
      'an unknown constant',
      list,
      { rules: [{ kind: 'fil' }] },
      ['/rules/0/kind: kind "fil" is none of file, port; did you mean "file"?'],
    ],
    [
      'a missing constant',
      list,
      { rules: [{ path: '/a' }] },
      ['/rules/0: a rule lacks "kind"; write one of file, port.'],
    ],
    [
      'the branch with the fewest problems',
      {
        anyOf: [
          { type: 'object', required: ['a', 'b'] },
          { type: 'object', required: ['c'] },
        ],
      },
      {},
      [': the document lacks "c".'],
    ],
    [
      'the branch with the fewest problems, given first',
      {
        anyOf: [
          { type: 'object', required: ['c'] },
          { type: 'object', required: ['a', 'b'] },
        ],
      },
      {},
      [': the document lacks "c".'],
    ],
    [
      'the branch that fails deepest',
      {
        anyOf: [
          { type: 'object', required: ['b'] },
          { type: 'object', properties: { a: { type: 'null' } } },
        ],
      },
      { a: 1 },
      ['/a: a is the number 1; expected null.'],
    ],
    [
      'the branch that fails deepest, given first',
      {
        anyOf: [
          { type: 'object', properties: { a: { type: 'null' } } },
          { type: 'object', required: ['b'] },
        ],
      },
      { a: 1 },
      ['/a: a is the number 1; expected null.'],
    ],
    [
      'scalars of several lists',
      { anyOf: [{ enum: ['a', 1] }, { const: 'b' }] },
      'c',
      [': the document "c" is none of a, 1, b.'],
    ],
    [
      'two branches at once',
      { oneOf: [{ minimum: 1 }, { maximum: 5 }] },
      3,
      [': the document fits more than one of the forms of which it must have exactly one.'],
    ],
    [
      'an open bound',
      { properties: { a: { exclusiveMinimum: 0, exclusiveMaximum: 9 }, b: { exclusiveMaximum: 9 } } },
      { a: 0, b: 9 },
      ['/a: a 0 is not above 0.', '/b: b 9 is not below 9.'],
    ],
    [
      'sizes of lists',
      { properties: { a: { minItems: 1 }, b: { maxItems: 1 }, c: { minItems: 2 } } },
      { a: [], b: [1, 2], c: [1] },
      [
        '/a: a is empty; at least 1 entry is needed.',
        '/b: b has 2 entries; at most 1 is allowed.',
        '/c: c has 1 entry; at least 2 entries are needed.',
      ],
    ],
    ['sizes of objects', { minProperties: 1 }, {}, [': the document is empty; at least 1 key is needed.']],
    [
      'keys of objects',
      { propertyNames: { pattern: '^[a-z]+$' } },
      { A: 1 },
      ['/A: A "A" does not match ^[a-z]+$.'],
    ],
    [
      'a key that needs another',
      { dependentRequired: { a: ['b', 'c'] } },
      { a: 1, c: 2 },
      [': the document with "a" lacks "b".'],
    ],
    [
      'a form that is excluded',
      { properties: { a: { not: { title: 'loopback address', const: '::1' } } } },
      { a: '::1' },
      ['/a: a is a loopback address, which is not allowed here.'],
    ],
    [
      'a place where nothing is allowed',
      { properties: { a: false } },
      { a: 1 },
      ['/a: a is not allowed here.'],
    ],
    [
      'a format',
      { properties: { a: { type: 'string', format: 'email' } } },
      { a: 'x' },
      ['/a: a "x" is no valid e-mail address.'],
    ],
    ['a value with quotes and breaks', { enum: ['a'] }, 'x"\n', [': the document "x\\"\\n" is not a.']],
    [
      'a condition',
      { if: { required: ['a'] }, then: { required: ['b'] }, else: { required: ['c'] } },
      { a: 1 },
      [': the document lacks "b".'],
    ],
    [
      'the other side of a condition',
      { if: { required: ['a'] }, then: { required: ['b'] }, else: { required: ['c'] } },
      {},
      [': the document lacks "c".'],
    ],
    [
      'the same demand twice, once',
      { allOf: [{ required: ['a'] }, { required: ['a'] }, { minProperties: 1 }, { minProperties: 1 }] },
      {},
      [': the document is empty; at least 1 key is needed.', ': the document lacks "a".'],
    ],
    [
      'secrets by their key',
      { properties: { apiKey: { enum: ['a'] }, clientSecret: { properties: { of: { const: 'b' } } } } },
      { apiKey: 'hush', clientSecret: { of: 'hush' } },
      ['/apiKey: apiKey is not a.', '/clientSecret/of: of is not b.'],
    ],
    [
      'a document whose only cause nobody can name',
      { contains: { const: 1 } } as JsonSchema,
      [],
      [': The document breaks the demand "test" of its schema at "".'],
    ],
  ])('%s', (_, schema, value, expected) => expect(told(schema, value)).toEqual(expected))
})

describe('a schema that refers to itself', () => {
  const tree: JsonSchema = {
    $defs: {
      node: {
        anyOf: [
          { type: 'integer' },
          { type: 'array', items: { $ref: '#/$defs/node' } },
          { type: 'object', additionalProperties: { $ref: '#/$defs/node' } },
        ],
      },
    },
    $ref: '#/$defs/node',
  }
  const recursive = validatorOf(tree, true)
  const nested = (levels: number, leaf: unknown) => {
    let value = leaf
    for (let level = 0; level < levels; level++) value = level % 2 ? { a: value } : [value]
    return value
  }

  it('finds the mistake at the deepest level that is allowed', () => {
    const found = schemaProblems(recursive, nested(maxSchemaDepth, 'x'))
    expect(found.map(({ at, message }) => [at.length, message])).toEqual([
      [maxSchemaDepth, 'a[0] is the text "x"; expected a whole number or a list or an object.'],
    ])
    expect(schemaProblems(recursive, nested(maxSchemaDepth, 1))).toEqual([])
  })

  it('is not tried on what is deeper, or endless', () => {
    const cyclic: unknown[] = []
    cyclic.push(1, { a: cyclic })
    for (const value of [nested(maxSchemaDepth + 1, 1), nested(10_000, 1), cyclic]) {
      const found = schemaProblems(recursive, value)
      expect(found.map(({ at, message }) => [at.length, message])).toEqual([
        [
          maxSchemaDepth,
          'Lists and maps are nested more than 200 levels deep here, which is beyond the limit; flatten them.',
        ],
      ])
    }
  })

  it('is tried on shared values that are no cycle', () => {
    const shared = nested(10, 1)
    expect(schemaProblems(recursive, [shared, [shared], { a: shared, b: [[shared]] }])).toEqual([])
  })
})

describe('a bounded pattern', () => {
  it('matches up to its longest text and nothing above', () => {
    const expression = boundedRegExp('^a+$', 'u')
    expect(expression.test('a'.repeat(maxPatternText))).toBe(true)
    expect(expression.test('a'.repeat(maxPatternText + 1))).toBe(false)
    expect(expression.test('b')).toBe(false)
    expect(String(expression)).toBe('/^a+$/u')
  })
})
