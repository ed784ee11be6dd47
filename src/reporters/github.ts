import { type Finding, type Severity, severities } from '../finding.ts'
import { helpUri } from '../tool.ts'
import { type RankedAnnotations, rankForAnnotations } from './annotations.ts'
import { clip, escapeCommandData, escapeCommandProperty, visible } from './escape.ts'
import { portablePath } from './paths.ts'
import type { Reporter } from './reporter.ts'
import { count, summaryLine } from './summary.ts'
import { describeWitness } from './witness.ts'

const messageLimit = 4000

/** GitHub's word for a severity in a workflow command. */
const levels = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<
  Severity,
  string
>

/** Workflow commands: a log in which GitHub reads annotations, as many as it shows. */
export const github: Reporter = (report) =>
  `${annotationCommands(rankForAnnotations(report.findings))}${summaryLine(report)}\n`

/** One workflow command a line for each annotation, and one for each severity of which more is left. */
export function annotationCommands({ shown, left }: RankedAnnotations): string {
  const rest = severities
    .toReversed()
    .flatMap((severity) =>
      left[severity] > 0
        ? [
            `::${levels[severity]} title=portcullis::${count(left[severity], `more ${severity}`)} not shown here; the full report has all of them.`,
          ]
        : [],
    )
  return [...shown.map(command), ...rest].map((line) => `${line}\n`).join('')
}

function command(finding: Finding): string {
  const { file, range, rule, severity, message, pointer, witness } = finding
  const properties = [
    `file=${escapeCommandProperty(visible(portablePath(file)))}`,
    ...(range ? position(range) : []),
    `title=${escapeCommandProperty(visible(rule))}`,
  ]
  const proof = witness && describeWitness(witness)
  const lines = [
    clip(visible(message), messageLimit),
    range ? '' : `At ${visible(pointer) || 'the root of the document'}.`,
    proof ? `${proof.word === 'request' ? 'Request' : 'Sample'}: ${proof.text}` : '',
    helpUri(rule),
  ]
  const text = lines.filter((line) => line !== '').join('\n')
  return `::${levels[severity]} ${properties.join(',')}::${escapeCommandData(text)}`
}

/** GitHub drops columns where the lines differ, and a range over several lines hides the alert in a diff: the first line alone. */
function position({ start, end }: NonNullable<Finding['range']>): string[] {
  const columns = end.line === start.line ? [`endColumn=${end.column}`] : []
  return [`line=${start.line}`, `endLine=${start.line}`, `col=${start.column}`, ...columns]
}
