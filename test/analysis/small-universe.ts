import fc from 'fast-check'
import { AddressSet, parseAddress } from '../../src/analysis/address-set.ts'
import {
  all,
  allOf,
  any,
  anyOf,
  type Condition,
  fact,
  memberIn,
  not,
  numberIn,
  onlyMemberIn,
  signedIn,
  sourceIn,
  textIn,
  undetermined,
} from '../../src/analysis/condition.ts'
import type { Identity, Request } from '../../src/analysis/request.ts'
import {
  anyText,
  exactText,
  hostText,
  regexText,
  segmentPrefix,
  textAfter,
  textPrefix,
} from '../../src/analysis/text-language.ts'

export function addresses(...texts: readonly string[]): AddressSet {
  return AddressSet.of(
    texts.map((text) => {
      const parsed = parseAddress(text)
      if (!parsed.ok) throw new Error(`${text} ${parsed.problem.message}`)
      return parsed.block
    }),
  )
}

type Dimension =
  | 'source'
  | 'path'
  | 'host'
  | 'port'
  | 'method'
  | 'headers'
  | 'identity'
  | 'credentials'
  | 'facts'
  | 'details'
  | 'clock'

/** Atoms that tell apart no more requests than `values` lists, by the attribute that they read. */
const atoms: Record<Dimension, readonly Condition[]> = {
  source: [
    sourceIn(addresses('10.0.0.0/8')),
    sourceIn(addresses('10.1.0.0/16', '2001:db8::/32')),
    sourceIn(AddressSet.family(4)),
  ],
  path: [
    textIn('path', exactText('/a')),
    textIn('path', textPrefix('/a')),
    textIn('path', segmentPrefix('/a')),
    textIn('path', regexText('/[ab]')),
    textIn('path', regexText('.*[^/]')),
  ],
  host: [textIn('host', hostText('*.b')), textIn('host', hostText('a.B'))],
  port: [numberIn('port', [{ first: 80, last: 90 }]), numberIn('port', [{ first: 85, last: 443 }])],
  method: [textIn('method', exactText('GET')), textIn('method', regexText('GET|PUT'))],
  headers: [
    textIn('header/x', exactText('1')),
    textIn('header/x', anyText),
    textIn('header/y', regexText('[12]')),
  ],
  identity: [
    signedIn(),
    textIn('email', textAfter('@', exactText('b'))),
    textIn('email', exactText('a@b')),
    memberIn('groups', exactText('g')),
    memberIn('groups', regexText('[gh]')),
    onlyMemberIn('groups', exactText('g')),
    onlyMemberIn('groups', anyText),
    memberIn('claim/c', anyText),
  ],
  credentials: [
    memberIn('credentials', exactText('u')),
    memberIn('credentials', exactText('v')),
    onlyMemberIn('credentials', regexText('[uv]')),
  ],
  facts: [fact('f'), fact('g')],
  details: [
    textIn('detail/t', exactText('1')),
    textIn('detail/t', anyText),
    memberIn('details/l', exactText('a')),
    memberIn('details/l', regexText('[ab]')),
    onlyMemberIn('details/l', anyText),
  ],
  clock: [
    numberIn('clock/day', [{ first: 1, last: 3 }]),
    numberIn('clock/day', [{ first: -5, last: 1 }]),
    numberIn('clock/hour', [{ first: 9, last: 9 }]),
  ],
}

const emails = [undefined, 'a@b', 'c@b', 'c@d']
const groups = [[], ['g'], ['h'], ['i'], ['g', 'h'], ['g', 'i'], ['h', 'i'], ['i', 'j'], ['g', 'h', 'i']]
const claims = [{}, { c: 'd' }, { d: 'c' }]

/** A value for each class of requests that the atoms above tell apart. */
const values: { readonly [D in Dimension]: readonly Required<Request>[D][] } = {
  source: ['10.0.0.1', '10.1.0.1', '192.0.2.1', '2001:db8::1', '::1'],
  path: ['/', '/a', '/a/', '/a/b', '/ab', '/ab/', '/b', '/c'],
  host: ['a.b', 'c.b', 'b'],
  port: [1, 80, 85, 443],
  method: ['GET', 'PUT', 'POST'],
  headers: [{}, { x: '1' }, { x: '2' }, { y: '1' }, { x: '1', y: '1' }, { x: '2', y: '1' }, { y: '3' }],
  identity: emails.flatMap((email) =>
    groups.flatMap((groups) =>
      claims.map((claims): Identity => ({ ...(email !== undefined && { email }), groups, claims })),
    ),
  ),
  credentials: [[], ['u'], ['v'], ['w'], ['u', 'v'], ['u', 'w'], ['v', 'w'], ['w', 'x'], ['u', 'v', 'w']],
  facts: [[], ['f'], ['g'], ['f', 'g']],
  details: ['', '1', '2'].flatMap((text) =>
    [[], ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c'], ['c', 'd']].map((list) => ({
      ...(text !== '' && { t: text }),
      l: list,
    })),
  ),
  clock: [-9, 0, 1, 2, 4].flatMap((day) => [8, 9].map((hour) => ({ day, hour }))),
}

export const openNames = ['p', 'q', 'r']
const open = openNames.map((name) => undetermined(name, `${name} is open`))

/** A condition with up to eight atoms over one to three attributes, and every request that matters to it. */
export const smallConditions = (withOpen: boolean, count = 1) =>
  fc
    .shuffledSubarray(Object.keys(atoms) as Dimension[], { minLength: 1, maxLength: 2 })
    .chain((dimensions) => {
      const own = dimensions.flatMap((dimension) => atoms[dimension])
      const leaf = fc.constantFrom(...own, ...(withOpen ? open : []))
      const literal = fc.tuple(leaf, fc.boolean()).map(([atom, plain]) => (plain ? atom : not(atom)))
      const group = fc
        .tuple(fc.array(literal, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean())
        .map(([of, every, plain]) => {
          const joined = every ? allOf(of) : anyOf(of)
          return plain ? joined : not(joined)
        })
      const condition = fc
        .tuple(fc.array(group, { minLength: 1, maxLength: 3 }), fc.boolean())
        .map(([of, every]) => (every ? all(...of) : any(...of)))
      return fc.record({
        conditions: fc.array(condition, { minLength: count, maxLength: count }),
        requests: fc.constant(requestsOver(dimensions)),
      })
    })

function requestsOver(dimensions: readonly Dimension[]): Request[] {
  return dimensions.reduce<Request[]>(
    (requests, dimension) =>
      requests.flatMap((request) => values[dimension].map((value) => ({ ...request, [dimension]: value }))),
    [{}],
  )
}

/** Every assignment of the open names. */
export const openAssignments: readonly ReadonlyMap<string, boolean>[] = [0, 1, 2, 3, 4, 5, 6, 7].map(
  (bits) => new Map(openNames.map((name, index) => [name, ((bits >> index) & 1) === 1])),
)
