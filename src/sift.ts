import { sourceAt } from './directives.ts'
import type { ReadInput } from './document.ts'
import { type Draft, toFindings } from './drafts.ts'
import type { Finding } from './finding.ts'
import { unusedSuppressionRule } from './pipeline-rules.ts'
import { ruleById } from './registry.ts'
import type { Config } from './settings.ts'
import type { RuleSettings } from './severities.ts'
import { readSuppressions, suppress } from './suppress.ts'

export interface SiftOptions {
  readonly settings: RuleSettings
  readonly demands: Config['suppressions']
  /** YYYY-MM-DD, against which suppressions end. */
  readonly today: string
}

/** Takes out what comments suppress, and reports the comments that suppress nothing. */
export function sift(findings: readonly Finding[], read: ReadInput, options: SiftOptions) {
  const { lines } = read
  const wanted = read.directives.filter(({ text }) => !text.startsWith('kind'))
  if (!lines || wanted.length === 0) return { findings, suppressed: [] }
  const { settings, demands, today } = options
  const suppressions = readSuppressions(wanted, lines)
  const understood = new Set(suppressions.map(({ directive }) => directive))
  const malformed = wanted.filter((directive) => !understood.has(directive))
  const { kept, suppressed, idle } = suppress(findings, suppressions, {
    today,
    requireReason: demands?.requireReason ?? false,
    requireExpiry: demands?.requireExpiry ?? false,
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
      placing: { read, source, base: [], kind: null, value: undefined },
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
