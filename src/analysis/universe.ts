import { type Answer, type Budget, found } from './budget.ts'
import type { TextAttribute } from './formula.ts'
import { anyText, findText, matchesText, regexText, type TextLanguage } from './text-language.ts'

/** A set of texts, asked in two ways: as a language, and of one text by the engine that is there anyway. */
interface Texts {
  readonly language: TextLanguage
  has(text: string): boolean
}

/** The texts that a pattern matches as a whole. It must mean the same to RE2 and to JavaScript. */
function texts(pattern: string): Texts {
  const native = new RegExp(`^(?:${pattern})$`, 'u')
  return { language: regexText(pattern), has: (text) => native.test(text) }
}

const everyText: Texts = { language: anyText, has: () => true }

/** The texts that an attribute can have, and which of them people like to read. */
export interface Universe {
  readonly every: Texts
  readonly readable?: Texts
  /** Tried first, in this order. */
  readonly samples: readonly string[]
  readonly mayBeAbsent: boolean
}

// Each universe is rather too wide than too narrow: where no text of it will do, no real request will.

export const universes = {
  /** Starts with a slash; blanks and control characters cannot stand in a request line (RFC 9112 section 3). */
  path: { every: texts(String.raw`/[^\x00-\x20\x7F]*`), samples: ['/'], mayBeAbsent: false },
  /** What may stand in an authority (RFC 3986 section 3.2), in lower case, as hosts are compared without case. */
  host: {
    every: texts(String.raw`[!"$-.0->\[-~]+`),
    readable: texts('[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*'),
    samples: ['app.example.com'],
    mayBeAbsent: false,
  },
  /** A token (RFC 9110 section 5.6.2) without lower case: every registered method is written in capitals. */
  method: {
    every: texts(String.raw`[!#$%&'*+.^_\x60|~0-9A-Z-]+`),
    readable: texts('[A-Z]+'),
    samples: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'],
    mayBeAbsent: false,
  },
  protocol: {
    every: texts('[!-~]+'),
    readable: texts('[A-Z][A-Z0-9/.]*'),
    samples: ['HTTP', 'TCP', 'UDP', 'HTTP/2'],
    mayBeAbsent: false,
  },
  /** An identity provider may say anything. */
  email: {
    every: everyText,
    readable: texts('[a-z0-9]+([._+-][a-z0-9]+)*@[a-z0-9]+([.-][a-z0-9]+)*'),
    samples: ['user@example.com'],
    mayBeAbsent: true,
  },
  user: { every: everyText, readable: texts('[!-~]+'), samples: ['user-1'], mayBeAbsent: true },
  /** A field value (RFC 9110 section 5.5). */
  header: {
    every: texts(String.raw`[^\x00\r\n]*`),
    readable: texts('[!-~]+'),
    samples: ['value'],
    mayBeAbsent: true,
  },
  detail: { every: everyText, readable: texts('[!-~]+'), samples: ['value'], mayBeAbsent: true },
  member: { every: everyText, readable: texts('[!-~]+'), samples: [], mayBeAbsent: true },
} satisfies Record<string, Universe>

export function universeOf(attribute: TextAttribute): Universe {
  if (attribute.startsWith('header/')) return universes.header
  if (attribute.startsWith('detail/')) return universes.detail
  return universes[attribute as Exclude<TextAttribute, `header/${string}` | `detail/${string}`>]
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
  if (plain.kind !== 'found' || (readable ?? every).has(plain.value)) return plain
  if (readable) {
    const liked = findText([...inside, readable.language], outside, budget)
    if (liked.kind === 'found') return liked
    if (every.has(plain.value)) return plain
  }
  return findText([...inside, every.language], outside, budget)
}

function fits(text: string, inside: readonly TextLanguage[], outside: readonly TextLanguage[]): boolean {
  const lies = (language: TextLanguage) => matchesText(language, text)
  return inside.every(lies) && !outside.some(lies)
}
