import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  all,
  always,
  any,
  type Condition,
  evaluate,
  fact,
  memberIn,
  never,
  not,
  sourceIn,
  textIn,
  undetermined,
} from '../../src/analysis/condition.ts'
import type { Request } from '../../src/analysis/request.ts'
import { analyseRoutes, mostTies, type OrderedRoute } from '../../src/analysis/routes.ts'
import {
  exactText,
  hostText,
  regexText,
  segmentPrefix,
  textPrefix,
} from '../../src/analysis/text-language.ts'
import { addresses } from './small-universe.ts'

const exact = (text: string) => textIn('path', exactText(text))
const prefix = (text: string) => textIn('path', textPrefix(text))
const segments = (text: string) => textIn('path', segmentPrefix(text))
const regex = (pattern: string) => textIn('path', regexText(pattern))
const host = (pattern: string) => textIn('host', hostText(pattern))
const method = (name: string) => textIn('method', exactText(name))

const office = sourceIn(addresses('198.51.100.0/24'))
const admin = memberIn('credentials', exactText('admin'))

const byText = undetermined('byText', 'a prefix takes whatever starts with its text')
const opens = undetermined('opens', 'an unprotected rule opens its paths')
const eitherPrefix = (text: string) => any(all(byText, prefix(text)), all(not(byText), segments(text)))
const placeholder = undetermined('value', 'the value of a placeholder', 'placeholder')

const route = (
  rank: number,
  match: Condition,
  access: Condition = always,
  takes?: Condition,
): OrderedRoute => ({
  rank,
  match,
  access,
  ...(takes && { takes }),
})

describe('dead routes', () => {
  const cases: readonly (readonly [string, readonly OrderedRoute[], readonly object[]])[] = [
    ['none of one', [route(0, prefix('/'))], []],
    ['none that is asked first', [route(0, prefix('/a')), route(1, prefix('/'))], []],
    [
      'a path below an earlier prefix',
      [route(0, prefix('/'), office), route(1, exact('/admin'), admin)],
      [
        {
          index: 1,
          verdict: 'dead',
          covering: [0],
          request: { path: '/admin' },
          taker: 0,
          differs: true,
          readings: [],
        },
      ],
    ],
    [
      'the same, written in the other order',
      [route(1, exact('/admin')), route(0, prefix('/'))],
      [
        {
          index: 0,
          verdict: 'dead',
          covering: [1],
          request: { path: '/admin' },
          taker: 1,
          differs: false,
          readings: [],
        },
      ],
    ],
    ['not of equal rank', [route(0, prefix('/')), route(0, exact('/admin'), admin)], []],
    [
      'not by a route that takes nothing',
      [route(0, prefix('/'), always, never), route(1, exact('/admin'))],
      [],
    ],
    [
      'by two together',
      [route(0, exact('/a')), route(1, prefix('/a/')), route(1, exact('/b')), route(2, segments('/a'))],
      [{ index: 3, covering: [0, 1], taker: 0, request: { path: '/a' } }],
    ],
    [
      'by patterns that share the work',
      [route(0, regex('/[a-m].*')), route(0, regex('/[n-z].*')), route(1, regex('/[a-z]+'))],
      [{ index: 2, covering: [0, 1], differs: false }],
    ],
    ['not by patterns that leave something', [route(0, regex('/[a-m].*')), route(1, regex('/[a-n]+'))], []],
    [
      'without members that are not needed',
      [route(0, exact('/a/b')), route(1, prefix('/a')), route(2, prefix('/a/'))],
      [{ index: 0 }]
        .slice(1)
        .concat([{ index: 2 }])
        .map((dead) => ({ ...dead, covering: [1], request: { path: '/a/' }, taker: 1 })),
    ],
    [
      'on one host',
      [
        route(0, all(host('a.b'), prefix('/'))),
        route(1, all(host('a.b'), exact('/x'))),
        route(1, all(host('c.b'), exact('/x'))),
      ],
      [{ index: 1, covering: [0], request: { host: 'a.b', path: '/x' } }],
    ],
    [
      'on a host below a wildcard',
      [
        route(0, all(host('*.b'), prefix('/'))),
        route(1, all(host('A.b'), exact('/x'))),
        route(1, all(host('b'), exact('/x'))),
      ],
      [{ index: 1, covering: [0] }],
    ],
    ['not on all hosts', [route(0, all(host('app.example.com'), prefix('/'))), route(1, exact('/x'))], []],
    [
      'by one for each method',
      [
        route(0, all(method('GET'), prefix('/'))),
        route(1, all(not(method('GET')), prefix('/'))),
        route(2, exact('/x'), admin),
      ],
      [{ index: 2, covering: [0, 1], differs: true }],
    ],
    ['not for every method', [route(0, all(method('GET'), prefix('/'))), route(1, exact('/x'))], []],
    [
      'that have no path at all',
      [route(0, host('*')), route(1, host('a.b'))],
      [{ index: 1, covering: [0], request: { host: 'a.b' } }],
    ],
    [
      'in a formula that is no box',
      [
        route(0, any(prefix('/a'), prefix('/b'))),
        route(1, any(all(method('GET'), prefix('/a')), exact('/b'))),
      ],
      [{ index: 1, covering: [0] }],
    ],
    [
      'under every reading',
      [route(0, eitherPrefix('/a')), route(1, eitherPrefix('/a/b'))],
      [{ index: 1, verdict: 'dead', covering: [0], request: { path: '/a/b' }, readings: [] }],
    ],
    [
      'under one reading',
      [route(0, eitherPrefix('/a')), route(1, exact('/ab'))],
      [
        {
          index: 1,
          verdict: 'dead-under-some',
          covering: [0],
          readings: ['a prefix takes whatever starts with its text'],
        },
      ],
    ],
    [
      'under the opposite of a reading',
      [route(0, segments('/a')), route(1, eitherPrefix('/a'))],
      [
        {
          index: 1,
          verdict: 'dead-under-some',
          readings: ['it is not so that a prefix takes whatever starts with its text'],
        },
      ],
    ],
    [
      'under two readings together',
      [route(0, eitherPrefix('/a'), always, all(opens, eitherPrefix('/a'))), route(1, exact('/ab'))],
      [
        {
          verdict: 'dead-under-some',
          readings: ['a prefix takes whatever starts with its text', 'an unprotected rule opens its paths'],
        },
      ],
    ],
    [
      'under one reading, whatever another one is',
      [route(0, prefix('/a'), always, all(opens, prefix('/a'))), route(1, eitherPrefix('/a'))],
      [{ readings: ['an unprotected rule opens its paths'] }],
    ],
  ]
  it.each(cases)('%s', (_, routes, expected) => {
    const { dead } = analyseRoutes(routes)
    expect(dead).toHaveLength(expected.length)
    expect(dead).toMatchObject(expected)
  })

  it('shows a request that the taker treats differently, and not the first best', () => {
    const routes = [
      route(0, exact('/admin'), admin),
      route(1, prefix('/admin'), office),
      route(2, prefix('/admin'), admin),
    ]
    const [dead] = analyseRoutes(routes).dead
    expect(dead).toMatchObject({ index: 2, covering: [1], taker: 1, differs: true })
    expect(evaluate(admin, dead!.request)).not.toBe(evaluate(office, dead!.request))
    expect(dead!.request.path).not.toBe('/admin')
  })

  it('does not count a route as different that says the same in other words', () => {
    const same = all(any(office, admin), office)
    const { dead } = analyseRoutes([route(0, prefix('/'), office), route(1, prefix('/a'), same)])
    expect(dead).toMatchObject([{ differs: false }])
  })

  it('is open where a placeholder decides, and says so', () => {
    const routes = [
      route(0, placeholder, office),
      route(1, prefix('/a'), admin),
      route(1, prefix('/b'), admin),
    ]
    const { dead, undecided, empty } = analyseRoutes(routes)
    expect({ dead, empty }).toEqual({ dead: [], empty: [] })
    expect(undecided).toEqual([
      { index: 1, reason: 'the value of a placeholder' },
      { index: 2, reason: 'the value of a placeholder' },
    ])
  })

  it('is open for a placeholder that earlier routes may cover, and not for one with nothing before it', () => {
    const routes = [route(0, prefix('/a')), route(1, placeholder)]
    expect(analyseRoutes(routes).undecided).toEqual([{ index: 1, reason: 'the value of a placeholder' }])
    expect(
      analyseRoutes(routes.toReversed().map((each, rank) => ({ ...each, rank: 1 - rank }))).undecided,
    ).toEqual([{ index: 0, reason: 'the value of a placeholder' }])
    expect(analyseRoutes([route(0, placeholder), route(1, never)])).toMatchObject({
      undecided: [],
      empty: [1],
    })
  })

  it('is dead for certain below a placeholder that changes nothing', () => {
    const routes = [
      route(0, placeholder),
      route(1, prefix('/')),
      route(2, prefix('/a')),
      route(3, placeholder),
    ]
    expect(analyseRoutes(routes).dead).toMatchObject([
      { index: 2, covering: [1], verdict: 'dead' },
      { index: 3, covering: [1], verdict: 'dead' },
    ])
  })

  it('leaves more readings than it tries out undecided', () => {
    const readings = Array.from({ length: 7 }, (_, index) => undetermined(`r${index}`, `reading ${index}`))
    const routes = [route(0, all(...readings, prefix('/'))), route(1, exact('/a'))]
    const { dead, undecided } = analyseRoutes(routes)
    expect(dead).toEqual([])
    expect(undecided).toMatchObject([{ index: 1, reason: 'reading 5; reading 6' }])
  })

  it('says that the budget is used up', () => {
    const routes = [route(0, regex('/(a|b)*a(a|b){12}')), route(1, regex('/(a|b)*b(a|b){11}a(a|b)*'))]
    const { undecided } = analyseRoutes(routes, { stepsPerQuestion: 30 })
    expect(undecided).toMatchObject([
      { reason: expect.stringContaining('budget') },
      { reason: expect.stringContaining('budget') },
    ])
  })

  it('lists routes that match nothing apart', () => {
    const routes = [
      route(0, prefix('/')),
      route(1, exact('admin')),
      route(1, all(exact('/a'), not(segments('/a')))),
    ]
    expect(analyseRoutes(routes)).toEqual({ dead: [], tied: [], empty: [1, 2], undecided: [] })
  })
})

describe('ties', () => {
  const cases: readonly (readonly [
    string,
    readonly [OrderedRoute, OrderedRoute, ...OrderedRoute[]],
    readonly object[],
  ])[] = [
    [
      'of unlike access',
      [route(0, prefix('/'), office), route(0, exact('/a'), never)],
      [{ request: { path: '/a', source: '198.51.100.7' }, readings: [] }],
    ],
    ['not of equal access', [route(0, prefix('/'), office), route(0, exact('/a'), office)], []],
    [
      'not of access equal in other words',
      [route(0, prefix('/'), office), route(0, exact('/a'), all(office, any(office, admin)))],
      [],
    ],
    ['not of unequal rank', [route(0, exact('/a'), admin), route(1, prefix('/'), office)], []],
    ['not of paths apart', [route(0, prefix('/b'), admin), route(0, prefix('/a'), office)], []],
    [
      'of patterns',
      [route(0, regex('/a+'), never), route(0, regex('/(aa)+b?'))],
      [{ request: { path: '/aa' } }],
    ],
    [
      'not on hosts apart',
      [route(0, all(host('a.b'), prefix('/')), never), route(0, all(host('c.b'), prefix('/')))],
      [],
    ],
    [
      'on a common host',
      [route(0, all(host('a.b'), prefix('/')), never), route(0, all(host('*.b'), prefix('/x')))],
      [{ request: { host: 'a.b', path: '/x' } }],
    ],
    [
      'on any host',
      [route(0, all(host('a.b'), prefix('/')), never), route(0, prefix('/x'))],
      [{ request: { host: 'a.b', path: '/x' } }],
    ],
    [
      'not of what an earlier route takes',
      [route(1, prefix('/a'), admin), route(1, prefix('/a/b'), office), route(0, prefix('/a/b'))],
      [],
    ],
    [
      'of what earlier routes leave',
      [route(1, prefix('/a'), never), route(1, prefix('/a'), always), route(0, exact('/a'))],
      [{ request: { path: '/aa' } }],
    ],
    [
      'of formulas that are no boxes',
      [route(0, any(prefix('/a'), method('GET')), never), route(0, any(exact('/b'), method('PUT')))],
      [{}],
    ],
    [
      'of access by path',
      [route(0, prefix('/'), prefix('/a')), route(0, exact('/b'))],
      [{ request: { path: '/b' } }],
    ],
    [
      'not of access by path where both agree',
      [route(0, prefix('/'), prefix('/a')), route(0, exact('/a'))],
      [],
    ],
    [
      'under every reading',
      [route(0, eitherPrefix('/a'), never), route(0, eitherPrefix('/a/b'))],
      [{ request: { path: '/a/b' }, readings: [] }],
    ],
    [
      'under one reading',
      [route(0, eitherPrefix('/a'), never), route(0, exact('/ab'))],
      [{ readings: ['a prefix takes whatever starts with its text'] }],
    ],
    [
      'under a reading of the access',
      [route(0, prefix('/a'), not(opens)), route(0, exact('/a'), never)],
      [{ readings: ['it is not so that an unprotected rule opens its paths'] }],
    ],
  ]
  it.each(cases)('%s', (_, routes, expected) => {
    const { tied } = analyseRoutes(routes)
    expect(tied).toMatchObject(expected)
    expect(tied).toHaveLength(expected.length)
    const [first, second, ...more] = routes
    const swapped = analyseRoutes([second, first, ...more]).tied
    expect(swapped.map(({ a, b }) => [a, b])).toEqual(tied.map(({ a, b }) => [a, b]))
    expect(swapped.map(({ readings }) => readings)).toEqual(tied.map(({ readings }) => readings))
  })

  it('are open where a placeholder decides', () => {
    const { tied, undecided } = analyseRoutes([
      route(0, prefix('/'), all(office, placeholder)),
      route(0, exact('/a'), office),
    ])
    expect(tied).toEqual([])
    expect(undecided).toEqual([{ index: 0, other: 1, reason: 'the value of a placeholder' }])
    const open = analyseRoutes([route(0, placeholder, office), route(0, exact('/a'), admin)])
    expect(open.tied).toEqual([])
    expect(open.undecided).toEqual([{ index: 0, other: 1, reason: 'the value of a placeholder' }])
  })

  it('end where there are too many, and say so', () => {
    const routes = Array.from({ length: 200 }, (_, index) => route(0, prefix('/'), fact(`f${index}`)))
    const { tied, undecided } = analyseRoutes(routes)
    expect(tied).toHaveLength(mostTies)
    expect(undecided).toMatchObject([{ reason: `more than ${mostTies} pairs of routes tie` }])
  })
})

const paths = ['/']
for (const path of paths) {
  // The letter that no pattern names stands for all others.
  const letters = path.length < 4 ? 'abc/' : path.includes('c') ? '' : 'ab/'
  if (path.length < 5) for (const next of letters) paths.push(path + next)
}
const hosts = ['a.b', 'c.b', 'd']
const requests: readonly Request[] = paths.flatMap((path) => hosts.map((host) => ({ path, host })))
const factSets = [[], ['x'], ['y'], ['x', 'y']]

const texts = fc.constantFrom('/', '/a', '/b', '/a/', '/ab', '/a/b', '/b/')
const patterns = fc.constantFrom('/[ab]', '/a*', '/.*b', '/(a|b)+/?', '.*/', '/[^a]*', '/..', '/a?b?.*')
const onPath = fc.oneof(
  texts.map(exact),
  texts.map(prefix),
  texts.map(segments),
  patterns.map(regex),
  texts.map(eitherPrefix),
  texts.map((text) => any(exact(text), prefix('/b'))),
)
const match = fc.oneof(
  { weight: 3, arbitrary: onPath },
  {
    weight: 1,
    arbitrary: fc.tuple(onPath, fc.constantFrom('a.b', '*.b')).map(([path, name]) => all(host(name), path)),
  },
  { weight: 1, arbitrary: onPath.map(not) },
)
const accesses = [always, fact('x'), fact('y'), all(fact('x'), any(fact('x'), fact('y')))]
const table = fc.array(
  fc
    .record({ rank: fc.nat(3), match, access: fc.constantFrom(...accesses), takes: fc.nat(5) })
    .map(({ rank, match, access, takes }) =>
      takes === 0 ? route(rank, match, access, all(opens, match)) : route(rank, match, access),
    ),
  { minLength: 2, maxLength: 6 },
)

const assignments = [0, 1, 2, 3].map(
  (bits) =>
    new Map([
      ['byText', bits % 2 === 1],
      ['opens', bits > 1],
    ]),
)

describe('analyseRoutes', () => {
  it('agrees with trying out all requests under all readings', () => {
    const seen = { dead: 0, some: 0, empty: 0, tied: 0, together: 0 }
    fc.assert(
      fc.property(table, (routes) => {
        const { dead, tied, empty, undecided } = analyseRoutes(routes)
        expect(undecided).toEqual([])
        const worlds = assignments.map((assignment) => tryOut(routes, assignment))
        const bits = worlds.map((world) => world.deadBits)
        const verdicts = routes.map((_, index) => {
          if (worlds.every(({ matches }) => matches[index]!.length === 0)) return 'empty'
          const never = bits.map((each, world) => each[index] || worlds[world]!.matches[index]!.length === 0)
          if (!bits.some((each) => each[index])) return 'alive'
          return never.every(Boolean) ? 'dead' : 'dead-under-some'
        })
        const verdictOf = (index: number) =>
          empty.includes(index) ? 'empty' : (dead.find((each) => each.index === index)?.verdict ?? 'alive')
        expect(routes.map((_, index) => verdictOf(index))).toEqual(verdicts)

        for (const { index, covering, request, taker, verdict, readings, differs } of dead) {
          seen[verdict === 'dead' ? 'dead' : 'some']++
          if (covering.length > 1) seen.together++
          expect(readings.length > 0).toBe(verdict === 'dead-under-some')
          const where = worlds.filter(
            (_, world) => bits[world]![index] && agrees(assignments[world]!, readings),
          )
          expect(where.length).toBeGreaterThan(0)
          const covers = (members: readonly number[], world: (typeof worlds)[number]) =>
            world.matches[index]!.every((request) =>
              members.some((member) => world.takes[member]!.includes(request)),
            )
          for (const world of where) expect(covers(covering, world)).toBe(true)
          for (const member of covering) {
            expect(routes[member]!.rank).toBeLessThan(routes[index]!.rank)
            const others = covering.filter((other) => other !== member)
            expect(where.some((world) => !covers(others, world))).toBe(true)
          }
          const proved = assignments
            .filter((assignment) => agrees(assignment, readings))
            .some((assignment) => {
              const meant = evaluate(routes[index]!.match, request, assignment)
              return meant && firstTaker(routes, index, request, assignment) === taker
            })
          expect(proved).toBe(true)
          const unlike = covering.some((member) => isUnlike(routes[index]!.access, routes[member]!.access))
          expect(differs).toBe(unlike)
        }

        const expected: [number, number, boolean][] = []
        for (const [b] of routes.entries()) {
          for (let a = 0; a < b; a++) {
            const ties = worlds.map((world) => isTie(routes, a, b, world))
            if (ties.some(Boolean)) expected.push([a, b, ties.every(Boolean)])
          }
        }
        expected.sort(([a, b], [c, d]) => a - c || b - d)
        expect(tied.map(({ a, b, readings }) => [a, b, readings.length === 0])).toEqual(expected)
        for (const { a, b, request, readings } of tied) {
          seen.tied++
          const proved = assignments
            .filter((assignment) => agrees(assignment, readings))
            .some((assignment) => {
              const both = [a, b].every((index) => evaluate(routes[index]!.match, request, assignment))
              return both && firstTaker(routes, b, request, assignment) === undefined
            })
          expect(proved).toBe(true)
          expect(evaluate(routes[a]!.access, request)).toBe(!evaluate(routes[b]!.access, request))
        }
        seen.empty += empty.length
      }),
      { seed: 11, numRuns: 150 },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5)
  })

  it('finds the same when the table is written in another order', () => {
    fc.assert(
      fc.property(table, fc.integer(), (routes, seed) => {
        const order = [...routes.keys()].sort((a, b) => ((a * 7 + seed) % 5) - ((b * 7 + seed) % 5) || b - a)
        const here = analyseRoutes(routes)
        const there = analyseRoutes(order.map((index) => routes[index]!))
        const pairs = (tied: typeof here.tied, name: (index: number) => number) =>
          tied.map(({ a, b }) => [name(a), name(b)].sort().join()).sort()
        expect(pairs(there.tied, (index) => order[index]!)).toEqual(pairs(here.tied, (index) => index))
        expect(there.dead.map(({ index }) => order[index]!).sort()).toEqual(
          here.dead.map(({ index }) => index),
        )
      }),
      { seed: 12, numRuns: 100 },
    )
  })
})

function tryOut(routes: readonly OrderedRoute[], assignment: ReadonlyMap<string, boolean>) {
  const holding = (condition: Condition) =>
    requests.filter((request) => evaluate(condition, request, assignment))
  const matches = routes.map(({ match }) => holding(match))
  const takes = routes.map(({ match, takes = match }) => holding(takes))
  const earlier = routes.map(
    ({ rank }) => new Set(takes.filter((_, other) => routes[other]!.rank < rank).flat()),
  )
  const deadBits = matches.map(
    (own, index) => own.length > 0 && own.every((request) => earlier[index]!.has(request)),
  )
  return { matches, takes, earlier, deadBits }
}

function isTie(
  routes: readonly OrderedRoute[],
  a: number,
  b: number,
  world: ReturnType<typeof tryOut>,
): boolean {
  if (routes[a]!.rank !== routes[b]!.rank || !isUnlike(routes[a]!.access, routes[b]!.access)) return false
  const others = new Set(world.matches[b])
  return world.matches[a]!.some((request) => others.has(request) && !world.earlier[a]!.has(request))
}

function isUnlike(one: Condition, other: Condition): boolean {
  return factSets.some((facts) => evaluate(one, { facts }) !== evaluate(other, { facts }))
}

function firstTaker(
  routes: readonly OrderedRoute[],
  before: number,
  request: Request,
  assignment: ReadonlyMap<string, boolean>,
): number | undefined {
  const takers = [...routes.keys()].filter((index) => {
    const { rank, match, takes = match } = routes[index]!
    return rank < routes[before]!.rank && evaluate(takes, request, assignment) === true
  })
  return takers.sort((a, b) => routes[a]!.rank - routes[b]!.rank || a - b)[0]
}

/** Whether an assignment is as the readings say. */
function agrees(assignment: ReadonlyMap<string, boolean>, readings: readonly string[]): boolean {
  const words = {
    byText: 'a prefix takes whatever starts with its text',
    opens: 'an unprotected rule opens its paths',
  }
  return Object.entries(words).every(([name, text]) => {
    if (readings.includes(text)) return assignment.get(name) === true
    return !readings.includes(`it is not so that ${text}`) || assignment.get(name) === false
  })
}
