import type { Path } from '../position.ts'
import {
  type Applied,
  allowedAt,
  branchWords,
  compareKeys,
  holds,
  type Keys,
  ownerOf,
  propertySchemas,
} from './applied.ts'
import { broken, type Formats } from './assertions.ts'
import { hasRightType, isMap, type JsonSchema, resolveRef, type SchemaNode } from './json-schema.ts'
import { type Miss, meantBranch } from './union.ts'
import {
  choiceWords,
  isSecretKey,
  shown,
  subjectOf,
  typeMessage,
  unknownKeyMessage,
  withArticle,
} from './words.ts'

/** A place at which a document breaks its schema. */
export interface SchemaProblem {
  readonly rule: 'schema' | 'unknown-key'
  /** The offending value; the parent of a missing property; the path of an unknown key. */
  readonly at: Path
  /** Points at the key of the last step and not at its value. */
  readonly key?: true
  /** Something is absent from the value at `at`, which is otherwise as it should be. */
  readonly missing?: true
  /** An unknown key that stands for a required one: the document is refused even where unknown keys are tolerated. */
  readonly refused?: true
  readonly message: string
}

/** What stays the same throughout one walk. */
export interface WalkContext {
  readonly root: JsonSchema
  readonly formats: Formats
  /** Only whether there is a problem is asked: unions are not explained. */
  readonly quick: boolean
}

interface Place {
  readonly path: Path
  readonly value: unknown
  readonly secret: boolean
  /** The branch on which the demands rest, as the end of a sentence part, or empty. */
  readonly where: string
}

/** Problems compared when the branch that was meant is sought. */
const comparedProblems = 50

/**
 * Every mistake in a value, in document order: a parent's own before those of its children. Lazy, so that the first
 * one tells whether there is any. The depth of recursion is that of the schema, for a recursive one that of the value.
 */
export function walk(context: WalkContext, node: SchemaNode, value: unknown): Generator<SchemaProblem> {
  return visit(context, [node], { path: [], value, secret: false, where: '' })
}

function* visit(context: WalkContext, nodes: readonly SchemaNode[], place: Place): Generator<SchemaProblem> {
  const { applied, problems } = look(context, nodes, place)
  yield* problems
  // Below a value of which nothing is asked nothing is asked either, however deep it goes.
  if (applied.length === 0) return
  if (Array.isArray(place.value)) yield* visitItems(context, applied, place, place.value)
  else if (isMap(place.value)) yield* visitProperties(context, applied, place, place.value)
}

/** What the value itself breaks, apart from its children, and the schemas that go on to these. */
function look(context: WalkContext, nodes: readonly SchemaNode[], place: Place): Look {
  const found: Look = { applied: [], problems: [] }
  for (const node of nodes) unfold(context, node, place, found)
  if (found.problems.length < 2) return found
  // Two schemas on one value may make the same demand.
  const unique = new Map(found.problems.map((problem) => [problem.message, problem]))
  return { ...found, problems: [...unique.values()] }
}

interface Look {
  readonly applied: Applied[]
  readonly problems: SchemaProblem[]
}

function unfold(
  context: WalkContext,
  node: SchemaNode,
  place: Place,
  found: Look,
  branches?: readonly SchemaNode[],
): void {
  const say = (message: string) => found.problems.push(wrong(place, message))
  const schema = resolveRef(context.root, node)
  if (schema === true) return
  if (schema === false) {
    say(`${subjectOf(place.path)} is not allowed here.`)
    return
  }
  const spoken = schema['x-secret'] === true ? { ...place, secret: true } : place
  if (!hasRightType(schema, place.value)) {
    const item = schema.items === undefined ? undefined : resolveRef(context.root, schema.items)
    say(typeMessage(spoken, schema, item))
    return
  }
  for (const message of broken(schema, spoken, place.where, context.formats)) say(message)
  found.applied.push(branches ? { schema, branches } : { schema })
  if (schema.not !== undefined && fits(context, schema.not, place)) {
    const title = typeof schema.not === 'boolean' ? undefined : schema.not.title
    const what = title === undefined ? 'has a form that' : `is ${withArticle(title)}, which`
    say(`${subjectOf(place.path)} ${what} is not allowed here.`)
  }
  for (const part of schema.allOf ?? []) unfold(context, part, place, found)
  if (schema.if !== undefined) {
    const then = fits(context, schema.if, place) ? schema.then : schema.else
    if (then !== undefined) unfold(context, then, place, found)
  }
  if (schema.anyOf && !schema.anyOf.some((branch) => fits(context, branch, place))) {
    unfoldUnion(context, schema.anyOf, place, found)
  }
  if (schema.oneOf) {
    const fitting = schema.oneOf.filter((branch) => fits(context, branch, place))
    if (fitting.length === 0) unfoldUnion(context, schema.oneOf, place, found)
    if (fitting.length > 1) {
      say(`${subjectOf(place.path)} fits more than one of the forms of which it must have exactly one.`)
    }
  }
}

/** Goes on with the branch that was meant, of a union of which the value fits none. */
function unfoldUnion(context: WalkContext, branches: readonly SchemaNode[], place: Place, found: Look): void {
  if (context.quick) {
    found.problems.push(wrong(place, `${subjectOf(place.path)} has none of the forms that are allowed here.`))
    return
  }
  const miss = (branch: JsonSchema): Miss => {
    let problems = 0
    let depth = 0
    for (const { at } of visit({ ...context, quick: true }, [branch], place)) {
      problems++
      depth = Math.max(depth, at.length)
      if (problems === comparedProblems) break
    }
    return { problems, depth }
  }
  unfold(context, meantBranch(context.root, branches, place.value, miss), place, found, branches)
}

function fits(context: WalkContext, node: SchemaNode, place: Place): boolean {
  return visit({ ...context, quick: true }, [node], place).next().done === true
}

function* visitItems(
  context: WalkContext,
  applied: readonly Applied[],
  place: Place,
  items: readonly unknown[],
): Generator<SchemaProblem> {
  if (!applied.some(({ schema }) => schema.items !== undefined || schema.prefixItems !== undefined)) return
  for (const [index, value] of items.entries()) {
    const nodes = applied.flatMap(({ schema }) => schema.prefixItems?.[index] ?? schema.items ?? [])
    yield* visit(context, nodes, { path: [...place.path, index], value, secret: place.secret, where: '' })
  }
}

function* visitProperties(
  context: WalkContext,
  applied: readonly Applied[],
  place: Place,
  map: Readonly<Record<string, unknown>>,
): Generator<SchemaProblem> {
  const keys = compareKeys(applied, map)
  yield* lacking(context, applied, place, keys)
  for (const key of Object.keys(map)) {
    const value = map[key]
    const path = [...place.path, key]
    for (const { schema } of applied) {
      if (schema.propertyNames === undefined) continue
      const name = { path, value: key, secret: false, where: '' }
      for (const problem of visit(context, [schema.propertyNames], name)) yield { ...problem, key: true }
    }
    if (keys.strange.has(key)) yield strange(context, applied, place, key, keys)
    else if (value !== undefined) {
      const nodes = applied.flatMap(({ schema }) => propertySchemas(schema, key))
      const where = applied.map((one) => branchWords(one, key)).find((words) => words !== '') ?? ''
      const child = { path, value, secret: place.secret || isSecretKey(key), where }
      // A scalar has nothing below it that had to be visited lazily.
      if (typeof value === 'object' && value !== null) yield* visit(context, nodes, child)
      else yield* look(context, nodes, child).problems
    }
  }
}

/** One problem for each property that an object must have and lacks. */
function* lacking(
  { root }: WalkContext,
  applied: readonly Applied[],
  { path }: Place,
  { missing, misspelt, absent }: Keys,
): Generator<SchemaProblem> {
  const lack = (words: string): SchemaProblem => {
    return { rule: 'schema', at: path, missing: true, message: `${ownerOf(applied, path)} ${words}` }
  }
  for (const key of missing) {
    // A misspelt required key is one mistake and not two.
    if (misspelt.has(key)) continue
    const allowed = applied.map(({ schema }) => allowedAt(root, schema, key)).find((values) => values)
    const choice = allowed === undefined ? '.' : `; write ${choiceWords(allowed)}.`
    yield lack(`lacks ${shown(key)}${choice}`)
  }
  for (const { schema } of applied) {
    for (const [cause, needed] of Object.entries(schema.dependentRequired ?? {})) {
      if (absent(cause)) continue
      for (const key of needed.filter(absent)) yield lack(`with ${shown(cause)} lacks ${shown(key)}.`)
    }
  }
}

function strange(
  { root }: WalkContext,
  applied: readonly Applied[],
  place: Place,
  key: string,
  { strange: suggestions, known, missing }: Keys,
): SchemaProblem {
  const suggestion = suggestions.get(key)
  const home = known.find((name) => applied.some(({ schema }) => holds(root, schema, name, key)))
  const message = unknownKeyMessage({ key, owner: ownerOf(applied, place.path), known, suggestion, home })
  const refused = suggestion !== undefined && missing.has(suggestion)
  return { rule: 'unknown-key', at: [...place.path, key], key: true, message, ...(refused && { refused }) }
}

function wrong({ path }: Place, message: string): SchemaProblem {
  return { rule: 'schema', at: path, message }
}
