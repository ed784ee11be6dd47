import type { Path } from '../../../position.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { closest, shown } from '../../../schema/words.ts'
import type { ListMatcher, TextMatcher, TextSubject } from './tests.ts'
import type { PplProblem } from './tree.ts'

const textOperators = ['contains', 'ends_with', 'in', 'is', 'not', 'not_in', 'starts_with'] as const
const listOperators = ['has', 'is', 'exclude'] as const

/** A subject of string matchers: those of criteria, and the names in a certificate. */
export type MatchedText = TextSubject | 'san_email' | 'san_dns' | 'san_uri'

/** Reads a string matcher (`matchString` in pkg/policy/criteria/matchers.go); no matchers where a part is refused. */
export function readTextMatchers(
  subject: MatchedText,
  at: Path,
  data: unknown,
): { readonly matchers: readonly TextMatcher[] | undefined; readonly problems: readonly PplProblem[] } {
  if (!isMap(data)) {
    const { value, problem } = readIs(subject, at, data, 'in')
    return { matchers: [{ operator: 'is', values: value }], problems: problem ? [problem] : [] }
  }
  const problems: PplProblem[] = []
  const matchers = Object.entries(data).flatMap(([key, value]): TextMatcher[] => {
    const place = [...at, key]
    const operator = textOperators.find((name) => name === key)
    if (!operator) {
      problems.push(unknownOperator(key, place, subject, textOperators, listOperators))
      return []
    }
    const read = readTextOperator(subject, operator, place, value)
    problems.push(...read.problems)
    return read.values ? [{ operator, values: read.values }] : []
  })
  const whole = matchers.length === Object.keys(data).length
  return { matchers: whole ? matchers : undefined, problems }
}

interface ReadValues {
  readonly values?: readonly string[]
  readonly problems: readonly PplProblem[]
}

function readTextOperator(
  subject: MatchedText,
  operator: TextMatcher['operator'],
  at: Path,
  value: unknown,
): ReadValues {
  if (value === undefined) return { problems: [] }
  if (operator === 'is') {
    const { value: values, problem } = readIs(subject, at, value, 'in')
    return { values, problems: problem ? [problem] : [] }
  }
  // What is no text differs from every text.
  if (operator === 'not') return { values: typeof value === 'string' ? [value] : [], problems: [] }
  if (operator === 'in' || operator === 'not_in') return readTextList(subject, operator, at, value)
  if (typeof value === 'string') {
    const reason = impossible(subject, operator, value)
    return { values: [value], problems: reason ? [{ kind: 'dead', at, message: reason }] : [] }
  }
  const fix = Array.isArray(value) ? 'write one criterion for each text' : 'put it into quotes'
  return {
    problems: [
      {
        kind: 'operator',
        at,
        message: `${shown(value)} is what ${operator} holds, and the policy engine takes a text only; ${fix}.`,
      },
    ],
  }
}

function readTextList(subject: MatchedText, operator: 'in' | 'not_in', at: Path, value: unknown): ReadValues {
  if (!Array.isArray(value)) {
    return {
      problems: [
        {
          kind: 'operator',
          at,
          message: `${shown(value)} is what ${operator} holds, and Pomerium takes a list only; write [${shown(value)}].`,
        },
      ],
    }
  }
  const values = value.filter((item): item is string => typeof item === 'string')
  if (operator === 'not_in' || value.includes(undefined)) return { values, problems: [] }
  if (value.length === 0)
    return {
      values,
      problems: [
        {
          kind: 'dead',
          at,
          message: 'This list is empty, so it never matches; name the texts it is meant for.',
        },
      ],
    }
  const problems = value.flatMap((item: unknown, index): PplProblem[] => {
    const reason = typeof item === 'string' ? impossible(subject, 'is', item) : notText(item)
    return reason === undefined ? [] : [{ kind: 'dead', at: [...at, index], message: reason }]
  })
  return { values, problems }
}

/** What `is` compares with: no text at all where the data is none, since nothing equals it. */
function readIs(
  subject: MatchedText,
  at: Path,
  value: unknown,
  listOperator: string,
): { readonly value: readonly string[]; readonly problem?: PplProblem } {
  if (typeof value === 'string') {
    const reason = impossible(subject, 'is', value)
    return { value: [value], ...(reason && { problem: { kind: 'dead', at, message: reason } }) }
  }
  const message = Array.isArray(value)
    ? `A list stands where one text belongs, and no ${subject} equals a list, so it never matches; write ${listOperator}: [${value
        .map((item) => shown(item))
        .slice(0, 3)
        .join(', ')}${value.length > 3 ? ', …' : ''}].`
    : notText(value)
  return { value: [], problem: { kind: 'dead', at, message } }
}

const notText = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'boolean'
    ? `${shown(value)} is no text, and what it is compared with is one, so it never matches; put it into quotes.`
    : `${shown(value)} is no text, so it never matches; write the text it is meant for.`

/** Why no request can have such a text. */
function impossible(
  subject: MatchedText,
  operator: TextMatcher['operator'],
  text: string,
): string | undefined {
  if (subject === 'http_method' && /[a-z]/.test(text))
    return `${shown(text)} has lower-case letters, and methods are written in capitals, so it never matches; write ${shown(text.toUpperCase())}.`
  if (subject === 'domain' && text.includes('@')) {
    const rest = text.slice(text.lastIndexOf('@') + 1)
    return `${shown(text)} holds an @, and domain is what follows it, so it never matches; ${rest === '' ? 'leave it out' : `write ${shown(rest)}`}.`
  }
  const fromStart = operator === 'is' || operator === 'starts_with'
  if (subject === 'http_path' && fromStart && text !== '' && !text.startsWith('/'))
    return `${shown(text)} does not start with a slash, and every path does, so it never matches; write ${shown(`/${text}`)}.`
  if (
    text === '' &&
    operator === 'is' &&
    (subject === 'http_method' || subject === 'http_path' || subject === 'domain' || subject === 'user')
  )
    return `The empty text is no ${subject}, so it never matches; name what it is meant for.`
  return undefined
}

/** Reads a string-list matcher (`matchStringList` in pkg/policy/criteria/matchers.go). */
export function readListMatchers(
  subject: 'groups' | 'claim',
  at: Path,
  data: unknown,
): { readonly matchers: readonly ListMatcher[] | undefined; readonly problems: readonly PplProblem[] } {
  const entries: readonly (readonly [string, unknown, Path])[] = isMap(data)
    ? Object.entries(data).map(([key, value]) => [key, value, [...at, key]])
    : [['has', data, at]]
  const problems: PplProblem[] = []
  const matchers = entries.flatMap(([key, value, place]): ListMatcher[] => {
    const operator = listOperators.find((name) => name === key)
    if (!operator) {
      problems.push(unknownOperator(key, place, subject, listOperators, textOperators))
      return []
    }
    if (value === undefined) return []
    const text = asMember(subject, value)
    if (text === undefined && operator !== 'exclude') problems.push(deadMember(subject, value, place))
    return [{ operator, value: text }]
  })
  return { matchers: matchers.length === entries.length ? matchers : undefined, problems }
}

/** Claims keep the type that the provider sent; of a request they are known as texts. */
function asMember(subject: 'groups' | 'claim', value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const plain = typeof value === 'number' || typeof value === 'boolean'
  return subject === 'claim' && plain ? String(value) : undefined
}

function deadMember(subject: string, value: unknown, at: Path): PplProblem {
  const words = subject === 'claim' ? 'value of a claim' : 'group'
  const message = Array.isArray(value)
    ? `A list stands where one text belongs, and no ${words} equals a list, so it never matches; write one criterion for each and put them under or.`
    : notText(value)
  return { kind: 'dead', at, message }
}

function unknownOperator(
  key: string,
  at: Path,
  subject: string,
  own: readonly string[],
  others: readonly string[],
): PplProblem {
  const meant = others.includes(key) ? undefined : closest(key, own)
  const kindOf = others === listOperators ? 'claim and groups' : 'texts such as email'
  const hint = others.includes(key) ? `, which is an operator of ${kindOf},` : ''
  const fix =
    meant === undefined
      ? `: it takes ${own.slice(0, -1).join(', ')} and ${own.at(-1)} only`
      : `; did you mean ${meant}`
  return {
    kind: 'operator',
    at,
    key: true,
    message: `${shown(key)}${hint} is not taken by ${subject}, so Pomerium refuses the policy${fix}.`,
  }
}
