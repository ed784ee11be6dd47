import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fingerprintCounter,
  fnv128,
  lineHashes,
  type ProblemIdentity,
  semanticFingerprint,
} from '../src/fingerprint.ts'
import type { Path } from '../src/position.ts'

describe('lineHashes', () => {
  // Input and output as published with GitHub's upload action.
  const greeting = [
    'e9496ae3ebfced30:1',
    'fb7c023a8b9ccb3f:1',
    'ce8ba1a563dcdaca:1',
    'e20e36e16fcb0cc8:1',
    'b3edc88f2938467e:1',
    'c8e28b0b4002a3a0:1',
    'c129715d7a2bc9a3:1',
  ]
  const repeated = [1, 2, 3, 4, 5, 6].map((count) => `a7f2ff13bc495cf2:${count}`)

  it.each<[string, string, readonly string[]]>([
    ['an empty file', '', ['c129715d7a2bc9a3:1']],
    [
      'lines indented',
      ' a\nb\n  \t\tc\n d',
      ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'],
    ],
    ['LF', ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n', greeting],
    ['CR', ' hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r', greeting],
    ['CR LF', ' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n', greeting],
    ['all breaks mixed', ' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', greeting],
    [
      'equal lines',
      'Lorem ipsum dolor sit amet.\n'.repeat(10),
      [
        ...repeated,
        'a7f2ff1481e87703:1',
        'a9cf91f7bbf1862b:1',
        '55ec222b86bcae53:1',
        'cc97dc7b1d7d8f7b:1',
        'c129715d7a2bc9a3:1',
      ],
    ],
  ])('%s', (_, text, hashes) => expect(lineHashes(text)).toEqual(hashes))

  it('agrees with the definition, taken in big integers for each line by itself', () => {
    const character = fc.constantFrom('a', 'b', ' ', '\t', '\n', '\r', '\r\n', '\u{1f600}', '\uffff', 'ﬀ')
    const texts = fc.array(character, { maxLength: 260 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, (text) => {
        expect(lineHashes(text)).toEqual(hashesByDefinition(text))
      }),
      { seed: 1, numRuns: 400 },
    )
  })

  it('takes time in the length of the text', () => {
    const hashes = lineHashes('  - 203.0.113.0/24\n'.repeat(100_000))
    expect(hashes).toHaveLength(100_001)
    expect(new Set(hashes).size).toBe(100_001)
  })
})

/** The polynomial of 100 characters from the start of each line: no rolling, no halves. */
function hashesByDefinition(text: string): string[] {
  const units: { unit: number; starts: boolean }[] = []
  let starts = true
  const normal = text.replace(/\r\n/g, '\n').replaceAll('\r', '\n')
  for (let index = 0; index < normal.length; index++) {
    const unit = normal.charCodeAt(index)
    if (unit === 32 || unit === 9) continue
    units.push({ unit, starts })
    starts = unit === 10
  }
  units.push({ unit: 0xffff, starts })
  const counts = new Map<string, number>()
  return units.flatMap(({ starts }, from) => {
    if (!starts) return []
    let hash = 0n
    for (let index = from; index < from + 100; index++) hash = hash * 37n + BigInt(units[index]?.unit ?? 0)
    const hex = BigInt.asUintN(64, hash).toString(16)
    counts.set(hex, (counts.get(hex) ?? 0) + 1)
    return [`${hex}:${counts.get(hex)}`]
  })
}

describe('fnv128', () => {
  it.each([
    ['', '6c62272e07bb014262b821756295c58d'],
    ['a', 'd228cb696f1a8caf78912b704e4a8964'],
    ['foobar', '343e1662793c64bf6f0d3597ba446f18'],
  ])('of %j is the published value', (text, hash) => expect(fnv128(text)).toBe(hash))

  it('agrees with the definition in big integers', () => {
    const byDefinition = (text: string) =>
      [...new TextEncoder().encode(text)]
        .reduce(
          (hash, byte) => BigInt.asUintN(128, (hash ^ BigInt(byte)) * 0x1000000000000000000013bn),
          0x6c62272e07bb014262b821756295c58dn,
        )
        .toString(16)
        .padStart(32, '0')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fnv128(text)).toBe(byDefinition(text))
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})

describe('semanticFingerprint', () => {
  const names = new Map([
    ['/ports/0', 'p01'],
    ['/ports/3', 'p01'],
    ['/ports/1', 'p02'],
  ])
  const nameOf = (item: Path) => names.get(`/${item.join('/')}`)
  const base: ProblemIdentity = {
    rule: 'allow-denied',
    kind: 'northflank/service-ports',
    file: 'ports.json',
    at: ['ports', 0, 'name'],
    nameOf,
    witness: { source: '203.0.113.7' },
  }

  it('is 32 hex digits', () => expect(semanticFingerprint(base)).toMatch(/^[0-9a-f]{32}$/))

  it.each<[string, Partial<ProblemIdentity>]>([
    ['a named item elsewhere in its list', { at: ['ports', 3, 'name'] }],
    ['another witness of the same attributes', { witness: { source: '203.0.113.8' } }],
    [
      'an attribute that is there but undefined',
      { witness: { source: '203.0.113.8', path: undefined } as never },
    ],
  ])('stays with %s', (_, change) => {
    expect(semanticFingerprint({ ...base, ...change })).toBe(semanticFingerprint(base))
  })

  it.each<[string, Partial<ProblemIdentity>]>([
    ['another rule', { rule: 'allow-nobody' }],
    ['another kind', { kind: null }],
    ['another file', { file: 'other.json' }],
    ['another item', { at: ['ports', 1, 'name'] }],
    ['an item without a name', { at: ['ports', 2, 'name'] }],
    ['a key spelled like a name', { at: ['ports', 'p01', 'name'] }],
    ['another key', { at: ['ports', 0, 'domain'] }],
    ['keys cut elsewhere', { at: ['ports', 0, 'na', 'me'] }],
    ['a witness of other attributes', { witness: { path: '/' } }],
  ])('changes with %s', (_, change) => {
    expect(semanticFingerprint({ ...base, ...change })).not.toBe(semanticFingerprint(base))
  })

  it('is told apart by a counter where identities are equal', () => {
    const count = fingerprintCounter()
    const [first, second, other, third] = [base, base, { ...base, rule: 'schema' }, base].map(count)
    expect(first).toBe(semanticFingerprint(base))
    expect(other).toBe(semanticFingerprint({ ...base, rule: 'schema' }))
    expect(new Set([first, second, other, third]).size).toBe(4)
    expect([base, base].map(fingerprintCounter())).toEqual([first, second])
  })
})
