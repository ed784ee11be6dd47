import type { Place, Report } from '../finding.ts'
import { isSecretKey, isWrittenOut } from '../secret-names.ts'
import type { Hidden } from './frame.ts'
import type { ReportContext } from './reporter.ts'

/** Rules whose findings point at a value that must not be repeated in a log. */
const secretRules = /(^|\/)(literal|argument)-secret$/

/**
 * The places of secrets by file: no format that quotes a document shows them, whichever finding the quote is for, and
 * whichever rules run. Those that a line tells by its looks come on top of these.
 */
export function hiddenParts(
  report: Report,
  { suppressed, secrets, textOf }: ReportContext,
): ReadonlyMap<string, readonly Hidden[]> {
  const parts = new Map<string, Hidden[]>()
  const hide = (file: string, part: Hidden) => {
    const list = parts.get(file)
    if (list) list.push(part)
    else parts.set(file, [part])
  }
  for (const { file, start, end } of secrets) hide(file, { start, end })
  for (const finding of [...report.findings, ...suppressed])
    for (const place of [finding, ...finding.related]) {
      const { file, range } = place
      if (!range || !(isBelowSecretKey(place) || (place === finding && secretRules.test(finding.rule))))
        continue
      const part = { start: range.start.offset, end: range.end.offset }
      const shown = textOf(file)?.slice(part.start, part.end) ?? ''
      if (isWrittenOut(shown) && !isKeyItself(shown, place)) hide(file, part)
    }
  return parts
}

const stepsOf = ({ pointer }: Place) =>
  pointer.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

const isBelowSecretKey = (place: Place): boolean => stepsOf(place).some(isSecretKey)

/** Whether a finding points at a key, which may be read, and not at its value. */
const isKeyItself = (shown: string, place: Place): boolean =>
  shown.replace(/^(["'])(.*)\1$/s, '$2') === stepsOf(place).at(-1)
