import type { Trace } from '../../access-report.ts'
import { colorsFor } from '../colors.ts'
import { clip, jsonText, visible } from '../escape.ts'
import { placeText } from '../paths.ts'

const messageLimit = 1000

const text = ({ decision, steps }: Trace, { color }: { readonly color: boolean }): string => {
  const colors = colorsFor(color)
  const paint = { allowed: colors.green, denied: colors.red, unknown: colors.yellow }[decision]
  const lines = steps.map(({ message, place }) => {
    const where = place ? colors.dim(`  ${visible(placeText(place))}`) : ''
    return `  ${clip(visible(message), messageLimit)}${where}\n`
  })
  return `${colors.bold(paint(decision))}\n${lines.join('')}`
}

const json = (trace: Trace): string => jsonText({ version: 1, ...trace })

/** Every format of a trace, by the name that `--format` takes. */
export const traceReporters = { text, json }
