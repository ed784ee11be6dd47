import { compiledPattern } from '../text-match.ts'
import { checkRegex } from './syntax.ts'

/** Longest pattern, in UTF-16 units, that is looked into: longer ones cost seconds each, and no budget does for them. */
export const maxPatternLength = 20_000

/** Why nothing is known of what a pattern matches that cannot be compared. */
export function whyIncomparable(pattern: string): string {
  return pattern.length > maxPatternLength
    ? `a pattern of more than ${maxPatternLength} characters is beyond the limit and not looked into; write a shorter one`
    : `nobody knows what the pattern ${pattern} matches`
}

/**
 * Whether a pattern can be compared with others: RE2 takes it, and so does the engine that the automata are made
 * with. That one refuses some of RE2's: `\C`, group names that stand twice or are not ASCII, groups nested more than
 * 1,000 deep. What such a pattern matches is unknown here, as is that of one above `maxPatternLength`.
 */
export function isComparable(pattern: string): boolean {
  if (pattern.length > maxPatternLength || !checkRegex(pattern).ok) return false
  try {
    compiledPattern(pattern, false)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
