import { checkPaths, type PathsToCheck } from '../check-paths.ts'
import { contextOf } from '../context.ts'
import { bugText, UserError } from '../errors.ts'
import { severities } from '../finding.ts'
import { type FailOn, failing } from '../gate.ts'
import type { Outcome } from '../lint.ts'
import { visible } from '../reporters/escape.ts'
import { reporters } from '../reporters/index.ts'
import type { RuleSetting, UnknownPolicy } from '../settings.ts'
import { type ColorChoice, notice, type Output, outputsOf, put, usesColor } from './outputs.ts'
import { complain } from './streams.ts'

/** What commands that report findings have in common. */
export interface CommonOptions {
  readonly kind?: string
  readonly stdinFilename?: string
  readonly format?: readonly string[]
  readonly failOn: FailOn
  readonly rule?: readonly string[]
  readonly only?: readonly string[]
  /** A file, false for none at all; the nearest one where it is absent. */
  readonly config?: string | false
  readonly unknown?: UnknownPolicy
  readonly color: ColorChoice
  readonly maxProblems: number
  readonly quiet?: boolean
}

export interface CheckOptions extends CommonOptions {
  readonly separately?: boolean
}

/** Checks what the paths stand for and prints or writes the reports. Returns the exit status. */
export function check(paths: readonly string[], options: CheckOptions): number {
  const { separately = false } = options
  return report(options, () =>
    checkPaths({ ...wantedOf(paths.length > 0 ? paths : ['.'], options), separately }),
  )
}

/** What the options of every such command ask for. */
export function wantedOf(paths: readonly string[], options: CommonOptions): PathsToCheck {
  const { config, kind, stdinFilename, unknown, only, rule } = options
  return {
    paths,
    folder: '.',
    config: config ?? true,
    rules: settingsOf(rule ?? []),
    ...(kind !== undefined && { kind }),
    ...(stdinFilename !== undefined && { stdinFilename }),
    ...(unknown && { unknown }),
    ...(only && { only }),
  }
}

/** Prints or writes what a run has found. Returns the exit status. */
export function report(options: CommonOptions, makeOutcome: () => Outcome): number {
  // A format that does not exist is said before the work is done.
  const outputs = outputsOf(options.format ?? ['text'], reporters)
  const outcome = makeOutcome()
  for (const output of outputs) print(output, outcome, options)
  for (const bug of outcome.bugs) complain(bugText({ ...bug, file: visible(bug.file) }))
  if (outcome.bugs.length > 0) return 3
  return failing(outcome.report, options.failOn) ? 1 : 0
}

export function settingsOf(texts: readonly string[]): Record<string, RuleSetting> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, rule, severity] = /^([^=]+)=(.+)$/.exec(text) ?? []
      if (!rule || !severity) throw new UserError(`--rule takes ID=SEVERITY, and "${text}" is not that.`)
      if (severity !== 'off' && !severities.some((known) => known === severity)) {
        throw new UserError(`"${severity}" is no severity; it is off, note, warning or error.`)
      }
      return [rule, severity as RuleSetting]
    }),
  )
}

function print(output: Output<keyof typeof reporters>, outcome: Outcome, options: CommonOptions): void {
  const { format, file } = output
  const { findings } = outcome.report
  if (options.quiet && format === 'text' && file === undefined && findings.length === 0) return
  const color = usesColor(options.color, output)
  const context = contextOf(outcome, { color, maxProblems: options.maxProblems, notice })
  put(output, reporters[format](outcome.report, context))
}
