import type { RuleMeta } from '../rule.ts'
import { helpUri } from '../tool.ts'
import { markdownFence } from './escape.ts'

/** A text of rule documentation without the indentation it has in the source, and without blank lines around it. */
export function dedent(text: string): string {
  const lines = text
    .replace(/^(\s*\n)+/, '')
    .trimEnd()
    .split('\n')
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length)
  const indent = Math.min(...indents)
  return lines.map((line) => line.slice(indent)).join('\n')
}

/** A sentence with its full stop. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

/** The first paragraph of why a rule matters, on one line. */
export function firstParagraph({ docs }: RuleMeta): string {
  return sentence(
    dedent(docs.why)
      .split(/\n\s*\n/)[0]!
      .replaceAll(/\s*\n\s*/g, ' '),
  )
}

/** A rule in Markdown: why, a document it reports, the corrected one, where to read more. */
export function ruleMarkdown({ id, docs }: RuleMeta): string {
  const example = (words: string, text: string) =>
    text === '' ? [] : [`${words}:\n\n${markdownFence(dedent(text), 'yaml')}`]
  return [
    `${dedent(docs.why)}\n`,
    ...example('Stored', docs.before ?? ''),
    ...example('Reported', docs.bad),
    ...example('Not reported', docs.good),
    `[Documentation of \`${id}\`](${helpUri(id)})\n`,
  ].join('\n')
}

/** The same in plain text. */
export function rulePlainText({ id, docs }: RuleMeta): string {
  const example = (words: string, text: string) =>
    text === '' ? [] : [`${words}:`, dedent(text).replaceAll(/^(?=.)/gm, '    ')]
  const parts = [
    dedent(docs.why),
    ...example('Stored', docs.before ?? ''),
    ...example('Reported', docs.bad),
    ...example('Not reported', docs.good),
    helpUri(id),
  ]
  return `${parts.join('\n\n')}\n`
}
