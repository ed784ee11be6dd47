import type { Finding } from '../finding.ts'
import { helpUri } from '../tool.ts'
import { colorsFor } from './colors.ts'
import { clip, escapeMarkdown, escapeXml, markdownFence } from './escape.ts'
import { findingBlock } from './finding-block.ts'
import { hiddenParts } from './hidden.ts'
import { placeText } from './paths.ts'
import type { Reporter } from './reporter.ts'
import { byFile, count, mostSevereFirst, summaryLine } from './summary.ts'

/** GitHub refuses a step summary above 1 MiB; something is left for what other parts of the step write. */
const summaryBudget = 1024 * 1024 - 16 * 1024
const messageLimit = 1000

/** The summary of a workflow step: counts, a table with the most severe finding first, then each file's findings in full. */
export const markdown: Reporter = (report, context) => markdownWithin(summaryBudget)(report, context)

/** The same in at most so many bytes of UTF-8: rows and findings that do not fit are left out whole, and counted. */
export function markdownWithin(bytes: number): Reporter {
  return (report, context) => {
    const head = `## portcullis\n\n${escapeMarkdown(summaryLine(report))}\n`
    if (report.findings.length === 0) return head
    const ranked = mostSevereFirst(report.findings)
    const view = {
      textOf: context.textOf,
      hidden: hiddenParts(report, context),
      colors: colorsFor(false),
    }

    // Both notices are always paid for, so that nothing can be left out without room to say so.
    let left = bytes - size(head + tableHead + rowNotice(ranked.length) + detailNotice(ranked.length))
    const take = (text: string) => {
      const fits = size(text) <= left
      if (fits) left -= size(text)
      return fits
    }
    const rows = takeWhile(ranked.map(row), take)
    const missing = ranked.length - rows.length
    const table = `${tableHead}${rows.join('')}${missing > 0 ? rowNotice(missing) : ''}`

    const details: string[] = []
    let told = 0
    for (const [file, findings] of byFile(ranked)) {
      const open = detailsHead(file, findings.length)
      if (!take(open + detailsFoot)) break
      const blocks = takeWhile(
        findings.map((finding) => () => markdownFence(findingBlock(finding, view).join('\n'))),
        take,
      )
      if (blocks.length > 0) details.push(open, ...blocks, detailsFoot)
      told += blocks.length
      if (blocks.length < findings.length) break
    }
    const untold = ranked.length - told
    return `${head}${table}${details.join('')}${untold > 0 ? detailNotice(untold) : ''}`
  }
}

const tableHead = '\n| Severity | Rule | Place | Message |\n| --- | --- | --- | --- |\n'
const detailsFoot = '\n</details>\n'

const rowNotice = (missing: number) => `\n${count(missing, 'more finding')} not listed here.\n`
const detailNotice = (untold: number) => `\n${count(untold, 'finding')} not shown in full here.\n`

function row(finding: Finding): string {
  const { severity, rule, message } = finding
  // No code span: within a table, a backslash before a pipe would end its cell.
  const place = `<code>${escapeMarkdown(placeText(finding))}</code>`
  const link = `[${escapeMarkdown(rule)}](${helpUri(rule)})`
  return `| ${severity} | ${link} | ${place} | ${escapeMarkdown(clip(message, messageLimit))} |\n`
}

/** Inside HTML, where Markdown is not read. */
function detailsHead(file: string, findings: number): string {
  return `\n<details><summary><code>${escapeXml(file)}</code>: ${count(findings, 'finding')}</summary>\n\n`
}

/** Items up to the first one that is not taken; late ones are made only when their turn comes. */
function takeWhile(items: readonly (string | (() => string))[], take: (text: string) => boolean): string[] {
  const taken: string[] = []
  for (const item of items) {
    const text = typeof item === 'string' ? item : item()
    if (!take(text)) break
    taken.push(text)
  }
  return taken
}

function size(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}
