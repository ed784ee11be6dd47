import type { ReadInput, Recognised } from './document.ts'
import type { Draft, Placing } from './drafts.ts'
import { readEmbedded } from './embedded-values.ts'
import { type Bug, messageOf, UserError } from './errors.ts'
import type { Model } from './model.ts'
import { once } from './once.ts'
import { schemaRule, syntaxRule, undecidedRule, unknownKeyRule } from './pipeline-rules.ts'
import type { Path } from './position.ts'
import { prune } from './prune.ts'
import { joins, sharedRules } from './registry.ts'
import type { Problem, Rule, RuleMeta, Surroundings } from './rule.ts'
import { schemaProblems } from './schema.ts'
import type { Platforms } from './settings.ts'
import type { RuleSettings } from './severities.ts'
import type { Member } from './system.ts'

/** What all checks of a run have in common. */
export interface Run {
  readonly settings: RuleSettings
  readonly platforms: Platforms
}

/** What is found in one object, and what a project gets to read of it. */
export interface CheckedObject {
  readonly drafts: readonly Draft[]
  readonly member?: Member
}

/** Where the paths of an object's problems start. */
export function placingOf(read: ReadInput, { source, at, kind, value }: Recognised): Placing {
  const written = kind.written && ((place: Path) => kind.written?.(value, place) ?? place)
  return { read, source, base: at, kind: kind.id, value, ...(written && { written }) }
}

/** Schema, model and rules of one object. A rule that throws becomes a bug; the others go on. */
export function checkObject(object: Recognised, read: ReadInput, run: Run, bugs: Bug[]): CheckedObject {
  const { kind, source, at } = object
  const { file } = read
  const placing = placingOf(read, object)
  const texts = guarded(syntaxRule, file, bugs, () => readEmbedded(object)) ?? {
    value: object.value,
    problems: [],
    texts: [],
  }
  const surroundings: Surroundings = {
    platforms: run.platforms,
    texts: texts.texts,
    plainScalars: once(() =>
      source.plainScalars(at).map((scalar) => ({ ...scalar, at: scalar.at.slice(at.length) })),
    ),
    written: (place) => placing.written?.(place) ?? place,
  }
  const syntaxDrafts = texts.problems.map(
    (problem): Draft => ({
      rule: syntaxRule,
      placing,
      problem: { at: [], message: problem.message },
      span: problem,
    }),
  )
  const value = guarded(schemaRule, file, bugs, () => kind.reread?.(texts.value, surroundings) ?? texts.value)
  const shape =
    value === undefined
      ? undefined
      : guarded(schemaRule, file, bugs, () => schemaProblems(kind.validator, value))
  // Without the promise that the schema makes, there is nothing to go on.
  if (!shape) return { drafts: [...syntaxDrafts, openQuestion(schemaRule, placing)] }
  const shapeDrafts = shape.map(
    ({ rule, at, key = false, message, refused }): Draft => ({
      rule: rule === 'schema' ? schemaRule : unknownKeyRule,
      placing,
      problem: { at, key, message, severity: rule === 'schema' || refused ? 'error' : kind.unknownKeys },
    }),
  )
  // What breaks the schema is left out of the model; the rest is still checked.
  const broken = shape
    .filter(({ rule, missing }) => rule === 'schema' && !missing)
    .map((problem) => problem.at)
  // The one cast: a value without its broken parts is this kind's document as far as it goes.
  const document = prune(value, broken) as never
  if (document === undefined) return { drafts: [...syntaxDrafts, ...shapeDrafts] }
  const model = guarded(undecidedRule, file, bugs, (): Model => kind.normalise(document, surroundings))
  const problems = [
    ...(model ? ask(sharedRules, model, surroundings, { run, file, bugs }) : [undecided(undecidedRule)]),
    ...ask(kind.rules, document, surroundings, { run, file, bugs }),
  ]
  return {
    drafts: [...syntaxDrafts, ...shapeDrafts, ...problems.map((found): Draft => ({ ...found, placing }))],
    ...(joins(kind.id) && { member: { file, kind: kind.id, value: document } }),
  }
}

/** A problem, with the rule that it is reported as. */
export interface Asked {
  readonly rule: RuleMeta
  readonly problem: Problem
}

/** What the rules that run say of one input. */
export function ask<Input>(
  rules: readonly Rule<Input>[],
  input: Input,
  surroundings: Surroundings,
  { run, file, bugs }: { readonly run: Run; readonly file: string; readonly bugs: Bug[] },
): Asked[] {
  return rules
    .filter((rule) => run.settings.runs(rule))
    .flatMap((rule) => {
      const problems = guarded(rule, file, bugs, () => [...rule.check(input, surroundings)])
      if (!problems) return [undecided(rule)]
      return problems.map((problem) => ({ rule: problem.undecided ? undecidedRule : rule, problem }))
    })
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
