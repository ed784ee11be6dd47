import { visible } from '../escape.ts'
import { layOut } from '../width.ts'

/** Rows of cells as a table of text, its columns as wide as their widest cell; lines without blanks at their end. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const shown = [head, ...rows].map((row) => row.map(visible))
  const widths = head.map((_, column) => Math.max(...shown.map((row) => widthOf(row[column] ?? ''))))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell)))
      .join('  ')
      .trimEnd()
  return shown.map((row) => `${line(row)}\n`).join('')
}

const widthOf = (cell: string): number => layOut(cell).columns.at(-1) ?? 0
