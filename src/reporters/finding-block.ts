import type { Colors } from 'picocolors/types'
import type { Finding, RelatedPlace } from '../finding.ts'
import { helpUri } from '../tool.ts'
import { clip, visible } from './escape.ts'
import { type Annotation, frame, type Hidden } from './frame.ts'
import { placeText } from './paths.ts'
import type { ReportContext } from './reporter.ts'
import { byFile, count } from './summary.ts'
import { describeWitness } from './witness.ts'

/** Longest message shown in full, in UTF-16 units. */
const messageLimit = 1000
/** Related places shown for one finding; the rest is counted. */
const relatedLimit = 8

/** What showing a finding takes beside the finding. */
export interface View {
  readonly textOf: ReportContext['textOf']
  readonly hidden: ReadonlyMap<string, readonly Hidden[]>
  readonly colors: Colors
}

/** A finding as compilers show theirs: headline, annotated source of every file concerned, witness, link to the rule. Lines without their breaks. */
export function findingBlock(finding: Finding, view: View): string[] {
  const { colors } = view
  const paintOf = { error: colors.red, warning: colors.yellow, note: colors.cyan }
  const paint = { gutter: colors.blue, primary: paintOf[finding.severity], related: colors.blue }
  const related = finding.related.slice(0, relatedLimit)
  const more = finding.related.length - related.length
  const places = [finding, ...related]
  const width = Math.max(1, ...places.map(({ range }) => String(range?.start.line ?? '').length))
  const indent = ' '.repeat(width)

  /** The source of one file with the places in it, or their names where the text or the place is not known. */
  const source = (file: string, primary: Finding | undefined, others: readonly RelatedPlace[]): string[] => {
    const text = view.textOf(file)
    const annotations: Annotation[] = []
    if (primary?.range) annotations.push({ range: primary.range, label: '', primary: true })
    for (const { range, message } of others)
      if (range) annotations.push({ range, label: message, primary: false })
    const lines = text === undefined ? [] : frame(text, annotations, width, paint, view.hidden.get(file))
    const named = others.filter(({ range }) => lines.length === 0 || !range)
    const arrow = primary ? ` ${indent}--> ` : ` ${indent}::: `
    const head = primary ?? others[0]!
    return [
      paint.gutter(arrow.slice(1)) + visible(placeText(head)),
      ...lines,
      ...named.map((place) =>
        note('see', `${visible(placeText(place))}: ${clip(visible(place.message), messageLimit)}`),
      ),
    ]
  }
  const note = (word: string, text: string) =>
    `${indent} ${paint.gutter('=')} ${colors.bold(`${word}:`)} ${text}`

  const here = related.filter(({ file }) => file === finding.file)
  const elsewhere = byFile(related.filter(({ file }) => file !== finding.file))
  const headline = `${paint.primary(`${finding.severity}[${visible(finding.rule)}]`)}: ${clip(visible(finding.message), messageLimit)}`
  const witness = finding.witness && describeWitness(finding.witness)
  return [
    colors.bold(headline),
    ...source(finding.file, finding, here),
    ...[...elsewhere].flatMap(([file, others]) => source(file, undefined, others)),
    ...(more > 0 ? [note('see', `${count(more, 'more related place')}`)] : []),
    ...(witness ? [note(witness.word, witness.text)] : []),
    note('help', helpUri(finding.rule)),
  ]
}
