import type { Finding, Report } from '../finding.ts'
import type { RuleMeta } from '../rule.ts'

/** A secret in a text, from its first unit to the one after the last. */
export interface SecretPlace {
  readonly file: string
  readonly start: number
  readonly end: number
}

/** What reporters know beside the report. */
export interface ReportContext {
  /** Every rule that was enabled, with the severity it had in this run. */
  readonly rules: () => readonly RuleMeta[]
  /** The text of a file of the report; undefined where it was given as a value. */
  readonly textOf: (file: string) => string | undefined
  readonly color: boolean
  /** Findings shown in text at most; all are counted. */
  readonly maxProblems: number
  /** Findings that a suppression has taken out of the report. */
  readonly suppressed: readonly Finding[]
  /** Where secrets stand in the texts, whether anything is reported of them or not. */
  readonly secrets: readonly SecretPlace[]
  /** Is told what a format has no room for, so that nothing is left out without a word. */
  readonly notice?: (text: string) => void
}

/** A report in, a string out. Where the string goes is the caller's business. */
export type Reporter = (report: Report, context: ReportContext) => string
