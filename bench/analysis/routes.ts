import { AddressSet, parseAddress } from '../../src/analysis/address-set.ts'
import {
  all,
  any,
  type Condition,
  fact,
  not,
  sourceIn,
  textIn,
  undetermined,
} from '../../src/analysis/condition.ts'
import { analyseRoutes, type OrderedRoute } from '../../src/analysis/routes.ts'
import {
  exactText,
  hostText,
  regexText,
  segmentPrefix,
  textPrefix,
} from '../../src/analysis/text-language.ts'
import { mixedRules, type Row } from './languages.ts'

const accesses: readonly Condition[] = ['10.0.0.0/8', '198.51.100.0/24', '203.0.113.0/24'].map((text) => {
  const parsed = parseAddress(text)
  return parsed.ok ? sourceIn(AddressSet.of([parsed.block])) : fact(text)
})

/** Rules with one of three policies, half of them at one priority of ten. */
function mixedTable(count: number): OrderedRoute[] {
  return mixedRules(count).map(({ language }, index) => ({
    rank: index % 2 === 0 ? 0 : index % 10,
    match: textIn('path', language),
    access: accesses[index % accesses.length]!,
  }))
}

const services = [
  'users',
  'orders',
  'items',
  'reports',
  'files',
  'search',
  'jobs',
  'billing',
  'mail',
  'audit',
]

/** As large tables are: few rules share the start of their path with many others. */
function realisticTable(count: number): OrderedRoute[] {
  return Array.from({ length: count }, (_, index) => {
    const team = Math.floor(index / 10)
    const service = `/${services[team % 10]}/v${team % 7}/team-${team}`
    const languages = [
      () => exactText(`${service}/status`),
      () => exactText(`${service}/item/${index}`),
      () => exactText(service),
      () => textPrefix(`${service}/`),
      () => textPrefix(`${service}/item`),
      () => textPrefix(`${service}/admin/`),
      () => regexText(`${service}/[0-9]+`),
      () => regexText(`${service}/[^/]+/edit`),
      () => regexText(`${service}/(?:a|b)/.*[.](?:png|jpg)`),
      () => regexText(index % 100 === 9 ? `/[a-z]+/v${team % 7}/team-${team}/.*` : `${service}/[a-z]+/.*`),
    ]
    return {
      rank: (index * 7) % 3,
      match: textIn('path', languages[index % 10]!()),
      access: accesses[(index >> 1) % accesses.length]!,
    }
  })
}

const byText = undetermined('byText', 'a prefix takes whatever starts with its text')
const opens = undetermined('opens', 'an unprotected rule opens its paths')

/** Prefixes that may work by text or by segments, and rules that may take nothing: four worlds. */
function tableWithReadings(count: number): OrderedRoute[] {
  return mixedTable(count).map((route, index) => {
    const { match } = route
    const text = match.kind === 'text' && match.language.kind === 'prefix' ? match.language.text : undefined
    const bare = text?.replace(/[/]$/, '')
    const either = bare
      ? any(
          all(byText, textIn('path', textPrefix(bare))),
          all(not(byText), textIn('path', segmentPrefix(bare))),
        )
      : match
    return index % 4 === 0
      ? { ...route, match: either, takes: all(opens, either) }
      : { ...route, match: either }
  })
}

/** One rule for everything on each of many hosts, and two paths on it, each with a rank of its own. */
function hostTable(count: number): OrderedRoute[] {
  return Array.from({ length: count }, (_, index) => {
    const host = textIn('host', hostText(`h${Math.floor(index / 3)}.example.com`))
    const path = ['/admin', '/', '/metrics'][index % 3]!
    return { rank: index, match: all(host, textIn('path', textPrefix(path))), access: accesses[index % 2]! }
  })
}

function measure(name: string, routes: readonly OrderedRoute[]): Row {
  const start = process.cpuUsage()
  const { dead, tied, empty, undecided } = analyseRoutes(routes)
  const { user, system } = process.cpuUsage(start)
  const counts = { dead: dead.length, tied: tied.length, empty: empty.length, undecided: undecided.length }
  return { name, milliseconds: (user + system) / 1000, note: JSON.stringify(counts) }
}

/** CPU time of whole tables, in the order in which they were measured. */
export function run(): Row[] {
  return [
    measure('1,000 mixed rules', mixedTable(1000)),
    measure('1,000 mixed rules with two readings', tableWithReadings(1000)),
    measure('1,000 realistic rules', realisticTable(1000)),
    measure('10,000 realistic rules', realisticTable(10_000)),
    measure('10,000 mixed rules', mixedTable(10_000)),
    measure('3,000 rules on 1,000 hosts', hostTable(3000)),
    measure('9,999 rules on 3,333 hosts', hostTable(9999)),
  ]
}
