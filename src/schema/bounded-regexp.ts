/** Longest text, in UTF-16 units, that a pattern is tried on. */
export const maxPatternText = 65_536

export interface BoundedRegExp {
  test(text: string): boolean
  /** The pattern with its flags; the schema compiler takes expressions of one name for one expression. */
  toString(): string
}

/**
 * A regular expression that matches no text above `maxPatternText`: on texts of millions of characters the
 * engine's own stack overflows for patterns with nested repeats, and no platform takes such a text anyway.
 */
export function boundedRegExp(pattern: string, flags: string): BoundedRegExp {
  const expression = new RegExp(pattern, flags)
  return {
    test: (text) => text.length <= maxPatternText && expression.test(text),
    toString: () => expression.toString(),
  }
}
