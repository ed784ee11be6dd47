import { checkConfig, fileRules } from './config.ts'
import { contextOf } from './context.ts'
import { requireKind } from './document.ts'
import { UserError } from './errors.ts'
import type { Report } from './finding.ts'
import { type LintInput, lint, type Outcome } from './lint.ts'
import { kinds as allKinds, rules as allRules } from './registry.ts'
import { reporters } from './reporters/index.ts'
import type { RuleMeta } from './rule.ts'
import type { JsonSchema } from './schema.ts'
import type { Config, RuleSetting, UnknownPolicy } from './settings.ts'
import { lintUpdate } from './update.ts'

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
export type { Position, Range } from './position.ts'
export type { RuleDocs, RuleMeta } from './rule.ts'
export type { Config, RuleSetting, UnknownPolicy } from './settings.ts'
export type { JsonSchema }

/** How documents are checked. */
export interface ValidateOptions {
  /** The kind of every document; recognised by content where it is left out. */
  readonly kind?: string
  /** The name that findings carry, for a single text or value. */
  readonly filename?: string
  /** Severities by rule id; they win over those of `config`. */
  readonly rules?: Readonly<Record<string, RuleSetting>>
  /** Run these rules alone. */
  readonly only?: readonly string[]
  readonly config?: Config
  /** What a document of no known kind is: "warn" by default, "error" where `kind` is given. */
  readonly unknown?: UnknownPolicy
  /** YYYY-MM-DD, the day against which suppressions end; the current one by default. */
  readonly today?: string
}

/** A document to check: a text that may hold several, or a value. */
export type DocumentInput =
  | { readonly filename: string; readonly text: string; readonly kind?: string }
  | { readonly filename: string; readonly value: unknown; readonly kind?: string }

/** The name of a text or value that was given none. */
const nameless = 'document'

const isText = (value: unknown): boolean => typeof value === 'string'
const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSettings = (value: unknown): boolean =>
  isRecord(value) && Object.values(value as object).every((setting) => isText(setting) || isRecord(setting))

/** What each option must be, in words and as a test. */
const optionForms: Readonly<
  Record<keyof ValidateOptions, readonly [form: string, (value: unknown) => boolean]>
> = {
  kind: ['a text', isText],
  filename: ['a text', isText],
  rules: ['an object of severities by rule id', isSettings],
  only: ['a list of rule ids', (value) => Array.isArray(value) && value.every(isText)],
  config: ['an object', isRecord],
  unknown: ['skip, warn or error', (value) => ['skip', 'warn', 'error'].some((known) => known === value)],
  today: ['a date as YYYY-MM-DD', (value) => isText(value) && /^\d{4}-\d{2}-\d{2}$/.test(String(value))],
}

/** Throws a UserError on an option that does not exist or has the wrong form: ignored, it would pass for applied. */
function checkOptions(options: unknown): void {
  if (!isRecord(options)) throw new UserError('The options are no object.')
  for (const [name, value] of Object.entries(options as object)) {
    if (value === undefined) continue
    const known = Object.hasOwn(optionForms, name) ? optionForms[name as keyof ValidateOptions] : undefined
    if (!known)
      throw new UserError(`"${name}" is no option; it is one of ${Object.keys(optionForms).join(', ')}.`)
    const [form, test] = known
    if (!test(value)) throw new UserError(`The option ${name} must be ${form}.`)
  }
}

function checkInputs(documents: unknown): void {
  if (!Array.isArray(documents))
    throw new UserError('The documents are no list of { filename, text } or { filename, value }.')
  for (const [index, document] of documents.entries()) {
    const { filename, text, kind, ...rest } = (document ?? {}) as Readonly<Record<string, unknown>>
    const known = text === undefined ? 'value' in rest : isText(text)
    if (!isText(filename) || !known || (kind !== undefined && !isText(kind)))
      throw new UserError(`Document ${index} is neither { filename, text } nor { filename, value }.`)
  }
}

/**
 * Checks one text, which may hold several documents, or one value. Never throws on a document, however bad;
 * throws a UserError on an unknown rule, kind or severity and on a broken configuration.
 */
export function validate(document: unknown, options: ValidateOptions = {}): Report {
  checkOptions(options)
  const filename = options.filename ?? nameless
  return validateAll(
    [typeof document === 'string' ? { filename, text: document } : { filename, value: document }],
    options,
  )
}

/** Checks several texts and values together, so that rules which look across documents see them all. */
export function validateAll(documents: readonly DocumentInput[], options: ValidateOptions = {}): Report {
  checkOptions(options)
  checkInputs(documents)
  const config = options.config === undefined ? {} : checkConfig(options.config)
  const files = fileRules(config)
  const inputs = documents
    .filter(({ filename }) => !files.ignores(filename))
    .map((document): LintInput => {
      const kind = document.kind ?? options.kind ?? files.kindOf(document.filename)
      return {
        file: document.filename,
        unknown: options.unknown ?? (kind === undefined ? 'warn' : 'error'),
        ...('text' in document && document.text !== undefined
          ? { text: document.text }
          : { value: 'value' in document ? (document.value ?? null) : null }),
        ...(kind !== undefined && { kind }),
      }
    })
  return keep(lint(inputs, { ...options, config }))
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
  const config = options.config === undefined ? {} : checkConfig(options.config)
  const filename = options.filename ?? nameless
  const patched = options.kind === undefined ? undefined : requireKind(options.kind).patch?.of
  const input = (document: unknown, kind: string | undefined): LintInput => ({
    file: filename,
    unknown: options.unknown ?? (options.kind === undefined ? 'warn' : 'error'),
    ...(typeof document === 'string' ? { text: document } : { value: document ?? null }),
    ...(kind !== undefined && { kind }),
  })
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
  const outcome = outcomes.get(report) ?? { rules: allRules, texts: new Map(), suppressed: [] }
  return reporters[format](report, contextOf(outcome, { color, maxProblems }))
}

/** Every rule, with its documentation. */
export const rules: readonly RuleMeta[] = allRules

/** Every kind of document, with its published schema. */
export const kinds: readonly { readonly id: string; readonly title: string; schema(): JsonSchema }[] =
  allKinds.map(({ id, title, validator }) => ({ id, title, schema: () => validator.schema() }))
