import type { Range } from '../position.ts'
import { secretsByLooks } from '../secret-looks.ts'
import { clip, visible } from './escape.ts'
import { layOut } from './width.ts'

/** A place in a text, and what is said of it; the primary one is what the headline speaks of. */
export interface Annotation {
  readonly range: Range
  readonly label: string
  readonly primary: boolean
}

/** Offsets of a part of a text that is not to be shown, from the first to the one after the last. */
export interface Hidden {
  readonly start: number
  readonly end: number
}

/** How the parts of a frame are coloured. */
export interface Paint {
  readonly gutter: (text: string) => string
  readonly primary: (text: string) => string
  readonly related: (text: string) => string
}

/** Longest line shown whole, in UTF-16 units; of a longer one, that much around the place. */
const window = 100
/** Of these, how many stand before the place. */
const lead = 30
const labelLimit = 200

/** One row of source text, and the annotations under it. */
interface Row {
  readonly line: number
  readonly from: number
  readonly to: number
  readonly cutBefore: boolean
  readonly cutAfter: boolean
  readonly under: readonly Annotation[]
}

/**
 * The annotated lines of a text with the marks under them, in the manner of compilers; `...` stands for lines
 * in between. Takes time in the number of annotations, not in the length of the text. Ranges that do not lie in
 * the text are left out.
 */
export function frame(
  text: string,
  annotations: readonly Annotation[],
  gutterWidth: number,
  paint: Paint,
  hidden: readonly Hidden[] = [],
): string[] {
  const rows = rowsOf(text, annotations)
  if (rows.length === 0) return []
  const margin = paint.gutter(`${' '.repeat(gutterWidth)} |`)
  const lines = [margin]
  let previous = rows[0]!.line
  for (const row of rows) {
    if (row.line > previous + 1) lines.push(paint.gutter('...'))
    previous = row.line
    lines.push(...showRow(text, row, gutterWidth, paint, hidden))
  }
  return [...lines, margin]
}

function rowsOf(text: string, annotations: readonly Annotation[]): Row[] {
  const inText = annotations.filter(({ range }) => lineStart(range) >= 0 && range.start.offset <= text.length)
  const sorted = inText.toSorted(
    (a, b) =>
      a.range.start.line - b.range.start.line ||
      a.range.start.offset - b.range.start.offset ||
      Number(b.primary) - Number(a.primary),
  )
  const rows: Row[] = []
  for (const annotation of sorted) {
    const last = rows.at(-1)
    if (last && fits(last, annotation)) {
      rows[rows.length - 1] = { ...last, under: [...last.under, annotation] }
    } else {
      rows.push({ ...extent(text, annotation.range), line: annotation.range.start.line, under: [annotation] })
    }
  }
  return rows
}

/** Whether a row that is there already shows the place: its beginning and, where the row can, its end. */
function fits(row: Row, { range }: Annotation): boolean {
  if (row.line !== range.start.line) return false
  if (!row.cutBefore && !row.cutAfter) return true
  return range.start.offset >= row.from && range.end.offset <= row.to
}

function lineStart({ start }: Range): number {
  return start.offset - (start.column - 1)
}

/** The part of the line that is shown: all of it where it is short. */
function extent(text: string, range: Range) {
  const start = lineStart(range)
  const whole = lineEnd(text, start, start + window)
  if (whole !== undefined) {
    // A byte order mark that opens a file is no part of its first line.
    const from = start === 0 && text.startsWith('\ufeff') ? 1 : start
    return { from, to: whole, cutBefore: false, cutAfter: false }
  }
  const from = betweenCharacters(text, Math.max(start, range.start.offset - lead))
  const end = lineEnd(text, from, from + window)
  const to = end ?? betweenCharacters(text, from + window)
  return { from, to, cutBefore: from > start, cutAfter: end === undefined }
}

/** Where the line ends, undefined if that is beyond `limit`. */
function lineEnd(text: string, from: number, limit: number): number | undefined {
  const found = text.slice(from, limit + 1).search(/[\r\n]/)
  if (found !== -1) return from + found
  return text.length <= limit ? text.length : undefined
}

function betweenCharacters(text: string, offset: number): number {
  const cutsPair = /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(offset - 1, offset + 1))
  return cutsPair ? offset - 1 : offset
}

/** How far around a row is looked for what its text is the value of. */
const lookAround = 2000

function secretsNear(text: string, { from, to }: Row): Hidden[] {
  const start = Math.max(0, from - lookAround)
  const parts = secretsByLooks(text.slice(start, to + lookAround))
  return parts.map((part) => ({ start: start + part.start, end: start + part.end }))
}

function showRow(
  text: string,
  row: Row,
  gutterWidth: number,
  paint: Paint,
  hidden: readonly Hidden[],
): string[] {
  const near = [...hidden, ...secretsNear(text, row)].filter(
    ({ start, end }) => start < row.to && end > row.from,
  )
  const isHidden = (unit: number) =>
    near.some(({ start, end }) => start <= row.from + unit && row.from + unit < end)
  const { shown, columns } = layOut(text.slice(row.from, row.to), isHidden)
  const cut = row.cutBefore ? '…' : ''
  const columnAt = (offset: number) =>
    cut.length + columns[Math.min(Math.max(offset, row.from), row.to) - row.from]!

  const number = paint.gutter(`${String(row.line).padStart(gutterWidth)} |`)
  const margin = paint.gutter(`${' '.repeat(gutterWidth)} |`)
  const marks = row.under.map(({ range, label, primary }) => {
    const column = columnAt(range.start.offset)
    const lastLine = range.end.line > row.line ? ` to line ${range.end.line}` : ''
    const end = lastLine ? row.to : range.end.offset
    const mark = (primary ? '^' : '-').repeat(Math.max(1, columnAt(end) - column))
    const words = `${mark}${lastLine} ${clip(visible(label), labelLimit)}`.trimEnd()
    return `${margin} ${' '.repeat(column)}${primary ? paint.primary(words) : paint.related(words)}`
  })
  return [`${number} ${cut}${shown}${row.cutAfter ? '…' : ''}`.trimEnd(), ...marks]
}
