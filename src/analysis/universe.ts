import { type Answer, type Budget, found } from './budget.ts'
import type { TextAttribute } from './formula.ts'
import { findText, matchesText, regexText, type TextLanguage } from './text-language.ts'

/** The texts that an attribute can have, and which of them people like to read. */
export interface Universe {
  readonly every: TextLanguage
  readonly readable?: TextLanguage
  /** Tried first, in this order. */
  readonly samples: readonly string[]
  readonly mayBeAbsent: boolean
}

// Each universe is rather too wide than too narrow: where no text of it will do, no real request will.

/** Starts with a slash; blanks and control characters cannot stand in a request line (RFC 9112 section 3). */
export const everyPath = regexText(String.raw`/[^\x00-\x20\x7F]*`)

export const universes = {
  path: { every: everyPath, samples: ['/'], mayBeAbsent: false },
  /** What may stand in an authority (RFC 3986 section 3.2), in lower case, as hosts are compared without case. */
  host: {
    every: regexText(String.raw`[!"$-.0->\[-~]+`),
    readable: regexText('[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*'),
    samples: ['app.example.com'],
    mayBeAbsent: false,
  },
  /** A token (RFC 9110 section 5.6.2) without lower case: every registered method is written in capitals. */
  method: {
    every: regexText(String.raw`[!#$%&'*+.^_\x60|~0-9A-Z-]+`),
    readable: regexText('[A-Z]+'),
    samples: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'],
    mayBeAbsent: false,
  },
  protocol: {
    every: regexText('[!-~]+'),
    readable: regexText('[A-Z][A-Z0-9/.]*'),
    samples: ['HTTP', 'TCP', 'UDP', 'HTTP/2'],
    mayBeAbsent: false,
  },
  /** An identity provider may say anything. */
  email: {
    every: regexText('(?s).*'),
    readable: regexText('[a-z0-9]+([._+-][a-z0-9]+)*@[a-z0-9]+([.-][a-z0-9]+)*'),
    samples: ['user@example.com'],
    mayBeAbsent: true,
  },
  user: {
    every: regexText('(?s).*'),
    readable: regexText('[!-~]+'),
    samples: ['user-1'],
    mayBeAbsent: true,
  },
  /** A field value (RFC 9110 section 5.5). */
  header: {
    every: regexText(String.raw`[^\x00\r\n]*`),
    readable: regexText('[!-~]+'),
    samples: ['value'],
    mayBeAbsent: true,
  },
  member: { every: regexText('(?s).*'), readable: regexText('[!-~]+'), samples: [], mayBeAbsent: true },
} satisfies Record<string, Universe>

export function universeOf(attribute: TextAttribute): Universe {
  return attribute.startsWith('header/')
    ? universes.header
    : universes[attribute as Exclude<TextAttribute, `header/${string}`>]
}

/** A path in all of `inside` and none of `outside`. */
export function findPath(
  inside: readonly TextLanguage[],
  outside: readonly TextLanguage[],
  budget: Budget,
): Answer<string> {
  return findReadable(universes.path, inside, outside, budget)
}

/** A text of the universe in all of `inside` and none of `outside`: a sample, else a readable one, else any. */
export function findReadable(
  { every, readable, samples }: Universe,
  inside: readonly TextLanguage[],
  outside: readonly TextLanguage[],
  budget: Budget,
): Answer<string> {
  const sample = samples.find((text) => fits(text, inside, outside))
  if (sample !== undefined) return found(sample)
  // Most languages prefer readable texts by themselves: the wider question is the cheaper one.
  const plain = findText(inside, outside, budget)
  if (plain.kind !== 'found' || matchesText(readable ?? every, plain.value)) return plain
  if (readable) {
    const liked = findText([...inside, readable], outside, budget)
    if (liked.kind === 'found') return liked
    if (matchesText(every, plain.value)) return plain
  }
  return findText([...inside, every], outside, budget)
}

function fits(text: string, inside: readonly TextLanguage[], outside: readonly TextLanguage[]): boolean {
  const lies = (language: TextLanguage) => matchesText(language, text)
  return inside.every(lies) && !outside.some(lies)
}
