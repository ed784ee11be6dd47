import { AddressBlock, isMapped } from '../../../analysis/address-block.ts'
import { AddressSet } from '../../../analysis/address-set.ts'
import {
  all,
  always,
  any,
  anyOf,
  type Condition,
  fact,
  memberIn,
  never,
  not,
  numberIn,
  onlyMemberIn,
  sourceIn,
  type TextAttribute,
  textIn,
  undetermined,
} from '../../../analysis/condition.ts'
import { anyText, exactText, textAfter, unionText } from '../../../analysis/text-language.ts'
import { certificateCondition } from './certificate-condition.ts'
import { nothing, type Outcome, outcomeOf } from './outcome.ts'
import type { AddressEntry, DeviceDemands, ListMatcher, Test, TextMatcher, TextSubject } from './tests.ts'
import { domainLanguage, isOpenPath, isUnknownText, longestText, textLanguage } from './text-languages.ts'
import type { Criterion } from './tree.ts'

/** Whether the caller has signed in: the two cases differ in more than what is known of the caller. */
export type World = 'signed in' | 'nobody'

/** What one criterion comes out as in one world. Sources: `GenerateRule` of each in pkg/policy/criteria, pkg/policy/rules/rules.go. */
export function criterionOutcome({ test, key, at }: Criterion, world: World): Outcome {
  if (!test)
    return outcomeOf(unknownPart(`criterion ${key} at ${at.join('/')}`, `nobody knows what ${key} asks for`))
  switch (test.kind) {
    case 'constant':
      return outcomeOf(test.value ? always : never)
    case 'signed-in':
      return ofSession(world, always)
    case 'cors-preflight':
      return outcomeOf(corsPreflight)
    case 'invalid-certificate':
      return { ...outcomeOf(not(validCertificate)), refused: not(validCertificate) }
    case 'text':
      return textOutcome(test.of, test.matchers, world)
    case 'list':
      return listOutcome(test.of, test.matchers, world)
    case 'source':
      return outcomeOf(sourceCondition(test.entries))
    case 'certificate':
      return outcomeOf(certificateCondition(test.demands))
    case 'device':
      return deviceOutcome(test.demands, world)
    case 'key':
      return outcomeOf(keyCondition(test))
    case 'user-name': {
      const matches = fact(`SSH user name matches ${test.matches}`)
      // A request that is none of SSH has the empty user name, and nobody has the empty e-mail.
      return test.matches === 'e-mail' ? sentToSignIn(world, matches) : ofSession(world, matches)
    }
    case 'clock':
      return outcomeOf(numberIn(`clock/${test.clock}`, test.ranges, test.words))
    case 'record':
      return ofSession(world, fact(`record ${test.words}`))
  }
}

export const validCertificate = fact('client certificate valid', 'with a valid client certificate')

/** Something that the document does not tell. */
export const unknownPart = (name: string, why: string): Condition => undetermined(name, why, 'placeholder')

/** Of nobody it does not hold, and whoever might pass by signing in is asked to. */
function ofSession(world: World, value: Condition): Outcome {
  return world === 'signed in' ? outcomeOf(value) : { ...nothing, sentAway: always }
}

/** As `ofSession`, for what may hold of nobody as well. */
function sentToSignIn(world: World, value: Condition): Outcome {
  return world === 'signed in' ? outcomeOf(value) : { ...outcomeOf(value), sentAway: not(value) }
}

const filled = (attribute: TextAttribute): Condition =>
  all(textIn(attribute, anyText), not(textIn(attribute, exactText(''))))

const corsPreflight = all(
  textIn('method', exactText('OPTIONS')),
  filled('header/access-control-request-method'),
  filled('header/origin'),
)

/** Where a text is looked up; `absent` is what stands for one that the request lacks. */
const attributes: Readonly<
  Record<Exclude<TextSubject, 'domain'>, { attribute: TextAttribute; absent?: '' }>
> = {
  // `get_user_email` falls back to the empty text.
  email: { attribute: 'email', absent: '' },
  user: { attribute: 'user' },
  http_method: { attribute: 'method' },
  http_path: { attribute: 'path' },
  mcp_tool: { attribute: 'detail/MCP tool' },
  ssh_username: { attribute: 'detail/SSH user name', absent: '' },
}

function textOutcome(of: TextSubject, matchers: readonly TextMatcher[], world: World): Outcome {
  if (of === 'domain') return ofSession(world, domainCondition(matchers))
  const { attribute, absent } = attributes[of]
  if (of === 'email' && world === 'nobody') {
    const value = matchers.every((matcher) => matchesEmpty(matcher)) ? always : never
    return { ...outcomeOf(value), sentAway: not(value) }
  }
  const mayLack = absent === undefined && of !== 'http_method' && of !== 'http_path'
  const value = all(
    // What names a text asks for one; what only shuts some out does as well.
    ...(mayLack && matchers.every(isNegative) ? [textIn(attribute, anyText)] : []),
    ...matchers.map((matcher) => textCondition(of, attribute, matcher, absent)),
  )
  return of === 'user' ? ofSession(world, value) : outcomeOf(value)
}

function textCondition(
  of: TextSubject,
  attribute: TextAttribute,
  matcher: TextMatcher,
  absent: '' | undefined,
): Condition {
  const open = of === 'http_path' ? matcher.values.find(isOpenPath) : undefined
  if (open !== undefined)
    return unknownPart(
      `${of} ${matcher.operator} ${open}`,
      `a path is compared once it is decoded, and nobody knows how ${JSON.stringify(open)} is sent`,
    )
  const filledIn = matcher.values.find(isUnknownText)
  if (filledIn !== undefined) return unknownText(of, matcher.operator, filledIn)
  const inside = textIn(attribute, textLanguage(matcher))
  // The language of a negative operator is what it shuts out.
  const holdsOfEmpty = textMatchesEmpty(matcher)
  const positive =
    absent !== undefined && holdsOfEmpty ? any(inside, not(textIn(attribute, anyText))) : inside
  return isNegative(matcher) ? not(positive) : positive
}

const isNegative = ({ operator }: TextMatcher): boolean => operator === 'not' || operator === 'not_in'

/** Whether the empty text is one of the texts that an operator names. */
function textMatchesEmpty({ operator, values }: TextMatcher): boolean {
  return operator === 'contains' || operator === 'ends_with' || operator === 'starts_with'
    ? values.every((value) => value === '')
    : values.includes('')
}

function matchesEmpty(matcher: TextMatcher): boolean {
  return textMatchesEmpty(matcher) !== isNegative(matcher)
}

/** What is filled in before Pomerium reads it: equal texts stand for equal values. */
const unknownText = (subject: string, operator: string, text: string): Condition =>
  unknownPart(
    `${subject} ${operator} ${text}`,
    text.length > longestText
      ? `a text of ${text.length} characters is not looked into`
      : `nobody knows what ${text} stands for`,
  )

/** `split(email, "@")[1]`: what stands between the first @ and the next one; an e-mail without any has none. */
function domainCondition(matchers: readonly TextMatcher[]): Condition {
  return all(
    ...(matchers.every(isNegative) ? [textIn('email', textAfter('@', anyText))] : []),
    ...matchers.map((matcher) => {
      const filledIn = matcher.values.find(isUnknownText)
      if (filledIn !== undefined) return unknownText('domain', matcher.operator, filledIn)
      const inside = textIn('email', domainLanguage(matcher))
      return isNegative(matcher) ? not(inside) : inside
    }),
  )
}

function listOutcome(
  of: 'groups' | `claim/${string}`,
  matchers: readonly ListMatcher[],
  world: World,
): Outcome {
  // A claim without a name is looked up under the empty text, under which nobody has any.
  const empty = of === 'claim/'
  const conditions = matchers.map(({ operator, value }): Condition => {
    const language = value === undefined ? undefined : exactText(value)
    if (isUnknownText(value)) return unknownText(of, operator, value ?? '')
    if (operator === 'exclude') return empty || !language ? always : not(memberIn(of, language))
    if (empty || !language) return never
    return operator === 'has' ? memberIn(of, language) : onlyMemberIn(of, language)
  })
  if (of === 'groups') return ofSession(world, all(...conditions))
  // Nobody has no claims, and what is excluded is not among them.
  if (world === 'signed in') return outcomeOf(all(...conditions))
  const value = matchers.every(({ operator }) => operator === 'exclude') ? always : never
  return { ...outcomeOf(value), sentAway: not(value) }
}

/** An IPv4 address within IPv6 is the IPv4 address to Go, and so is a block of them. */
function asGoReads(block: AddressBlock): AddressBlock {
  const { family, prefix, words, text } = block
  return family === 6 && prefix >= 96 && isMapped(words)
    ? new AddressBlock(text, 4, prefix - 96, [words[3]!])
    : block
}

export function sourceCondition(entries: readonly AddressEntry[]): Condition {
  const blocks = entries.flatMap(({ block }) => (block ? [asGoReads(block)] : []))
  const unread = entries.filter(({ block }) => !block)
  return anyOf([
    sourceIn(AddressSet.of(blocks)),
    ...unread.map(({ value }) => unknownPart(`address ${value}`, `nobody knows what "${value}" covers`)),
  ])
}

/** A device belongs to a session: nobody has one. */
function deviceOutcome({ type, registered, approved, id }: DeviceDemands, world: World): Outcome {
  const device = (word: string) =>
    fact(
      `device of type ${type} ${word}`,
      `with ${word === 'approved' ? 'an' : 'a'} ${word} device${type === 'any' ? '' : ` of type ${type}`}`,
    )
  const known = device('registered')
  const conditions = [
    ...(registered ? [known] : []),
    ...(approved === true ? [all(known, device('approved'))] : []),
    ...(approved === false ? [not(all(known, device('approved')))] : []),
    ...(id === undefined ? [] : [all(known, textIn(`detail/id of device of type ${type}`, exactText(id)))]),
  ]
  if (world === 'signed in') {
    const value = all(...conditions)
    return { ...outcomeOf(value), sentAway: all(not(value), not(known)) }
  }
  const value = !registered && approved !== true && id === undefined ? always : never
  return { ...outcomeOf(value), sentAway: not(value) }
}

function keyCondition({ of, keys }: Extract<Test, { kind: 'key' }>): Condition {
  const name = of === 'ssh_ca' ? 'SSH certificate authority' : 'SSH public key'
  return textIn(`detail/${name}`, unionText(keys.map(exactText)))
}
