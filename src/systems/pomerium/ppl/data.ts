import { parseAddress } from '../../../analysis/address-set.ts'
import type { Path } from '../../../position.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { shown } from '../../../schema/words.ts'
import { isOpen } from '../fields.ts'
import { readCertificate } from './certificate-data.ts'
import { readDate, readDays, readTimeOfDay } from './clock-data.ts'
import { readDevice } from './device-data.ts'
import { readKeys } from './key-data.ts'
import { readListMatchers, readTextMatchers } from './matcher-data.ts'
import type { Test, TextSubject } from './tests.ts'
import type { PplProblem, ReadData, Target } from './tree.ts'

/** A criterion before its data is read. */
export interface RawCriterion {
  readonly at: Path
  readonly name: string
  /** What follows the slash of its key. */
  readonly path: string
  readonly data: unknown
}

export interface DataOptions {
  readonly target: Target
  /** The path of the criterion with its keys as they stand in the document. */
  readonly written?: Path
}

/** Reads the data of a criterion as its `GenerateRule` in pkg/policy/criteria does. */
export function readData(criterion: RawCriterion, options: DataOptions): ReadData {
  const { name, at, data } = criterion
  switch (name) {
    case 'accept':
    case 'reject':
      return always({ kind: 'constant', value: name === 'accept' })
    case 'authenticated_user':
      return always({ kind: 'signed-in' })
    case 'cors_preflight':
      return always({ kind: 'cors-preflight' })
    case 'invalid_client_certificate':
      return always({ kind: 'invalid-certificate' })
    case 'ssh_username_matches_email':
      return always({ kind: 'user-name', matches: 'e-mail' })
    case 'domain':
    case 'email':
    case 'user':
    case 'http_method':
    case 'http_path':
    case 'mcp_tool':
    case 'ssh_username':
      return readText(name, at, data)
    case 'groups':
      return readGroups(criterion, options)
    case 'claim':
      return readClaim(criterion, options)
    case 'source_ip':
      return readSource(at, data)
    case 'client_certificate':
      return readCertificate(at, data)
    case 'device':
      return readDevice(at, data)
    case 'ssh_publickey':
    case 'ssh_ca':
      return readKeys(name, at, data)
    case 'ssh_username_matches_claim':
      if (typeof data === 'string') return always({ kind: 'user-name', matches: `claim ${data}` })
      return refused(
        at,
        `${shown(data)} is what ssh_username_matches_claim holds, and Pomerium takes the name of a claim only.`,
      )
    case 'date':
      return readDate(at, data)
    case 'day_of_week':
      return readDays(at, data)
    case 'time_of_day':
      return readTimeOfDay(at, data)
    case 'record':
      return always({ kind: 'record', words: JSON.stringify(data).slice(0, longestWords) })
    default:
      return { test: undefined, problems: [] }
  }
}

/** Characters of the data of a record that its fact is named by. */
const longestWords = 1000

const always = (test: Test): ReadData => ({ test, problems: [] })

const refused = (at: Path, message: string): ReadData => ({
  test: undefined,
  problems: [{ kind: 'operator', at, message }],
})

function readText(of: TextSubject, at: Path, data: unknown): ReadData {
  const { matchers, problems } = readTextMatchers(of, at, data)
  return { test: matchers && { kind: 'text', of, matchers }, problems }
}

function readGroups({ at, data }: RawCriterion, { target }: DataOptions): ReadData {
  const { matchers, problems } = readListMatchers('groups', at, data)
  const empty: PplProblem[] =
    target === 'core' && matchers
      ? [
          {
            kind: 'dead',
            at,
            key: true,
            message:
              'groups are the ids of the directory sync of Pomerium Enterprise, and core alone has none, so this never matches; write claim/groups for what the identity provider sends.',
          },
        ]
      : []
  return { test: matchers && { kind: 'list', of: 'groups', matchers }, problems: [...problems, ...empty] }
}

function readClaim({ at, path, data }: RawCriterion, { written }: DataOptions): ReadData {
  const { matchers, problems } = readListMatchers('claim', at, data)
  const test: Test | undefined = matchers && { kind: 'list', of: `claim/${path}`, matchers }
  const key = String(written?.at(-1) ?? at.at(-1))
  const note = (message: string): ReadData => ({
    test,
    problems: [...problems, { kind: 'dead', at, key: true, message }],
  })
  if (!matchers) return { test, problems }
  if (path === '')
    return note(
      'claim without a name looks up a claim that nobody has, so it never matches; write claim/NAME.',
    )
  if (key.toLowerCase() === `claim/${path}` && key !== `claim/${path}`)
    return note(
      `${key} has capitals, and the loader of core puts every key into lower case, so it looks up ${path} and never matches ${key.slice('claim/'.length)}; keep this policy where keys stay as they are, or have the provider send ${path}.`,
    )
  return { test, problems }
}

/** pkg/policy/criteria/source_ip.go, which parses as Go's net.ParseCIDR and net.ParseIP do. */
function readSource(at: Path, data: unknown): ReadData {
  const list = typeof data === 'string' ? [data] : data
  if (!Array.isArray(list)) {
    const hint = isMap(data) ? '; it knows no operators' : ''
    return refused(
      at,
      `${shown(data)} is what source_ip holds, and Pomerium takes an address, a CIDR block or a list of these only${hint}.`,
    )
  }
  const places = list.map((_, index) => (typeof data === 'string' ? at : [...at, index]))
  const problems: PplProblem[] = []
  const entries = list.flatMap((value: unknown, index) => {
    const place = places[index]!
    if (typeof value !== 'string') {
      if (value !== undefined)
        problems.push({
          kind: 'operator',
          at: place,
          message: `${shown(value)} is an entry of source_ip, and Pomerium takes texts only; put it into quotes.`,
        })
      return []
    }
    const parsed = parseAddress(value)
    if (!parsed.ok && parsed.problem.reason === 'leading-zero' && !isOpen(value))
      problems.push({
        kind: 'operator',
        at: place,
        message: `${shown(value)} has a leading zero, which Go does not take in an address, so Pomerium refuses the policy${parsed.problem.meant ? `; write ${parsed.problem.meant}` : ''}.`,
      })
    return [{ value, at: place, ...(parsed.ok && { block: parsed.block }) }]
  })
  if (problems.length > 0 || entries.length < list.length)
    return { test: { kind: 'source', entries }, problems }
  if (entries.length === 0)
    problems.push({
      kind: 'dead',
      at,
      message: 'source_ip holds no address, so it never matches; name the addresses it is meant for.',
    })
  return { test: { kind: 'source', entries }, problems }
}
