import type { AccessDiff } from '../access-report.ts'
import type { ReadPaths } from '../check-paths.ts'
import { type Outcome, outcomeOf } from '../lint.ts'
import { ruleById, takesPart } from '../registry.ts'
import { type RuleChoice, RuleSettings } from '../severities.ts'
import { diffOf } from './diff.ts'
import { byPlace, changeFindings } from './findings.ts'
import { type Entrances, entrancesOf } from './listeners.ts'
import { asRefused, refusedUpdates } from './refusals.ts'

/** Two versions compared: what changed, the same as a report of findings, and what could not be read. */
export interface ComparedVersions {
  readonly diff: AccessDiff
  readonly outcome: Outcome
  readonly before: Entrances
  readonly after: Entrances
}

/** Compares who reaches what in two versions. Throws a UserError on an unknown rule or kind. */
export function compareVersions(
  base: ReadPaths,
  head: ReadPaths,
  rules: RuleChoice['rules'] = {},
): ComparedVersions {
  const { config } = head.loaded
  const settings = new RuleSettings({ config, rules }, ruleById, takesPart.inDiff)
  const before = entrancesOf(base.inputs, base.loaded.config)
  const after = entrancesOf(head.inputs, config)
  const refusals = refusedUpdates(before, after, settings, config)
  const diff = { ...diffOf(before, after), ...asRefused(refusals.findings) }
  const findings = [...changeFindings(diff.changes, settings), ...refusals.findings].toSorted(byPlace)
  const checked = [{ findings, suppressed: [], documents: after.documents }]
  const outcome = outcomeOf(head.inputs, checked, settings, [...before.bugs, ...after.bugs, ...refusals.bugs])
  return { diff, outcome, before, after }
}
