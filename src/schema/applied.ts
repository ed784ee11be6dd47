import type { Path } from '../position.ts'
import { matchesPattern } from './assertions.ts'
import { allowedValues, type JsonSchema, resolveRef, type Scalar, type SchemaNode } from './json-schema.ts'
import { ownProperty, sameSchema } from './union.ts'
import { closest, keyWord, subjectOf, withArticle } from './words.ts'

/** A schema that applies to a value, and the other branches of the union from which it was chosen. */
export interface Applied {
  readonly schema: JsonSchema
  readonly branches?: readonly SchemaNode[]
}

/** The keys of an object beside those that its schemas speak of. */
export interface Keys {
  readonly known: readonly string[]
  /** Keys that some schema refuses, with the absent key that each was probably meant to be. */
  readonly strange: ReadonlyMap<string, string | undefined>
  readonly missing: ReadonlySet<string>
  /** Those of the missing keys that a strange one was probably meant to be. */
  readonly misspelt: ReadonlySet<string>
  absent(key: string): boolean
}

export function compareKeys(applied: readonly Applied[], map: Readonly<Record<string, unknown>>): Keys {
  const absent = (key: string) => !Object.hasOwn(map, key) || map[key] === undefined
  const missing = new Set(applied.flatMap(({ schema }) => schema.required?.filter(absent) ?? []))
  const refused = Object.keys(map).filter((key) => applied.some(({ schema }) => refuses(schema, key)))
  if (refused.length === 0) return { known: [], strange: new Map(), missing, misspelt: new Set(), absent }
  const known = [...new Set(applied.flatMap(({ schema }) => Object.keys(schema.properties ?? {})))]
  const free = known.filter(absent)
  const strange = new Map(refused.map((key) => [key, closest(key, free)]))
  const meant = [...strange.values()].filter((key) => key !== undefined)
  return { known, strange, missing, misspelt: new Set(meant.filter((key) => missing.has(key))), absent }
}

/** The schemas that one schema has for the value of a key. */
export function propertySchemas(schema: JsonSchema, key: string): readonly SchemaNode[] {
  const own = ownProperty(schema, key)
  const nodes: SchemaNode[] = own === undefined ? [] : [own]
  if (schema.patternProperties !== undefined) {
    for (const [pattern, node] of Object.entries(schema.patternProperties)) {
      if (matchesPattern(pattern, key)) nodes.push(node)
    }
  }
  if (nodes.length === 0 && schema.additionalProperties !== undefined) nodes.push(schema.additionalProperties)
  return nodes
}

/** Whether a schema has no place for a key. */
export function refuses(schema: JsonSchema, key: string): boolean {
  return schema.additionalProperties === false && propertySchemas(schema, key)[0] === false
}

/** The values that a property may have, where they are listed. */
export function allowedAt(root: JsonSchema, schema: JsonSchema, key: string): readonly Scalar[] | undefined {
  const property = resolveRef(root, ownProperty(schema, key) ?? true)
  return typeof property === 'boolean' ? undefined : allowedValues(property)
}

/** Whether the value of the property `name` is an object that takes `key`. */
export function holds(root: JsonSchema, schema: JsonSchema, name: string, key: string): boolean {
  const property = resolveRef(root, ownProperty(schema, name) ?? true)
  return typeof property !== 'boolean' && ownProperty(property, key) !== undefined
}

/** Names the chosen branch where the other branches ask for something else at this key. */
export function branchWords({ schema, branches }: Applied, key: string): string {
  if (schema.title === undefined || branches === undefined) return ''
  const own = ownProperty(schema, key)
  const differs = branches.some(
    (branch) => typeof branch !== 'boolean' && !sameSchema(ownProperty(branch, key), own),
  )
  return differs ? ` in ${withArticle(schema.title)}` : ''
}

/** What a message calls an object: by the most special title there is, else by its place. */
export function ownerOf(applied: readonly Applied[], path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'the document'
  const title = applied.findLast(({ schema }) => schema.title !== undefined)?.schema.title
  if (title !== undefined) return withArticle(title)
  if (typeof last === 'string') return keyWord(last)
  return `an entry of ${subjectOf(path.slice(0, -1))}`
}
