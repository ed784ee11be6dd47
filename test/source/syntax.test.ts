import { describe, expect, it } from 'vitest'
import { readSources } from '../../src/source/index.ts'

const read = (text: string, file = 'case.yaml') => readSources(text, file)
const problems = (text: string, file?: string) =>
  read(text, file).flatMap((source) =>
    source.problems.map(({ start, end, message }) => `${JSON.stringify(text.slice(start, end))}: ${message}`),
  )

describe('what can be read', () => {
  it.each<[string, string, string, unknown[]]>([
    ['JSON', '{"a":[1,null]}', 'x.json', [{ a: [1, null] }]],
    ['JSON behind a byte order mark', '\ufeff{"a":1}', 'x.json', [{ a: 1 }]],
    ['JSON in a file called YAML', '{"a":1}', 'x.yaml', [{ a: 1 }]],
    ['YAML', 'a: [1, x]\n', 'x.yaml', [{ a: [1, 'x'] }]],
    ['YAML in a file without a name', 'a: 1', '', [{ a: 1 }]],
    ['inline YAML that looks like JSON', '{a: 1, b: [x]}', 'x.yaml', [{ a: 1, b: ['x'] }]],
    ['a stream', 'a: 1\n---\nb: 2\n', 'x.yaml', [{ a: 1 }, { b: 2 }]],
    ['a stream with an empty document', 'a: 1\n---\n---\nb: 2\n', 'x.yaml', [{ a: 1 }, undefined, { b: 2 }]],
    ['nothing', '', 'x.yaml', [undefined]],
    ['only comments', '# a\n# b\n', 'x.yaml', [undefined]],
    [
      'words of YAML 1.1 are texts',
      'a: yes\nb: on\nc: 0o17\nd: 010\n',
      'x.yaml',
      [{ a: 'yes', b: 'on', c: 15, d: 10 }],
    ],
    ['merge keys', 'a: &x { b: 1 }\nc: { <<: *x, d: 2 }\n', 'x.yaml', [{ a: { b: 1 }, c: { b: 1, d: 2 } }]],
    ['aliases', 'a: &x [1]\nb: *x\n', 'x.yaml', [{ a: [1], b: [1] }]],
  ])('%s', (_, text, file, values) => {
    expect(problems(text, file)).toEqual([])
    expect(read(text, file).map(({ value }) => value)).toEqual(values)
  })
})

describe('what cannot be read', () => {
  it.each<[string, string, string, RegExp]>([
    ['an open bracket', 'a: [1', 'x.yaml', /This is no YAML: /],
    ['an open quote', 'a: "x\n', 'x.yaml', /This is no YAML: /],
    ['a tab as indentation', 'a:\n\tb: 1\n', 'x.yaml', /This is no YAML: .*[Tt]ab/],
    ['two values', 'a: 1: 2\n', 'x.yaml', /This is no YAML: /],
    ['an unknown alias', 'a: *x\n', 'x.yaml', /This is no YAML: .*x/],
    ['a value within itself', 'a: &x\n  b: *x\n', 'x.yaml', /never ends/],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[index]}`).join(',')}]\n`).join('')}`,
      'x.yaml',
      /alias bomb/,
    ],
    [
      'JSON cut short',
      '{"a":1',
      'x.json',
      /^"": This is no JSON: a closing brace is missing\.$|This is no JSON: a closing brace/,
    ],
    ['JSON with a word', '{"a":yes}', 'x.json', /"yes": This is no JSON: a word that is no value\./],
    ['JSON with a missing comma', '{"a":1 "b":2}', 'x.json', /This is no JSON: a comma is missing\./],
    ['JSON twice', '{"a":1}{"b":2}', 'x.json', /This is no JSON: there is text after the end/],
    ['YAML in a file called JSON', 'a: 1\n', 'x.json', /This is no JSON: /],
  ])('%s', (_, text, file, message) => {
    const found = problems(text, file)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(message)
    expect(read(text, file)[0].value).toBeUndefined()
  })

  it.each([
    ['x.json', '{"a":1,"b":{"c":2,"c":3},"a":4}', ['"\\"c\\""', '"\\"a\\""']],
    ['x.json', '{"a":1,"\\u0061":2}', ['"\\"\\\\u0061\\""']],
    ['x.yaml', 'a: 1\nb: { c: 2, c: 3 }\na: 4\n', ['"a"', '"c"']],
    ['x.yaml', 'a: 1\n"a": 2\n', ['"\\"a\\""']],
  ])('a key that stands twice is pointed at: %s %s', (file, text, keys) => {
    const found = problems(text, file)
    expect(found.map((problem) => problem.split(': ')[0]).toSorted()).toEqual(keys.toSorted())
    for (const problem of found) expect(problem).toMatch(/stands twice in this (object|map), and only one/)
  })

  it('a key that stands once in each of two objects is none', () => {
    expect(problems('[{"a":1},{"a":2},{"b":{"a":3},"a":4}]', 'x.json')).toEqual([])
    expect(problems('- a: 1\n- a: 2\n  b: { a: 3 }\n')).toEqual([])
    expect(problems('{"a":"b","b":"a"}', 'x.json')).toEqual([])
  })

  it('comments and trailing commas in JSON are told, and read', () => {
    for (const text of ['{"a":1,}', '{"a":1 /* x */}', '// x\n{"a":1}']) {
      const [source] = read(text, 'x.json')
      expect(source.value).toEqual({ a: 1 })
      expect(source.problems).toMatchObject([
        { lenient: true, message: expect.stringMatching(/no comments and no trailing commas/) },
      ])
    }
  })

  it('nesting has a limit, with a place', () => {
    for (const file of ['x.json', 'x.yaml']) {
      const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
      expect(problems(deep(500), file)).toEqual([])
      expect(problems(deep(501), file)).toEqual([expect.stringMatching(/^"\[": .*more than 500 levels/)])
      expect(problems(deep(100_000), file)).toHaveLength(1)
    }
    expect(problems(`"${'['.repeat(1000)}"`)).toEqual([])
  })
})

describe('a template of a document', () => {
  it('is none, and no error', () => {
    const [source] = read('{{- if .Values.on }}\na: {{ .Values.a }}\n{{- end }}\n')
    expect(source).toMatchObject({ template: true, value: undefined, problems: [] })
  })

  it('is an error where it is broken otherwise as well', () => {
    const [source] = read('a: {{ .Values.a }}\nb: [1\n')
    expect(source.template).toBeUndefined()
    expect(source.problems).toHaveLength(1)
  })

  it('is a document where the braces stand in a text', () => {
    expect(read('a: "{{ x }}"\n')[0]).toMatchObject({ value: { a: '{{ x }}' }, problems: [] })
  })
})

describe('what is text and what is comment', () => {
  const text = 'a: "# x" # y\nb: |\n  # z\n'
  const [source] = read(text)
  it.each([
    ['# x', true],
    ['# y', false],
    ['# z', true],
  ])('%s', (part, expected) => expect(source.isText(text.indexOf(part))).toBe(expected))
})
