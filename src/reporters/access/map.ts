import type { AccessMap, AccessRow } from '../../access-report.ts'
import { clip, escapeMarkdown, jsonText, visible } from '../escape.ts'
import { placeText } from '../paths.ts'
import { count } from '../summary.ts'
import { html } from './map-html.ts'
import { mermaid } from './map-mermaid.ts'
import { addressOf } from './row.ts'
import { textTable } from './table.ts'

/** Longest text of a cell; the data formats hold the whole. */
const cellLimit = 120

const columns = ['reach', 'listener', 'address', 'path', 'access', 'place'] as const

const cells = (row: AccessRow): string[] => [
  row.reach,
  row.listener,
  addressOf(row),
  row.path,
  row.access,
  placeText(row.place),
]

const text = ({ rows }: AccessMap): string => {
  if (rows.length === 0) return 'No listener in these documents.\n'
  const shown = rows.map((row) => cells(row).map((cell) => clip(cell, cellLimit)))
  return `${textTable(columns, shown)}\n${count(rows.length, 'row')}\n`
}

const json = ({ rows }: AccessMap): string => jsonText({ version: 1, rows })

const markdown = ({ rows }: AccessMap): string => {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |\n`
  const body = rows.map((row) => line(cells(row).map((cell) => escapeMarkdown(clip(cell, cellLimit)))))
  return `${line(columns)}${line(columns.map(() => '---'))}${body.join('')}`
}

/** RFC 4180. A cell that a spreadsheet would take for a formula is told to be text. */
const csv = ({ rows }: AccessMap): string => {
  const names = [
    'system',
    'listener',
    'host',
    'port',
    'protocol',
    'reach',
    'path',
    'access',
    'place',
  ] as const
  const cell = (value: unknown) => {
    const shown = visible(String(value ?? ''))
    const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(shown) ? `'${shown}` : shown
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const line = (row: AccessRow) =>
    names.map((name) => cell(name === 'place' ? placeText(row.place) : row[name])).join(',')
  return [names.join(','), ...rows.map(line)].map((each) => `${each}\r\n`).join('')
}

/** Every format of an access map, by the name that `--format` takes. */
export const mapReporters = { text, json, markdown, csv, mermaid, html }
