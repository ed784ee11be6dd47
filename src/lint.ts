import { sourceAt } from './directives.ts'
import { type Input, type ReadInput, type Recognised, readInput } from './document.ts'
import { type Draft, type Placing, toFindings } from './drafts.ts'
import { type Bug, messageOf, UserError } from './errors.ts'
import type { DocumentEntry, Finding, Report, Severity } from './finding.ts'
import type { Model } from './model.ts'
import {
  schemaRule,
  syntaxRule,
  undecidedRule,
  unknownDocumentRule,
  unknownKeyRule,
  unusedSuppressionRule,
} from './pipeline-rules.ts'
import { toPointer } from './position.ts'
import { prune } from './prune.ts'
import { ruleById, rules, sharedRules } from './registry.ts'
import type { Rule, RuleMeta } from './rule.ts'
import { schemaProblems } from './schema.ts'
import type { Config, UnknownPolicy } from './settings.ts'
import { type RuleChoice, RuleSettings } from './severities.ts'
import { readSuppressions, suppress } from './suppress.ts'
import { tool } from './tool.ts'

export interface LintOptions extends RuleChoice {
  readonly config?: Config
  /** YYYY-MM-DD, against which suppressions end; the current day by default. */
  readonly today?: string
}

/** An input, and what it means that nothing is recognised in it. */
export interface LintInput extends Input {
  readonly unknown: UnknownPolicy
}

/** A report, and what the shells need beside it. */
export interface Outcome {
  readonly report: Report
  /** The rules that ran, with the severity that each had. */
  readonly rules: readonly RuleMeta[]
  readonly texts: ReadonlyMap<string, string>
  readonly suppressed: readonly Finding[]
  readonly bugs: readonly Bug[]
}

/**
 * Reads, recognises and checks every input. Never throws on a document, however bad; a rule that throws is
 * kept as a bug, and the others go on. Throws a UserError on an unknown rule, severity or kind.
 */
export function lint(inputs: readonly LintInput[], options: LintOptions): Outcome {
  const settings = new RuleSettings(options, ruleById)
  const bugs: Bug[] = []
  const ordered = inputs.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
  const checked = ordered.map(
    (input) =>
      guarded(syntaxRule, input.file, bugs, () => checkInput(input, settings, options, bugs)) ??
      checkInput({ ...input, problem: failedReading }, settings, options, bugs),
  )
  const findings = checked.flatMap((each) => each.findings)
  const suppressed = checked.flatMap((each) => each.suppressed)
  const documents = checked.flatMap((each) => each.documents)
  const report: Report = {
    version: 1,
    tool: { name: tool.name, version: tool.version },
    documents,
    findings,
    summary: {
      files: inputs.length,
      documents: documents.filter(({ kind }) => kind !== null).length,
      errors: count(findings, 'error'),
      warnings: count(findings, 'warning'),
      notes: count(findings, 'note'),
      suppressed: suppressed.length,
    },
  }
  return { report, rules: enabledRules(settings), texts: textsOf(inputs), suppressed, bugs }
}

const failedReading = 'This program failed to read this, which is a bug of it, so nothing here was checked.'

/** Everything about one input. Throws a UserError on an unknown kind, and where reading fails as it must not. */
function checkInput(input: LintInput, settings: RuleSettings, options: LintOptions, bugs: Bug[]) {
  const read = readInput(input)
  const drafts = [
    ...readingDrafts(read, input.unknown),
    ...read.objects.flatMap((object) => objectDrafts(object, settings, read.file, bugs)),
  ]
  const all = toFindings(read, drafts, (rule, problem) => settings.weigh(rule, problem))
  return { ...sift(all, read, settings, options), documents: entriesOf(read) }
}

const count = (findings: readonly Finding[], severity: Severity) =>
  findings.filter((finding) => finding.severity === severity).length

function enabledRules(settings: RuleSettings): RuleMeta[] {
  return rules.flatMap((rule) => {
    const severity = settings.severityOf(rule)
    return severity ? [{ ...rule, severity }] : []
  })
}

function textsOf(inputs: readonly LintInput[]): ReadonlyMap<string, string> {
  return new Map(inputs.flatMap(({ file, text }) => (text === undefined ? [] : [[file, text] as const])))
}

/** What reading itself has found: broken text, and documents of no known kind. */
function readingDrafts(read: ReadInput, policy: UnknownPolicy): Draft[] {
  const syntax = read.problems.map(
    ({ source, problem }): Draft => ({
      rule: syntaxRule,
      placing: { source, base: [], kind: null, value: undefined },
      problem: { at: [], message: problem.message },
      span: problem,
    }),
  )
  if (policy === 'skip') return syntax
  const severity = policy === 'error' ? 'error' : 'warning'
  const unknown = unknownSources(read, policy).map(
    ({ source, message }): Draft => ({
      rule: unknownDocumentRule,
      placing: { source, base: [], kind: null, value: undefined },
      problem: { at: [], message, severity },
      span: { start: source.extent.start, end: source.extent.start },
    }),
  )
  return [...syntax, ...unknown]
}

function unknownSources(read: ReadInput, policy: UnknownPolicy) {
  const [first] = read.sources
  if (!first || read.problems.length > 0) return []
  // Among other documents of a stream, those of no known kind are passed over unless they were asked about.
  const sources = policy === 'error' ? read.unknown : read.objects.length > 0 ? [] : read.unknown.slice(0, 1)
  if (sources.length > 0 || read.objects.length > 0) {
    return sources.map((source) => ({
      source,
      message: source.template
        ? 'A template is no document until it is rendered, so it was not checked; check what it renders to.'
        : 'No known kind of document is recognised here, so it was not checked; name one with --kind or a comment "# portcullis: kind=…".',
    }))
  }
  const named = read.namedKind ? ` and no ${read.namedKind}` : ''
  return [{ source: first, message: `The file holds no document${named}, so there was nothing to check.` }]
}

function objectDrafts(object: Recognised, settings: RuleSettings, file: string, bugs: Bug[]): Draft[] {
  const wanted = <Document>(list: readonly Rule<Document>[]) => list.filter((rule) => settings.runs(rule))
  const { kind, source, at, value } = object
  const placing: Placing = { source, base: at, kind: kind.id, value }
  const shape = guarded(schemaRule, file, bugs, () => schemaProblems(kind.validator, value))
  // Without the promise that the schema makes, there is nothing to go on.
  if (!shape) return [openQuestion(schemaRule, placing)]
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
  if (document === undefined) return shapeDrafts
  const model = guarded(undecidedRule, file, bugs, (): Model => kind.normalise(document))
  return [
    ...shapeDrafts,
    ...(model
      ? run(wanted(sharedRules), model, placing, file, bugs)
      : [openQuestion(undecidedRule, placing)]),
    ...run(wanted(kind.rules), document, placing, file, bugs),
  ]
}

function run<Document>(
  list: readonly Rule<Document>[],
  document: Document,
  placing: Placing,
  file: string,
  bugs: Bug[],
): Draft[] {
  return list.flatMap((rule) => {
    const problems = guarded(rule, file, bugs, () => [...rule.check(document)])
    if (!problems) return [openQuestion(rule, placing)]
    return problems.map((problem) => ({ rule: problem.undecided ? undecidedRule : rule, placing, problem }))
  })
}

/** What a bug leaves open, as a note: silence would mean that there is nothing to say. */
function openQuestion(rule: RuleMeta, placing: Placing): Draft {
  const message = `Whether ${rule.id} has anything to say is open: the rule failed on this document, which is a bug.`
  return { rule: undecidedRule, placing, problem: { at: [], message } }
}

function guarded<T>(rule: RuleMeta, file: string, bugs: Bug[], step: () => T): T | undefined {
  try {
    return step()
  } catch (error) {
    if (error instanceof UserError) throw error
    bugs.push({ rule: rule.id, file, error: error instanceof Error ? error : new Error(messageOf(error)) })
    return undefined
  }
}

/** Takes out what comments suppress, and reports the comments that suppress nothing. */
function sift(findings: readonly Finding[], read: ReadInput, settings: RuleSettings, options: LintOptions) {
  const { lines } = read
  const wanted = read.directives.filter(({ text }) => !text.startsWith('kind'))
  if (!lines || wanted.length === 0) return { findings, suppressed: [] }
  const suppressions = readSuppressions(wanted, lines)
  const understood = new Set(suppressions.map(({ directive }) => directive))
  const malformed = wanted.filter((directive) => !understood.has(directive))
  const { kept, suppressed, idle } = suppress(findings, suppressions, {
    today: options.today ?? new Date().toISOString().slice(0, 10),
    requireReason: options.config?.suppressions?.requireReason ?? false,
    requireExpiry: options.config?.suppressions?.requireExpiry ?? false,
  })
  const drafts = [
    ...idle
      .filter(({ suppression }) => suppression.rules.every((id) => isJudged(id, settings)))
      .map(({ suppression, message }) => ({ directive: suppression.directive, message })),
    ...malformed.map((directive) => ({
      directive,
      message:
        'This comment is neither "kind=…" nor "ignore RULE [until YYYY-MM-DD] [-- why]", so it says nothing.',
    })),
  ].map(({ directive, message }): Draft => {
    const source = sourceAt(read.sources, directive.start)!
    return {
      rule: unusedSuppressionRule,
      placing: { source, base: [], kind: null, value: undefined },
      problem: { at: [], message },
      span: directive,
    }
  })
  const own = toFindings(read, drafts, (rule, problem) => settings.weigh(rule, problem))
  return { findings: [...kept, ...own].toSorted(byPlace), suppressed }
}

/** A suppression of a rule that did not run cannot be called unused; one of a rule that does not exist can. */
const isJudged = (id: string, settings: RuleSettings) => {
  const rule = ruleById(id)
  return !rule || settings.severityOf(rule) !== undefined
}

function byPlace(a: Finding, b: Finding): number {
  return (
    a.document - b.document ||
    (a.range?.start.offset ?? 0) - (b.range?.start.offset ?? 0) ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  )
}

function entriesOf(read: ReadInput): DocumentEntry[] {
  const entries = read.objects.map(
    ({ source, at, kind }): DocumentEntry => ({
      file: read.file,
      index: source.index,
      pointer: toPointer(at),
      kind: kind.id,
      status: 'checked',
    }),
  )
  const failed = read.sources
    .filter(
      (source) =>
        source.problems.some(({ lenient }) => !lenient) &&
        !read.objects.some((object) => object.source === source),
    )
    .map(
      (source): DocumentEntry => ({
        file: read.file,
        index: source.index,
        pointer: '',
        kind: null,
        status: 'failed',
      }),
    )
  if (entries.length + failed.length > 0) return [...entries, ...failed].toSorted((a, b) => a.index - b.index)
  return [{ file: read.file, index: 0, pointer: '', kind: null, status: 'skipped' }]
}
