import type { ReadInput, Recognised } from './document.ts'
import type { Draft, Placing } from './drafts.ts'
import { readEmbedded } from './embedded-values.ts'
import { type Bug, messageOf, UserError } from './errors.ts'
import type { Inventory } from './inventory.ts'
import type { Model } from './model.ts'
import { secretsOf } from './model-secrets.ts'
import { once } from './once.ts'
import { schemaRule, syntaxRule, undecidedRule, unknownKeyRule } from './pipeline-rules.ts'
import { type Path, toPointer } from './position.ts'
import { prune } from './prune.ts'
import { joins, sharedRules } from './registry.ts'
import type { Problem, Rule, RuleMeta, Surroundings } from './rule.ts'
import { type SchemaProblem, schemaProblems } from './schema.ts'
import type { Platforms } from './settings.ts'
import type { RuleSettings } from './severities.ts'
import type { PlainScalar } from './source/index.ts'
import type { Kind, Member } from './system.ts'

/** What all checks of a run have in common. */
export interface Run {
  readonly settings: RuleSettings
  readonly platforms: Platforms
}

/** What is found in one object, and what there is to know of it for what reads several objects together. */
export interface CheckedObject {
  readonly drafts: readonly Draft[]
  readonly member?: Member
  /** What it declares, or what was seen open; neither where that failed. */
  readonly model?: () => Model
  readonly observe?: () => Inventory
  /** Where the model has secrets, so that no report quotes them. */
  readonly secrets: readonly Path[]
  /** Parts that broke the schema, and so are in none of these. */
  readonly broken: readonly Path[]
}

/** Where the paths of an object's problems start. */
export function placingOf(read: ReadInput, { source, at, kind, value }: Recognised): Placing {
  const written = kind.written && ((place: Path) => kind.written?.(value, place) ?? place)
  return { read, source, base: at, kind: kind.id, value, ...(written && { written }) }
}

/** What there is to know beside an object; asked for its scalars only where a rule does. */
function surroundingsOf(
  { source, at }: Recognised,
  { platforms }: Pick<Run, 'platforms'>,
  { written }: Placing,
  texts: readonly Path[],
): Surroundings {
  return {
    platforms,
    texts,
    plainScalars: once(() => within(source.plainScalars(at), at)),
    contestedScalars: once(() => within(source.contestedScalars(at), at)),
    written: (place) => written?.(place) ?? place,
  }
}

/** Scalars by their paths from the place at which the paths of an object start. */
const within = (scalars: readonly PlainScalar[], { length }: Path): PlainScalar[] =>
  scalars.map((scalar) => ({ ...scalar, at: scalar.at.slice(length) }))

/** What there is to know beside documents that are checked together. */
export const joinedSurroundings = ({ platforms }: Pick<Run, 'platforms'>): Surroundings => ({
  platforms,
  texts: [],
  plainScalars: () => [],
  contestedScalars: () => [],
  written: (at) => at,
})

/** An object as its platform reads it, and what is to be said of its shape. */
export interface Shaped {
  /** Without the parts that broke the schema: the one cast, as it is this kind's document as far as it goes. Undefined where nothing of it fits. */
  readonly document: never | undefined
  /** Parts that broke the schema. */
  readonly broken: readonly Path[]
  readonly drafts: readonly Draft[]
  readonly surroundings: Surroundings
}

/** Reads an object by its schema, with the texts that it embeds; undefined, with a bug noted, where that fails. */
export function shapeOf(
  object: Recognised,
  read: ReadInput,
  run: Pick<Run, 'platforms'>,
  bugs: Bug[],
): Shaped | undefined {
  const { kind } = object
  const { file } = read
  const placing = placingOf(read, object)
  return guarded(schemaRule, file, bugs, (): Shaped => {
    const { value: opened, problems, texts } = readEmbedded(object)
    const surroundings = surroundingsOf(object, run, placing, texts)
    const value = kind.reread?.(opened, surroundings) ?? opened
    const shape = schemaProblems(kind.validator, value)
    const unread = guarded(unknownKeyRule, file, bugs, () => kind.unread?.(opened, surroundings)) ?? []
    const drafts = [
      ...problems.map(
        (problem): Draft => ({
          rule: syntaxRule,
          placing,
          problem: { at: [], message: problem.message },
          span: problem,
        }),
      ),
      ...shape.map(
        ({ rule, at, key = false, message, refused }): Draft => ({
          rule: rule === 'schema' ? schemaRule : unknownKeyRule,
          placing,
          problem: { at, key, message, severity: rule === 'schema' || refused ? 'error' : kind.unknownKeys },
        }),
      ),
      ...unread.map(
        ({ at, message }): Draft => ({
          rule: unknownKeyRule,
          placing,
          problem: { at, key: true, message, severity: 'warning' },
        }),
      ),
    ]
    const broken = brokenParts(shape)
    return { document: prune(value, broken) as never | undefined, broken, drafts, surroundings }
  })
}

/** What breaks the schema is left out of the model; the rest is still checked. */
const brokenParts = (shape: readonly SchemaProblem[]): Path[] =>
  shape.filter(({ rule, missing }) => rule === 'schema' && !missing).map(({ at }) => at)

/** Schema, model and rules of one object. A rule that throws becomes a bug; the others go on. */
export function checkObject(object: Recognised, read: ReadInput, run: Run, bugs: Bug[]): CheckedObject {
  const { kind } = object
  const { file } = read
  const placing = placingOf(read, object)
  const shaped = shapeOf(object, read, run, bugs)
  // Without the promise that the schema makes, there is nothing to go on.
  if (!shaped) return { drafts: [openQuestion(schemaRule, placing)], secrets: [], broken: [[]] }
  const { document, broken, drafts: shapeDrafts, surroundings } = shaped
  if (document === undefined) return { drafts: shapeDrafts, secrets: [], broken }
  const { observe } = kind
  // A long inventory declares nothing, so its model is made for the rules alone.
  const modelled = !observe || sharedRules.some((rule) => run.settings.runs(rule))
  const place = { run, file, bugs }
  const shared = modelled ? askShared(kind, document, surroundings, place) : { found: [], secrets: [] }
  const problems = [
    ...(shared?.found ?? [undecided(undecidedRule)]),
    ...ask(kind.rules, document, surroundings, place),
  ]
  problems.push(...supposed(kind, document, problems, surroundings, place))
  return {
    drafts: [...shapeDrafts, ...problems.map((found): Draft => ({ ...found, placing }))],
    ...(joins(kind.id) && { member: { file, kind: kind.id, value: document } }),
    ...(modelled && shared && { model: once(() => kind.normalise(document, surroundings)) }),
    ...(observe && { observe: () => observe(document) }),
    secrets: shared?.secrets ?? [],
    broken,
  }
}

/** What the shared rules say of a document, and where it has secrets; undefined, with a bug noted, where it could not be read into the model. */
function askShared(
  { normalise, parts }: Kind,
  document: never,
  surroundings: Surroundings,
  place: Asking,
): { readonly found: readonly Asked[]; readonly secrets: readonly Path[] } | undefined {
  return guarded(undecidedRule, place.file, place.bugs, () => {
    const found: Asked[] = []
    const secrets: Path[] = []
    for (const model of parts?.(document) ?? [normalise(document, surroundings)]) {
      for (const problem of ask(sharedRules, model, surroundings, place)) found.push(problem)
      for (const path of secretsOf(model)) secrets.push(path)
    }
    return { found, secrets }
  })
}

/** Rules that say something of values, and not of how a document is written. */
const ofEffect = ({ id, category }: RuleMeta) =>
  (category === 'effect' || category === 'exposure') && !id.endsWith('-secret')

/** What holds only as long as values that are given here are not overridden elsewhere. */
function supposed(
  { supposing, validator, normalise, rules }: Kind,
  document: never,
  known: readonly Asked[],
  surroundings: Surroundings,
  place: Asking,
): Asked[] {
  const { file, bugs } = place
  const value = supposing && guarded(undecidedRule, file, bugs, () => supposing.read(document))
  if (!supposing || value === undefined) return []
  const assumed = prune(value, brokenParts(schemaProblems(validator, value))) as never
  const model = guarded(undecidedRule, file, bugs, (): Model => normalise(assumed, surroundings))
  const told = new Set(known.map(({ rule, problem }) => `${rule.id} ${toPointer(problem.at)}`))
  return [
    ...(model ? ask(sharedRules.filter(ofEffect), model, surroundings, place) : []),
    ...ask((rules as readonly Rule<never>[]).filter(ofEffect), assumed, surroundings, place),
  ].flatMap(({ rule, problem }) => {
    if (problem.undecided || told.has(`${rule.id} ${toPointer(problem.at)}`)) return []
    const { severity = rule.severity } = problem
    return [
      {
        rule,
        problem: {
          ...problem,
          message: problem.message.replace(/\.$/, ` (${supposing.words}).`),
          severity: severity === 'error' ? ('warning' as const) : severity,
        },
      },
    ]
  })
}

/** A problem, with the rule that it is reported as. */
export interface Asked {
  readonly rule: RuleMeta
  readonly problem: Problem
}

interface Asking {
  readonly run: Run
  readonly file: string
  readonly bugs: Bug[]
}

/** What the rules that run say of one input. */
export function ask<Input>(
  rules: readonly Rule<Input>[],
  input: Input,
  surroundings: Surroundings,
  { run, file, bugs }: Asking,
): Asked[] {
  const asked: Asked[] = []
  for (const rule of run.settings.running(rules)) {
    const before = asked.length
    const done = guarded(rule, file, bugs, () => {
      for (const problem of rule.check(input, surroundings))
        asked.push({ rule: problem.undecided ? undecidedRule : rule, problem })
      return true
    })
    // Of a rule that fails half-way nothing is told but that it failed.
    if (!done) asked.splice(before, asked.length, undecided(rule))
  }
  return asked
}

/** What a bug leaves open, as a note: silence would mean that there is nothing to say. */
function undecided(rule: RuleMeta): Asked {
  const message = `Whether ${rule.id} has anything to say is open: the rule failed on this document, which is a bug.`
  return { rule: undecidedRule, problem: { at: [], message } }
}

const openQuestion = (rule: RuleMeta, placing: Placing): Draft => ({ ...undecided(rule), placing })

/** The outcome of a step; undefined, with a bug noted, where it throws anything but a mistake of the user's. */
export function guarded<T>(rule: RuleMeta, file: string, bugs: Bug[], step: () => T): T | undefined {
  try {
    return step()
  } catch (error) {
    if (error instanceof UserError) throw error
    bugs.push({ rule: rule.id, file, error: error instanceof Error ? error : new Error(messageOf(error)) })
    return undefined
  }
}
