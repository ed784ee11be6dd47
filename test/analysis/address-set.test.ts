import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AddressBlock, AddressSet, parseAddress } from '../../src/analysis/address-set.ts'

function block(text: string): AddressBlock {
  const parsed = parseAddress(text)
  if (!parsed.ok) throw new Error(`${text} ${parsed.problem.message}`)
  return parsed.block
}

const setOf = (...texts: string[]) => AddressSet.of(texts.map(block))

/** Every address of 192.0.2.0/26 and of 2001:db8::/122: 64 of each. */
const universe = [
  ...Array.from({ length: 64 }, (_, host) => `192.0.2.${host}`),
  ...Array.from({ length: 64 }, (_, host) => `2001:db8::${host.toString(16)}`),
]
const smallWorld = setOf('192.0.2.0/26', '2001:db8::/122')

/** A block within the universe, with the addresses that the prefix length gives it. */
const smallBlock = fc
  .record({ ipv6: fc.boolean(), host: fc.nat({ max: 63 }), bits: fc.nat({ max: 6 }) })
  .map(({ ipv6, host, bits }) => ({
    text: ipv6 ? `2001:db8::${host.toString(16)}/${128 - bits}` : `192.0.2.${host}/${32 - bits}`,
    members: universe.filter((_, at) => at >= 64 === ipv6 && (at % 64) >> bits === host >> bits),
  }))
const smallBlocks = fc.array(smallBlock, { maxLength: 8 })

/** Anything, the ends of both families included. */
const anySet = fc
  .array(
    fc.oneof(
      fc.tuple(fc.ipV4(), fc.nat({ max: 32 })).map(([address, length]) => `${address}/${length}`),
      fc.tuple(fc.ipV6(), fc.nat({ max: 128 })).map(([address, length]) => `${address}/${length}`),
      fc.constantFrom('0.0.0.0', '0.0.0.0/1', '128.0.0.0/1', '255.255.255.255', '0.0.0.0/0'),
      fc.constantFrom('::', '::/1', '8000::/1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '::/0'),
    ),
    { maxLength: 6 },
  )
  .map((texts) => setOf(...texts))

const options = { seed: 1, numRuns: 400 }

describe('against plain containment', () => {
  it('has the members of its blocks, and of every combination', () => {
    fc.assert(
      fc.property(smallBlocks, smallBlocks, (left, right) => {
        const a = setOf(...left.map(({ text }) => text))
        const b = setOf(...right.map(({ text }) => text))
        const inA = new Set(left.flatMap(({ members }) => members))
        const inB = new Set(right.flatMap(({ members }) => members))
        const members = (set: AddressSet) => universe.filter((address) => set.has(address))
        expect(members(a)).toEqual(universe.filter((address) => inA.has(address)))
        expect(members(a.union(b))).toEqual(
          universe.filter((address) => inA.has(address) || inB.has(address)),
        )
        expect(members(a.intersect(b))).toEqual(
          universe.filter((address) => inA.has(address) && inB.has(address)),
        )
        expect(members(a.subtract(b))).toEqual(
          universe.filter((address) => inA.has(address) && !inB.has(address)),
        )
        expect(members(a.complement())).toEqual(universe.filter((address) => !inA.has(address)))
        expect(a.isEmpty).toBe(inA.size === 0)
        expect(a.covers(b)).toBe([...inB].every((address) => inA.has(address)))
        expect(a.equals(b)).toBe(inA.size === inB.size && [...inB].every((address) => inA.has(address)))
        for (const { text, members } of right) expect(a.has(text)).toBe(members.every((one) => inA.has(one)))
      }),
      options,
    )
  })

  it('is the same for every order and every repetition of its blocks', () => {
    fc.assert(
      fc.property(
        smallBlocks.chain((blocks) =>
          fc.tuple(
            fc.constant(blocks),
            fc.shuffledSubarray([...blocks, ...blocks], { minLength: 2 * blocks.length }),
          ),
        ),
        ([blocks, shuffled]) => {
          expect(setOf(...shuffled.map(({ text }) => text))).toEqual(setOf(...blocks.map(({ text }) => text)))
        },
      ),
      options,
    )
  })

  it('gives the fewest blocks with its members', () => {
    fc.assert(
      fc.property(smallBlocks, (blocks) => {
        const set = setOf(...blocks.map(({ text }) => text))
        const shortest = set.toBlocks()
        expect(setOf(...shortest)).toEqual(set)
        expect(shortest.map((text) => block(text).canonical)).toEqual(shortest)
        expect(shortest).toHaveLength(fewestBlocks(set))
        expect(set.toBlocks(2)).toEqual(shortest.slice(0, 2))
        expect(smallWorld.covers(set)).toBe(true)
      }),
      options,
    )
  })
})

/** By halving the universe: a block that is all in counts once, one that is partly in as its halves. */
function fewestBlocks(set: AddressSet): number {
  const count = (members: readonly boolean[]): number => {
    if (members.every(Boolean)) return 1
    if (!members.some(Boolean)) return 0
    const half = members.length / 2
    return count(members.slice(0, half)) + count(members.slice(half))
  }
  const members = universe.map((address) => set.has(address))
  return count(members.slice(0, 64)) + count(members.slice(64))
}

describe('the laws of sets', () => {
  const law = (name: string, holds: (a: AddressSet, b: AddressSet, c: AddressSet) => void) =>
    it(name, () => {
      fc.assert(fc.property(anySet, anySet, anySet, holds), options)
    })

  law('de Morgan', (a, b) => {
    expect(a.union(b).complement()).toEqual(a.complement().intersect(b.complement()))
    expect(a.intersect(b).complement()).toEqual(a.complement().union(b.complement()))
  })
  law('absorption', (a, b) => {
    expect(a.union(a.intersect(b))).toEqual(a)
    expect(a.intersect(a.union(b))).toEqual(a)
  })
  law('complement', (a) => {
    expect(a.complement().complement()).toEqual(a)
    expect(a.union(a.complement())).toEqual(AddressSet.all)
    expect(a.intersect(a.complement())).toEqual(AddressSet.empty)
  })
  law('difference', (a, b) => {
    expect(a.subtract(b)).toEqual(a.intersect(b.complement()))
    expect(a.subtract(b).union(a.intersect(b))).toEqual(a)
  })
  law('order and grouping', (a, b, c) => {
    expect(a.union(b)).toEqual(b.union(a))
    expect(a.intersect(b)).toEqual(b.intersect(a))
    expect(a.union(b).union(c)).toEqual(a.union(b.union(c)))
    expect(a.intersect(b.union(c))).toEqual(a.intersect(b).union(a.intersect(c)))
  })
  law('equal is covering each other', (a, b) => {
    expect(a.equals(b)).toBe(a.covers(b) && b.covers(a))
    expect(a.equals(b)).toBe(b.equals(a))
    expect(a.union(b).covers(a) && a.covers(a.intersect(b))).toBe(true)
  })
  law('blocks say all of it', (a, b) => {
    for (const set of [a, b, a.subtract(b), a.complement()]) expect(setOf(...set.toBlocks())).toEqual(set)
  })
  law('a sample is a member, and no member means no sample', (a, b) => {
    for (const set of [a, b, a.intersect(b), a.subtract(b), a.complement()]) {
      const sample = set.sample()
      expect(sample === undefined).toBe(set.isEmpty)
      if (sample !== undefined) expect([set.has(sample), block(sample).single]).toEqual([true, true])
    }
  })
})

describe('a set', () => {
  it.each([
    [['0.0.0.0/0', '::/0'], AddressSet.all],
    [[], AddressSet.empty],
    [['0.0.0.0/0'], AddressSet.family(4)],
    [['::/0'], AddressSet.family(6)],
    [['10.0.0.0/8'], setOf('10.0.0.0/9', '10.128.0.0/9')],
    [['10.0.0.0/8'], setOf('10.128.0.0/9', '10.0.0.0/9')],
    [['0.0.0.0/1', '192.0.0.0/2'], setOf('0.0.0.0/0').subtract(setOf('128.0.0.0/2'))],
    [['192.0.2.0/31', '192.0.2.2'], setOf('192.0.2.0/30').subtract(setOf('192.0.2.3'))],
    [['::/1', 'c000::/2'], setOf('::/0').subtract(setOf('8000::/2'))],
    [['2001:db8::1', '2001:db8::2/127'], setOf('2001:db8::/126').subtract(setOf('2001:db8::'))],
    [['::ffff:1.2.3.4/127'], setOf('::ffff:1.2.3.4/127')],
    [['255.255.255.254/31', '::'], setOf('255.255.255.254', '255.255.255.255', '::')],
  ])('with the blocks %j', (blocks, set) => expect(set.toBlocks()).toEqual(blocks))

  it('knows when it is a whole family, also by parts', () => {
    const halves = setOf('128.0.0.0/1', '0.0.0.0/1', '::/1', '8000::/1')
    expect(halves).toEqual(AddressSet.all)
    expect([halves.coversFamily(4), halves.coversFamily(6)]).toEqual([true, true])
    const most = halves.subtract(setOf('255.255.255.255', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'))
    expect([most.coversFamily(4), most.coversFamily(6)]).toEqual([false, false])
    expect([AddressSet.family(4).coversFamily(6), AddressSet.family(6).coversFamily(4)]).toEqual([
      false,
      false,
    ])
    expect([AddressSet.family(4).coversFamily(4), AddressSet.family(6).coversFamily(6)]).toEqual([true, true])
  })

  it('is its blocks in JSON', () => {
    expect(JSON.stringify(setOf('::/1', '10.0.0.1', '8000::/1'))).toBe('["10.0.0.1","::/0"]')
  })

  it('reads an embedded IPv4 address as the same number', () => {
    expect(setOf('::ffff:203.0.113.7').has('::ffff:cb00:7107')).toBe(true)
    expect(setOf('::ffff:cb00:7107').has('::ffff:203.0.113.7')).toBe(true)
    expect(setOf('2001:db8::203.0.113.7')).toEqual(setOf('2001:db8::cb00:7107'))
  })

  it('keeps the families apart', () => {
    expect(setOf('10.0.0.0/8').has('::10.0.0.1')).toBe(false)
    expect(setOf('10.0.0.0/8').has('::ffff:10.0.0.1')).toBe(false)
    expect(setOf('::ffff:0:0/96').has('10.0.0.1')).toBe(false)
    expect(setOf('0.0.0.0/0').covers(setOf('::/0'))).toBe(false)
    expect(setOf('::/0').covers(setOf('0.0.0.0/0'))).toBe(false)
  })

  it('has a block only as a whole, and no text that is not an address', () => {
    const set = setOf('10.0.0.0/24', '10.0.1.0/25')
    expect(set.has('10.0.0.0/24')).toBe(true)
    expect(set.has(block('10.0.1.0/24'))).toBe(false)
    expect(set.has('10.0.0.0/23')).toBe(false)
    expect(set.has('10.0.0.01')).toBe(false)
    expect(AddressSet.all.has('office')).toBe(false)
  })
})

describe('a sample', () => {
  it.each([
    ['203.0.113.7', AddressSet.all],
    ['203.0.113.7', AddressSet.family(4)],
    ['2001:db8::7', AddressSet.family(6)],
    ['198.51.100.7', AddressSet.all.subtract(setOf('203.0.113.0/24'))],
    ['10.0.0.1', setOf('10.0.0.0/8')],
    ['10.0.0.1', setOf('10.0.0.0/8', '2001:db8::/32')],
    ['10.0.0.129', setOf('10.0.0.128/25')],
    ['10.0.0.5', setOf('10.0.0.4/30')],
    ['10.0.0.1', setOf('10.0.0.0/31')],
    ['10.0.0.254', setOf('10.0.0.254/31')],
    ['10.0.0.254', setOf('10.0.0.254', '10.0.0.255', '10.0.1.0', '10.0.1.1')],
    ['10.0.2.1', setOf('10.0.0.0', '10.0.2.0/24')],
    ['10.0.0.255', setOf('10.0.0.255', '10.0.1.0')],
    ['10.0.0.0', setOf('10.0.0.0')],
    ['203.0.113.9', setOf('203.0.113.9')],
    ['1.0.0.1', setOf('0.0.0.0/5')],
    ['172.16.0.1', setOf('127.0.0.0/8', '172.16.0.0/12')],
    ['172.16.0.1', setOf('169.254.0.0/16', '172.16.0.0/12', '224.0.0.0/4')],
    ['127.0.0.1', setOf('127.0.0.0/8')],
    ['0.0.0.0', setOf('0.0.0.0')],
    ['255.255.255.255', setOf('255.255.255.255')],
    ['255.255.255.254', setOf('255.255.255.254/31')],
    ['2001:db8:1::1', setOf('2001:db8:1::/48')],
    ['2001:db8::1', setOf('2001:db8::1')],
    ['2000::1', setOf('::/0').subtract(setOf('2001:db8::/32'))],
    ['::1', setOf('::/1').subtract(setOf('2000::/3'))],
    ['fc00::1', setOf('fc00::/6')],
    ['fe80::1', setOf('ff00::/8', 'fe80::/10')],
    ['::ffff:1.2.3.4', setOf('::ffff:1.2.3.4')],
    [undefined, AddressSet.empty],
  ])('can be %s', (sample, set) => expect(set.sample()).toBe(sample))
})
