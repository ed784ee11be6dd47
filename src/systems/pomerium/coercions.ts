import { shown } from '../../schema/words.ts'
import type { LoadedType } from './typed-values.ts'

/** What a value becomes that is not what its type is in the document, in words: `the text "1"`. */
export interface Coercion {
  readonly becomes: string
  readonly advice: string
}

/**
 * What the loader makes of a value without a word, where that is hardly what was meant. `written` gives the plain
 * scalar as it stands in a YAML text. Source: `decodeString`, `decodeInt`, `decodeUint`, `decodeBool` of
 * https://github.com/go-viper/mapstructure/blob/v2.5.0/mapstructure.go
 */
export function coercion(
  type: LoadedType,
  value: unknown,
  written: () => string | undefined,
): Coercion | undefined {
  if (type === 'text') return asText(value, written)
  if (type === 'flag')
    return typeof value === 'number' && value !== 0 && value !== 1 ? flagOf(value) : undefined
  if (type === 'list') return asList(value) ?? asText(value, written)
  if (typeof value === 'boolean' && (type === 'whole' || type === 'decimal' || type === 'choice'))
    return { becomes: `the number ${Number(value)}`, advice: 'write the number' }
  if (typeof value === 'boolean' && type === 'time')
    return { becomes: `${Number(value)} nanoseconds`, advice: 'write a length of time such as 30s' }
  return type === 'whole' ? asWhole(value) : undefined
}

function asText(value: unknown, written: () => string | undefined): Coercion | undefined {
  if (typeof value === 'boolean') {
    const word = written() ?? String(value)
    return {
      becomes: `the text "${value ? '1' : '0'}"`,
      advice: `write "${word}" in quotes if the word is meant`,
    }
  }
  const scalar = typeof value === 'number' ? written() : undefined
  if (scalar === undefined || String(value) === scalar) return undefined
  return { becomes: `the text "${value}"`, advice: `write "${scalar}" in quotes` }
}

const flagOf = (value: number): Coercion => {
  return { becomes: 'true', advice: `write true or false in place of ${value}` }
}

/** Blanks after a comma stay part of the text that follows. */
function asList(value: unknown): Coercion | undefined {
  if (typeof value !== 'string') return undefined
  const blank = value.split(',').find((part) => part !== part.trim())
  if (blank === undefined) return undefined
  return { becomes: `a list with the entry ${shown(blank)}, blank included`, advice: 'write a list' }
}

function asWhole(value: unknown): Coercion | undefined {
  if (typeof value === 'number') {
    if (!Number.isInteger(value))
      return { becomes: `the number ${Math.trunc(value)}`, advice: 'write a whole number' }
    return undefined
  }
  if (typeof value !== 'string') return undefined
  const number = wholeNumber(value)
  if (number === undefined || String(number) === value.replace(/^\+/, '')) return undefined
  return { becomes: `the number ${number}`, advice: 'write it as a number' }
}

/** What Go's `strconv.ParseInt` with base 0 reads: `010` is eight, and an empty text counts as nothing. */
function wholeNumber(text: string): bigint | undefined {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(text) ?? []
  const plain = digits.replaceAll('_', '').toLowerCase()
  const octal = /^0o?([0-7]+)$/.exec(plain)?.[1]
  const number =
    plain === '' && text === ''
      ? 0n
      : octal !== undefined
        ? BigInt(`0o${octal}`)
        : /^(?:\d+|0x[0-9a-f]+|0b[01]+)$/.test(plain)
          ? BigInt(plain)
          : undefined
  return number !== undefined && sign === '-' ? -number : number
}
