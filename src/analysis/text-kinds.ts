/**
 * A set of texts, as plain data. Texts are sequences of Unicode scalar values; none contains half a surrogate pair.
 * Make them with the functions below, which bring equal sets into equal forms where that is cheap.
 */
export type TextLanguage =
  | { readonly kind: 'any' }
  | { readonly kind: 'exact' | 'prefix' | 'segment-prefix' | 'suffix' | 'contains'; readonly text: string }
  /** The parts in this order, with any run of characters between two of them. */
  | { readonly kind: 'wildcard'; readonly parts: readonly string[]; readonly ignoreCase: boolean }
  | {
      readonly kind: 'regex'
      readonly pattern: string
      /** Whether a match of some part of the text is enough. */
      readonly search: boolean
      readonly ignoreCase: boolean
    }
  /** A run without the separator, the separator, a text of `rest`. */
  | { readonly kind: 'after'; readonly separator: string; readonly rest: TextLanguage }
  | { readonly kind: 'union'; readonly of: readonly TextLanguage[] }

/** Every text. */
export const anyText: TextLanguage = { kind: 'any' }

/** No text at all. */
export const noText: TextLanguage = { kind: 'union', of: [] }

const halfPair = /\p{Surrogate}/u

/** A literal with half a surrogate pair is in no text. */
const literal = (kind: 'exact' | 'prefix' | 'segment-prefix' | 'suffix' | 'contains', text: string) =>
  halfPair.test(text) ? noText : ({ kind, text } satisfies TextLanguage)

/** The one text. */
export function exactText(text: string): TextLanguage {
  return literal('exact', text)
}

/** The texts that start with `text`. */
export function textPrefix(text: string): TextLanguage {
  return text === '' ? anyText : literal('prefix', text)
}

/** `text` itself, and what starts with it and a slash; for a `text` that ends in a slash, what starts with it. */
export function segmentPrefix(text: string): TextLanguage {
  return text.endsWith('/') ? textPrefix(text) : literal('segment-prefix', text)
}

/** The texts that end with `text`. */
export function textSuffix(text: string): TextLanguage {
  return text === '' ? anyText : literal('suffix', text)
}

/** The texts in which `text` occurs. */
export function textContains(text: string): TextLanguage {
  return text === '' ? anyText : literal('contains', text)
}

/**
 * The texts that an RE2 pattern matches: as a whole, or with `search` in some part. A pattern that RE2 refuses
 * gives a language that throws a RangeError on use.
 */
export function regexText(
  pattern: string,
  options: { readonly search?: boolean; readonly ignoreCase?: boolean } = {},
): TextLanguage {
  return { kind: 'regex', pattern, search: options.search ?? false, ignoreCase: options.ignoreCase ?? false }
}

/** ASCII letters in lower case, all else as it is. */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (run) => run.toLowerCase())

function wildcard(pattern: string, ignoreCase: boolean): TextLanguage {
  if (halfPair.test(pattern)) return noText
  const parts = (ignoreCase ? lowerAscii(pattern) : pattern).split(/\*+/)
  if (parts.length === 1 && !ignoreCase) return exactText(pattern)
  if (parts.every((part) => part === '') && parts.length > 1) return anyText
  return { kind: 'wildcard', parts, ignoreCase }
}

/** A host pattern: `*` stands for any run of characters, dots included; upper and lower case of ASCII are one. */
export function hostText(pattern: string): TextLanguage {
  return wildcard(pattern, true)
}

/** `*` stands for any run of characters, everything else for itself. */
export function wildcardText(pattern: string): TextLanguage {
  return wildcard(pattern, false)
}

/**
 * The texts of which the part behind the first `separator` lies in `rest`: `textAfter('@', …)` for the domain of
 * an e-mail address. Throws a RangeError where `separator` is not one character.
 */
export function textAfter(separator: string, rest: TextLanguage): TextLanguage {
  if ([...separator].length !== 1 || halfPair.test(separator)) {
    throw new RangeError(`a separator is one character: ${JSON.stringify(separator)}`)
  }
  return { kind: 'after', separator, rest }
}

const keys = new WeakMap<TextLanguage, string>()

/** A stable key: languages of equal keys are equal by construction. */
export function textKey(language: TextLanguage): string {
  // What has no parts is named as fast as looked up.
  if (language.kind !== 'union' && language.kind !== 'after') return keyOf(language)
  let key = keys.get(language)
  if (key === undefined) {
    key = keyOf(language)
    keys.set(language, key)
  }
  return key
}

function keyOf(language: TextLanguage): string {
  switch (language.kind) {
    case 'any':
      return 'any'
    case 'wildcard':
      return `${language.ignoreCase ? 'host' : 'wildcard'}${JSON.stringify(language.parts)}`
    case 'regex': {
      const flags = `${language.search ? 's' : ''}${language.ignoreCase ? 'i' : ''}`
      return `regex${flags}${JSON.stringify(language.pattern)}`
    }
    case 'after':
      return `after${JSON.stringify(language.separator)}(${textKey(language.rest)})`
    case 'union':
      return `union[${[...new Set(language.of.map(textKey))].sort().join()}]`
    default:
      return `${language.kind}${JSON.stringify(language.text)}`
  }
}

/** The texts that lie in one of the languages. */
export function unionText(of: readonly TextLanguage[]): TextLanguage {
  const members = new Map<string, TextLanguage>()
  for (const language of of) {
    for (const member of language.kind === 'union' ? language.of : [language]) {
      if (member.kind === 'any') return anyText
      if (!members.has(textKey(member))) members.set(textKey(member), member)
    }
  }
  const [first, ...others] = members.values()
  if (!first) return noText
  return others.length === 0 ? first : { kind: 'union', of: [first, ...others] }
}

/** In a few words: `/admin`, `/api…`, `/api or /api/…`, `matching ^/v[0-9]+$`. */
export function describeText(language: TextLanguage): string {
  switch (language.kind) {
    case 'any':
      return 'any text'
    case 'exact':
      return language.text === '' ? 'the empty text' : language.text
    case 'prefix':
      return `${language.text}…`
    case 'segment-prefix':
      return language.text === '' ? 'the empty text or /…' : `${language.text} or ${language.text}/…`
    case 'suffix':
      return `…${language.text}`
    case 'contains':
      return `…${language.text}…`
    case 'wildcard':
      return language.parts.join('*')
    case 'regex': {
      const words = language.search ? 'containing a match of' : 'matching'
      return `${words} ${language.pattern}${language.ignoreCase ? ' in any case' : ''}`
    }
    case 'after':
      return `…${language.separator} followed by ${describeText(language.rest)}`
    case 'union':
      return language.of.length === 0 ? 'no text' : language.of.map(describeText).join(' or ')
  }
}
