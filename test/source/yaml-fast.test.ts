import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readByTree, readYaml } from '../../src/source/yaml.ts'
import { readFast } from '../../src/source/yaml-fast.ts'
import { expectAgreement, isFast } from './yaml-agreement.ts'
import { yamlTexts } from './yaml-texts.ts'

const service = `# A Service.
apiVersion: v1
kind: Service
metadata:
  name: storefront
  labels: { app: storefront, "tier": 'front' }
  annotations:
    notes: |
      one # no comment
        two:
      \t- three
    folded: >-
      one
      two
spec:
  ports:
    - { port: 80, targetPort: "http" }
    - port: 443 # TLS
  externalIPs: []
`
const [first, second] = ['a: 1\n', 'b: [x, y]\n']

describe('plain YAML is read fast', () => {
  it.each<[what: string, text: string]>([
    ['a Service with comments, quotes, blocks and flow collections', service],
    ['the same with carriage returns', service.replaceAll('\n', '\r\n')],
    ['several documents', `${first}---\n${second}---\n# none\n---\n${first}`],
    ['documents that begin at their marks', `--- {a: 1}\n--- [b]\n`],
    ['comments before the first mark', `# c\n\n---\n${first}`],
    ['blanks before the first mark', `\n \n---\n${first}`],
    ['no line break at the end', 'a: x'],
    ['keys that are numbers, in the order of numbers', '10: a\n9: b\n'],
    ['keys that are words of YAML', 'true: a\nnull: b\n~x: c\n'],
    ['keys in quotes', "\"a b\": 1\n'c''d': 2\n"],
    ['names of objects of JavaScript', '__proto__: {a: 1}\nconstructor: 1\ntoString: 2\n'],
    [
      'numbers of every notation',
      'a: [0, -0, +1, 017, 0x1F, 0o17, 1e3, .5, 1., -.inf, .NaN, 1_0, 0b1, 1:30]\n',
    ],
    ['a number beyond 2^53', 'a: 9007199254740993\nb: 123456789012345678901234567890\n'],
    ['nothing in several spellings', 'a:\nb: ~\nc: null\nd: Null\ne: ""\n'],
    ['truth in several spellings', 'a: true\nb: False\nc: TRUE\nd: yes\ne: off\n'],
    ['escapes', 'a: "\\x41\\u00e9\\U0001F600\\n\\\n  b"\n'],
    ['scalars of several lines', 'a: b\n  c\n\n  d\ne: "f\n  g"\nh: \'i\n\n  j\'\n'],
    ['blocks with every end', 'a: |+\n  b\n\nc: >-\n  d\n\n   e\n\n  f\ng: |-\n  h\n'],
    [
      'marks of documents, tabs and question marks within a block',
      'a: |\n  ---\n  ...\n  b\tc\n  ? d\n  : e\n',
    ],
    ['lists at the indentation of their key', 'a:\n- b\n-  - c\n   - d\n'],
    ['flow collections of several lines', 'a: [b,\n  {c: d}, # e\n  f: g]\n'],
    ['a long key', `${'k'.repeat(1000)}: 1\n`],
    ['no ASCII', 'a: é😀\n'],
    ['nothing but a mark', '---\n'],
    ['comments behind the last value', '[a] # b\n  \n # c\n---\n{a: b}\n# c\n'],
    ['items in quotes and flow collections', 'a:\n- "b"\n- \'c\' # c\n- []\n- - "d"\n  - {e: f}\n- "g": h\n'],
    ['the last value is empty', 'a:\n  \n\n---\nb:\n'],
  ])('%s', (_, text) => {
    expect(isFast(text)).toBe(true)
    expectAgreement(text)
  })
})

describe('what the parsers may read in different ways is left to the one that knows all of YAML', () => {
  it.each<[why: string, text: string]>([
    ['no document at all', ''],
    ['comments alone are no document to one of them', '# a\n'],
    ['blanks alone', ' \n\n'],
    ['broken text', 'a: [b\n'],
    ['a key twice', 'a: 1\n"a": 2\n'],
    ['a key twice, as number and text', '1: a\n"1": b\n'],
    ['an anchor', 'a: &x 1\n'],
    ['an alias', 'a: &x 1\nb: *x\n'],
    ['an alias of nothing', 'a: *x\n'],
    ['a merge key', 'a: {<<: {b: 1}}\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a tag of nobody', 'a: !x 1\n'],
    ['a directive', '%YAML 1.1\n---\na: no\n'],
    ['a directive behind the end of a document', 'a: 1\n...\n%YAML 1.1\n---\na: no\n'],
    ['the end of a document', 'a: 1\n...\n'],
    ['a byte order mark', '\ufeffa: 1\n'],
    ['a line break of old systems', 'a: 1\rb: 2\n'],
    ['NUL', 'a: "\0"\n'],
    ['a control character', 'a: "\u0007"\n'],
    ['half a pair of surrogates', 'a: \ud83d\n'],
    ['a line separator', 'a: "x\u2028y"\n'],
    ['a tab before a line', 'a:\n\tb: 1\n'],
    ['a tab within a line', 'a:\tb\n'],
    ['a tab in the indentation of a block', 'a: |\n  b\n \tc\n'],
    ['a key that is marked as such', '? a\n: b\n'],
    ['a key that is empty', ': a\n'],
    ['a key that is a list', '[a]: b\n'],
    ['a document that is one text, behind which comments stand', ' a\n\n# c\n'],
    ['a document that is one block', '|\n a\n'],
    ['a block that names its indentation', 'a: |2\n   b\n'],
    ['the same behind the other indicator', 'a: >-1\n   b\n'],
    ['a block of blanks', '- |+\n   \n\n    '],
    ['hyphens like a mark, indented', '  --- a\n'],
    ['a colon on the line behind its key', '{a # c\n  :b}\n'],
    ['text behind a flow collection', 'a:\n- {}b: 1\n'],
    ['text behind quotes', 'a:\n- "b"c: 1\n'],
    ['more levels than usual', `${'['.repeat(201)}${']'.repeat(201)}`],
  ])('%s', (_, text) => {
    expect(isFast(text)).toBe(false)
    expectAgreement(text)
  })
})

describe('a document of a stream that is left to the other parser', () => {
  it('leaves the others alone', () => {
    const parts = [first, `a: &x 1\nb: *x\n`, '# c\n', 'a:\tx\n', second]
    const text = parts.map((part) => `---\n${part}`).join('')
    const left: string[] = []
    const documents = readFast(text, (part) => {
      left.push(part)
      return { value: 'left' }
    })
    expect(left).toEqual([`---\n${parts[1]}`, `---\n${parts[3]}`])
    expect(documents?.map(({ value, plain }) => [value, plain])).toEqual([
      [{ a: 1 }, true],
      ['left', false],
      [undefined, true],
      ['left', false],
      [{ b: ['x', 'y'] }, true],
    ])
    expectAgreement(text)
  })

  it.each([
    'a: # c\n\t  \n---\nb: 1\n',
    'a: # c\n\t  \n',
    '---\na: "\n---\nb: 1\n',
    '---\na: &x 1\n---\nb: *x\n',
    '---\na: 1\n---\n{{ b }}: c\n---\n',
  ])('and is broken: %j', (text) => expectAgreement(text))
})

describe('a key that is a list which merges what is no map', () => {
  it.each(['? [{<<: 1}]\n: a\n', '? - <<: x\n: a\n? - <<: x\n: b\n'])(
    'is a problem and no crash: %j',
    (text) => {
      const [{ value, problems }] = readYaml(text)
      expect(value).toBeUndefined()
      expect(problems).not.toEqual([])
    },
  )
})

it('texts that nest too deep are told again and again, whatever the state of the process', () => {
  for (let round = 0; round < 4; round++) {
    const [{ problems }] = readByTree('- '.repeat(20_000))
    expect(problems.map(({ message }) => message).join()).toMatch(/nested more than 500 levels/)
  }
})

/** Inputs of https://github.com/yaml/yaml-test-suite (MIT, (c) 2016-2020 Ingy döt Net), without what is expected of them. */
const suite = JSON.parse(readFileSync('test/source/yaml-test-suite.json', 'utf8')) as {
  id: string
  text: string
}[]

describe('the YAML test suite', () => {
  it.each(suite.map(({ id, text }) => [id, text]))('%s', (_, text) => expectAgreement(text))
  it('is read fast in part', () => {
    expect(suite.filter(({ text }) => isFast(text)).length).toBeGreaterThan(80)
  })
})

const corpus = process.env['PORTCULLIS_CORPUS']
const folders = ['fixtures', ...(corpus ? [corpus] : [])]
const files = folders.flatMap((folder) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8')),
)

describe('real files', () => {
  it('are read alike', () => {
    for (const text of files) expectAgreement(text.slice(0, 20_000))
  })

  it('are read fast, nearly all of them', () => {
    expect(files.filter(isFast).length).toBeGreaterThan(0.9 * files.length)
  })
})

/** For long sessions: PORTCULLIS_RUNS texts, from PORTCULLIS_SEED. */
const runs = Number(process.env['PORTCULLIS_RUNS'] ?? 3000)
const seed = Number(process.env['PORTCULLIS_SEED'] ?? 1)

it(
  'random texts and changed files are read alike',
  () => {
    const texts = [...files, ...suite.map(({ text }) => text)]
    let fast = 0
    fc.assert(
      fc.property(yamlTexts(texts), (text) => {
        if (isFast(text)) fast++
        expectAgreement(text)
      }),
      { seed, numRuns: runs },
    )
    expect(fast).toBeGreaterThan(runs / 10)
  },
  runs * 60,
)
