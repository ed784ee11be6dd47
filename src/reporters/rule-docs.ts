import type { RuleDocs, RuleMeta } from '../rule.ts'
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

/** The examples of a rule, each with the inventory that it is compared with; texts that it does not have are empty. */
const examplesOf = ({ bad, good, observed, before = '' }: RuleDocs) => [
  ...(before === '' ? [] : [{ words: 'Compared with', text: before, inventory: '' }]),
  { words: 'Reported', text: bad, inventory: observed?.bad ?? '' },
  { words: 'Not reported', text: good, inventory: observed?.good ?? '' },
]

/** A rule in Markdown: why, a document it reports, the corrected one, where to read more. */
export function ruleMarkdown({ id, docs }: RuleMeta): string {
  const block = (words: string, text: string, language: string) =>
    text === '' ? [] : [`${words}:\n\n${markdownFence(dedent(text), language)}`]
  return [
    `${dedent(docs.why)}\n`,
    ...examplesOf(docs).flatMap(({ words, text, inventory }) => [
      ...block(words, text, 'yaml'),
      ...block('with this inventory', inventory, 'text'),
    ]),
    `[Documentation of \`${id}\`](${helpUri(id)})\n`,
  ].join('\n')
}

/** The same in plain text. */
export function rulePlainText({ id, docs }: RuleMeta): string {
  const block = (words: string, text: string) =>
    text === '' ? [] : [`${words}:`, dedent(text).replaceAll(/^(?=.)/gm, '    ')]
  const parts = [
    dedent(docs.why),
    ...examplesOf(docs).flatMap(({ words, text, inventory }) => [
      ...block(words, text),
      ...block('with this inventory', inventory),
    ]),
    helpUri(id),
  ]
  return `${parts.join('\n\n')}\n`
}
