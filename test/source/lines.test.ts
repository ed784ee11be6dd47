import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Lines } from '../../src/source/index.ts'

describe('lines and columns', () => {
  it.each<[string, string, number, number, number]>([
    ['the start', 'ab\ncd', 0, 1, 1],
    ['within a line', 'ab\ncd', 1, 1, 2],
    ['the line break belongs to its line', 'ab\ncd', 2, 1, 3],
    ['the next line', 'ab\ncd', 3, 2, 1],
    ['the end', 'ab\ncd', 5, 2, 3],
    ['behind the last line break', 'ab\n', 3, 2, 1],
    ['behind a carriage return', 'ab\r\ncd', 4, 2, 1],
    ['an empty text', '', 0, 1, 1],
    ['a character beyond the BMP takes two columns', '😀x', 2, 1, 3],
    ['a byte order mark takes none', '\ufeffab', 1, 1, 1],
  ])('%s', (_, text, offset, line, column) => {
    expect(new Lines(text).position(offset)).toEqual({ line, column, offset })
  })

  it('have their text without the line break', () => {
    const lines = new Lines('a\r\nb\n\nc')
    expect([0, 1, 2, 3, 4, 5].map((line) => lines.lineText(line))).toEqual(['', 'a', 'b', '', 'c', ''])
    expect(lines.count).toBe(4)
  })

  it('agree with splitting the text', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '😀'), maxLength: 20 })
    fc.assert(
      fc.property(texts, fc.nat(30), (text, at) => {
        const offset = Math.min(at, text.length)
        const before = text.slice(0, offset).split('\n')
        expect(new Lines(text).position(offset)).toEqual({
          line: before.length,
          column: before.at(-1)!.length + 1,
          offset,
        })
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})
