import { type Alphabet, anyCharacter, type Label, noCharacter } from './regex/alphabet.ts'
import { type Outline, outlineOf } from './regex/outline.ts'
import type { Steps } from './regex/steps.ts'
import { parseStructure } from './regex/structure.ts'
import type { TextLanguage } from './text-kinds.ts'
import { compiledPattern } from './text-match.ts'

const unbounded = Number.POSITIVE_INFINITY

/** Pays for the compilation of a pattern before it is begun. */
export function payForPattern(pattern: string, steps: Steps): void {
  steps.take(pattern.length >> 3)
  steps.take(parseStructure(pattern).size >> 1)
}

/** What all texts of a language have in common. Throws `StepsUsedUp`, and a RangeError where RE2 refuses a pattern. */
export function outlineOfText(language: TextLanguage, alphabet: Alphabet, steps: Steps): Outline {
  switch (language.kind) {
    case 'any':
      return literal('', '', unbounded, alphabet)
    case 'exact':
      return literal(language.text, language.text, [...language.text].length, alphabet)
    case 'prefix':
    case 'segment-prefix':
      return literal(language.text, '', unbounded, alphabet)
    case 'suffix':
      return literal('', language.text, unbounded, alphabet)
    case 'contains':
      return { ...literal('', '', unbounded, alphabet), least: [...language.text].length }
    case 'wildcard': {
      const most = language.parts.length === 1 ? [...language.parts[0]!].length : unbounded
      const least = [...language.parts.join('')].length
      if (language.ignoreCase) return { ...literal('', '', most, alphabet), least }
      return { ...literal(language.parts[0]!, language.parts.at(-1)!, most, alphabet), least }
    }
    case 'regex': {
      payForPattern(language.pattern, steps)
      const { instructions, start } = compiledPattern(language.pattern, language.ignoreCase)
      const outline = outlineOf(instructions, start, alphabet, steps)
      return language.search ? { ...literal('', '', unbounded, alphabet), least: outline.least } : outline
    }
    case 'after': {
      const { least, suffix, last } = outlineOfText(language.rest, alphabet, steps)
      const point = language.separator.codePointAt(0)!
      const ends = least > 0 ? last : alphabet.union([last, alphabet.label([point, point])])
      return { ...literal('', suffix, unbounded, alphabet), least: least + 1, last: ends }
    }
    case 'union':
      return language.of
        .map((member) => outlineOfText(member, alphabet, steps))
        .reduce((a, b) => either(a, b, alphabet), empty)
  }
}

/** The outline of no text at all. */
const empty: Outline = {
  prefix: '',
  suffix: '',
  least: unbounded,
  most: -1,
  first: noCharacter,
  last: noCharacter,
}

function labelOf(character: string | undefined, alphabet: Alphabet): Label {
  if (character === undefined) return anyCharacter
  return alphabet.label([character.codePointAt(0)!, character.codePointAt(0)!])
}

function literal(prefix: string, suffix: string, most: number, alphabet: Alphabet): Outline {
  const starts = [...prefix]
  const ends = [...suffix]
  const least = Math.max(starts.length, ends.length)
  return {
    prefix,
    suffix,
    least,
    most,
    first: labelOf(starts[0], alphabet),
    last: labelOf(ends.at(-1), alphabet),
  }
}

function commonPrefix(a: string, b: string): string {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return a.slice(0, length)
}

function commonSuffix(a: string, b: string): string {
  let length = 0
  while (length < a.length && length < b.length && a[a.length - 1 - length] === b[b.length - 1 - length])
    length += 1
  return a.slice(a.length - length)
}

function either(a: Outline, b: Outline, alphabet: Alphabet): Outline {
  if (a.least === unbounded) return b
  if (b.least === unbounded) return a
  return {
    prefix: commonPrefix(a.prefix, b.prefix),
    suffix: commonSuffix(a.suffix, b.suffix),
    least: Math.min(a.least, b.least),
    most: Math.max(a.most, b.most),
    first: alphabet.union([a.first, b.first]),
    last: alphabet.union([a.last, b.last]),
  }
}

const apart = (a: string, b: string): boolean => !a.startsWith(b) && !b.startsWith(a)
const apartAtEnd = (a: string, b: string): boolean => !a.endsWith(b) && !b.endsWith(a)

/** Whether two languages certainly share no text. */
export function disjointOutlines(a: Outline, b: Outline, alphabet: Alphabet): boolean {
  if (a.least > b.most || b.least > a.most || a.least === unbounded || b.least === unbounded) return true
  if (apart(a.prefix, b.prefix) || apartAtEnd(a.suffix, b.suffix)) return true
  // The empty text, if both have it, has no characters to compare.
  if (a.least === 0 && b.least === 0) return false
  return (
    alphabet.intersect(a.first, b.first) === noCharacter || alphabet.intersect(a.last, b.last) === noCharacter
  )
}
