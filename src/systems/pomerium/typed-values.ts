import type { At, Path } from '../../position.ts'
import { isMap, type JsonSchema, type SchemaNode } from '../../schema/json-schema.ts'
import { validatorOf } from '../../validator.ts'

/** What the loader of core makes of a value: the name that its type has in the schema of the configuration. */
export type LoadedType = (typeof loadedTypes)[number]

const loadedTypes = ['text', 'flag', 'whole', 'decimal', 'list', 'map', 'claims', 'time', 'choice'] as const

/** A value of the document that the loader may convert. */
export interface TypedValue extends At<unknown> {
  readonly type: LoadedType
}

/**
 * Every value of a core file of which the loader makes something that it may not be, in document order. The published
 * schema says of each what that is; what it does not know is passed over. The depth is that of the schema.
 */
export function typedValues(config: unknown): Generator<TypedValue> {
  const root = validatorOf('pomerium/config').schema()
  return typed(root, root, config, [])
}

function* typed(root: JsonSchema, node: SchemaNode, value: unknown, at: Path): Generator<TypedValue> {
  if (typeof node === 'boolean' || value === null || value === undefined) return
  if (node.$ref !== undefined) {
    const name = node.$ref.replace('#/$defs/', '')
    const type = loadedTypes.find((one) => one === name)
    if (type !== undefined) yield { type, value, at }
    // Of the items of a list and the values of a map the loader makes texts.
    if (type === undefined || type === 'list' || type === 'map')
      yield* typed(root, root.$defs?.[name] ?? true, value, at)
    return
  }
  if (node.anyOf) {
    for (const branch of node.anyOf) yield* typed(root, branch, value, at)
    return
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* typed(root, node.items ?? true, item, [...at, index])
  } else if (isMap(value)) {
    for (const [key, item] of Object.entries(value)) {
      const known = node.properties && Object.hasOwn(node.properties, key) ? node.properties[key] : undefined
      yield* typed(root, known ?? node.additionalProperties ?? true, item, [...at, key])
    }
  }
}
