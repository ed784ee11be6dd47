import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Path } from '../src/position.ts'
import { prune } from '../src/prune.ts'

describe('what broke the schema is left out', () => {
  const value = { a: { b: [1, { c: 2 }, 3] }, d: 4 }

  it.each<[string, readonly Path[], unknown]>([
    ['nothing', [], value],
    ['a key', [['d']], { a: { b: [1, { c: 2 }, 3] }, d: undefined }],
    ['a key below', [['a', 'b', 1, 'c']], { a: { b: [1, { c: undefined }, 3] }, d: 4 }],
    [
      'an item leaves a gap, so that the others keep their places',
      [['a', 'b', 1]],
      { a: { b: [1, undefined, 3] }, d: 4 },
    ],
    [
      'several',
      [['d'], ['a', 'b', 0], ['a', 'b', 2]],
      { a: { b: [undefined, { c: 2 }, undefined] }, d: undefined },
    ],
    [
      'a part, and a part of it',
      [
        ['a', 'b', 1, 'c'],
        ['a', 'b'],
      ],
      { a: { b: undefined }, d: 4 },
    ],
    [
      'a part of a part that goes, the other way round',
      [
        ['a', 'b'],
        ['a', 'b', 1, 'c'],
      ],
      { a: { b: undefined }, d: 4 },
    ],
    ['the whole', [[]], undefined],
    [
      'a path that leads nowhere',
      [
        ['x', 'y'],
        ['a', 'b', 9],
        ['d', 'e'],
      ],
      value,
    ],
    ['names of every object', [['constructor'], ['__proto__']], value],
  ])('%s', (_, paths, expected) => expect(prune(value, paths)).toStrictEqual(expected))

  it.each([null, 12, 'text', true, undefined])('%j has no parts', (leaf) => {
    expect(prune(leaf, [['a']])).toBe(leaf)
    expect(prune(leaf, [[]])).toBeUndefined()
  })

  it('and what is kept is shared', () => {
    const pruned = prune(value, [['d']]) as typeof value
    expect(pruned.a).toBe(value.a)
    expect(prune(value, [])).toBe(value)
  })

  it('and the value that was given stays as it is', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.array(fc.array(fc.oneof(fc.nat(3), fc.string({ maxLength: 3 })), { maxLength: 4 }), {
          maxLength: 4,
        }),
        (given, paths) => {
          const before = JSON.stringify(given)
          const pruned = prune(given, paths)
          expect(JSON.stringify(given)).toBe(before)
          expect(prune(pruned, paths)).toEqual(pruned)
        },
      ),
      { seed: 1, numRuns: 300 },
    )
  })
})
