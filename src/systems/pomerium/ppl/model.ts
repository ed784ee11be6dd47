import type { AddressControl, Policy, PolicyPart } from '../../../model.ts'
import { accessOf } from './access.ts'
import type { ParsedSite } from './parsed.ts'
import type { Test } from './tests.ts'
import { isUnknownText } from './text-languages.ts'
import type { Criterion, Group, Rule } from './tree.ts'

/** The lists of addresses of a policy. Whoever a deny names, or a `not` below an allow, is kept out. */
export function addressControls({ ppl: { rules } }: ParsedSite): AddressControl[] {
  return criteriaOf(rules).flatMap(({ rule, group, criterion: { test, at } }): AddressControl[] => {
    if (test?.kind !== 'source' || test.entries.length === 0) return []
    const action = (rule.action === 'allow') !== isInverted(group) ? 'allow' : 'deny'
    // Go takes no leading zeros, which is told as what it is.
    const entries = test.entries
      .filter(({ value, block }) => block || !/(^|[.])0\d/.test(value))
      .map(({ value, at }) => ({ value, at, action }) as const)
    return [{ at, lists: [{ at, entries, open: false }], decides: false, severalLists: '' }]
  })
}

interface Placed {
  readonly rule: Rule
  readonly group: Group
  readonly criterion: Criterion
}

const criteriaOf = (rules: readonly Rule[]): Placed[] =>
  rules.flatMap((rule) =>
    rule.groups.flatMap((group) => group.criteria.map((criterion) => ({ rule, group, criterion }))),
  )

const isInverted = ({ operator }: Group): boolean => operator === 'not' || operator === 'nor'

/** The policy as what the shared rules take apart; none where it means to let in everyone, or has no allow of its own. */
export function policyOf({ at, of, ppl, problems }: ParsedSite): Policy[] {
  const placed = criteriaOf(ppl.rules)
  const allowed = placed.filter(({ rule }) => rule.action === 'allow')
  if (allowed.length === 0 || (isOpenToAll(allowed) && allowed.length === placed.length)) return []
  const unclear = placed.some(({ criterion: { test } }) => !test || hasPlaceholder(test))
  return [
    {
      at,
      name: `the rules of ${of}`,
      parts: partsOf(placed),
      // What can never match is told as such, and not once more for all that hangs on it.
      open: !ppl.known || unclear || problems.some(({ kind, undecided }) => kind === 'dead' && !undecided),
      access: (without) => {
        const gone = new Set([...(without ?? [])].map((index) => placed[index]!.criterion))
        return accessOf({ rules: ppl.rules }, gone)
      },
    },
  ]
}

/** Whether all that is allowed is everyone, and said so. */
const isOpenToAll = (allowed: readonly Placed[]): boolean =>
  allowed.every(
    ({ group, criterion: { test, data } }) =>
      !isInverted(group) && test?.kind === 'constant' && test.value && data !== false,
  )

function partsOf(placed: readonly Placed[]): PolicyPart[] {
  const byAttribute = new Map<string, Placed[]>()
  for (const each of placed) {
    const subject = subjectOf(each.criterion)
    const list = byAttribute.get(subject)
    if (list) list.push(each)
    else byAttribute.set(subject, [each])
  }
  const apart = new Set([...byAttribute].filter(([, list]) => areApart(list)).map(([subject]) => subject))
  return placed.map((each) => partOf(each, apart))
}

/** Whether criteria of one list each name one value: then each is needed, unless it is named twice. */
function areApart(list: readonly Placed[]): boolean {
  const [first] = list
  return list.every(
    ({ group, criterion }) =>
      group === first!.group &&
      criterion.name === first!.criterion.name &&
      ((criterion.test?.kind === 'text' && group.operator === 'or') ||
        (criterion.test?.kind === 'list' && (group.operator === 'or' || group.operator === 'and'))) &&
      namedValue(criterion.test) !== undefined,
  )
}

/** The one value that a criterion asks for. */
function namedValue(test: Test | undefined): string | undefined {
  if (test?.kind === 'text' && test.matchers.length === 1) {
    const [{ operator, values }] = test.matchers as [(typeof test.matchers)[number]]
    return operator === 'is' && values.length === 1 ? `${test.of} ${values[0]}` : undefined
  }
  if (test?.kind === 'list' && test.matchers.length === 1) {
    const [{ operator, value }] = test.matchers as [(typeof test.matchers)[number]]
    return operator === 'has' ? value : undefined
  }
  return undefined
}

function partOf({ rule, group, criterion }: Placed, apart: ReadonlySet<string>): PolicyPart {
  const { at, key, test } = criterion
  const subject = subjectOf(criterion)
  return {
    at,
    name: `criterion ${key}`,
    subject: apart.has(subject) ? `${subject} ${namedValue(test)}` : subject,
    suspect: (rule.action === 'allow' ? isInverted(group) : isOfSession(test)) || isSuspect(test),
  }
}

/** Whether a criterion has callers sign in: below deny that shuts out others than those whom it names. */
const isOfSession = (test: Test | undefined): boolean =>
  test?.kind === 'list' || (test?.kind === 'text' && ['email', 'domain', 'user'].includes(test.of))

function subjectOf({ test, key }: Criterion): string {
  if (test?.kind === 'text' && test.of === 'domain') return 'email'
  if (test?.kind === 'cors-preflight') return 'http_method'
  return test?.kind === 'source' ? 'source' : key
}

/** Whether a criterion may by itself let in everyone, or nobody, or say no more than another one. */
function isSuspect(test: Test | undefined): boolean {
  switch (test?.kind) {
    case 'constant':
    case 'signed-in':
    case 'cors-preflight':
    case 'invalid-certificate':
    case 'clock':
    case 'device':
      return true
    case 'text':
      return (
        test.matchers.length !== 1 ||
        test.matchers.some(
          ({ operator, values }) =>
            operator === 'not' || operator === 'not_in' || values.length === 0 || values.includes(''),
        )
      )
    case 'list':
      return test.matchers.length !== 1 || test.matchers.some(({ operator }) => operator === 'exclude')
    case 'source':
      return test.entries.length === 0 || test.entries.some(({ value }) => value.includes(':'))
    case 'certificate':
      return test.demands.length === 0
    default:
      return false
  }
}

function hasPlaceholder(test: Test): boolean {
  if (test.kind === 'text') return test.matchers.some(({ values }) => values.some(isUnknownText))
  if (test.kind === 'list') return test.matchers.some(({ value }) => isUnknownText(value))
  if (test.kind === 'source') return test.entries.some(({ block }) => !block)
  return false
}
