import { diffOf } from './access/diff.ts'
import { type Entrances, entrancesOf } from './access/listeners.ts'
import { mapOf } from './access/map.ts'
import { asRefused, refusedUpdates } from './access/refusals.ts'
import { checkRequest } from './access/request.ts'
import { trace } from './access/trace.ts'
import type { AccessDiff, AccessMap, Trace } from './access-report.ts'
import type { Request } from './analysis/request.ts'
import { checkConfig } from './config.ts'
import { contextOf } from './context.ts'
import { requireKind } from './document.ts'
import { UserError } from './errors.ts'
import type { Report } from './finding.ts'
import { type LintInput, lint, type Outcome } from './lint.ts'
import {
  asDocument,
  asDocuments,
  checkInputs,
  checkOptions,
  type DocumentInput,
  inputsOf,
  lintInputsOf,
  type ReadOptions,
  readOptionNames,
  type ValidateOptions,
} from './options.ts'
import { kinds as allKinds, rules as allRules, ruleById, takesPart } from './registry.ts'
import { reporters } from './reporters/index.ts'
import type { RuleMeta } from './rule.ts'
import type { JsonSchema } from './schema.ts'
import { RuleSettings } from './severities.ts'
import { lintUpdate } from './update.ts'

export type {
  AccessChange,
  AccessDiff,
  AccessMap,
  AccessRow,
  RefusedUpdate,
  Trace,
  TraceStep,
} from './access-report.ts'
export type { Identity, Request } from './analysis/request.ts'
export { UserError } from './errors.ts'
export type {
  Category,
  DocumentEntry,
  Finding,
  Place,
  RelatedPlace,
  Report,
  Severity,
  Summary,
  Witness,
} from './finding.ts'
export type { DocumentInput, ReadOptions, ValidateOptions } from './options.ts'
export type { Position, Range } from './position.ts'
export type { RuleDocs, RuleMeta } from './rule.ts'
export type { Config, RuleSetting, UnknownPolicy } from './settings.ts'
export type { JsonSchema }

/**
 * Checks one text, which may hold several documents, or one value. Never throws on a document, however bad;
 * throws a UserError on an unknown rule, kind or severity and on a broken configuration.
 */
export function validate(document: unknown, options: ValidateOptions = {}): Report {
  checkOptions(options)
  return validateAll([asDocument(document, options.filename)], options)
}

/** Checks several texts and values together, so that rules which look across documents see them all. */
export function validateAll(documents: readonly DocumentInput[], options: ValidateOptions = {}): Report {
  checkOptions(options)
  checkInputs(documents)
  const config = checkConfig(options.config ?? {})
  return keep(lint(lintInputsOf(documents, options), { ...options, config }))
}

/** A text, a value, or a list of documents. */
export type Documents = unknown

/** Who reaches what: every listener of the documents, and every part of its requests, with the access it asks for. */
export function mapAccess(documents: Documents, options: ReadOptions = {}): AccessMap {
  return mapOf(entrancesIn(documents, options).list)
}

/**
 * What becomes of one request: which listener and route take it, what they ask, and the decision. What the request
 * leaves out is open, and the decision is unknown where it depends on that. Throws a UserError on a malformed request.
 */
export function traceRequest(documents: Documents, request: Request, options: ReadOptions = {}): Trace {
  return trace(entrancesIn(documents, options).list, checkRequest(request))
}

/** What became reachable from one version of some documents to the other, and what stopped being so. */
export function diffAccess(base: Documents, head: Documents, options: ReadOptions = {}): AccessDiff {
  const [before, after] = [entrancesIn(base, options), entrancesIn(head, options)]
  const { config = {} } = options
  const settings = new RuleSettings({ config }, ruleById, takesPart.inDiff)
  const refused = refusedUpdates(before, after, settings, config)
  const [bug] = refused.bugs
  if (bug) throw bug.error
  return { ...diffOf(before, after), ...asRefused(refused.findings) }
}

function entrancesIn(documents: Documents, options: ReadOptions): Entrances {
  checkOptions(options, readOptionNames)
  const entrances = entrancesOf(
    inputsOf(asDocuments(documents, options.filename), options),
    options.config ?? {},
  )
  const [bug] = entrances.bugs
  if (bug) throw bug.error
  return entrances
}

/**
 * What the platform refuses where the new document replaces the old one, or where it is a patch of it: one text or one
 * value each. Never throws on a document; throws a UserError as `validate` does.
 */
export function validateUpdate(
  oldDocument: unknown,
  newDocument: unknown,
  options: ValidateOptions = {},
): Report {
  checkOptions(options)
  const config = checkConfig(options.config ?? {})
  const patched = options.kind === undefined ? undefined : requireKind(options.kind).patch?.of
  const input = (document: unknown, kind: string | undefined): LintInput => {
    const [one] = lintInputsOf([asDocument(document, options.filename)], { ...options, config: {} })
    return { ...one!, ...(kind !== undefined && { kind }) }
  }
  return keep(
    lintUpdate(input(oldDocument, patched ?? options.kind), input(newDocument, options.kind), {
      ...options,
      config,
    }),
  )
}

/** What reports of this library are made of beyond what they show: their texts, for code frames. */
const outcomes = new WeakMap<Report, Outcome>()

function keep(outcome: Outcome): Report {
  outcomes.set(outcome.report, outcome)
  return outcome.report
}

export type ReportFormat = keyof typeof reporters

export interface FormatOptions {
  /** Colours for a terminal, in text. */
  readonly color?: boolean
  /** Findings shown in text at most. */
  readonly maxProblems?: number
}

/** The names of the formats that a report can take. */
export const formats = Object.keys(reporters) as readonly ReportFormat[]

/**
 * A report as text, JSON, SARIF and so on. Throws a UserError on an unknown format. A report that was not made
 * by this library in this process has no texts, so its findings are shown without the lines they speak of.
 */
export function formatReport(
  report: Report,
  format: ReportFormat = 'text',
  options: FormatOptions = {},
): string {
  if (!Object.hasOwn(reporters, format))
    throw new UserError(`"${String(format)}" is no format; it is one of ${formats.join(', ')}.`)
  const { color = false, maxProblems = 200 } = options
  const outcome = outcomes.get(report) ?? { rules: allRules, texts: new Map(), suppressed: [], secrets: [] }
  return reporters[format](report, contextOf(outcome, { color, maxProblems }))
}

/** Every rule, with its documentation. */
export const rules: readonly RuleMeta[] = allRules()

/** Every kind of document, with its published schema. */
export const kinds: readonly { readonly id: string; readonly title: string; schema(): JsonSchema }[] =
  allKinds().map(({ id, title, validator }) => ({ id, title, schema: () => validator.schema() }))
