import { describe, expect, it } from 'vitest'
import { readSources } from '../../src/source/index.ts'

/** A text whose `policy` holds YAML, and where a path into it leads. */
function located(text: string, file: string, at: readonly (string | number)[], key = false) {
  const [source] = readSources(text, file)
  const place = source.locate({ at, key })
  return { at: place.at, text: text.slice(place.start, place.end) }
}

const inner = ['policy', 'allow', 'or', 1, 'domain']

describe('a path that goes on within a text', () => {
  const texts: Readonly<Record<string, string>> = {
    'a block literal': 'policy: |\n  allow:\n    or:\n      - accept: 1\n      - domain: b.com\n',
    'a block literal with an indentation of its own':
      'policy: |2-\n    allow:\n      or:\n        - accept: 1\n        - domain: b.com\n',
    'a block literal that starts with blank lines':
      'policy: |\n\n\n  allow:\n    or:\n      - accept: 1\n      - domain: b.com\n',
    'a block literal in a list, with Windows line ends':
      'policy: |\r\n    allow:\r\n      or:\r\n      - accept: 1\r\n      - domain: b.com\r\n',
    'double quotes': 'policy: "allow:\\n  or:\\n  - accept: 1\\n  - \\"domain\\": b.com\\n"\n',
    'single quotes': "policy: '{ allow: { or: [{ accept: ''1'' }, { domain: b.com }] } }'\n",
    'a plain scalar': 'policy: >-\n  x\nother: 1\n',
  }
  it.each(Object.keys(texts).filter((name) => name !== 'a plain scalar'))('%s', (name) => {
    const text = texts[name]!
    expect(located(text, 'a.yaml', inner)).toEqual({ at: ['policy'], text: 'b.com' })
    expect(located(text, 'a.yaml', inner, true).text).toMatch(/^\\?"?domain\\?"?$/)
  })

  it('JSON', () => {
    const text = '{ "policy": "allow:\\n  or:\\n  - accept: 1\\n  - domain: b.com\\n" }'
    expect(located(text, 'a.json', inner)).toEqual({ at: ['policy'], text: 'b.com' })
  })

  it('a folded text, as a whole', () => {
    const text = 'policy: >\n  { allow: { or: [{ accept: 1 },\n  { domain: b.com }] } }\n'
    expect(located(text, 'a.yaml', inner).text).toMatch(/^>/)
  })

  it('ends where the text is no document', () => {
    expect(located('policy: plain\n', 'a.yaml', inner)).toEqual({ at: ['policy'], text: 'plain' })
    expect(located('policy: 3\n', 'a.yaml', inner)).toEqual({ at: ['policy'], text: '3' })
  })

  it('in a later document of a stream', () => {
    const text = `first: 1\n---\n${texts['a block literal']}`
    const source = readSources(text, 'a.yaml')[1]!
    const { start, end } = source.locate({ at: inner })
    expect(text.slice(start, end)).toBe('b.com')
  })
})

describe('what stands in a text', () => {
  const read = (text: string, at = ['policy']) => readSources(text, 'a.yaml')[0].embedded(at)

  it('is a value', () => {
    expect(read('policy: |\n  allow: {}\n')).toEqual({ value: { allow: {} }, problems: [] })
    expect(read('policy: ""\n')).toEqual({ value: null, problems: [] })
    expect(read('policy: 3\n')).toBeUndefined()
    expect(read('policy: "3"\n', ['none'])).toBeUndefined()
  })

  it('has problems where they stand in the outer text', () => {
    const text = 'policy: |\n  allow:\n  \tor: []\n'
    const { value, problems } = read(text)!
    expect(value).toBeUndefined()
    expect(problems.map(({ start }) => text.slice(start, start + 1))).toEqual(['\t'])
  })

  it('is read of JSON and of a value too', () => {
    expect(readSources('{ "policy": "a: 1" }', 'a.json')[0].embedded(['policy'])?.value).toEqual({ a: 1 })
  })
})
