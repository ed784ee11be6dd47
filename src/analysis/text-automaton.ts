import { Alphabet, anyCharacter, type Label } from './regex/alphabet.ts'
import { type Automaton, assemble, Draft, reverse } from './regex/automaton.ts'
import { automatonOf } from './regex/from-pattern.ts'
import type { Outline } from './regex/outline.ts'
import type { Steps } from './regex/steps.ts'
import { type TextLanguage, textKey } from './text-kinds.ts'
import { compiledPattern } from './text-match.ts'
import { outlineOfText, payForPattern } from './text-outline.ts'

/** A value with the steps that it took; asked for again it costs the same, so that no answer depends on earlier ones. */
interface Made<T> {
  readonly value: T
  readonly steps: number
}

/** What has been worked out of one language so far. */
export interface Prepared {
  readonly language: TextLanguage
  /** All its texts, where the language lists them. */
  readonly texts: readonly string[] | undefined
  outline?: Made<Outline>
  automaton?: Made<Automaton>
  reversed?: Made<Automaton>
}

/** Numbers held by the alphabet and by automata before all is forgotten: some tens of megabytes. */
const keptNumbers = 2_000_000

/** Automata, and the alphabet in which their labels are numbered. */
export interface Workshop {
  readonly alphabet: Alphabet
  readonly prepared: Map<string, Prepared>
  /** The same by object, which is faster to look up. */
  readonly byLanguage: WeakMap<TextLanguage, Prepared>
  held: number
}

const openWorkshop = (): Workshop => ({
  alphabet: new Alphabet(),
  prepared: new Map(),
  byLanguage: new WeakMap(),
  held: 0,
})

let current = openWorkshop()

/** The workshop for one question: the last one, or a fresh one where that has grown too large. */
export function workshop(): Workshop {
  if (current.held + current.alphabet.size > keptNumbers) current = openWorkshop()
  return current
}

const sizeOf = ({ moves }: Automaton): number =>
  moves.reduce((sum, { targets }) => sum + 8 + 2 * targets.length, 0)

function textsOf(language: TextLanguage): readonly string[] | undefined {
  if (language.kind === 'exact') return [language.text]
  if (language.kind !== 'union') return undefined
  const texts = language.of.flatMap((member) => (member.kind === 'exact' ? [member.text] : []))
  return texts.length === language.of.length ? texts : undefined
}

/** The place where what is worked out of a language is kept. */
export function preparedOf(language: TextLanguage, shop: Workshop): Prepared {
  const same = shop.byLanguage.get(language)
  if (same) return same
  const key = textKey(language)
  let known = shop.prepared.get(key)
  if (!known) {
    known = { language, texts: textsOf(language) }
    shop.prepared.set(key, known)
    shop.held += 16 + key.length
  }
  shop.byLanguage.set(language, known)
  return known
}

/** What is kept under `known`, or else made; both take the same steps. */
function made<T>(known: Made<T> | undefined, steps: Steps, make: () => T): Made<T> {
  if (known) {
    steps.take(known.steps)
    return known
  }
  const before = steps.taken
  return { value: make(), steps: steps.taken - before }
}

/** What all texts of the language have in common. */
export function outlineFor(prepared: Prepared, { alphabet }: Workshop, steps: Steps): Outline {
  prepared.outline = made(prepared.outline, steps, () => outlineOfText(prepared.language, alphabet, steps))
  return prepared.outline.value
}

/** The automaton of the language. Throws `StepsUsedUp`, and a RangeError where RE2 refuses a pattern. */
export function automatonFor(prepared: Prepared, shop: Workshop, steps: Steps): Automaton {
  const fresh = prepared.automaton === undefined
  prepared.automaton = made(prepared.automaton, steps, () => build(prepared.language, shop, steps))
  if (fresh) shop.held += sizeOf(prepared.automaton.value)
  return prepared.automaton.value
}

/** The automaton of the reversed texts of the language. */
export function reversedFor(prepared: Prepared, shop: Workshop, steps: Steps): Automaton {
  const fresh = prepared.reversed === undefined
  const automaton = automatonFor(prepared, shop, steps)
  prepared.reversed = made(prepared.reversed, steps, () => reverse(automaton, shop.alphabet, steps))
  if (fresh) shop.held += sizeOf(prepared.reversed.value)
  return prepared.reversed.value
}

function build(language: TextLanguage, shop: Workshop, steps: Steps): Automaton {
  const { alphabet } = shop
  switch (language.kind) {
    case 'regex': {
      payForPattern(language.pattern, steps)
      const compiled = compiledPattern(language.pattern, language.ignoreCase)
      return automatonOf(compiled, language.search, alphabet, steps)
    }
    case 'after': {
      const automaton = automatonFor(preparedOf(language.rest, shop), shop, steps)
      const draft = new Draft()
      const start = draft.state()
      const offset = draft.embed(automaton, true)
      const separator = alphabet.label([
        language.separator.codePointAt(0)!,
        language.separator.codePointAt(0)!,
      ])
      draft.edge(start, alphabet.complement(separator), start)
      for (const state of automaton.starts) draft.edge(start, separator, state + offset)
      draft.starts.push(start)
      return assemble(draft, alphabet, steps)
    }
    case 'union': {
      const draft = new Draft()
      for (const member of language.of) {
        const automaton = automatonFor(preparedOf(member, shop), shop, steps)
        const offset = draft.embed(automaton, true)
        for (const state of automaton.starts) draft.starts.push(state + offset)
      }
      return assemble(draft, alphabet, steps)
    }
    default:
      return literalAutomaton(language, alphabet, steps)
  }
}

type Literal = Exclude<TextLanguage, { kind: 'regex' | 'after' | 'union' }>

/** Literal parts in a row with any run of characters between two of them. */
function partsOf(language: Literal): readonly string[] {
  switch (language.kind) {
    case 'any':
      return ['', '']
    case 'exact':
      return [language.text]
    case 'prefix':
      return [language.text, '']
    case 'segment-prefix':
      return [`${language.text}/`, '']
    case 'suffix':
      return ['', language.text]
    case 'contains':
      return ['', language.text, '']
    case 'wildcard':
      return language.parts
  }
}

function labelOf(character: string, ignoreCase: boolean, alphabet: Alphabet): Label {
  const point = character.codePointAt(0)!
  const folded = ignoreCase && /^[a-z]$/.test(character) ? [point - 32, point - 32] : []
  return alphabet.label([point, point, ...folded])
}

function literalAutomaton(language: Literal, alphabet: Alphabet, steps: Steps): Automaton {
  const draft = new Draft()
  const ignoreCase = language.kind === 'wildcard' && language.ignoreCase
  let state = draft.state()
  draft.starts.push(state)
  for (const [index, part] of partsOf(language).entries()) {
    if (index > 0) draft.edge(state, anyCharacter, state)
    for (const character of part) {
      const next = draft.state()
      draft.edge(state, labelOf(character, ignoreCase, alphabet), next)
      state = next
    }
    steps.take(1 + (part.length >> 3))
  }
  draft.accepting[state] = true
  // The slash at the end of a segment prefix may be missing where nothing follows.
  if (language.kind === 'segment-prefix') draft.accepting[state - 1] = true
  return assemble(draft, alphabet, steps)
}
