import type { Position, Range } from '../position.ts'

/** Turns offsets of one text into lines and columns; the table of line starts is made at the first question. */
export class Lines {
  readonly text: string
  private starts: Uint32Array | undefined

  constructor(text: string) {
    this.text = text
  }

  position(offset: number): Position {
    const starts = this.lineStarts()
    const line = lastAtMost(starts, offset)
    return { line: line + 1, column: offset - starts[line]! + 1, offset }
  }

  range(start: number, end: number): Range {
    return { start: this.position(start), end: this.position(end) }
  }

  /** The text of a line without its line break; lines count from 1. */
  lineText(line: number): string {
    const starts = this.lineStarts()
    const start = starts[line - 1]
    if (start === undefined) return ''
    return this.text.slice(start, starts[line] ?? this.text.length).replace(/\r?\n$/, '')
  }

  get count(): number {
    return this.lineStarts().length
  }

  private lineStarts(): Uint32Array {
    if (this.starts) return this.starts
    // A byte order mark is no column of its first line.
    let count = 1
    for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1)) count++
    const starts = new Uint32Array(count)
    starts[0] = this.text.charCodeAt(0) === 0xfeff ? 1 : 0
    let line = 0
    for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1))
      starts[++line] = at + 1
    this.starts = starts
    return starts
  }
}

/** Index of the last element that is not above `value`; 0 where all are. */
function lastAtMost(sorted: Uint32Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (sorted[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}
