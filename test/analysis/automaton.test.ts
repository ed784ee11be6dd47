import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../src/analysis/budget.ts'
import {
  Alphabet,
  anyCharacter,
  noCharacter,
  normaliseRanges,
  orderOf,
  unreadability,
} from '../../src/analysis/regex/alphabet.ts'
import { type Automaton, assemble, Draft, reverse } from '../../src/analysis/regex/automaton.ts'
import { automatonOf } from '../../src/analysis/regex/from-pattern.ts'
import { determinised, type Machine, machineOf } from '../../src/analysis/regex/machine.ts'
import { outlineOf } from '../../src/analysis/regex/outline.ts'
import { compilePattern } from '../../src/analysis/regex/program.ts'
import { searchText } from '../../src/analysis/regex/search.ts'
import { Steps, StepsUsedUp } from '../../src/analysis/regex/steps.ts'
import { parseStructure } from '../../src/analysis/regex/structure.ts'

const plenty = () => new Steps(new Budget(10_000_000))
const alphabet = new Alphabet()
const automaton = (pattern: string, search = false) =>
  automatonOf(compilePattern(pattern), search, alphabet, plenty())

function accepts(machine: Machine, text: string): boolean {
  let states = new Set(machine.starts)
  for (const character of text) {
    const point = character.codePointAt(0)!
    const next = new Set<number>()
    for (const state of states) {
      const { labels, targets } = machine.moves(state)
      for (const [index, label] of labels.entries()) {
        const ranges = alphabet.ranges(label)
        const has = ranges.some((first, at) => at % 2 === 0 && first <= point && point <= ranges[at + 1]!)
        if (has) next.add(targets[index]!)
      }
    }
    states = next
  }
  return [...states].some((state) => machine.accepts(state))
}

const characters = ['a', 'A', '-', '\n', 'é']
const longer = (layer: readonly string[]) => layer.flatMap((text) => characters.map((one) => text + one))
const texts = [
  '',
  ...longer(['']),
  ...longer(longer([''])),
  ...longer(longer(longer(['']))),
  ...longer(longer(longer(longer([''])))),
]

const atoms = [
  'a',
  'A',
  '-',
  '\\n',
  '.',
  '(?s:.)',
  '[^a]',
  '\\w',
  '\\W',
  '(?i:a)',
  '^',
  '$',
  '(?m:^)',
  '(?m:$)',
  '\\b',
  '\\B',
  '\\A',
  '\\z',
  'é',
  '[a-]',
  '(a)',
  '[^\\x00-\\x{10FFFF}]',
]
const suffixes = ['', '*', '+', '?', '{2}', '{0,2}', '{1,}', '+?', '{0}']
const pattern = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
  piece: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...atoms),
    fc.tuple(tie('pattern'), fc.constantFrom(...suffixes)).map(([inner, suffix]) => `(?:${inner})${suffix}`),
  ),
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('piece'),
    fc.array(tie('piece'), { minLength: 1, maxLength: 4 }).map((some) => some.join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map((two) => two.join('|')),
  ),
})).pattern

describe('the programs of the RE2 library', () => {
  it.each([
    [
      'ab',
      [
        { kind: 'fail' },
        { kind: 'read', ranges: [97, 97], to: 2 },
        { kind: 'read', ranges: [98, 98], to: 3 },
        { kind: 'match' },
      ],
    ],
    [
      'a*',
      [
        { kind: 'fail' },
        { kind: 'read', ranges: [97, 97], to: 2 },
        { kind: 'fork', to: 1, or: 3 },
        { kind: 'match' },
      ],
    ],
    [
      '(.)',
      [
        { kind: 'fail' },
        { kind: 'pass', to: 2 },
        { kind: 'read', ranges: [0, 9, 11, 0x10ffff], to: 3 },
        { kind: 'pass', to: 4 },
        { kind: 'match' },
      ],
    ],
    ['(?s).', [{ kind: 'fail' }, { kind: 'read', ranges: [0, 0x10ffff], to: 2 }, { kind: 'match' }]],
    [
      '^\\b',
      [
        { kind: 'fail' },
        { kind: 'assert', mask: 4, to: 2 },
        { kind: 'assert', mask: 16, to: 3 },
        { kind: 'match' },
      ],
    ],
    [
      '(?m)$\\B',
      [
        { kind: 'fail' },
        { kind: 'assert', mask: 2, to: 2 },
        { kind: 'assert', mask: 32, to: 3 },
        { kind: 'match' },
      ],
    ],
  ])('%s', (source, instructions) => {
    expect(compilePattern(source).instructions).toEqual(instructions)
    expect(instructions[compilePattern(source).start]!.kind).not.toBe('fail')
  })

  it.each([
    ['k', [75, 75, 107, 107, 0x212a, 0x212a]],
    ['S', [83, 83, 115, 115, 0x17f, 0x17f]],
    ['σ', [0x3a3, 0x3a3, 0x3c2, 0x3c3]],
    ['1', [49, 49]],
    ['ß', [0xdf, 0xdf, 0x1e9e, 0x1e9e]],
  ])('case of %s', (source, ranges) => {
    const reads = compilePattern(source, true).instructions.filter((one) => one.kind === 'read')
    expect(reads.map((one) => [...normaliseRanges(one.ranges)])).toEqual([ranges])
  })
})

describe('sets of code points', () => {
  const point = fc.integer({ min: 0, max: 40 })
  const pairs = fc.array(
    fc.tuple(point, point).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
    { maxLength: 5 },
  )
  const members = (label: number) =>
    Array.from({ length: 45 }, (_, index) => index).filter((one) =>
      alphabet.ranges(label).some((first, at, all) => at % 2 === 0 && first <= one && one <= all[at + 1]!),
    )

  it('intersect, unite and complement as sets do', () => {
    fc.assert(
      fc.property(pairs, pairs, (a, b) => {
        const [one, two] = [alphabet.label(a.flat()), alphabet.label(b.flat())]
        const both = members(one).filter((member) => members(two).includes(member))
        expect(members(alphabet.intersect(one, two))).toEqual(both)
        expect(alphabet.intersect(two, one)).toBe(alphabet.intersect(one, two))
        expect(members(alphabet.without(one, two))).toEqual(
          members(one).filter((member) => !both.includes(member)),
        )
        expect(members(alphabet.union([one, two]))).toEqual(
          [...new Set([...members(one), ...members(two)])].sort((x, y) => x - y),
        )
        expect(alphabet.complement(alphabet.complement(one))).toBe(one)
        expect(alphabet.label(a.toReversed().flat())).toBe(one)
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('hold no surrogates', () => {
    expect([...normaliseRanges([0xd700, 0xe010])]).toEqual([0xd700, 0xd7ff, 0xe000, 0xe010])
    expect([...normaliseRanges([0xd800, 0xdfff])]).toEqual([])
    expect(alphabet.label([0, 0x10ffff])).toBe(anyCharacter)
    expect(alphabet.complement(anyCharacter)).toBe(noCharacter)
  })

  it('give their most readable member', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 8 }),
        (points) => {
          const best = points.reduce((a, b) => (orderOf(b) < orderOf(a) ? b : a))
          expect(alphabet.sample(alphabet.label(points.flatMap((one) => [one, one])))).toBe(best)
        },
      ),
      { seed: 2, numRuns: 300 },
    )
  })

  it('prefer what is easy to read', () => {
    const order = ['a', 'z', '0', '9', '/', '-', '_', '.', 'A', '~', ' ', 'é', '漢', '\0', '\u0301']
    expect(
      order.toReversed().sort((a, b) => orderOf(a.codePointAt(0)!) - orderOf(b.codePointAt(0)!)),
    ).toEqual(order)
    expect(
      ['a', '.', 'A', ' ', 'é', '\n', '\u0301'].map((one) => unreadability(one.codePointAt(0)!)),
    ).toEqual([0, 0, 1, 1, 16, 256, 256])
  })
})

describe('automata of patterns', () => {
  it('accept what the compiled pattern matches, forwards, backwards, as sets and as complements', () => {
    fc.assert(
      fc.property(pattern, fc.boolean(), (source, search) => {
        const compiled = compilePattern(source)
        const own = automaton(source, search)
        const sets = determinised([own], alphabet, plenty())
        const others = determinised([own], alphabet, plenty(), true)
        const back = machineOf(reverse(own, alphabet, plenty()))
        const wrong = texts.filter((text) => {
          const expected = search ? compiled.finds(text) : compiled.matches(text)
          return (
            accepts(machineOf(own), text) !== expected ||
            accepts(sets, text) !== expected ||
            accepts(others, text) === expected ||
            accepts(back, [...text].reverse().join('')) !== expected
          )
        })
        expect(wrong).toEqual([])
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  it('have no state that is of no use, and know how far it is to acceptance', () => {
    fc.assert(
      fc.property(pattern, fc.boolean(), (source, search) => {
        const { starts, accepting, moves, distance, universal } = automaton(source, search)
        const reached = new Set(starts)
        for (const state of reached) for (const to of moves[state]!.targets) reached.add(to)
        expect(reached.size).toBe(accepting.length)
        for (const [state, { targets, labels }] of moves.entries()) {
          expect(new Set(targets).size).toBe(targets.length)
          expect(labels).not.toContain(noCharacter)
          const next = Math.min(...targets.map((to) => distance[to]! + 1))
          expect(distance[state]).toBe(accepting[state] ? 0 : next)
          if (universal[state])
            expect(
              searchText(
                [determinised([from(automaton(source, search), state)], alphabet, plenty(), true)],
                alphabet,
                plenty(),
              ),
            ).toBeUndefined()
        }
      }),
      { seed: 4, numRuns: 200 },
    )
  })

  const from = (own: Automaton, state: number): Automaton => ({ ...own, starts: [state] })

  it('find the same text state by state and set by set, and one as short backwards', () => {
    fc.assert(
      fc.property(pattern, pattern, pattern, (a, b, c) => {
        const [one, two, three] = [automaton(a), automaton(b), automaton(c)]
        const states = searchText([machineOf(one), machineOf(two)], alphabet, plenty())
        const sets = searchText(
          [determinised([one], alphabet, plenty()), determinised([two], alphabet, plenty())],
          alphabet,
          plenty(),
        )
        const backwards = [one, two].map((own) => machineOf(reverse(own, alphabet, plenty())))
        expect(sets).toBe(states)
        expect(searchText(backwards, alphabet, plenty())?.length).toBe(states?.length)
        const without = (inside: Machine) =>
          searchText([inside, determinised([two, three], alphabet, plenty(), true)], alphabet, plenty())
        expect(without(determinised([one], alphabet, plenty()))).toBe(without(machineOf(one)))
      }),
      { seed: 5, numRuns: 300 },
    )
  })

  it('throw as soon as the steps are used up', () => {
    const few = () => new Steps(new Budget(20))
    const compiled = compilePattern('(?:a|b){50}')
    expect(() => automatonOf(compiled, false, alphabet, few())).toThrow(StepsUsedUp)
    const own = automaton('(?:a|b)*a(?:a|b){10}c')
    expect(() => searchText([determinised([own], alphabet, few(), true)], alphabet, few())).not.toThrow()
    expect(() =>
      searchText([determinised([own], alphabet, few()), machineOf(automaton('[ab]{30}c'))], alphabet, few()),
    ).toThrow(StepsUsedUp)
  })
})

describe('products of automata that no pattern made', () => {
  const size = 9
  const state = fc.integer({ min: 0, max: size - 1 })
  const automata = fc
    .record({
      edges: fc.array(fc.tuple(state, fc.constantFrom('a', 'b'), state), { minLength: 6, maxLength: 24 }),
      accepting: fc.uniqueArray(state, { minLength: 1, maxLength: 2 }),
    })
    .map(({ edges, accepting }) => {
      const draft = new Draft()
      for (let index = 0; index < size; index += 1) draft.state(accepting.includes(index))
      for (const [from, character, to] of edges) {
        draft.edge(from, alphabet.label([character.charCodeAt(0), character.charCodeAt(0)]), to)
      }
      draft.starts.push(0)
      return assemble(draft, alphabet, plenty())
    })

  /** The first text, shortest first and in the order of preference, after which all machines can stop. */
  function first(machines: readonly Machine[]): string | undefined {
    const after = (states: readonly Set<number>[], character: string) =>
      machines.map((machine, index) => {
        const targets = [...states[index]!].flatMap((one) => {
          const moves = machine.moves(one)
          return moves.targets.filter((_, move) =>
            alphabet.intersect(
              moves.labels[move]!,
              alphabet.label([character.charCodeAt(0), character.charCodeAt(0)]),
            ),
          )
        })
        return new Set(targets)
      })
    const queue = [{ text: '', states: machines.map(({ starts }) => new Set(starts)) }]
    const seen = new Set<string>()
    for (const { text, states } of queue) {
      if (machines.every((machine, index) => [...states[index]!].some((one) => machine.accepts(one))))
        return text
      for (const character of ['a', 'b']) {
        const next = after(states, character)
        const key = next.map((set) => [...set].sort().join()).join(';')
        if (seen.has(key) || next.some(({ size: count }) => count === 0)) continue
        seen.add(key)
        queue.push({ text: text + character, states: next })
      }
    }
    return undefined
  }

  it('give the first text of a plain search', () => {
    fc.assert(
      fc.property(fc.array(automata, { minLength: 1, maxLength: 3 }), (some) => {
        const machines = some.map(machineOf)
        expect(searchText(machines, alphabet, plenty())).toBe(first(machines))
        const last = determinised(some.slice(-1), alphabet, plenty(), true)
        if (some.length > 1) {
          const without = [...machines.slice(0, -1), last]
          expect(searchText(without, alphabet, plenty())).toBe(first(without))
        }
      }),
      { seed: 8, numRuns: 4000 },
    )
  })
})

describe('outlines', () => {
  const outline = (source: string, ignoreCase = false) => {
    const { instructions, start } = compilePattern(source, ignoreCase)
    return outlineOf(instructions, start, alphabet, plenty())
  }

  it.each([
    ['/api/v[0-9]', '/api/v', '', 6 + 1, 7],
    ['/a(b|c)d', '/a', 'd', 4, 4],
    ['^/abc$', '/abc', '/abc', 4, 4],
    ['(?:ab)+c', 'ab', 'abc', 3, Number.POSITIVE_INFINITY],
    ['a*', '', '', 0, Number.POSITIVE_INFINITY],
    ['a?b{2,5}', '', '', 2, 6],
    ['a.*z', 'a', 'z', 2, Number.POSITIVE_INFINITY],
    ['', '', '', 0, 0],
    ['\u{1f600}x', '\u{1f600}x', '\u{1f600}x', 2, 2],
    ['(a?){500}a{500}', '', 'a'.repeat(500), 500, 1000],
    ['[^\\x00-\\x{10FFFF}]', '', '', Number.POSITIVE_INFINITY, -1],
  ])('of %s', (source, prefix, suffix, least, most) => {
    expect(outline(source)).toMatchObject({ prefix, suffix, least, most })
  })

  it('hold for every text that the pattern matches', () => {
    fc.assert(
      fc.property(pattern, (source) => {
        const { prefix, suffix, least, most, first, last } = outline(source)
        const compiled = compilePattern(source)
        const has = (label: number, point: number) =>
          alphabet.intersect(label, alphabet.label([point, point])) !== noCharacter
        for (const text of texts.filter((one) => compiled.matches(one))) {
          const points = [...text].map((one) => one.codePointAt(0)!)
          expect(text.startsWith(prefix) && text.endsWith(suffix)).toBe(true)
          expect(points.length).toBeGreaterThanOrEqual(least)
          expect(points.length).toBeLessThanOrEqual(most)
          if (points.length > 0)
            expect([has(first, points[0]!), has(last, points.at(-1)!)]).toEqual([true, true])
        }
      }),
      { seed: 6, numRuns: 300 },
    )
  })
})

describe('the structure of a pattern', () => {
  it.each([
    ['abc', 4],
    ['a{3}', 4],
    ['(?:a{10}){10}', 111],
    ['[]a]', 1],
    ['[[:alpha:]\\]]', 1],
    ['\\Qa+\\E', 3],
    ['a{,2}', 6],
    ['\\x{41}\\x41\\101\\pL\\p{Greek}', 6],
    ['(?P<name>a)(?i)b(?s-i:c)', 4],
  ])('size of %s', (source, size) => expect(parseStructure(source).size).toBe(size))

  it('is never much smaller than the program', () => {
    fc.assert(
      fc.property(pattern, (source) => {
        expect(compilePattern(source).instructions.length).toBeLessThanOrEqual(
          4 * parseStructure(source).size + 8,
        )
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})
