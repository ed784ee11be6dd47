import {
  anyText,
  exactText,
  noText,
  regexText,
  type TextLanguage,
  textAfter,
  textContains,
  textPrefix,
  textSuffix,
  unionText,
} from '../../../analysis/text-language.ts'
import { isOpen } from '../fields.ts'
import type { TextMatcher } from './tests.ts'

/** Characters of a text that is looked into: no name, address or claim is longer. */
export const longestText = 10_000

/** Whether nothing can be said of what a text matches: it is filled in elsewhere, or too long to look into. */
export const isUnknownText = (text: string | undefined): boolean =>
  text !== undefined && (isOpen(text) || text.length > longestText)

/** The texts that an operator names; for `not` and `not_in` those that it shuts out. */
export function textLanguage({ operator, values }: TextMatcher): TextLanguage {
  const [first = ''] = values
  switch (operator) {
    case 'contains':
      return textContains(first)
    case 'starts_with':
      return textPrefix(first)
    case 'ends_with':
      return textSuffix(first)
    default:
      return unionText(values.map(exactText))
  }
}

/** The e-mail addresses of whose domain, what stands between the first @ and the next one, an operator speaks. */
export function domainLanguage({ operator, values }: TextMatcher): TextLanguage {
  const [first = ''] = values
  if (operator === 'is' || operator === 'in' || operator === 'not' || operator === 'not_in') {
    const plain = values.filter((value) => !value.includes('@'))
    return plain.length === 0 ? noText : textAfter('@', unionText(plain.flatMap(wholeSegment)))
  }
  if (first.includes('@')) return noText
  if (operator === 'starts_with') return textAfter('@', textPrefix(first))
  if (first === '') return textAfter('@', anyText)
  const before = '[^@]*'
  const after = operator === 'contains' ? '[^@]*' : ''
  return textAfter('@', regexText(`(?s)${before}${quoted(first)}${after}(?:@.*)?`))
}

const wholeSegment = (text: string): TextLanguage[] => [exactText(text), textPrefix(`${text}@`)]

/** A text in RE2's syntax. */
export const quoted = (text: string): string => text.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&')

/** The texts that differ from one text, as a pattern. */
export function otherTexts(text: string): TextLanguage {
  const characters = [...text]
  const differs = characters.reduceRight((rest, character) => {
    const letter = quoted(character)
    const other = /[\\\]^-]/.test(character) ? `[^\\${character}]` : `[^${character}]`
    return `(?:(?:${other}.*)?|${letter}${rest})`
  }, '.+')
  return regexText(`(?s)${differs}`)
}

/** Whether a text of a path is sent in another form than it is compared in: the path is decoded before. */
export const isOpenPath = (text: string): boolean => /[^!-~]|%/.test(text)
