import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PathTrie } from '../../src/analysis/path-trie.ts'

describe('PathTrie', () => {
  it('finds the values under all starts of a text, as a scan does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '😀'), maxLength: 6 })
    fc.assert(
      fc.property(fc.array(text), text, (texts, asked) => {
        const trie = new PathTrie<number>()
        for (const [index, each] of texts.entries()) trie.add(each, index)
        const scanned = [...texts.keys()]
          .filter((index) => asked.startsWith(texts[index]!))
          .sort((a, b) => texts[a]!.length - texts[b]!.length || a - b)
        expect([...trie.along(asked)]).toEqual(scanned)
      }),
      { seed: 21, numRuns: 2000 },
    )
  })

  it('takes a text of a million characters', () => {
    const trie = new PathTrie<string>()
    const long = '/a'.repeat(500_000)
    trie.add(long, 'long')
    trie.add(long.slice(0, -1), 'shorter')
    trie.add('/a', 'short')
    expect([...trie.along(long)]).toEqual(['short', 'shorter', 'long'])
    expect([...trie.along(`${long}/`)]).toEqual(['short', 'shorter', 'long'])
    expect([...trie.along('/b')]).toEqual([])
  })
})
