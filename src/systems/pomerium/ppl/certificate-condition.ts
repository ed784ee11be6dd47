import {
  all,
  type Condition,
  fact,
  memberIn,
  not,
  textIn,
  undetermined,
} from '../../../analysis/condition.ts'
import { exactText, unionText } from '../../../analysis/text-language.ts'
import type { CertificateDemand, TextMatcher } from './tests.ts'
import { otherTexts, textLanguage } from './text-languages.ts'

/** What a demand looks at, as a detail of the request. */
const details = {
  fingerprint: 'client certificate fingerprint',
  spki_hash: 'client certificate SPKI hash',
  san_email: 'client certificate e-mails',
  san_dns: 'client certificate DNS names',
  san_uri: 'client certificate URIs',
} as const

const presented = fact('client certificate presented', 'with a client certificate')

/** Characters of a text up to which its opposite is written as a pattern. */
const longestOther = 200

/** A certificate is presented, and all demands hold of it. */
export function certificateCondition(demands: readonly CertificateDemand[]): Condition {
  return all(
    presented,
    ...demands.map((demand): Condition => {
      if ('values' in demand)
        return textIn(`detail/${details[demand.of]}`, unionText(demand.values.map(exactText)))
      const list = `details/${details[demand.of]}` as const
      // Each operator looks for a name of its own: `cert.DNSNames[_]` stands in every one of them.
      return all(...demand.matchers.map((matcher) => nameCondition(list, matcher)))
    }),
  )
}

function nameCondition(list: `details/${string}`, matcher: TextMatcher): Condition {
  const { operator, values } = matcher
  if (operator === 'not_in') return not(memberIn(list, textLanguage(matcher)))
  if (operator !== 'not') return memberIn(list, textLanguage(matcher))
  const [value] = values
  if (value === undefined) return memberIn(list, { kind: 'any' })
  if (value.length <= longestOther) return memberIn(list, otherTexts(value))
  return undetermined(`${list} not ${value}`, 'nobody knows which other names there are', 'placeholder')
}
