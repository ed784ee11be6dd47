import type { Path } from './position.ts'
import type { Formats } from './schema/assertions.ts'
import type { JsonSchema } from './schema/json-schema.ts'
import { type SchemaProblem, walk } from './schema/walk.ts'

export type { JsonSchema, SchemaProblem }

/** The compiled schema of one kind. */
export interface Validator {
  /** `system/name`. */
  readonly kind: string
  /** Whether the schema refers to itself, so that its work grows with the depth of the value. */
  readonly recursive: boolean
  /** The first thing that the compiled schema refuses, or undefined where it accepts the value. */
  refusal(value: unknown): Refusal | undefined
  /** The schema as it is published, self-contained. */
  schema(): JsonSchema
  readonly formats: Formats
}

export interface Refusal {
  /** JSON pointer. */
  readonly instancePath: string
  readonly keyword: string
}

/** Problems of one document that are told one by one; of the others only their number is told. */
export const maxSchemaProblems = 1000
/** Levels of lists and maps that a recursive schema is tried on. */
export const maxSchemaDepth = 200

/**
 * What is wrong with a value, one problem for each mistake, in document order; empty exactly where the compiled
 * schema accepts the value. That schema gives the verdict, and stops at the first mistake; only where it refuses is the
 * published schema walked, which finds and words the mistakes. Never throws, whatever the value.
 */
export function schemaProblems(validator: Validator, value: unknown): SchemaProblem[] {
  const deep = validator.recursive && mayBeDeep(value, 1, { left: mostVisits }) ? tooDeep(value) : undefined
  if (deep) {
    const message = `Lists and maps are nested more than ${maxSchemaDepth} levels deep here, which is beyond the limit; flatten them.`
    return [{ rule: 'schema', at: deep, message }]
  }
  const refusal = validator.refusal(value)
  if (!refusal) return []
  const context = { root: validator.schema(), formats: validator.formats, quick: false }
  const problems: SchemaProblem[] = []
  const untold = { schema: 0, 'unknown-key': 0 }
  for (const problem of walk(context, context.root, value)) {
    if (problems.length < maxSchemaProblems) problems.push(problem)
    else untold[problem.rule]++
  }
  if (problems.length === 0) {
    const message = `The document breaks the demand "${refusal.keyword}" of its schema at "${refusal.instancePath}".`
    return [{ rule: 'schema', at: [], message }]
  }
  const more = untold.schema + untold['unknown-key']
  if (more === 0) return problems
  const message = `The document has ${more} more places that break its schema; mend the first ones and check again.`
  return [...problems, { rule: untold.schema > 0 ? 'schema' : 'unknown-key', at: [], message }]
}

/** Visits of values in the quick look for depth; a value that stands in several places is visited in each. */
const mostVisits = 20_000_000

/** Whether a value lies too deep, or the visits do not tell. Takes no notes: most documents are far from the limit. */
function mayBeDeep(value: unknown, depth: number, visits: { left: number }): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (depth > maxSchemaDepth || --visits.left < 0) return true
  if (Array.isArray(value)) return value.some((item) => mayBeDeep(item, depth + 1, visits))
  for (const key in value) if (mayBeDeep(value[key as keyof typeof value], depth + 1, visits)) return true
  return false
}

interface Level {
  readonly value: object
  readonly depth: number
  readonly step?: string | number
  readonly parent?: Level
}

/** The path of the first value that lies too deep, which every value of a cycle does. */
function tooDeep(root: unknown): Path | undefined {
  if (typeof root !== 'object' || root === null) return undefined
  // A value that is shared is looked at again only where it lies deeper than before.
  const deepest = new Map<object, number>()
  const stack: Level[] = [{ value: root, depth: 1 }]
  for (let level = stack.pop(); level; level = stack.pop()) {
    if (level.depth > maxSchemaDepth) return pathOf(level)
    if ((deepest.get(level.value) ?? 0) >= level.depth) continue
    deepest.set(level.value, level.depth)
    for (const [key, value] of Object.entries(level.value)) {
      if (typeof value !== 'object' || value === null) continue
      stack.push({
        value,
        depth: level.depth + 1,
        step: Array.isArray(level.value) ? Number(key) : key,
        parent: level,
      })
    }
  }
  return undefined
}

function pathOf(level: Level): Path {
  const steps: (string | number)[] = []
  for (let current: Level | undefined = level; current?.step !== undefined; current = current.parent) {
    steps.push(current.step)
  }
  return steps.reverse()
}
