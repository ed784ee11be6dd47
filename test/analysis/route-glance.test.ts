import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { all, any, type Condition, fact, not, textIn, undetermined } from '../../src/analysis/condition.ts'
import { PathPatterns } from '../../src/analysis/path-patterns.ts'
import { isPlainTable } from '../../src/analysis/route-glance.ts'
import { analyseRoutes, type OrderedRoute } from '../../src/analysis/routes.ts'
import {
  exactText,
  hostText,
  regexText,
  segmentPrefix,
  textPrefix,
} from '../../src/analysis/text-language.ts'

const exact = (text: string) => textIn('path', exactText(text))
const prefix = (text: string) => textIn('path', textPrefix(text))
const regex = (pattern: string) => textIn('path', regexText(pattern))
const byText = undetermined('byText', 'a prefix takes whatever starts with its text')
const bare = undetermined('bare', 'a prefix with a slash takes the path without it')
const opens = undetermined('opens', 'an unprotected rule opens its paths')
const placeholder = undetermined('value', 'the value of a placeholder', 'placeholder')
const eitherPrefix = (text: string) =>
  any(all(byText, prefix(text)), all(not(byText), textIn('path', segmentPrefix(text))))
const slashed = (text: string) => any(prefix(`${text}/`), all(bare, exact(text)))

let count = 0
const route = (rank: number, match: Condition, takes?: Condition): OrderedRoute => ({
  rank,
  match,
  // No two routes let in the same requests, so that every overlap of one rank ties.
  access: fact(`caller ${count++}`),
  ...(takes && { takes: all(takes, match) }),
})

const isPlain = (routes: readonly OrderedRoute[]) => isPlainTable(routes, new PathPatterns(100_000))

/** What is found, without the requests that show it: a host in a table may stand in each of them. */
const inShort = ({ dead, tied, empty, undecided }: ReturnType<typeof analyseRoutes>) => ({
  dead: dead.map(({ request: _, taker: __, ...claim }) => claim),
  tied: tied.map(({ request: _, ...claim }) => claim),
  empty,
  undecided,
})

/** What a closer look finds: a host cannot be told at a glance, and what is asked last bears on no other route. */
function closerLook(routes: readonly OrderedRoute[]) {
  const last = route(1_000_000, all(textIn('host', hostText('a.b')), exact('/')))
  const { dead, tied, empty, undecided } = inShort(analyseRoutes([...routes, last]))
  const others = ({ index }: { readonly index: number }) => index < routes.length
  return { dead: dead.filter(others), tied, empty, undecided: undecided.filter(others) }
}

const nothing = { dead: [], tied: [], empty: [], undecided: [] }

describe('a table is plain', () => {
  it.each([
    ['of one route', [route(0, prefix('/'))]],
    ['whose wider routes are asked later', [route(1, prefix('/')), route(0, eitherPrefix('/a'))]],
    ['whose routes of one rank are apart', [route(0, eitherPrefix('/a')), route(0, eitherPrefix('/b'))]],
    ['whose routes of one rank have names that go on', [route(0, slashed('/a')), route(0, slashed('/ab'))]],
    ['with patterns', [route(0, regex('/v[0-9]+/a')), route(1, regex('/v[0-9]+/b')), route(2, exact('/c'))]],
    [
      'with a placeholder that changes nothing',
      [route(0, any(exact('/a'), all(placeholder, exact('/b')))), route(1, prefix('/'))],
    ],
    [
      'with a placeholder that takes nothing from others',
      [route(0, exact('/a'), placeholder), route(1, prefix('/'))],
    ],
    ['whose earlier route leaves something', [route(0, exact('/a/b')), route(1, slashed('/a'))]],
  ])('%s', (_, routes) => {
    expect(isPlain(routes)).toBe(true)
    expect(isPlain(routes.toReversed())).toBe(true)
    expect(closerLook(routes)).toEqual(nothing)
  })
})

describe('a table is looked at more closely', () => {
  it.each([
    ['with a dead route', [route(0, prefix('/')), route(1, exact('/a'))]],
    ['with a route that is dead on one reading', [route(0, prefix('/a')), route(1, eitherPrefix('/ab'))]],
    ['with a taker that rests on a reading', [route(0, prefix('/'), opens), route(1, exact('/a'))]],
    ['with a tie', [route(0, prefix('/')), route(0, exact('/a'))]],
    ['with a tie on one reading', [route(0, eitherPrefix('/a')), route(0, exact('/ab'))]],
    ['with two equal routes', [route(0, exact('/a')), route(0, exact('/a'))]],
    ['with two routes for all but one path', [route(0, not(exact('/a'))), route(0, not(exact('/b')))]],
    [
      'with a route for every path on one reading',
      [route(0, any(opens, exact('/a'))), route(0, any(opens, exact('/b')))],
    ],
    ['with a pattern that nothing matches', [route(0, regex('/a$b'))]],
    ['with hosts', [route(0, all(textIn('host', hostText('a.b')), exact('/a')))]],
    ['with a placeholder that decides', [route(0, prefix('/'), placeholder), route(1, exact('/a'))]],
    ['with a placeholder for a path', [route(0, placeholder)]],
    [
      'with more readings than are tried out',
      [
        route(
          0,
          any(exact('/a'), ...[1, 2, 3, 4, 5, 6].map((n) => all(undetermined(`r${n}`, 'why'), exact('/b')))),
        ),
      ],
    ],
  ])('%s', (_, routes) => {
    expect(isPlain(routes)).toBe(false)
    expect(isPlain(routes.toReversed())).toBe(false)
  })

  it('where it would take as many comparisons', () => {
    const depths = Array.from({ length: 400 }, (_, depth) => `/${'a'.repeat(depth)}`)
    expect(isPlain(depths.map((text, index) => route(400 - index, prefix(text))))).toBe(false)
    expect(isPlain(depths.slice(0, 40).map((text, index) => route(40 - index, prefix(text))))).toBe(true)
  })
})

const texts = fc.constantFrom('/', '/a', '/b', '/a/', '/ab', '/a/b', '/c')
const matches = fc.oneof(
  texts.map(exact),
  texts.map(prefix),
  texts.map(eitherPrefix),
  texts.map(slashed),
  fc.constantFrom('/[ab]', '/a*', '/.*b', '/(a|b)+/?', '/..', '/a$b').map(regex),
  fc.tuple(texts, texts).map(([one, other]) => any(exact(one), all(opens, prefix(other)))),
  fc.tuple(texts, texts).map(([one, other]) => any(exact(one), all(placeholder, exact(other)))),
)
const tables = fc
  .array(fc.record({ rank: fc.nat(3), match: matches, takes: fc.nat(6) }), { minLength: 1, maxLength: 5 })
  .map((rows) => rows.map(({ rank, match, takes }) => route(rank, match, takes === 0 ? opens : undefined)))

it('nothing is found in a plain table by a closer look', () => {
  const seen = { plain: 0, other: 0 }
  fc.assert(
    fc.property(tables, (routes) => {
      const plain = isPlain(routes)
      seen[plain ? 'plain' : 'other']++
      if (plain) expect(closerLook(routes)).toEqual(nothing)
      expect(inShort(analyseRoutes(routes))).toEqual(closerLook(routes))
    }),
    { seed: 5, numRuns: 1500 },
  )
  expect(Math.min(seen.plain, seen.other)).toBeGreaterThan(300)
})
