import type { AccessMap, AccessRow } from '../../access-report.ts'
import { groupBy } from '../../group.ts'
import { clip, escapeXml } from '../escape.ts'
import { addressOf, isOpen } from './row.ts'

/** GitHub draws no diagram of more than 500 edges or 50,000 characters. */
const mostRows = 150
const labelLimit = 80

/** A flow chart that GitHub draws in Markdown: where callers stand, listeners, and the access that their parts ask for. */
export function mermaid({ rows }: AccessMap): string {
  const shown = rows.slice(0, mostRows)
  const lines = ['flowchart LR']
  for (const reach of new Set(shown.map((row) => row.reach))) lines.push(`  ${reach}(["${reach}"])`)
  const listeners = [...groupBy(shown, (row) => `${row.system} ${row.listener} ${addressOf(row)}`).values()]
  for (const [index, own] of listeners.entries()) {
    const [first] = own
    const listener = `l${index}`
    lines.push(`  ${listener}["${label(`${first!.listener} ${addressOf(first!)}`)}"]`)
    lines.push(`  ${first!.reach} --> ${listener}`)
    for (const [number, row] of own.entries()) lines.push(...part(row, listener, `${listener}p${number}`))
  }
  if (rows.length > shown.length) lines.push(`  more["${rows.length - shown.length} more rows not drawn"]`)
  lines.push('  classDef open stroke-width:3px,stroke-dasharray:5 3')
  return `${lines.join('\n')}\n`
}

const part = (row: AccessRow, listener: string, id: string): string[] => [
  `  ${listener} -->|"${label(row.path)}"| ${id}["${label(row.access)}"]${isOpen(row) ? ':::open' : ''}`,
]

/** Between quotes a label is text, but for quotes, HTML and entities: `#` begins one. */
const label = (text: string): string => escapeXml(clip(text, labelLimit)).replaceAll('&#', '#')
