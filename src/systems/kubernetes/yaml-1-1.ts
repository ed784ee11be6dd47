import type { Release } from './release.ts'

/** What a plain scalar of YAML stands for. */
export type ScalarValue = string | number | boolean | null

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(
    (word) => [word, true] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (word) => [word, false] as const,
  ),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(
    (word) => [word, Number.POSITIVE_INFINITY] as const,
  ),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
])

/**
 * What the API server's YAML reads for a plain scalar: sigs.k8s.io/yaml hands the text to go-yaml v2, whose resolve.go
 * is YAML 1.1 but for numbers of base 60, which are texts there.
 */
export function readByServer(text: string, release: Release): ScalarValue {
  const word = words.get(text)
  if (word !== undefined) return word
  if (/^\.\d+(e[-+]?\d+)?$/i.test(text)) return Number(text)
  if (!/^[-+\d]/.test(text)) return text
  const plain = text.replaceAll('_', '')
  return (
    integer(plain, release) ?? (/^[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : text)
  )
}

const radices: readonly (readonly [RegExp, number])[] = [
  [/^([-+]?)0x([\da-f]+)$/i, 16],
  [/^([-+]?)0([0-7]+)$/, 8],
  [/^([-+]?)([1-9]\d*|0)$/, 10],
  [/^(-?)0b([01]+)$/, 2],
]

/** Go 1.13, with which 1.17 is built, has prefixes in capitals and 0o as well. */
const laterRadices: readonly (readonly [RegExp, number])[] = [
  [/^([-+]?)0o([0-7]+)$/i, 8],
  [/^([-+]?)0b([01]+)$/i, 2],
]

function integer(plain: string, release: Release): number | undefined {
  for (const [pattern, radix] of release < 17 ? radices : [...radices, ...laterRadices]) {
    const match = pattern.exec(plain)
    if (match) return Number.parseInt(match[2]!, radix) * (match[1] === '-' ? -1 : 1)
  }
  return undefined
}

const coreWords = /^(?:(~|null|Null|NULL|)|(true|True|TRUE)|(false|False|FALSE))$/

/** What YAML 1.2 (core schema, 10.3.2) reads for the same text. */
export function readByYaml12(text: string): ScalarValue {
  const word = coreWords.exec(text)
  if (word) return word[2] !== undefined ? true : word[3] !== undefined ? false : null
  if (/^[-+]?\d+$/.test(text)) return Number(text)
  if (/^0o[0-7]+$/.test(text)) return Number.parseInt(text.slice(2), 8)
  if (/^0x[\da-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16)
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?$/i.test(text)) return Number(text)
  if (/^[-+]?\.(inf|Inf|INF)$/.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return /^\.(nan|NaN|NAN)$/.test(text) ? Number.NaN : text
}

/** The number that a reader of YAML 1.1 sees in 22:22 and the like: digits of base 60. */
export function sexagesimal(text: string): number | undefined {
  if (!/^[-+]?[1-9][\d_]*(:[0-5]?\d)+$/.test(text)) return undefined
  const sign = text.startsWith('-') ? -1 : 1
  const digits = text.replaceAll(/[-+_]/g, '').split(':')
  return sign * digits.reduce((sum, digit) => sum * 60 + Number(digit), 0)
}
