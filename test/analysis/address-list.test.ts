import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AddressBlock,
  AddressSet,
  BlockIndex,
  coveringBlocks,
  parseAddress,
  redundantBlocks,
} from '../../src/analysis/address-set.ts'

function block(text: string): AddressBlock {
  const parsed = parseAddress(text)
  if (!parsed.ok) throw new Error(`${text} ${parsed.problem.message}`)
  return parsed.block
}

const options = { seed: 1, numRuns: 400 }

/** Few addresses and many prefix lengths, so that blocks repeat, nest and touch. */
const crowded = fc
  .record({
    ipv6: fc.boolean(),
    high: fc.nat({ max: 3 }),
    host: fc.nat({ max: 15 }),
    bits: fc.nat({ max: 5 }),
  })
  .map(({ ipv6, high, host, bits }) =>
    block(
      ipv6
        ? `2001:db8:${(high << 14).toString(16)}::${host.toString(16)}/${128 - bits}`
        : `${high << 6}.0.2.${host}/${32 - bits}`,
    ),
  )
const wide = fc.constantFrom('0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/1', '::/0', '8000::/1', '::/1').map(block)
const someBlock = fc.oneof({ weight: 30, arbitrary: crowded }, { weight: 1, arbitrary: wide })
const someBlocks = fc.array(someBlock, { maxLength: 12 })
/** Long enough for either way of sorting. */
const manyBlocks = fc.array(someBlock, { minLength: 200, maxLength: 320, size: 'max' })

describe('redundant blocks', () => {
  it.each([
    ['none at all', [], []],
    ['apart', ['10.0.0.0/8', '192.0.2.0/24'], []],
    ['touching', ['10.0.0.0/25', '10.0.0.128/25'], []],
    [
      'of two families',
      ['0.0.0.0/0', '::/0', '::ffff:10.0.0.0/104', '10.0.0.0/8'],
      [
        [2, 1],
        [3, 0],
      ],
    ],
    ['inner second', ['10.0.0.0/8', '10.1.0.0/16'], [[1, 0]]],
    ['inner first', ['10.1.0.0/16', '10.0.0.0/8'], [[0, 1]]],
    ['equal', ['10.0.0.0/8', '10.0.0.0/8'], [[1, 0]]],
    ['equal, spelled apart', ['10.9.9.9/8', '10.0.0.0/8'], [[1, 0]]],
    [
      'a tower',
      ['10.1.1.0/24', '10.1.0.0/16', '10.0.0.0/8', '10.1.1.1'],
      [
        [0, 2],
        [1, 2],
        [3, 2],
      ],
    ],
    [
      'halves of another',
      ['10.0.0.0/25', '10.0.0.0/24', '10.0.0.128/25'],
      [
        [0, 1],
        [2, 1],
      ],
    ],
    ['the same first address', ['10.0.0.0/32', '10.0.0.0/31'], [[0, 1]]],
    [
      'all of a family',
      ['::1', '::/0', '::'],
      [
        [0, 1],
        [2, 1],
      ],
    ],
  ] as [string, string[], [number, number][]][])('%s: %j', (_, texts, expected) => {
    const found = redundantBlocks(texts.map(block))
    expect(found).toEqual(expected.map(([index, by]) => ({ index, by: [by] })))
  })

  const check = (blocks: readonly AddressBlock[]) => {
    const redundant = redundantBlocks(blocks)
    const gone = new Set(redundant.map(({ index }) => index))
    const whole = AddressSet.of(blocks)
    const keep = (stays: (index: number) => boolean) =>
      AddressSet.of(blocks.filter((_, index) => stays(index)))
    expect(keep((index) => !gone.has(index))).toEqual(whole)
    expect(redundant.map(({ index }) => index)).toEqual([...gone].sort((a, b) => a - b))
    for (const { index, by } of redundant) {
      expect(by.some((cover) => gone.has(cover))).toBe(false)
      expect(AddressSet.of(by.map((cover) => blocks[cover]!)).has(blocks[index]!)).toBe(true)
    }
    return { whole, keep, gone }
  }

  it('can all go, and none of the others', () => {
    fc.assert(
      fc.property(someBlocks, (blocks) => {
        const { whole, keep, gone } = check(blocks)
        for (const one of blocks.keys()) {
          if (gone.has(one)) continue
          expect(keep((index) => index !== one && !gone.has(index)).equals(whole)).toBe(false)
        }
      }),
      options,
    )
  })

  it('can all go from long lists', () => {
    fc.assert(
      fc.property(manyBlocks, (blocks) => void check(blocks)),
      { seed: 1, numRuns: 30 },
    )
  })

  it('are found in a long list of which one entry is unlike the others', () => {
    const inner = new Array<AddressBlock>(299).fill(block('10.1.0.0/16'))
    const every = inner.map((_, index) => index)
    const indices = (blocks: AddressBlock[]) => redundantBlocks(blocks).map(({ index }) => index)
    expect(indices([...inner, block('10.0.0.0/8')])).toEqual(every)
    expect(indices([block('10.0.0.0/8'), ...inner])).toEqual(every.map((index) => index + 1))
  })

  it('are the same blocks in every order, the first of equal ones staying', () => {
    fc.assert(
      fc.property(
        fc
          .oneof(someBlocks, manyBlocks)
          .chain((blocks) =>
            fc.tuple(fc.constant(blocks), fc.shuffledSubarray(blocks, { minLength: blocks.length })),
          ),
        ([blocks, shuffled]) => {
          const canonicals = (list: readonly AddressBlock[]) =>
            redundantBlocks(list).map(({ index, by }) =>
              [list[index]!.canonical, list[by[0]!]!.canonical].join(),
            )
          expect(canonicals(shuffled).sort()).toEqual(canonicals(blocks).sort())
          for (const list of [blocks, shuffled]) {
            for (const { index, by } of redundantBlocks(list)) {
              const [cover = -1] = by
              if (list[index]!.canonical === list[cover]!.canonical) expect(cover).toBeLessThan(index)
            }
          }
        },
      ),
      { seed: 1, numRuns: 60 },
    )
  })
})

describe('covering blocks', () => {
  it.each([
    ['10.0.0.0/24', [], undefined],
    ['10.0.0.0/24', ['10.0.0.0/8'], [0]],
    ['10.0.0.0/24', ['10.0.0.0/24', '10.0.0.0/24'], [0]],
    ['10.0.0.0/24', ['10.0.0.0/16', '10.0.0.0/24', '10.0.0.0/8'], [2]],
    ['10.0.0.0/24', ['10.0.0.0/25'], undefined],
    ['10.0.0.0/24', ['10.0.0.128/25'], undefined],
    ['10.0.0.0/24', ['10.0.0.0/25', '10.0.0.128/25'], [0, 1]],
    ['10.0.0.0/24', ['10.0.0.128/25', '10.0.0.0/25'], [0, 1]],
    ['10.0.0.0/24', ['10.0.0.128/25', '9.0.0.0/8', '10.0.0.0/25', '10.0.0.0/25', '10.0.0.1'], [0, 2]],
    ['10.0.0.0/24', ['10.0.0.0/25', '10.0.0.128/26', '10.0.0.192/27', '10.0.0.224/28'], undefined],
    ['10.0.0.0/24', ['10.0.0.0/25', '10.0.0.129/32', '10.0.0.192/26', '10.0.1.0/24'], undefined],
    ['10.0.0.0/24', ['10.0.0.0/25', '10.0.0.128/25', '::/0'], [0, 1]],
    ['10.0.0.0/24', ['::/0'], undefined],
    ['::ffff:10.0.0.0/120', ['10.0.0.0/24'], undefined],
    ['0.0.0.0/0', ['128.0.0.0/1', '0.0.0.0/1'], [0, 1]],
    ['::/0', ['8000::/1', '::/2', '4000::/2'], [0, 1, 2]],
    ['255.255.255.255', ['255.255.255.254', '255.255.255.255'], [1]],
  ] as [string, string[], number[] | undefined][])('%s by %j: %j', (text, others, expected) => {
    expect(coveringBlocks(block(text), others.map(block))).toEqual(expected)
  })

  it('cover it together and none of them can be left out; without an answer the union does not cover it', () => {
    fc.assert(
      fc.property(fc.oneof(someBlocks, manyBlocks), someBlock, (others, asked) => {
        const covering = coveringBlocks(asked, others)
        expect(covering !== undefined).toBe(AddressSet.of(others).has(asked))
        if (!covering) return
        expect(covering).toEqual([...new Set(covering)].sort((a, b) => a - b))
        for (const missing of [undefined, ...covering]) {
          const some = AddressSet.of(
            covering.filter((index) => index !== missing).map((index) => others[index]!),
          )
          expect(some.has(asked)).toBe(missing === undefined)
        }
        const containing = others.some((other) => AddressSet.of([other]).has(asked))
        expect(covering.length === 1).toBe(containing)
      }),
      options,
    )
  })
})

describe('an index', () => {
  it('answers as the list does, also when asked again', () => {
    fc.assert(
      fc.property(someBlocks, someBlocks, (blocks, questions) => {
        const index = new BlockIndex(blocks)
        const union = AddressSet.of(blocks)
        for (const question of [...questions, ...blocks, ...questions]) {
          expect(index.covering(question)).toEqual(coveringBlocks(question, blocks))
          expect(index.meets(question)).toBe(!union.intersect(AddressSet.of([question])).isEmpty)
        }
      }),
      options,
    )
  })

  it('tells questions apart that start at the same block', () => {
    const quarters = ['10.0.0.192/26', '10.0.0.0/26', '10.0.0.128/26', '10.0.0.64/26'].map(block)
    const answers = (...questions: string[]) => {
      const index = new BlockIndex(quarters)
      return questions.map((question) => index.covering(block(question)))
    }
    expect(answers('10.0.0.0/25', '10.0.0.0/24')).toEqual([
      [1, 3],
      [0, 1, 2, 3],
    ])
    expect(answers('10.0.0.0/24', '10.0.0.0/25')).toEqual([
      [0, 1, 2, 3],
      [1, 3],
    ])
    expect(answers('10.0.0.0/24', '10.0.0.128/25')).toEqual([
      [0, 1, 2, 3],
      [0, 2],
    ])
  })

  const hosts = (count: number) =>
    Array.from({ length: count }, (_, host) => block(`10.0.${host >> 8}.${host & 255}`))

  // A quadratic way would take minutes for each of these.
  it('answers 100,000 questions to 100,000 blocks', () => {
    const blocks = Array.from({ length: 100_000 }, (_, at) =>
      block(`${at >> 12}.${(at >> 4) & 255}.${at & 15}.0/25`),
    )
    const index = new BlockIndex(blocks)
    expect(blocks.every((one, at) => index.covering(one)?.[0] === at && index.meets(one))).toBe(true)
    expect(redundantBlocks(blocks)).toEqual([])
  }, 20_000)

  it('answers one question with many blocks 100,000 times', () => {
    const index = new BlockIndex(hosts(65_536))
    const question = block('10.0.0.0/16')
    let blocks = 0
    for (let time = 0; time < 100_000; time++) blocks += index.covering(question)?.length ?? 0
    expect(blocks).toBe(100_000 * 65_536)
  }, 20_000)

  it('finds that 100,000 blocks repeat the first', () => {
    const blocks = new Array<AddressBlock>(100_000).fill(block('2001:db8::/32'))
    const redundant = redundantBlocks(blocks)
    expect(redundant).toHaveLength(99_999)
    expect(redundant.every(({ by }) => by[0] === 0)).toBe(true)
  }, 20_000)
})
