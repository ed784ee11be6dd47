import type { Report } from '../finding.ts'
import { colorsFor } from './colors.ts'
import { findingBlock } from './finding-block.ts'
import { hiddenParts } from './hidden.ts'
import type { Reporter } from './reporter.ts'
import { mostSevereFirst, summaryLine } from './summary.ts'

/** For terminals and logs: each finding with its annotated source, then the counts. */
export const text: Reporter = (report, context) => {
  const colors = colorsFor(context.color)
  const view = { textOf: context.textOf, hidden: hiddenParts(report, context), colors }
  const shown = firstToShow(report, context.maxProblems)
  const blocks = shown.map((finding) => `${findingBlock(finding, view).join('\n')}\n\n`)
  const left = report.findings.length - shown.length
  const cut = left > 0 ? `${left} more not shown; --max-problems shows more.\n` : ''
  return `${blocks.join('')}${cut}${colors.bold(summaryLine(report))}\n`
}

/** Where not all can be shown, the most severe are; they stay in the order of the report. */
function firstToShow({ findings }: Report, limit: number): Report['findings'] {
  if (findings.length <= limit) return findings
  const chosen = new Set(mostSevereFirst(findings).slice(0, Math.max(0, limit)))
  return findings.filter((finding) => chosen.has(finding))
}
