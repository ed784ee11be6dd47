import type { Finding, Report } from '../finding.ts'
import type { Hidden } from './frame.ts'
import type { ReportContext } from './reporter.ts'

/** Rules whose findings point at a value that must not be repeated in a log. */
const secretRules = /(^|\/)(literal|argument)-secret$/

/** The places of secrets by file: no format that quotes a document shows them, whichever finding the quote is for. */
export function hiddenParts(
  report: Report,
  { suppressed }: ReportContext,
): ReadonlyMap<string, readonly Hidden[]> {
  const parts = new Map<string, Hidden[]>()
  const secrets = [...report.findings, ...suppressed].filter(({ rule }: Finding) => secretRules.test(rule))
  for (const { file, range } of secrets) {
    if (!range) continue
    const list = parts.get(file) ?? []
    list.push({ start: range.start.offset, end: range.end.offset })
    parts.set(file, list)
  }
  return parts
}
