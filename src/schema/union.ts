import {
  allowedValues,
  hasRightType,
  isMap,
  type JsonSchema,
  resolveRef,
  type Scalar,
  type SchemaNode,
  typesOf,
} from './json-schema.ts'

/** How badly a value misses a branch: the number of its problems, and how far down the deepest of them lies. */
export interface Miss {
  readonly problems: number
  readonly depth: number
}

/**
 * The schema that a value was meant to fulfil which fits no branch of an `anyOf` or `oneOf`. It is a branch, or, where
 * the branch cannot be told, a schema of what all branches ask for. The value breaks that schema for certain.
 */
export function meantBranch(
  root: JsonSchema,
  branches: readonly SchemaNode[],
  value: unknown,
  miss: (branch: JsonSchema) => Miss,
): SchemaNode {
  const schemas = branches
    .map((branch) => resolveRef(root, branch))
    .filter((branch) => typeof branch !== 'boolean')
  const open = schemas.filter((schema) => hasRightType(schema, value))
  if (schemas.length === 0) return false
  if (open.length === 0) return { type: [...new Set(schemas.flatMap(typesOf))] }
  const [only, ...others] = open
  if (only && others.length === 0) return only
  return (isMap(value) ? byDiscriminator(root, open, value) : byChoice(open, value)) ?? byMiss(open, miss)
}

/** Scalars that may each be one of a few values: one list of all of them. */
function byChoice(open: readonly JsonSchema[], value: unknown): JsonSchema | undefined {
  const lists = open.map(allowedValues)
  if (!lists.every((list) => list !== undefined)) return undefined
  const all = [...new Set(lists.flat())]
  return all.some((one) => one === value) ? undefined : { enum: all }
}

/** A property whose value tells the branches apart, and the branch that has the value of this document. */
function byDiscriminator(
  root: JsonSchema,
  open: readonly JsonSchema[],
  value: Readonly<Record<string, unknown>>,
): JsonSchema | undefined {
  for (const key of Object.keys(open[0]?.properties ?? {})) {
    const lists = open.map((schema) => {
      const property = resolveRef(root, ownProperty(schema, key) ?? true)
      return typeof property === 'boolean' ? undefined : allowedValues(property)
    })
    if (!lists.every((list) => list !== undefined) || !areDisjoint(lists)) continue
    if (Object.hasOwn(value, key)) {
      const index = lists.findIndex((list) => list.some((one) => one === value[key]))
      return open[index] ?? common(open, key, lists.flat())
    }
    if (open.every((schema) => schema.required?.includes(key))) return common(open, key, lists.flat())
  }
  return undefined
}

function areDisjoint(lists: readonly (readonly Scalar[])[]): boolean {
  return lists.length > 1 && new Set(lists.flat()).size === lists.flat().length
}

/** What all branches ask for, with a discriminator that may have any value that some branch knows. */
function common(branches: readonly JsonSchema[], key: string, values: readonly Scalar[]): JsonSchema {
  const names = new Set(branches.flatMap((branch) => Object.keys(branch.properties ?? {})))
  const properties = [...names].map((name) => {
    const [first = true, ...others] = branches.map((branch) => ownProperty(branch, name))
    // A property that the branches see differently is known, and cannot be judged before the branch is.
    return [name, others.every((other) => sameSchema(other, first)) ? first : true] as const
  })
  const closed = branches.every((branch) => branch.additionalProperties === false)
  const types = [...new Set(values.map((value) => typeof value))]
  return {
    required: (branches[0]?.required ?? []).filter((name) =>
      branches.every((branch) => branch.required?.includes(name)),
    ),
    properties: {
      ...Object.fromEntries(properties),
      [key]:
        types.length === 1 && types[0] === 'string' ? { type: 'string', enum: values } : { enum: values },
    },
    ...(closed && { additionalProperties: false }),
  }
}

/** The branch with the fewest problems; of equals the one that fails deepest; of equals the first. */
function byMiss(open: readonly JsonSchema[], miss: (branch: JsonSchema) => Miss): JsonSchema {
  const [first, ...others] = open.map((schema) => ({ schema, ...miss(schema) }))
  if (!first) throw new Error('A union has no branch.')
  return others.reduce(
    (best, other) =>
      other.problems < best.problems || (other.problems === best.problems && other.depth > best.depth)
        ? other
        : best,
    first,
  ).schema
}

export function ownProperty(schema: JsonSchema, key: string): SchemaNode | undefined {
  return schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined
}

/** Whether two schemas are written the same. */
export function sameSchema(a: SchemaNode | undefined, b: SchemaNode | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
