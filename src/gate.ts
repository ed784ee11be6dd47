import { type Report, type Severity, severities } from './finding.ts'

/** The lowest severity that fails a run. */
export type FailOn = Severity | 'never'

/** Whether a report holds a finding at or above the bar. */
export function failing({ findings }: Report, failOn: FailOn): boolean {
  if (failOn === 'never') return false
  const bar = severities.indexOf(failOn)
  return findings.some(({ severity }) => severities.indexOf(severity) >= bar)
}
