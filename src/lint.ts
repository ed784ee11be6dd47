import { type CheckedObject, checkObject, guarded, type Run } from './checks.ts'
import { type Input, type ReadInput, readInput } from './document.ts'
import { type Draft, toFindings } from './drafts.ts'
import type { Bug } from './errors.ts'
import type { DocumentEntry, Finding, Report, Severity } from './finding.ts'
import { once } from './once.ts'
import { syntaxRule, unknownDocumentRule } from './pipeline-rules.ts'
import { toPointer } from './position.ts'
import { type Joined, projectDrafts } from './projects.ts'
import { ruleById, rules, takesPart } from './registry.ts'
import type { SecretPlace } from './reporters/reporter.ts'
import type { RuleMeta } from './rule.ts'
import { secretPlaces } from './secrets.ts'
import type { Config, UnknownPolicy } from './settings.ts'
import { type RuleChoice, RuleSettings } from './severities.ts'
import { type SiftOptions, sift } from './sift.ts'
import { tool } from './tool.ts'

export interface LintOptions extends RuleChoice {
  readonly config?: Config
  /** YYYY-MM-DD, against which suppressions end; the current day by default. */
  readonly today?: string
  /** Each input by itself: nothing is said of how they go together. */
  readonly separately?: boolean
}

/** An input, and what it means that nothing is recognised in it. */
export interface LintInput extends Input {
  readonly unknown: UnknownPolicy
}

/** A report, and what the shells need beside it. */
export interface Outcome {
  readonly report: Report
  /** The rules that ran, with the severity that each had; few reports list them. */
  readonly rules: () => readonly RuleMeta[]
  readonly texts: ReadonlyMap<string, string>
  readonly suppressed: readonly Finding[]
  readonly secrets: readonly SecretPlace[]
  readonly bugs: readonly Bug[]
}

/** What is known of one input. */
interface CheckedInput {
  readonly findings: readonly Finding[]
  readonly suppressed: readonly Finding[]
  readonly secrets?: readonly SecretPlace[]
  readonly documents: readonly DocumentEntry[]
  readonly bugs: readonly Bug[]
  readonly members: readonly Joined[]
}

/**
 * Reads, recognises and checks every input, first each by itself and then all together. Never throws on a document,
 * however bad; a rule that throws is kept as a bug, and the others go on. Throws a UserError on an unknown rule,
 * severity or kind.
 */
export function lint(inputs: readonly LintInput[], options: LintOptions): Outcome {
  const { config = {} } = options
  const settings = new RuleSettings(options, ruleById, takesPart.inCheck)
  const run: Run = { settings, platforms: config }
  const sifting = siftingOf(options, settings)
  const ordered = inputs.toSorted(byFile)
  const checked = ordered.map((input, index) => checkInput(input, index, run, sifting))
  const together: Bug[] = []
  const again = new Map<number, ReadInput>()
  const readAgain = (index: number): ReadInput => {
    const read = again.get(index) ?? readInput(ordered[index]!)
    again.set(index, read)
    return read
  }
  const groups = options.separately
    ? checked.map(({ members }) => members)
    : [checked.flatMap(({ members }) => members)]
  for (const members of groups) {
    for (const [index, drafts] of projectDrafts(members, readAgain, run, together))
      checked[index] = checkInput(ordered[index]!, index, run, sifting, { read: readAgain(index), drafts })
    again.clear()
  }
  const bugs = [...checked.flatMap((each) => each.bugs), ...together]
  return outcomeOf(inputs, checked, settings, bugs)
}

export const byFile = (a: Input, b: Input): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)

export function siftingOf({ config, today }: LintOptions, settings: RuleSettings): SiftOptions {
  return {
    settings,
    demands: config?.suppressions,
    today: today ?? new Date().toISOString().slice(0, 10),
  }
}

/** The report on inputs, in the order in which they were checked. */
export function outcomeOf(
  inputs: readonly Input[],
  checked: readonly Pick<CheckedInput, 'findings' | 'suppressed' | 'secrets' | 'documents'>[],
  settings: RuleSettings,
  bugs: readonly Bug[],
): Outcome {
  const findings = checked.flatMap((each) => each.findings)
  const suppressed = checked.flatMap((each) => each.suppressed)
  const secrets = checked.flatMap((each) => each.secrets ?? [])
  const documents = checked.flatMap((each) => each.documents)
  const report: Report = {
    version: 1,
    tool: { name: tool.name, version: tool.version },
    documents,
    findings,
    summary: summaryOf(inputs.length, documents, findings, suppressed),
  }
  return {
    report,
    rules: once(() => enabledRules(settings)),
    texts: textsOf(inputs),
    suppressed,
    secrets,
    bugs: distinct(bugs),
  }
}

/** A rule that fails on a file fails on all that is read of it: once is enough to say so. */
function distinct(bugs: readonly Bug[]): Bug[] {
  return [...new Map(bugs.map((bug) => [JSON.stringify([bug.rule, bug.file]), bug])).values()]
}

/** The numbers of a report. */
export function summaryOf(
  files: number,
  documents: readonly DocumentEntry[],
  findings: readonly Finding[],
  suppressed: readonly Finding[],
): Report['summary'] {
  return {
    files,
    documents: documents.filter(({ kind }) => kind !== null).length,
    errors: count(findings, 'error'),
    warnings: count(findings, 'warning'),
    notes: count(findings, 'note'),
    suppressed: suppressed.length,
  }
}

export const failedReading =
  'This program failed to read this, which is a bug of it, so nothing here was checked.'

/** Everything about one input; `joined` is what is known by now of how it goes together with the others. */
function checkInput(
  input: LintInput,
  index: number,
  run: Run,
  sifting: SiftOptions,
  joined?: { readonly read: ReadInput; readonly drafts: readonly Draft[] },
): CheckedInput {
  const bugs: Bug[] = []
  const check = (given: LintInput, read = readInput(given)): Omit<CheckedInput, 'bugs'> => {
    const drafts = readingDrafts(read, given.unknown)
    const members: Joined[] = []
    const secretPaths: CheckedObject['secrets'][] = []
    // The models of a long stream would fill the memory: what is not needed any more is not kept.
    for (const [position, object] of read.objects.entries()) {
      const { drafts: found, member, secrets } = checkObject(object, read, run, bugs)
      for (const draft of found) drafts.push(draft)
      secretPaths.push(secrets)
      if (member) members.push({ ...member, input: index, object: position })
    }
    for (const draft of joined?.drafts ?? []) drafts.push(draft)
    const findings = toFindings(read, drafts, (rule, problem) => run.settings.weigh(rule, problem))
    for (const { kind, value } of read.background)
      members.push({ file: read.file, kind, value, input: index })
    // A text that nothing is said of is not quoted.
    const secrets =
      drafts.length === 0
        ? []
        : secretPaths.flatMap((paths, position) => secretPlaces(read.objects[position]!, read, paths))
    return { ...sift(findings, read, sifting), secrets, documents: entriesOf(read), members }
  }
  const done =
    guarded(syntaxRule, input.file, bugs, () => check(input, joined?.read)) ??
    check({ ...input, problem: failedReading })
  return { ...done, bugs }
}

const count = (findings: readonly Finding[], severity: Severity) =>
  findings.filter((finding) => finding.severity === severity).length

function enabledRules(settings: RuleSettings): RuleMeta[] {
  return rules().flatMap((rule) => {
    const severity = settings.severityOf(rule)
    return severity ? [{ ...rule, severity }] : []
  })
}

function textsOf(inputs: readonly Input[]): ReadonlyMap<string, string> {
  return new Map(inputs.flatMap(({ file, text }) => (text === undefined ? [] : [[file, text] as const])))
}

/** What reading itself has found: broken text, and documents of no known kind. */
export function readingDrafts(read: ReadInput, policy: UnknownPolicy): Draft[] {
  const syntax = read.problems.map(
    ({ source, problem }): Draft => ({
      rule: syntaxRule,
      placing: { read, source, base: [], kind: null, value: undefined },
      problem: { at: [], message: problem.message },
      span: problem,
    }),
  )
  if (policy === 'skip') return syntax
  const severity = policy === 'error' ? 'error' : 'warning'
  const unknown = unknownSources(read, policy).map(
    ({ source, message }): Draft => ({
      rule: unknownDocumentRule,
      placing: { read, source, base: [], kind: null, value: undefined },
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

/** What was recognised in an input, or that nothing was. */
export function entriesOf(read: ReadInput): DocumentEntry[] {
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
