import { visible } from './escape.ts'

// Unicode's East Asian Wide and Fullwidth blocks, unassigned places between them included.
const wide =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
const combining = /[\p{Mn}\p{Me}\p{Cf}]/u
const tabStop = 4

/** Characters as a terminal with a fixed-width font shows them. */
export interface Cells {
  /** Tabs are blanks here, and unsafe characters are spelled out. */
  readonly shown: string
  /** Column, from 0, at which the character at a UTF-16 unit of the text begins; one more for the end. */
  readonly columns: readonly number[]
}

/** What stands in for a part of a text that is not shown; of one length whatever is behind it. */
const mask = '********'

/** Lays out one line of text. `isHidden` tells of a UTF-16 unit whether a mask is to stand in its place. */
export function layOut(text: string, isHidden: (unit: number) => boolean = () => false): Cells {
  const columns: number[] = []
  let shown = ''
  let column = 0
  let unit = 0
  let masked = false
  for (const char of text) {
    for (let half = 0; half < char.length; half++) columns.push(column)
    const hidden = isHidden(unit)
    // One mask for a run of hidden characters, so that its length tells nothing.
    const cell = hidden ? (masked ? '' : mask) : cellOf(char, column)
    masked = hidden
    shown += cell
    column += cell === char ? widthOf(char) : cell.length
    unit += char.length
  }
  columns.push(column)
  return { shown, columns }
}

function cellOf(char: string, column: number): string {
  return char === '\t' ? ' '.repeat(tabStop - (column % tabStop)) : visible(char)
}

function widthOf(char: string): number {
  if (char >= ' ' && char <= '~') return 1
  if (combining.test(char)) return 0
  return wide.test(char) ? 2 : 1
}
