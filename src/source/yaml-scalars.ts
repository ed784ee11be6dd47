import { SCALAR_STYLE, type ScalarEvent } from 'js-yaml'

export const isBlock = ({ style }: ScalarEvent): boolean =>
  style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK

export const isQuoted = ({ style }: ScalarEvent): boolean =>
  style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED

/** The name that a value has as a key; undefined for a list or map. */
export function keyOf(value: unknown): string | undefined {
  if (value === null) return ''
  return typeof value === 'object' ? undefined : String(value)
}

/** What a plain scalar stands for in the core schema: https://yaml.org/spec/1.2.2/#103-core-schema */
export function resolved(text: string): unknown {
  const first = text.charCodeAt(0)
  // Most plain scalars are words, and most of them begin with no letter that these begin with.
  if (text === '') return null
  if (isDigit(first) || first === 0x2b || first === 0x2d || first === 0x2e) return numberOf(text)
  switch (text) {
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null
    case 'true':
    case 'True':
    case 'TRUE':
      return true
    case 'false':
    case 'False':
    case 'FALSE':
      return false
    default:
      return text
  }
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

function numberOf(text: string): unknown {
  if (/^[-+]?[0-9]+$/.test(text)) return Number.parseInt(text, 10)
  if (/^0o[0-7]+$/.test(text)) return Number.parseInt(text.slice(2), 8)
  if (/^0x[0-9a-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16)
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return Number.parseFloat(text)
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? Number.NaN : text
}
