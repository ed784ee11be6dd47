import { closest } from '../../schema/words.ts'

/** What to write in place of a text that is none of some choices: the one that was probably meant, or any of them. */
export function choiceAdvice(text: string, choices: readonly string[]): string {
  const near = closest(text, choices)
  return near === undefined ? `write one of ${choices.join(', ')}` : `"${near}" may be meant`
}
