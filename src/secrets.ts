import { placingOf } from './checks.ts'
import type { ReadInput, Recognised } from './document.ts'
import type { Path } from './position.ts'
import type { SecretPlace } from './reporters/reporter.ts'
import { isMap, type JsonSchema, resolveRef, type SchemaNode } from './schema/json-schema.ts'
import { isSecretHeader, isWrittenOut } from './secret-names.ts'

/** Where the secrets of an object stand in its text: those of its model, and what its schema marks as secret. */
export function secretPlaces(object: Recognised, read: ReadInput, modelled: readonly Path[]): SecretPlace[] {
  const { file, lines } = read
  if (!lines) return []
  const { source, base, written } = placingOf(read, object)
  const own = modelled.map((at) => written?.(at) ?? at)
  const marked = [...markedSecrets(object.kind.validator.schema(), object.value)]
  return [...own, ...marked].map((at) => {
    const { start, end } = source.locate({ at: [...base, ...at] })
    return { file, start, end }
  })
}

/** Values that the published schema marks as secrets, of whatever type they are. */
function* markedSecrets(root: JsonSchema, value: unknown): Generator<Path> {
  const open: { node: SchemaNode; value: unknown; at: Path }[] = [{ node: root, value, at: [] }]
  for (let step = open.pop(); step; step = open.pop()) {
    const { value, at } = step
    const schema = resolveRef(root, step.node)
    if (typeof schema === 'boolean' || value === null || value === undefined) continue
    if (schema['x-secret'] && !isFilledIn(value)) yield at
    if (typeof value !== 'object') continue
    for (const way of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
      open.push({ node: way, value, at })
    if (Array.isArray(value)) {
      const { items } = schema
      if (items)
        for (const [index, item] of value.entries())
          open.push({ node: items, value: item, at: [...at, index] })
    } else if (isMap(value)) {
      const { properties = {}, additionalProperties } = schema
      for (const [key, inner] of Object.entries(value)) {
        const node = Object.hasOwn(properties, key) ? properties[key] : additionalProperties
        if (node && !(key === 'value' && isOfPlainHeader(value)))
          open.push({ node, value: inner, at: [...at, key] })
      }
    }
  }
}

/** What is put in elsewhere may be shown. */
const isFilledIn = (value: unknown): boolean => typeof value === 'string' && !isWrittenOut(value)

/** Values of headers are secrets by the names of their headers. */
const isOfPlainHeader = ({ name }: Readonly<Record<string, unknown>>): boolean =>
  typeof name === 'string' && !isSecretHeader(name)
