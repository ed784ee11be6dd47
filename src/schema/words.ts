import { distance } from 'fastest-levenshtein'
import type { Path } from '../position.ts'
import {
  hasRightType,
  isOfType,
  type JsonSchema,
  type Scalar,
  type SchemaNode,
  type TypeName,
  typesOf,
} from './json-schema.ts'

/** Characters of a value that a message shows. */
const shownLength = 40
/** Longest text for which "did you mean" is looked up. */
const comparedLength = 64
/** Allowed values or keys that a message names. */
const shownChoices = 16

/** Keys below which no value is ever shown. */
const secretKey = /pass(word|wd|phrase)?$|secret|token|key/i

export function isSecretKey(key: string): boolean {
  return secretKey.test(key)
}

const typeWords: Readonly<Record<TypeName, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}

/** A scalar as it is written in JSON, shortened. */
export function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'string') return String(value)
  const characters = [...value.slice(0, 2 * shownLength + 2)]
  const short = characters.length > shownLength ? `${characters.slice(0, shownLength).join('')}…` : value
  return JSON.stringify(short)
}

/** A key as it is named in a message: bare where it is one word. */
export function keyWord(key: string): string {
  return /^[\w$-]{1,40}$/.test(key) ? key : shown(key)
}

/** What a message calls the value at a path: `internalPort`, `addresses[2]`. */
export function subjectOf(path: Path): string {
  const last = path.findLastIndex((step) => typeof step === 'string')
  const name = last < 0 ? 'the document' : keyWord(String(path[last]))
  return `${name}${path
    .slice(last + 1)
    .map((index) => `[${index}]`)
    .join('')}`
}

export const withArticle = (noun: string) => `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`

/** `1 character`, `2 characters`. */
export const counted = (count: number, noun: string) =>
  `${count} ${count === 1 ? noun : noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`

function listed(words: readonly string[]): string {
  const rest = words.length - shownChoices
  return rest > 0 ? `${words.slice(0, shownChoices).join(', ')} and ${rest} more` : words.join(', ')
}

/** The candidate that was probably meant by a text: the same but for case and separators, or a slip away. */
export function closest(text: string, candidates: readonly string[]): string | undefined {
  if (text.length > comparedLength) return undefined
  const plain = (word: string) => word.toLowerCase().replaceAll(/[\s_-]/g, '')
  const same = candidates.find((candidate) => plain(candidate) === plain(text))
  if (same !== undefined) return same
  const near = candidates
    .map((candidate) => ({ candidate, slips: distance(plain(text), plain(candidate)) }))
    .filter(({ candidate, slips }) => 3 * slips <= Math.min(plain(text).length, plain(candidate).length))
  return near.sort((a, b) => a.slips - b.slips)[0]?.candidate
}

/** `; did you mean "HTTP"?`, or a full stop. */
function meant(suggestion: string | undefined): string {
  return suggestion === undefined ? '.' : `; did you mean ${shown(suggestion)}?`
}

/** A value and how a message may speak of it. */
export interface Spoken {
  readonly path: Path
  readonly value: unknown
  readonly secret: boolean
}

/** The subject with its value, as a sentence begins: `internalPort 70000`; only the subject for a secret. */
export function opening({ path, value, secret }: Spoken): string {
  const scalar = typeof value !== 'object' || value === null
  return secret || !scalar ? subjectOf(path) : `${subjectOf(path)} ${shown(value)}`
}

function described(value: unknown, secret: boolean): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return secret ? 'a text' : `the text ${shown(value)}`
  if (Number.isNaN(value)) return 'NaN'
  if (typeof value === 'number') return secret ? 'a number' : `the number ${shown(value)}`
  return secret || typeof value !== 'boolean' ? `a ${typeof value}` : String(value)
}

/**
 * The sentence on a value of the wrong type, with what to write instead where that is clear. `item` is what the
 * entries of an expected list are.
 */
export function typeMessage(spoken: Spoken, schema: JsonSchema, item: SchemaNode = false): string {
  const { path, value } = spoken
  const types = typesOf(schema)
  // A text in the place of an object may hold anything, the object's secrets too.
  const secret = spoken.secret || types.every((type) => type === 'object' || type === 'array')
  if (types.includes('integer') && Number.isFinite(value)) {
    return `${opening(spoken)} is not a whole number.`
  }
  const expected = schema.enum ? choiceWords(schema.enum) : types.map((type) => typeWords[type]).join(' or ')
  const [only, ...others] = types.filter((type) => type !== 'null')
  // Of several types nobody can say which one was meant.
  const found = only === undefined || others.length > 0 ? undefined : rewritten(value, only, item)
  const fix = found && schema.enum && !schema.enum.some((one) => one === found.value) ? undefined : found
  const advice = fix ? (secret ? fix.how : fix.words) : `expected ${expected}`
  return `${subjectOf(path)} is ${described(value, secret)}; ${advice}.`
}

interface Rewritten {
  readonly value: unknown
  /** What to write. */
  readonly words: string
  /** The same without the value. */
  readonly how: string
}

/** How the same value is written in the type that is expected. */
function rewritten(value: unknown, type: TypeName, item: SchemaNode): Rewritten | undefined {
  if (typeof value === 'string' && (type === 'integer' || type === 'number')) {
    const number = /^\s*[+-]?\d{1,15}(\.\d{1,15})?\s*$/.test(value) ? Number(value) : Number.NaN
    if (!isOfType(number, type)) return undefined
    return { value: number, words: `write the number ${number}`, how: 'write it as a number, without quotes' }
  }
  if (typeof value === 'string' && type === 'boolean') {
    const word = /^\s*(?:(true|yes|on)|(false|no|off))\s*$/i.exec(value)
    const words = `write ${word?.[1] === undefined ? 'false' : 'true'}, without quotes`
    return word ? { value: word[1] !== undefined, words, how: words } : undefined
  }
  if (type === 'string' && (Number.isFinite(value) || typeof value === 'boolean')) {
    return { value: String(value), words: `write it in quotes: "${value}"`, how: 'write it in quotes' }
  }
  const fits = typeof item === 'boolean' ? item : hasRightType(item, value)
  if (type === 'array' && fits && value !== null) {
    return { value: [value], words: 'put it into a list', how: 'put it into a list' }
  }
  return undefined
}

/** `one of HTTP, TCP`, or the only value there is. */
export function choiceWords(allowed: readonly Scalar[]): string {
  const words = listed(allowed.map(choiceWord))
  return allowed.length === 1 ? words : `one of ${words}`
}

function choiceWord(value: Scalar): string {
  return typeof value === 'string' && /^[\w/.:+-]+$/.test(value) ? value : shown(value)
}

export function choiceMessage(spoken: Spoken, allowed: readonly Scalar[]): string {
  const { value, secret } = spoken
  const words = listed(allowed.map(choiceWord))
  const texts = allowed.filter((one) => typeof one === 'string')
  const suggestion = typeof value === 'string' && !secret ? closest(value, texts) : undefined
  const verdict = allowed.length === 1 ? `is not ${words}` : `is none of ${words}`
  return `${opening(spoken)} ${verdict}${meant(suggestion)}`
}

export interface StrangeKey {
  readonly key: string
  /** What a message calls the object: `a port`. */
  readonly owner: string
  /** The keys that the object takes. */
  readonly known: readonly string[]
  /** The known key that was probably meant. */
  readonly suggestion: string | undefined
  /** The known key of which the value takes this key. */
  readonly home: string | undefined
}

export function unknownKeyMessage({ key, owner, known, suggestion, home }: StrangeKey): string {
  const verdict = `${shown(key)} is no key of ${owner}`
  if (suggestion !== undefined) return `${verdict}${meant(suggestion)}`
  if (home !== undefined) return `${verdict}; it belongs in ${keyWord(home)}.`
  return known.length > 0 ? `${verdict}; it takes ${listed(known.map(keyWord))}.` : `${verdict}.`
}
