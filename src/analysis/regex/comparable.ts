import { compiledPattern } from '../text-match.ts'
import { checkRegex } from './syntax.ts'

/**
 * Whether a pattern can be compared with others: RE2 takes it, and so does the engine that the automata are made
 * with. That one refuses some of RE2's: `\C`, group names that stand twice or are not ASCII, groups nested more than
 * 1,000 deep. What such a pattern matches is unknown here.
 */
export function isComparable(pattern: string): boolean {
  if (!checkRegex(pattern).ok) return false
  try {
    compiledPattern(pattern, false)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
