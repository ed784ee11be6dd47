import { AddressSet } from './address-set.ts'
import { type Atom, type Branch, type Condition, fold } from './formula.ts'
import { describeText, type TextLanguage } from './text-language.ts'

/** Blocks of an address list, and parts of a condition, that are written out; the rest is counted. */
const mostListed = 8

/** Characters of a piece before it is replaced by the number of its atoms: nobody reads on. */
const mostCharacters = 2000

/** A piece of a sentence. `compound` ones need brackets within another piece. */
interface Phrase {
  readonly text: string
  readonly opposite: string
  readonly compound: boolean
  /** How many atoms it tells of. */
  readonly atoms: number
  /** The attribute of which it says so. */
  readonly attribute?: string
  readonly says?: 'there' | 'empty' | 'not empty'
}

/**
 * Who satisfies a condition, in words: "anyone", "nobody", "from 10.0.0.0/8, with credential admin",
 * "(from 10.0.0.0/8, or signed in), and to path /admin". Long lists are cut and the rest is counted.
 */
export function describe(condition: Condition): string {
  return fold(condition, phraseOf, join).text
}

function join(node: Branch, parts: readonly Phrase[]): Phrase {
  if (node.kind === 'not') {
    const { text, opposite, says, ...rest } = parts[0]!
    return {
      ...rest,
      text: opposite,
      opposite: text,
      ...(says === 'empty' && { says: 'not empty' }),
      ...(says === 'not empty' && { says: 'empty' }),
    }
  }
  if (parts.length === 0) {
    const [text, opposite] = node.kind === 'all' ? ['anyone', 'nobody'] : ['nobody', 'anyone']
    return { text, opposite, compound: false, atoms: 0 }
  }
  const told = node.kind === 'all' ? withFilled(parts) : parts
  const texts = told.slice(0, mostListed).map(({ text, compound }) => (compound ? `(${text})` : text))
  if (told.length > texts.length) texts.push(`${told.length - texts.length} more conditions`)
  // Commas alone read as "and" until a bracket comes between.
  const plain = node.kind === 'all' && !parts.some(({ compound }) => compound)
  const atoms = parts.reduce((sum, part) => sum + part.atoms, 0)
  const whole = listed(texts, plain ? '' : node.kind === 'all' ? 'and ' : 'or ')
  const text = whole.length > mostCharacters ? `a combination of ${atoms} conditions` : whole
  return { text, opposite: `not (${text})`, compound: true, atoms }
}

/** "with header origin, without header origin: the empty text" is one thing to people. */
function withFilled(parts: readonly Phrase[]): readonly Phrase[] {
  const of = (told: Phrase['says']) =>
    new Set(parts.flatMap(({ says, attribute }) => (says === told ? [attribute] : [])))
  const filled = of('not empty')
  const both = new Set([...of('there')].filter((attribute) => filled.has(attribute)))
  if (both.size === 0) return parts
  return parts.flatMap((part) => {
    if (!part.says || !both.has(part.attribute)) return part
    return part.says === 'there' ? { ...part, text: `${part.text} that is not empty` } : []
  })
}

function listed(texts: readonly string[], word: string): string {
  return [...texts.slice(0, -1), `${word}${texts.at(-1)}`].join(', ')
}

function phraseOf(atom: Atom): Phrase {
  const [text, opposite] = wordsOf(atom)
  const phrase = { text, opposite, compound: false, atoms: 1 }
  if (atom.kind !== 'text') return phrase
  const { attribute, language } = atom
  if (language.kind === 'any') return { ...phrase, attribute, says: 'there' }
  const isEmpty = language.kind === 'exact' && language.text === ''
  return isEmpty ? { ...phrase, attribute, says: 'empty' } : phrase
}

/** The atom, and its negation. */
function wordsOf(atom: Atom): readonly [string, string] {
  switch (atom.kind) {
    case 'source': {
      const words = atom.label ?? describeAddresses(atom.set)
      return [
        `from ${words}`,
        words.startsWith('anywhere but ') ? `from ${words.slice(13)}` : `not from ${words}`,
      ]
    }
    case 'number': {
      const ranges = atom.ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))
      const numbers = shortened(ranges, ranges.length)
      const words =
        atom.attribute === 'port'
          ? `to port ${numbers}`
          : `when ${atom.label ?? `${atom.attribute.slice('clock/'.length)} is ${numbers}`}`
      return [words, `not ${words}`]
    }
    case 'text':
      return textWords(atom.attribute, atom.language)
    case 'member':
      return memberWords(atom.attribute, describeText(atom.language), atom.only, atom.language.kind === 'any')
    case 'fact': {
      const words = atom.label ?? atom.name
      return [words, words.startsWith('with ') ? `without ${words.slice(5)}` : `not ${words}`]
    }
    case 'signed-in':
      return ['signed in', 'not signed in']
    case 'undetermined':
      return [`possibly (${atom.why})`, `possibly not (${atom.why})`]
  }
}

function describeAddresses(set: AddressSet): string {
  if (set.equals(AddressSet.family(4))) return 'any IPv4 address'
  if (set.equals(AddressSet.family(6))) return 'any IPv6 address'
  const blocks = set.toBlocks()
  if (blocks.length <= mostListed) return blocks.join(', ')
  // What a hole leaves of everything is a long list; the hole is a short one.
  const others = set.complement().toBlocks()
  if (others.length < blocks.length)
    return `anywhere but ${shortened(others.slice(0, mostListed), others.length)}`
  return shortened(blocks, blocks.length)
}

function shortened(texts: readonly string[], count: number): string {
  const shown = texts.slice(0, mostListed)
  return count > shown.length ? `${shown.join(', ')} and ${count - shown.length} more` : shown.join(', ')
}

function textWords(attribute: string, of: TextLanguage): readonly [string, string] {
  if (of.kind === 'union' && of.of.length === 0) return ['nobody', 'anyone']
  if (attribute === 'email' && of.kind === 'after' && of.separator === '@') {
    const words = `an e-mail at ${domainWords(of.rest)}`
    return [`signed in with ${words}`, `not with ${words}`]
  }
  const any = of.kind === 'any'
  const language = describeText(of)
  switch (attribute) {
    case 'host':
    case 'path':
      return [`to ${attribute} ${language}`, `not to ${attribute} ${language}`]
    case 'method':
    case 'protocol':
      return [`by ${attribute} ${language}`, `not by ${attribute} ${language}`]
    case 'email':
    case 'user': {
      const words = attribute === 'email' ? 'an e-mail' : 'a user id'
      if (any) return [`signed in with ${words}`, `without ${words}`]
      return [`signed in as ${attribute} ${language}`, `not as ${attribute} ${language}`]
    }
    default: {
      const name = attribute.startsWith('detail/')
        ? attribute.slice('detail/'.length)
        : attribute.replace('/', ' ')
      return any
        ? [`with ${name}`, `without ${name}`]
        : [`with ${name}: ${language}`, `without ${name}: ${language}`]
    }
  }
}

/** A domain, and what follows it in an e-mail that has a second @, are one domain to people. */
function domainWords(rest: TextLanguage): string {
  if (rest.kind !== 'union') return rest.kind === 'any' ? 'some domain' : describeText(rest)
  const whole = new Set(rest.of.flatMap((member) => (member.kind === 'exact' ? member.text : [])))
  const told = rest.of.filter(
    (member) =>
      !(member.kind === 'prefix' && member.text.endsWith('@') && whole.has(member.text.slice(0, -1))),
  )
  return told.map(describeText).join(' or ')
}

function memberWords(
  attribute: string,
  language: string,
  only: boolean,
  any: boolean,
): readonly [string, string] {
  const alone = only ? 'only ' : ''
  if (attribute === 'credentials') {
    const words = `${alone}credential ${any ? '' : language}`.trimEnd()
    const indefinite = any ? (only ? 'only one credential' : 'a credential') : words
    return [`with ${indefinite}`, `without ${indefinite}`]
  }
  if (attribute === 'groups') {
    const which = any ? (only ? 'one group' : 'some group') : `group ${language}`
    return [`signed in as a member of ${alone}${which}`, `not a member of ${alone}${which}`]
  }
  const ofIdentity = attribute.startsWith('claim/')
  const claim = ofIdentity ? `claim ${attribute.slice('claim/'.length)}` : attribute.slice('details/'.length)
  const words = any ? `${claim}${only ? ' of one value' : ''}` : `${claim}: ${alone}${language}`
  return [ofIdentity ? `signed in with ${words}` : `with ${words}`, `without ${words}`]
}
