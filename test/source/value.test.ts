import { describe, expect, it } from 'vitest'
import { valueSource } from '../../src/source/value.ts'

describe('a value that was given as such', () => {
  it('has paths, and no places', () => {
    const source = valueSource({ a: [{ b: 1 }] })
    expect(source.problems).toEqual([])
    expect(source.locate({ at: ['a', 0, 'b'] })).toEqual({ at: ['a', 0, 'b'], start: 0, end: 0 })
    expect(source.locate({ at: ['a', 1, 'b'] }).at).toEqual(['a'])
    expect(source.locate({ at: ['a', 0, 'constructor', 'name'] }).at).toEqual(['a', 0])
  })

  it.each([null, undefined])('%s is no document', (value) => {
    expect(valueSource(value).value).toBeUndefined()
  })

  it('may hold one part twice, but not itself', () => {
    const part = { x: 1 }
    expect(valueSource({ a: part, b: [part, part] }).problems).toEqual([])
    const cycle: { self?: unknown } = {}
    cycle.self = { cycle }
    expect(valueSource(cycle)).toMatchObject({
      value: undefined,
      problems: [{ message: expect.stringMatching(/contains itself/) }],
    })
  })

  it('may not be nested without end', () => {
    const nested = (levels: number) => {
      let value: unknown = 1
      for (let level = 0; level < levels; level++) value = [value]
      return valueSource(value)
    }
    expect(nested(500).problems).toEqual([])
    expect(nested(501).problems).toMatchObject([{ message: expect.stringMatching(/more than 500 levels/) }])
    expect(nested(100_000).value).toBeUndefined()
  })
})
