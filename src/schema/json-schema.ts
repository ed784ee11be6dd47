/** The part of JSON Schema 2020-12 that the published schemas use; `knownKeywords` lists it at run time. */
export interface JsonSchema {
  readonly $id?: string
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, SchemaNode>>
  readonly title?: string
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly type?: TypeName | readonly TypeName[]
  readonly enum?: readonly Scalar[]
  readonly const?: Scalar
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  /** What the pattern asks for, in words that follow the value: "must start with a letter". Editors show it too. */
  readonly patternErrorMessage?: string
  /** Values here are secrets: no message shows them. */
  readonly 'x-secret'?: boolean
  readonly format?: string
  readonly minItems?: number
  readonly maxItems?: number
  readonly prefixItems?: readonly SchemaNode[]
  readonly items?: SchemaNode
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly required?: readonly string[]
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>
  readonly additionalProperties?: SchemaNode
  readonly propertyNames?: SchemaNode
  readonly allOf?: readonly SchemaNode[]
  readonly anyOf?: readonly SchemaNode[]
  readonly oneOf?: readonly SchemaNode[]
  readonly not?: SchemaNode
  readonly if?: SchemaNode
  readonly then?: SchemaNode
  readonly else?: SchemaNode
}

export type SchemaNode = JsonSchema | boolean
export type TypeName = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null'
export type Scalar = string | number | boolean | null

/** Where a keyword keeps schemas: one, a list of them, or a map of them. */
const subschemaKeywords = {
  one: ['items', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else'],
  list: ['prefixItems', 'allOf', 'anyOf', 'oneOf'],
  map: ['$defs', 'properties', 'patternProperties'],
} as const

/**
 * Keywords whose violation can be put into words. A schema with any other keyword is refused when the
 * validators are built, so that a document is never refused for a reason that nobody can name.
 */
export const knownKeywords: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$comment', '$ref', 'title', 'description', 'examples', 'default', 'deprecated'],
  ...['type', 'enum', 'const', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['minLength', 'maxLength', 'pattern', 'patternErrorMessage', 'format', 'x-secret'],
  ...['minItems', 'maxItems', 'minProperties', 'maxProperties', 'required', 'dependentRequired'],
  ...Object.values(subschemaKeywords).flat(),
])

/** A schema and all schemas within it, with the JSON pointer of each. */
export function* subschemas(node: SchemaNode, pointer = ''): Generator<readonly [string, JsonSchema]> {
  if (typeof node === 'boolean') return
  yield [pointer, node]
  for (const keyword of subschemaKeywords.one) {
    const child = node[keyword]
    if (child !== undefined) yield* subschemas(child, `${pointer}/${keyword}`)
  }
  for (const keyword of [...subschemaKeywords.list, ...subschemaKeywords.map]) {
    for (const [step, child] of Object.entries(node[keyword] ?? {}) as [string, SchemaNode][]) {
      yield* subschemas(child, `${pointer}/${keyword}/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    }
  }
}

const localReference = '#/$defs/'

/**
 * What a node is once its `$ref`s to `#/$defs/NAME` are followed. Throws on any other reference. What stands beside a
 * `$ref` is passed over: in the published schemas that are only words.
 */
export function resolveRef(root: JsonSchema, node: SchemaNode): SchemaNode {
  let current = node
  while (typeof current !== 'boolean' && current.$ref !== undefined) {
    if (current.$ref === '#') return root
    const name = current.$ref.startsWith(localReference) ? current.$ref.slice(localReference.length) : ''
    const target = root.$defs?.[name]
    if (target === undefined) throw new Error(`The schema has no ${current.$ref}.`)
    current = target
  }
  return current
}

export function typesOf(schema: JsonSchema): readonly TypeName[] {
  return schema.type === undefined ? [] : typeof schema.type === 'string' ? [schema.type] : schema.type
}

/** The values that `enum` or `const` allow, or undefined where the schema has neither. */
export function allowedValues(schema: JsonSchema): readonly Scalar[] | undefined {
  return schema.const === undefined ? schema.enum : [schema.const]
}

/** Whether a value is of a type, as JSON Schema sees it: 8080.0 is an integer, NaN is no number. */
export function isOfType(value: unknown, type: TypeName): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isMap(value)
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return Number.isFinite(value)
    default:
      return typeof value === type
  }
}

/** Whether a schema's `type` takes the value; a schema without one takes all. */
export function hasRightType(schema: JsonSchema, value: unknown): boolean {
  const types = typesOf(schema)
  return types.length === 0 || types.some((type) => isOfType(value, type))
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
