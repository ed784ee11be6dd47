import { type BoundedRegExp, boundedRegExp } from './bounded-regexp.ts'
import { allowedValues, isMap, type JsonSchema } from './json-schema.ts'
import { choiceMessage, counted, opening, type Spoken, subjectOf } from './words.ts'

/** Tests of texts, by the name of the `format`. */
export type Formats = Readonly<Record<string, (text: string) => boolean>>

const formatWords: Readonly<Record<string, string>> = {
  'date-time': 'date and time such as 2026-01-31T12:00:00Z',
  email: 'e-mail address',
  ipv4: 'IPv4 address',
  ipv6: 'IPv6 address',
  uri: 'URI',
  url: 'URL',
  uuid: 'UUID',
}

const expressions = new Map<string, BoundedRegExp>()

/** Whether a text matches a schema's pattern, anywhere in the text unless the pattern is anchored. */
export function matchesPattern(pattern: string, text: string): boolean {
  const expression = expressions.get(pattern) ?? boundedRegExp(pattern, 'u')
  expressions.set(pattern, expression)
  return expression.test(text)
}

/**
 * What a value of the right type breaks by itself, without its children: one sentence for each mistake.
 * `where` names the branch on which the demand rests: ` in a path of routingMode prefix`.
 */
export function broken(
  schema: JsonSchema,
  spoken: Spoken,
  where: string,
  formats: Formats,
): readonly string[] {
  const { value } = spoken
  const allowed = allowedValues(schema)
  // A value outside a closed list is wrong as a whole; what else it breaks is the same mistake.
  if (allowed && !allowed.some((one) => one === value)) return [choiceMessage(spoken, allowed)]
  if (typeof value === 'string') return brokenText(schema, value, spoken, where, formats)
  if (typeof value === 'number') return brokenNumber(schema, value, spoken)
  if (Array.isArray(value)) return brokenSize(schema.minItems, schema.maxItems, value.length, 'entry', spoken)
  if (!isMap(value) || (schema.minProperties ?? schema.maxProperties) === undefined) return []
  return brokenSize(schema.minProperties, schema.maxProperties, Object.keys(value).length, 'key', spoken)
}

function brokenText(
  schema: JsonSchema,
  text: string,
  spoken: Spoken,
  where: string,
  formats: Formats,
): string[] {
  const { minLength, maxLength, pattern, format } = schema
  const messages: string[] = []
  if (minLength !== undefined || maxLength !== undefined) {
    const length = codePoints(text)
    if (length < (minLength ?? 0)) {
      messages.push(tooFew(spoken, length, minLength ?? 0, 'character', opening(spoken)))
      // A pattern asks for some characters too: an empty text would break both.
      if (length === 0) return messages
    }
    if (maxLength !== undefined && length > maxLength) {
      messages.push(
        `${opening(spoken)} has ${counted(length, 'character')}; at most ${maxLength} are allowed.`,
      )
    }
  }
  if (pattern !== undefined && !matchesPattern(pattern, text)) {
    const demand = schema.patternErrorMessage
    const what = demand === undefined ? `does not match ${pattern}` : `${demand} (pattern ${pattern})`
    messages.push(`${opening(spoken)}${where} ${what}.`)
  }
  if (format !== undefined && formats[format]?.(text) === false) {
    messages.push(`${opening(spoken)} is no valid ${formatWords[format] ?? format}.`)
  }
  return messages
}

function brokenNumber(schema: JsonSchema, number: number, spoken: Spoken): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
  const messages: string[] = []
  const say = (words: string) => messages.push(`${opening(spoken)} ${words}.`)
  if (minimum !== undefined && number < minimum) say(`is below ${minimum}`)
  if (maximum !== undefined && number > maximum) say(`is above ${maximum}`)
  if (exclusiveMinimum !== undefined && number <= exclusiveMinimum) say(`is not above ${exclusiveMinimum}`)
  if (exclusiveMaximum !== undefined && number >= exclusiveMaximum) say(`is not below ${exclusiveMaximum}`)
  return messages
}

function brokenSize(
  least = 0,
  most = Number.POSITIVE_INFINITY,
  size: number,
  noun: string,
  spoken: Spoken,
): string[] {
  const subject = subjectOf(spoken.path)
  if (size < least) return [tooFew(spoken, size, least, noun, subject)]
  return size > most ? [`${subject} has ${counted(size, noun)}; at most ${most} ${are(most)} allowed.`] : []
}

const are = (count: number) => (count === 1 ? 'is' : 'are')

function tooFew({ path }: Spoken, size: number, least: number, noun: string, subject: string): string {
  const has = size === 0 ? `${subjectOf(path)} is empty` : `${subject} has ${counted(size, noun)}`
  return `${has}; at least ${counted(least, noun)} ${are(least)} needed.`
}

/** Length as JSON Schema counts it: a surrogate pair is one character. */
function codePoints(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index++) {
    count++
    if ((text.codePointAt(index) ?? 0) > 0xffff) index++
  }
  return count
}
