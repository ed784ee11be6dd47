import { describe, expect, it } from 'vitest'
import { boundTo, RowProblems, reachedAt, wholeNumber } from '../src/inventory.ts'

describe('who reaches a socket that is bound to', () => {
  it.each<[written: string | undefined, exposure: string, family: number | 'both' | undefined]>([
    ['0.0.0.0', 'wildcard', 4],
    ['::', 'wildcard', 'both'],
    ['[::]', 'wildcard', 'both'],
    ['0:0:0:0:0:0:0:0', 'wildcard', 'both'],
    ['*', 'wildcard', 'both'],
    ['', 'wildcard', 'both'],
    ['::ffff:0.0.0.0', 'wildcard', 4],
    ['127.0.0.1', 'loopback', 4],
    ['127.0.0.53', 'loopback', 4],
    ['127.0.0.53%lo', 'loopback', 4],
    ['::1', 'loopback', 6],
    ['[::1]', 'loopback', 6],
    ['::ffff:127.0.0.1', 'loopback', 4],
    ['[::ffff:127.0.0.1]', 'loopback', 4],
    ['0.0.0.0%lo', 'loopback', 4],
    ['*%lo', 'loopback', 'both'],
    ['10.0.0.5', 'address', 4],
    ['192.0.2.5', 'address', 4],
    ['128.0.0.1', 'address', 4],
    ['126.255.255.255', 'address', 4],
    ['::2', 'address', 6],
    ['fe80::1%eth0', 'address', 6],
    ['[fe80::1]%eth0', 'address', 6],
    ['[fe80::1%eth0]', 'address', 6],
    ['0.0.0.0%virbr0', 'address', 4],
    ['*%virbr0', 'address', 'both'],
    [undefined, 'unknown', undefined],
    ['localhost', 'unknown', undefined],
    ['127.1', 'unknown', undefined],
    ['0.0.0.0/0', 'unknown', undefined],
    ['127.0.0.0/8', 'unknown', undefined],
    ['256.0.0.1', 'unknown', undefined],
    ['__proto__', 'unknown', undefined],
  ])('%s: %s', (written, exposure, family) => {
    const binding = boundTo(written)
    expect(binding).toMatchObject({ exposure })
    expect(binding.family).toBe(family)
  })

  it('is not told by a scan that gets through to the loopback address', () => {
    expect(reachedAt('127.0.0.1')).toMatchObject({ exposure: 'unknown', address: '127.0.0.1' })
    expect(reachedAt('0.0.0.0')).toMatchObject({ exposure: 'unknown' })
    expect(reachedAt('192.0.2.5')).toMatchObject({ exposure: 'address' })
    expect(reachedAt(undefined)).toEqual({ exposure: 'unknown' })
  })
})

describe('a whole number', () => {
  it.each<[unknown, number | undefined]>([
    ['0', 0],
    ['65535', 65535],
    ['00022', 22],
    [22, 22],
    [22.0, 22],
    ['65536', undefined],
    [65536, undefined],
    ['-1', undefined],
    [-1, undefined],
    [1.5, undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['0x16', undefined],
    ['', undefined],
    [' 22', undefined],
    ['99999999999999999999', undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [2 ** 60, undefined],
    [null, undefined],
    [undefined, undefined],
    [[22], undefined],
    [true, undefined],
  ])('%j is %j', (value, number) => expect(wholeNumber(value, 65535)).toBe(number))
})

describe('rows that cannot be read', () => {
  it('are told one by one up to a number, and counted', () => {
    const problems = new RowProblems()
    expect([problems.list, problems.gap]).toEqual([[], undefined])
    problems.add([0], 'one.')
    expect([problems.list, problems.gap]).toEqual([
      [{ at: [0], message: 'one.' }],
      'has a row that cannot be read',
    ])
    for (let index = 1; index < 20; index++) problems.add([index], 'another.')
    expect(problems.list).toHaveLength(20)
    for (let index = 20; index < 1000; index++) problems.add([index], 'another.')
    expect(problems.list).toHaveLength(21)
    expect(problems.list.at(-1)).toEqual({ at: [20], message: '980 more rows cannot be read, from here on.' })
    expect(problems.gap).toBe('has 1000 rows that cannot be read')
  })
})
