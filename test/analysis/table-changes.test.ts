import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  all,
  always,
  type Condition,
  evaluate,
  never,
  sourceIn,
  textIn,
  undetermined,
} from '../../src/analysis/condition.ts'
import { admittedBy, inRanks, remainingFor, type Table } from '../../src/analysis/first-match.ts'
import type { Request } from '../../src/analysis/request.ts'
import type { OrderedRoute } from '../../src/analysis/route-types.ts'
import { tableChanges } from '../../src/analysis/table-changes.ts'
import { exactText, hostText, textPrefix } from '../../src/analysis/text-language.ts'
import { addresses, smallConditions } from './small-universe.ts'

/** What a table says of a request, read directly: true, false, or undefined where routes of one rank disagree. */
function decide({ routes, otherwise }: Table, request: Request): boolean | undefined {
  const ranks = [...new Set(routes.map(({ rank }) => rank))].sort((a, b) => a - b)
  for (const rank of ranks) {
    const takers = routes.filter(
      (route) => route.rank === rank && evaluate(route.takes ?? route.match, request) === true,
    )
    if (takers.length === 0) continue
    const verdicts = new Set(takers.map(({ access }) => evaluate(access, request)))
    return verdicts.size === 1 ? [...verdicts][0] : undefined
  }
  return evaluate(otherwise, request)
}

const office = sourceIn(addresses('198.51.100.0/24'))
const home = sourceIn(addresses('203.0.113.0/24'))
const path = (prefix: string) => textIn('path', textPrefix(prefix))
const route = (rank: number, match: Condition, access: Condition): OrderedRoute => ({ rank, match, access })

/** Tables whose routes are made of these conditions, two for each route and one for the rest. */
const tables = (count: number) =>
  smallConditions(false, 2 * count + 1).chain(({ conditions, requests }) =>
    fc
      .array(fc.integer({ min: 0, max: 2 }), { minLength: count, maxLength: count })
      .map((ranks): { table: Table; requests: readonly Request[] } => ({
        table: {
          routes: ranks.map((rank, index) => route(rank, conditions[2 * index]!, conditions[2 * index + 1]!)),
          otherwise: conditions.at(-1)!,
        },
        requests,
      })),
  )

describe('admittedBy', () => {
  it('lets in what the first taker lets in, for every request', () => {
    fc.assert(
      fc.property(tables(3), ({ table, requests }) => {
        const admitted = admittedBy(table, 'tie')
        for (const request of requests) expect(evaluate(admitted, request)).toBe(decide(table, request))
      }),
      { numRuns: 150 },
    )
  })

  it('is not deeper than the stack for very many routes', () => {
    const routes = Array.from({ length: 20_000 }, (_, index) => route(index, path(`/${index}/`), office))
    expect(
      evaluate(admittedBy({ routes, otherwise: never }, 'tie'), { path: '/19999/', source: '198.51.100.1' }),
    ).toBe(true)
  })
})

describe('inRanks', () => {
  it('groups by rank and keeps the order within one', () => {
    const routes = [
      route(2, always, office),
      route(1, always, home),
      route(2, always, home),
      route(1, never, office),
    ]
    expect(inRanks(routes)).toEqual([
      [routes[1], routes[3]],
      [routes[0], routes[2]],
    ])
    expect(inRanks([])).toEqual([])
  })
})

describe('remainingFor', () => {
  it('asks no more of what is known, and decides the rest as before', () => {
    fc.assert(
      fc.property(smallConditions(false, 1), fc.nat(), ({ conditions: [condition], requests }, pick) => {
        const request = requests[pick % requests.length]!
        const [known, ...open] = Object.entries(request)
        const rest = remainingFor(condition!, Object.fromEntries([known!]))
        expect(evaluate(rest, Object.fromEntries(open))).toBe(evaluate(condition!, request))
      }),
      { numRuns: 300 },
    )
  })
})

describe('tableChanges', () => {
  const verdict = (before: Table, after: Table) => {
    const changes = tableChanges(before, after)
    const kinds = (key: 'gain' | 'loss') => [...new Set(changes.map((change) => change[key].kind))].sort()
    return { gain: kinds('gain'), loss: kinds('loss') }
  }
  const base: Table = {
    routes: [route(0, path('/admin'), office), route(1, path('/'), always)],
    otherwise: never,
  }

  it('finds nothing between a table and itself', () => {
    expect(tableChanges(base, base)).toEqual([])
    expect(tableChanges(base, structuredClone({ ...base, routes: [] }) as Table)).not.toEqual([])
  })

  it.each<[string, Table, Table]>([
    [
      'other numbers for the same order',
      base,
      { ...base, routes: base.routes.map((each) => ({ ...each, rank: each.rank * 10 })) },
    ],
    [
      'routes that do not meet, in another order',
      { routes: [route(0, path('/a'), office), route(1, path('/b'), home)], otherwise: never },
      { routes: [route(0, path('/b'), home), route(1, path('/a'), office)], otherwise: never },
    ],
    [
      'one route in two parts',
      { routes: [route(0, path('/'), office)], otherwise: never },
      { routes: [route(0, path('/a'), office), route(1, path('/'), office)], otherwise: never },
    ],
    [
      'addresses in halves',
      base,
      {
        ...base,
        routes: [
          route(0, path('/admin'), sourceIn(addresses('198.51.100.0/25', '198.51.100.128/25'))),
          base.routes[1]!,
        ],
      },
    ],
    ['a route that nothing reaches', base, { ...base, routes: [...base.routes, route(2, path('/x'), home)] }],
    [
      'a route that says what the rest says',
      base,
      { routes: [...base.routes, route(2, always, never)], otherwise: never },
    ],
  ])('finds nothing where only the words change: %s', (_, before, after) => {
    expect(verdict(before, after)).toEqual({ gain: [], loss: [] })
    expect(verdict(after, before)).toEqual({ gain: [], loss: [] })
  })

  it('shows a request for each direction, at the route that changed', () => {
    const after = { ...base, routes: [route(0, path('/admin'), home), base.routes[1]!] }
    const [change] = tableChanges(base, after)
    expect(change).toMatchObject({
      after: 0,
      gain: { kind: 'found', value: { path: '/admin', source: '203.0.113.7' } },
      loss: { kind: 'found', value: { path: '/admin', source: '198.51.100.7' } },
    })
  })

  it('sees that a removed route leaves its requests to the next one', () => {
    const after = { ...base, routes: [base.routes[1]!] }
    expect(tableChanges(base, after)).toMatchObject([
      { before: 0, gain: { kind: 'found' }, loss: { kind: 'none' } },
    ])
    expect(tableChanges(after, base)).toMatchObject([
      { after: 0, gain: { kind: 'none' }, loss: { kind: 'found' } },
    ])
  })

  it('looks at the requests that no route takes', () => {
    const before = { routes: [base.routes[0]!], otherwise: never }
    const after = { routes: [base.routes[0]!], otherwise: office }
    const [change, ...others] = tableChanges(before, after)
    expect(others).toEqual([])
    expect(change).toMatchObject({
      gain: { kind: 'found', value: { source: '198.51.100.7' } },
      loss: { kind: 'none' },
    })
    expect(change).not.toHaveProperty('before')
    expect(change).not.toHaveProperty('after')
  })

  it('leaves open what rests on an open value, and is sure where both sides rest on the same one', () => {
    const open = undetermined('p', 'p is open')
    const asked = (access: Condition): Table => ({ routes: [route(0, path('/'), access)], otherwise: never })
    expect(verdict(asked(office), asked(all(office, open)))).toEqual({ gain: ['none'], loss: ['unknown'] })
    expect(verdict(asked(all(open, office)), asked(all(office, open)))).toEqual({ gain: [], loss: [] })
  })

  it('leaves open which of two equal ranks decides, alike on both sides', () => {
    const tied: Table = {
      routes: [route(0, path('/a'), office), route(0, path('/'), home)],
      otherwise: never,
    }
    const swapped: Table = { ...tied, routes: [...tied.routes].reverse() }
    expect(verdict(tied, swapped)).toEqual({ gain: [], loss: [] })
    expect(
      verdict(tied, { ...tied, routes: [route(0, path('/a'), office), route(1, path('/'), home)] }),
    ).toEqual({
      gain: ['unknown'],
      loss: ['unknown'],
    })
  })

  it('agrees with trying every request, and each witness shows it', () => {
    fc.assert(
      fc.property(
        tables(3).chain(({ table, requests }) =>
          fc.record({
            table: fc.constant(table),
            requests: fc.constant(requests),
            dropped: fc.nat({ max: 3 }),
            ranks: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
          }),
        ),
        ({ table, requests, dropped, ranks }) => {
          const after: Table = {
            otherwise: dropped === 3 ? never : table.otherwise,
            routes: table.routes
              .map((each, index) => ({ ...each, rank: ranks[index]! }))
              .filter((_, index) => index !== dropped),
          }
          const changes = tableChanges(table, after)
          // What a witness leaves out does not matter: it shows the same whatever it is.
          const shown = (witness: Request, lets: Table, refuses: Table) => {
            for (const request of requests) {
              const whole = { ...request, ...witness }
              expect([decide(lets, whole), decide(refuses, whole)]).toEqual([true, false])
            }
          }
          for (const { gain, loss } of changes) {
            if (gain.kind === 'found') shown(gain.value, after, table)
            if (loss.kind === 'found') shown(loss.value, table, after)
          }
          const known = requests.map((request) => [decide(table, request), decide(after, request)])
          const gained = known.some(([before, now]) => before === false && now === true)
          const lost = known.some(([before, now]) => before === true && now === false)
          expect(changes.some(({ gain }) => gain.kind === 'found')).toBe(gained)
          expect(changes.some(({ loss }) => loss.kind === 'found')).toBe(lost)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('compares large tables by what changed', () => {
    const many = (access: (index: number) => Condition): Table => ({
      routes: Array.from({ length: 3000 }, (_, index) =>
        route(
          index,
          all(textIn('host', hostText(`h${index % 50}.example.com`)), path(`/p${index}/`)),
          access(index),
        ),
      ),
      otherwise: never,
    })
    const changes = tableChanges(
      many(() => office),
      many((index) => (index % 1000 === 5 ? home : office)),
    )
    expect(changes.map(({ after, before }) => after ?? before)).toEqual([5, 1005, 2005])
  })

  it('gives the same places whatever other routes take the same requests twice', () => {
    const twice: Table = {
      routes: [
        route(0, textIn('path', exactText('/a')), office),
        route(1, textIn('path', exactText('/a')), office),
      ],
      otherwise: never,
    }
    const after: Table = {
      ...twice,
      routes: [route(0, textIn('path', exactText('/a')), home), twice.routes[1]!],
    }
    expect(tableChanges(twice, after)).toHaveLength(1)
  })
})
