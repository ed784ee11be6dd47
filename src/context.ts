import type { Outcome } from './lint.ts'
import type { ReportContext } from './reporters/reporter.ts'

/** What reporters need of a run beside its report. */
export function contextOf(
  { rules, texts, suppressed, secrets }: Pick<Outcome, 'rules' | 'texts' | 'suppressed' | 'secrets'>,
  options: Pick<ReportContext, 'color' | 'maxProblems' | 'notice'>,
): ReportContext {
  return { rules, textOf: (file) => texts.get(file), suppressed, secrets, ...options }
}
