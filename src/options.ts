import { checkConfig, fileRules } from './config.ts'
import type { Input } from './document.ts'
import { UserError } from './errors.ts'
import type { LintInput } from './lint.ts'
import type { Config, RuleSetting, UnknownPolicy } from './settings.ts'

/** What documents are, where content does not tell. */
export interface ReadOptions {
  /** The kind of every document; recognised by content where it is left out. */
  readonly kind?: string
  /** The name that places carry, for a single text or value. */
  readonly filename?: string
  readonly config?: Config
}

/** How documents are checked. */
export interface ValidateOptions extends ReadOptions {
  /** Severities by rule id; they win over those of `config`. */
  readonly rules?: Readonly<Record<string, RuleSetting>>
  /** Run these rules alone. */
  readonly only?: readonly string[]
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

/** The options of questions about access, which no rule takes part in. */
export const readOptionNames: readonly (keyof ReadOptions)[] = ['kind', 'filename', 'config']

/** Throws a UserError on an option that does not exist or has the wrong form: ignored, it would pass for applied. */
export function checkOptions(options: unknown, names: readonly string[] = Object.keys(optionForms)): void {
  if (!isRecord(options)) throw new UserError('The options are no object.')
  for (const [name, value] of Object.entries(options as object)) {
    if (value === undefined) continue
    if (!names.includes(name))
      throw new UserError(`"${name}" is no option; it is one of ${names.join(', ')}.`)
    const [form, test] = optionForms[name as keyof ValidateOptions]
    if (!test(value)) throw new UserError(`The option ${name} must be ${form}.`)
  }
}

/** Throws a UserError on what is no list of documents. */
export function checkInputs(documents: unknown): void {
  if (!Array.isArray(documents))
    throw new UserError('The documents are no list of { filename, text } or { filename, value }.')
  for (const [index, document] of documents.entries()) {
    const { filename, text, kind, ...rest } = (document ?? {}) as Readonly<Record<string, unknown>>
    const known = text === undefined ? 'value' in rest : isText(text)
    if (!isText(filename) || !known || (kind !== undefined && !isText(kind)))
      throw new UserError(`Document ${index} is neither { filename, text } nor { filename, value }.`)
  }
}

/** One text or value as a document. */
export const asDocument = (document: unknown, filename: string = nameless): DocumentInput =>
  typeof document === 'string' ? { filename, text: document } : { filename, value: document }

/** One text or value as a list of documents; a list of documents as it is. */
export function asDocuments(documents: unknown, filename?: string): readonly DocumentInput[] {
  const isList =
    Array.isArray(documents) &&
    documents.every((one: unknown) => isRecord(one) && isText((one as { filename?: unknown }).filename))
  if (!isList) return [asDocument(documents, filename)]
  checkInputs(documents)
  return documents as readonly DocumentInput[]
}

/** Documents as they are read, but for those that the configuration passes over. Throws a UserError on a broken one. */
export function inputsOf(
  documents: readonly DocumentInput[],
  { config = {}, kind: named }: ReadOptions,
): Input[] {
  const files = fileRules(checkConfig(config))
  return documents
    .filter(({ filename }) => !files.ignores(filename))
    .map((document): Input => {
      const kind = document.kind ?? named ?? files.kindOf(document.filename)
      return {
        file: document.filename,
        ...('text' in document && document.text !== undefined
          ? { text: document.text }
          : { value: 'value' in document ? (document.value ?? null) : null }),
        ...(kind !== undefined && { kind }),
      }
    })
}

/** The same, with what it means that nothing is recognised in one of them. */
export function lintInputsOf(documents: readonly DocumentInput[], options: ValidateOptions): LintInput[] {
  return inputsOf(documents, options).map((input) => ({
    ...input,
    unknown: options.unknown ?? (input.kind === undefined ? 'warn' : 'error'),
  }))
}
