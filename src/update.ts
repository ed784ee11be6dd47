import { ask, checkObject, guarded, placingOf, type Run, shapeOf } from './checks.ts'
import { type ReadInput, type Recognised, readInput } from './document.ts'
import { type Draft, type Placing, toFindings } from './drafts.ts'
import type { Bug } from './errors.ts'
import type { Finding } from './finding.ts'
import {
  entriesOf,
  type LintInput,
  type LintOptions,
  type Outcome,
  outcomeOf,
  readingDrafts,
  siftingOf,
} from './lint.ts'
import { undecidedRule } from './pipeline-rules.ts'
import { kinds, ruleById } from './registry.ts'
import { secretPlaces } from './secrets.ts'
import { RuleSettings } from './severities.ts'
import { sift } from './sift.ts'

/**
 * What the platforms refuse where the objects of one input replace those of another. Objects are paired by kind and
 * name; a single one of a kind with a single one, so that a change of name is seen. One without a partner is new.
 */
export function lintUpdate(old: LintInput, next: LintInput, options: LintOptions): Outcome {
  const { config = {} } = options
  const settings = new RuleSettings(options, ruleById)
  const run: Run = { settings, platforms: config }
  const bugs: Bug[] = []
  const stored = readInput(old)
  const read = recognisedPatch(next, stored) ?? readInput(next)
  const changes = read.objects.map((object) => {
    const change = () => changeOf(object, partnerOf(object, read, stored), { read, stored, run, bugs })
    return guarded(undecidedRule, read.file, bugs, change) ?? openChange(placingOf(read, object), failed)
  })
  const drafts = [...readingDrafts(read, next.unknown), ...changes.flatMap((change) => change.drafts)]
  const weigh: Parameters<typeof toFindings>[2] = (rule, problem) => settings.weigh(rule, problem)
  const own = toFindings(read, drafts, weigh)
  const sifted = sift(own, read, siftingOf(options, settings))
  // What a patch makes of an object stands in no text.
  const patched = changes.flatMap((change): Finding[] =>
    change.patched ? toFindings(change.patched.read, change.patched.drafts, weigh) : [],
  )
  const findings = [...sifted.findings.filter(({ rule }) => rule !== 'unused-suppression'), ...patched]
  const secrets = read.objects.flatMap((object) => secretPlaces(object, read, []))
  const checked = { findings, suppressed: sifted.suppressed, secrets, documents: entriesOf(read) }
  return outcomeOf([next], [checked], settings, bugs)
}

/**
 * The new input as a patch of the one stored object, where it is nothing that tells its kind by itself and has the form
 * of a patch.
 */
function recognisedPatch(next: LintInput, stored: ReadInput): ReadInput | undefined {
  const [only, second] = stored.objects
  if (next.kind !== undefined || !only || second) return undefined
  const plain = readInput(next)
  const [source, another] = plain.sources
  if (plain.objects.length > 0 || !source || another || source.value === undefined) return undefined
  const patches = kinds().filter(({ patch }) => patch?.of === only.kind.id)
  const kind =
    patches.find(({ validator }) => !validator.refusal(source.value)) ??
    // No object is a list.
    patches.find(({ validator }) => validator.schema().type === 'array' && Array.isArray(source.value))
  return kind && readInput({ ...next, kind: kind.id })
}

interface Change {
  readonly drafts: readonly Draft[]
  /** The object that a patch makes, and what is refused in it. */
  readonly patched?: { readonly read: ReadInput; readonly drafts: readonly Draft[] }
}

interface Context {
  readonly read: ReadInput
  readonly stored: ReadInput
  readonly run: Run
  readonly bugs: Bug[]
}

const failed = 'Whether this change is refused is open: it could not be looked at, which is a bug.'

const openChange = (placing: Placing, message: string): Change => ({
  drafts: [{ rule: undecidedRule, placing, problem: { at: [], message } }],
})

const refusals = (drafts: readonly Draft[]): Draft[] =>
  drafts.filter(
    ({ rule, problem }) => rule.category === 'validity' && (problem.severity ?? rule.severity) === 'error',
  )

function changeOf(object: Recognised, partner: Recognised | undefined, context: Context): Change {
  const { read, stored, run, bugs } = context
  const { kind } = object
  const placing = placingOf(read, object)
  if (!partner) return { drafts: refusals(checkObject(object, read, run, bugs).drafts) }
  const before = shapeOf(partner, stored, run, bugs)
  const after = shapeOf(object, read, run, bugs)
  if (!before || !after) return openChange(placing, failed)
  if (refusals(before.drafts).length > 0)
    return openChange(
      placing,
      'Whether this change is refused is open: what is stored breaks its schema, so it is not known as a whole.',
    )
  const shape = refusals(after.drafts)
  if (after.document === undefined) return { drafts: shape }
  if (kind.patch)
    return shape.length > 0 ? { drafts: shape } : patchOf(object, before.document, after.document, context)
  if (!kind.updates) return { drafts: refusals(checkObject(object, read, run, bugs).drafts) }
  const update = { old: before.document, new: after.document } as never
  const found = ask(kind.updates, update, after.surroundings, { run, file: read.file, bugs })
  return { drafts: [...shape, ...found.map((problem): Draft => ({ ...problem, placing }))] }
}

/** A patch, applied to the object that it changes. */
function patchOf(object: Recognised, before: unknown, patch: never, context: Context): Change {
  const { read, run } = context
  const { of, apply } = object.kind.patch!
  const outcome = apply(before, patch)
  if ('rule' in outcome) {
    const drafts = run.settings.runs(outcome.rule) ? [{ ...outcome, placing: placingOf(read, object) }] : []
    return { drafts }
  }
  const made = readInput({ file: read.file, value: outcome.value, kind: of })
  const kept = readInput({ file: read.file, value: before, kind: of })
  const [after, stored] = [made.objects[0], kept.objects[0]]
  if (!after || !stored) return { drafts: [] }
  const { drafts } = changeOf(after, stored, { ...context, read: made, stored: kept })
  return { drafts: [], patched: { read: made, drafts } }
}

/** The object of the stored input that an object replaces or changes. */
function partnerOf(object: Recognised, read: ReadInput, stored: ReadInput): Recognised | undefined {
  const wanted = object.kind.patch?.of ?? object.kind.id
  const candidates = stored.objects.filter(({ kind }) => kind.id === wanted)
  const rivals = read.objects.filter(({ kind }) => kind.id === object.kind.id)
  if (candidates.length === 1 && rivals.length === 1) return candidates[0]
  return candidates.find((candidate) => nameOf(candidate) === nameOf(object))
}

/** What an object is known by where it is stored: its namespace and its name. */
export function nameOf({ value }: Pick<Recognised, 'value'>): string {
  const { metadata } = (value ?? {}) as {
    readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown }
  }
  return JSON.stringify([metadata?.namespace ?? null, metadata?.name ?? null])
}
