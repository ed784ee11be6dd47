import { type Finding, type Report, type Severity, severities } from '../finding.ts'

/** `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** One line for a whole report: "2 errors, 1 warning in 4 files; 1 suppressed", or that it is clean. */
export function summaryLine({ summary, documents }: Report): string {
  const { errors, warnings, notes, suppressed } = summary
  const counts = [
    errors > 0 ? count(errors, 'error') : '',
    warnings > 0 ? count(warnings, 'warning') : '',
    notes > 0 ? count(notes, 'note') : '',
  ].filter((part) => part !== '')
  const files = count(summary.files, 'file')
  const tail = suppressed > 0 ? `; ${suppressed} suppressed` : ''
  if (counts.length > 0) return `${counts.join(', ')} in ${files}${tail}`
  const checked = documents.filter(({ status }) => status === 'checked').length
  const skipped = documents.filter(({ status }) => status === 'skipped').length
  const rest = skipped > 0 ? `, ${skipped} skipped` : ''
  return `No problems in ${files} (${count(checked, 'document')} checked${rest})${tail}`
}

/** Findings with the most severe first; those of one severity stay in the order of the report. */
export function mostSevereFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => rank(b.severity) - rank(a.severity))
}

/** Places by file, in the order in which the files first appear. */
export function byFile<T extends { readonly file: string }>(places: readonly T[]): Map<string, T[]> {
  const files = new Map<string, T[]>()
  for (const place of places) {
    const list = files.get(place.file)
    if (list) list.push(place)
    else files.set(place.file, [place])
  }
  return files
}

function rank(severity: Severity): number {
  return severities.indexOf(severity)
}
