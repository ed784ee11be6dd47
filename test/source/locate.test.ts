import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Pointing, readSources } from '../../src/source/index.ts'

const at = (...path: (string | number)[]): Pointing => ({ at: path })

/** The marked part of a text is what a place must point at. */
function pointsAt(
  marked: string,
  place: Pointing,
  options: { readonly file?: string; readonly document?: number } = {},
) {
  const text = marked.replaceAll(/[«»]/g, '')
  const source = readSources(text, options.file ?? 'case.yaml')[options.document ?? 0]!
  expect(source.problems).toEqual([])
  const found = source.locate(place)
  // Whether the last line break of a block is part of it makes no difference to who reads it.
  const { start } = found
  const end = start + text.slice(start, found.end).trimEnd().length
  const shown = `${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`
  expect(shown).toBe(marked)
}

const table: readonly [string, string, Pointing][] = [
  ['the whole', '«{"a":1}»', at()],
  ['a number', '{"a":«1»}', at('a')],
  ['a text with its quotes', '{"a": «"x"» }', at('a')],
  ['an object', '{"a": «{"b": [1]}»}', at('a')],
  ['an item', '{"a":[1,«2»,3]}', at('a', 1)],
  ['deep', '{"a":[{"b":{"c":[0,«null»]}}]}', at('a', 0, 'b', 'c', 1)],
  ['a key', '{«"a"»:1}', { at: ['a'], key: true }],
  ['a key with an escape', '{"\\u0061b":«1»}', at('ab')],
  ['the empty key', '{"":«1»}', at('')],
  ['the nearest parent of what is missing', '{"a":«{"b":1}»}', at('a', 'c')],
  ['the nearest parent, several steps up', '{"a":«{"b":1}»}', at('a', 'c', 'd', 0)],
  ['an index that is missing', '{"a":«[1]»}', at('a', 5)],
  ['a part of a text', '{"a":"x«y»z"}', { at: ['a'], span: { start: 1, end: 2 } }],
  ['a part at the end', '{"a":"xy«z»"}', { at: ['a'], span: { start: 2, end: 3 } }],
  ['a part of nothing', '{"a":"xyz«»"}', { at: ['a'], span: { start: 3, end: 3 } }],
  ['a part beyond the end', '{"a":"xy«z»"}', { at: ['a'], span: { start: 2, end: 9 } }],
  ['a part behind escapes', '{"a":"\\n\\\\\\"«y»"}', { at: ['a'], span: { start: 3, end: 4 } }],
  ['a part that is an escape', '{"a":"x«\\u0041»y"}', { at: ['a'], span: { start: 1, end: 2 } }],
  [
    'a part behind a pair of surrogates',
    '{"a":"\\ud83d\\ude00«y»"}',
    { at: ['a'], span: { start: 2, end: 3 } },
  ],
  ['a part of a number is the whole', '{"a":«123»}', { at: ['a'], span: { start: 1, end: 2 } }],
]

describe('a place in JSON', () => {
  it.each(table)('%s', (_, marked, place) => pointsAt(marked, place, { file: 'case.json' }))
  it('behind a byte order mark', () => pointsAt('\ufeff{"a":«1»}', at('a'), { file: 'case.json' }))
  it('of a name of every object', () =>
    pointsAt('{"constructor":«1»,"__proto__":2}', at('constructor'), { file: 'case.json' }))
})

describe('the same place where JSON is read as YAML', () => {
  // A pair of surrogates is one escape in YAML, and a part of a number is a part.
  const shared = table.filter(([name]) => !/surrogates|beyond|nothing|part of a number/.test(name))
  it.each(shared)('%s', (_, marked, place) => pointsAt(`# comment\n${marked}`, place))
})

describe('a place in YAML', () => {
  it.each<[string, string, Pointing]>([
    ['a plain value', 'a: «1»\n', at('a')],
    ['a key', '«a»: 1\n', { at: ['a'], key: true }],
    ['a map, from its first key', 'a:\n  «b: 1\n  c: 2»\nd: 3\n', at('a')],
    ['an item', 'a:\n  - 1\n  - «2»\n', at('a', 1)],
    ['an item that is a map', 'a:\n  - «b: 1»\n', at('a', 0)],
    ['a value left empty is shown at its key', '«a»:\nb: 1\n', at('a')],
    ['a value in single quotes', "a: «'it''s'»\n", at('a')],
    ['a part in single quotes', "a: 'it''s «x»'\n", { at: ['a'], span: { start: 5, end: 6 } }],
    ['a part that is a doubled quote', "a: 'it«''»s'\n", { at: ['a'], span: { start: 2, end: 3 } }],
    [
      'a part in double quotes',
      'a: "\\x41\\u00e9\\U0001F600«x»"\n',
      { at: ['a'], span: { start: 4, end: 5 } },
    ],
    ['a part of a plain value', 'a: x«y»z # comment\n', { at: ['a'], span: { start: 1, end: 2 } }],
    [
      'a part of a plain value of two lines: the whole',
      'a: «x\n  y»\n',
      { at: ['a'], span: { start: 0, end: 1 } },
    ],
    ['a part of a literal block', 'a: |\n  x\n    «y»z\n', { at: ['a'], span: { start: 4, end: 5 } }],
    ['a part of a folded block: the whole', 'a: «>\n  xy»\n', { at: ['a'], span: { start: 0, end: 1 } }],
    ['a number as a key', '8080: «x»\n', at('8080')],
    ['behind an alias: where it was written', 'a: &x { b: «1» }\nc: *x\n', at('c', 'b')],
    ['an alias itself', 'a: &x 1\nb: «*x»\n', at('b')],
    ['an anchored value', 'a: &x «1»\n', at('a')],
    ['a tagged value', 'a: !!str «1»\n', at('a')],
    ['behind carriage returns', 'a: 1\r\nb: «2»\r\n', at('b')],
    ['behind characters beyond the BMP', '# 😀\na: «😀»\n', at('a')],
  ])('%s', (_, marked, place) => pointsAt(marked, place))

  it('of a later document', () => pointsAt('a: 1\n---\na: «2»\n', at('a'), { document: 1 }))
})

describe('every value of a document', () => {
  function leaves(value: unknown, path: (string | number)[] = []): [(string | number)[], unknown][] {
    if (value === null || typeof value !== 'object') return [[path, value]]
    return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
      leaves(item, [...path, Array.isArray(value) ? Number(key) : key]),
    )
  }
  const values = fc.jsonValue({ maxDepth: 3 }).filter((value) => value !== null && typeof value === 'object')

  it.each(['case.json', 'case.yaml'])('is found where it was written: %s', (file) => {
    fc.assert(
      fc.property(values, fc.constantFrom(0, 2), (value, indent) => {
        const json = JSON.stringify(value, null, indent)
        // A comment keeps it from being read as JSON.
        const text = file === 'case.json' ? json : `# yaml\n${json}\n`
        const [source] = readSources(text, file)
        expect(source.problems).toEqual([])
        for (const [path, leaf] of leaves(value)) {
          const { start, end, at } = source.locate({ at: path })
          expect(at).toEqual(path)
          expect(JSON.parse(text.slice(start, end))).toEqual(leaf)
        }
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})
