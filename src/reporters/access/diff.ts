import type { AccessChange, AccessDiff, RefusedUpdate } from '../../access-report.ts'
import { colorsFor } from '../colors.ts'
import { clip, escapeMarkdown, jsonText, visible } from '../escape.ts'
import { placeText } from '../paths.ts'
import { count } from '../summary.ts'
import { describeWitness, orderedWitness } from '../witness.ts'

const messageLimit = 1000
const marks = { opened: '+', closed: '-', unknown: '?' } as const

const verdicts: Readonly<Record<AccessDiff['verdict'], string>> = {
  same: 'Nobody gets in who did not before, and nobody is kept out who was not.',
  wider: 'Wider: more is let in than before.',
  narrower: 'Narrower: less is let in than before.',
  different: 'Different: some requests are newly let in, and others no longer.',
  unknown: 'Unknown: for a part of the requests it is open whether they are let in.',
}

const text = (
  { verdict, changes, refused = [] }: AccessDiff,
  { color }: { readonly color: boolean },
): string => {
  const colors = colorsFor(color)
  const paint = { opened: colors.red, closed: colors.green, unknown: colors.yellow }
  const blocks = changes.map((change) => {
    const { direction, message, witness } = change
    const lines = [
      `${paint[direction](marks[direction])} ${colors.bold(visible(change.listener))}: ${clip(visible(message), messageLimit)}`,
      ...(witness ? [`    request: ${describeWitness(witness).text}`] : []),
      ...places(change).map(([word, place]) => `    ${word}: ${visible(place)}`),
    ]
    return lines.map((line) => `${line}\n`).join('')
  })
  const refusals = refused.map(
    ({ message, place, rule }) =>
      `${colors.red('!')} ${clip(visible(message), messageLimit)} [${rule}]\n    after: ${visible(placeText(place))}\n`,
  )
  const lines = [...blocks, ...refusals]
  return `${lines.join('')}${lines.length > 0 ? '\n' : ''}${colors.bold(verdicts[verdict])}\n${
    refused.length > 0 ? `The platform refuses ${count(refused.length, 'part')} of this change.\n` : ''
  }`
}

const places = ({ before, after }: AccessChange): [string, string][] => [
  ...(before ? [['before', placeText(before)] as [string, string]] : []),
  ...(after ? [['after', placeText(after)] as [string, string]] : []),
]

const json = ({ verdict, changes, refused }: AccessDiff): string =>
  jsonText({
    version: 1,
    verdict,
    changes: changes.map(({ direction, listener, witness, before, after, message }) => ({
      direction,
      listener,
      ...(witness && { witness: orderedWitness(witness) }),
      ...(before && { before }),
      ...(after && { after }),
      message,
    })),
    ...(refused && { refused }),
  })

/** Rows of one table at most: a step summary has an end. */
const mostRows = 200

/** What is newly reachable comes first, in a table of its own. */
const markdown = ({ verdict, changes, refused = [] }: AccessDiff): string => {
  const of = (direction: AccessChange['direction']) =>
    changes.filter((change) => change.direction === direction)
  return [
    `**${escapeMarkdown(verdicts[verdict])}**\n`,
    ...table('Newly reachable', of('opened')),
    ...table('Open questions', of('unknown')),
    ...table('No longer reachable', of('closed')),
    ...refusedTable(refused),
  ].join('\n')
}

function table(title: string, changes: readonly AccessChange[]): string[] {
  if (changes.length === 0) return []
  const rows = changes.slice(0, mostRows).map((change) => {
    const request = change.witness ? describeWitness(change.witness).text : ''
    const place = change.after ?? change.before
    const cells = [
      change.listener,
      clip(change.message, messageLimit),
      request,
      place ? placeText(place) : '',
    ]
    return `| ${cells.map(escapeMarkdown).join(' | ')} |\n`
  })
  const left = changes.length - rows.length
  const more = left > 0 ? `\n${count(left, 'more change')} not listed here.\n` : ''
  return [
    `#### ${title}\n`,
    `| Listener | Change | Request | Place |\n| --- | --- | --- | --- |\n${rows.join('')}${more}`,
  ]
}

function refusedTable(refused: readonly RefusedUpdate[]): string[] {
  if (refused.length === 0) return []
  const rows = refused.slice(0, mostRows).map(({ message, rule, place }) => {
    const cells = [clip(message, messageLimit), rule, placeText(place)]
    return `| ${cells.map(escapeMarkdown).join(' | ')} |\n`
  })
  const left = refused.length - rows.length
  const more = left > 0 ? `\n${count(left, 'more refusal')} not listed here.\n` : ''
  return [
    '#### Refused by the platform\n',
    `| Refusal | Rule | Place |\n| --- | --- | --- |\n${rows.join('')}${more}`,
  ]
}

/** Formats of a comparison that are no report of findings, by the name that `--format` takes. */
export const diffReporters = { text, json, markdown }
