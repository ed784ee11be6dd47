import type { Finding } from './finding.ts'
import { type Outcome, summaryOf } from './lint.ts'

/** One outcome of two on the same inputs: those of the second one come first where they stand at one place. */
export function withFindings(outcome: Outcome, other: Outcome): Outcome {
  const findings = [...other.report.findings, ...outcome.report.findings].toSorted(byFile)
  return {
    ...outcome,
    report: withSummary(outcome, findings),
    rules: () => {
      const rules = outcome.rules()
      const known = new Set(rules.map(({ id }) => id))
      return [...rules, ...other.rules().filter(({ id }) => !known.has(id))]
    },
    bugs: [...outcome.bugs, ...other.bugs],
  }
}

/** The outcome with some of its findings. */
export function filterFindings(outcome: Outcome, keep: (finding: Finding) => boolean): Outcome {
  return { ...outcome, report: withSummary(outcome, outcome.report.findings.filter(keep)) }
}

function withSummary({ report, suppressed }: Outcome, findings: readonly Finding[]): Outcome['report'] {
  return {
    ...report,
    findings,
    summary: summaryOf(report.summary.files, report.documents, findings, suppressed),
  }
}

function byFile(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.document - b.document || (a.range?.start.offset ?? 0) - (b.range?.start.offset ?? 0)
}
