import { UserError } from '../errors.ts'
import { writeText } from '../files.ts'
import { visible } from '../reporters/escape.ts'
import { complain, isTerminal, print } from './streams.ts'

/** A format, and where it goes: standard output where it names no file. */
export interface Output<Format extends string> {
  readonly format: Format
  readonly file?: string
}

/** What `--format FORMAT[=FILE]` asks for. Throws a UserError on an unknown format, and where two share one place. */
export function outputsOf<Format extends string>(
  wanted: readonly string[],
  known: Readonly<Record<Format, unknown>>,
): Output<Format>[] {
  const outputs = wanted.map((text): Output<Format> => {
    const [, format = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? []
    if (!Object.hasOwn(known, format)) {
      throw new UserError(`"${format}" is no format; it is one of ${Object.keys(known).join(', ')}.`)
    }
    if (file === '') throw new UserError(`--format ${format}= names no file.`)
    return { format: format as Format, ...(file !== undefined && { file }) }
  })
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new UserError(
      'Two formats cannot share standard output; write one to a file with --format FORMAT=FILE.',
    )
  }
  const files = outputs.flatMap(({ file }) => file ?? [])
  const twice = files.find((file, index) => files.indexOf(file) !== index)
  if (twice !== undefined) throw new UserError(`Two formats cannot share the file ${twice}.`)
  return outputs
}

/** Writes a text to where an output goes. */
export function put({ file }: Output<string>, text: string): void {
  if (file === undefined) print(text)
  else writeText(file, text)
}

/** Says on standard error what an output leaves out. */
export const notice = (text: string): void => {
  complain(`portcullis: ${visible(text)}\n`)
}

export type ColorChoice = 'auto' | 'always' | 'never'

/** Whether an output has colours. https://no-color.org and the FORCE_COLOR of Node's own tools. */
export function usesColor(when: ColorChoice, { file }: Output<string>): boolean {
  if (file !== undefined) return false
  if (when !== 'auto') return when === 'always'
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR) return false
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return TERM !== 'dumb' && isTerminal()
}
