import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Annotation, frame, type Hidden } from '../../src/reporters/frame.ts'
import { rangeOf } from '../helpers/report.ts'

const plain = { gutter: String, primary: String, related: String }
const primary = (text: string, part: string, nth = 1): Annotation => ({
  range: rangeOf(text, part, nth),
  label: '',
  primary: true,
})
const related = (text: string, part: string, label: string, nth = 1): Annotation => ({
  range: rangeOf(text, part, nth),
  label,
  primary: false,
})
const show = (text: string, annotations: readonly Annotation[], hidden: readonly Hidden[] = []) =>
  frame(text, annotations, 2, plain, hidden)

describe('frame', () => {
  it('marks one place', () => {
    const text = 'a: 1\nb: two\n'
    expect(show(text, [primary(text, 'two')])).toEqual(['   |', ' 2 | b: two', '   |    ^^^', '   |'])
  })

  const text = 'one\ntwo\nthree\nfour two\n'
  const expected = [
    '   |',
    ' 1 | one',
    '   | --- first',
    ' 2 | two',
    '   | ^^^',
    '...',
    ' 4 | four two',
    '   | ---- last',
    '   |      --- and',
    '   |',
  ]
  const places = [
    related(text, 'four', 'last'),
    primary(text, 'two'),
    related(text, 'one', 'first'),
    related(text, 'two', 'and', 2),
  ]
  it('sorts places by line, with dots for lines in between', () =>
    expect(show(text, places)).toEqual(expected))
  it('does so in whatever order they come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(places, { minLength: 4 }), (shuffled) => {
        expect(show(text, shuffled)).toEqual(expected)
      }),
      { seed: 1, numRuns: 24 },
    )
  })

  it('puts the primary mark above another of the same place', () => {
    const annotations = [related('x', 'x', 'also'), primary('x', 'x')]
    const lines = ['   |', ' 1 | x', '   | ^', '   | - also', '   |']
    expect(show('x', annotations)).toEqual(lines)
    expect(show('x', annotations.toReversed())).toEqual(lines)
  })

  it.each([
    ['tabs', 'a:\tx\n', [' 1 | a:  x', '   |     ^']],
    ['wide characters', '東京: x\n', [' 1 | 東京: x', '   |       ^']],
    ['emoji', '\u{1f600}: x\n', [' 1 | \u{1f600}: x', '   |     ^']],
    ['combining marks', 'e\u0301: x\n', [' 1 | e\u0301: x', '   |    ^']],
    ['a byte order mark', '\ufeffa: x\n', [' 1 | a: x', '   |    ^']],
    ['a byte order mark inside', 'a\ufeff: x\n', [' 1 | a\\ufeff: x', '   |          ^']],
    ['control characters', 'a\u001b: x\n', [' 1 | a\\u001b: x', '   |          ^']],
    ['CR LF', 'k: 1\r\na: x\r\n', [' 2 | a: x', '   |    ^']],
    ['no break at the end', 'a: x', [' 1 | a: x', '   |    ^']],
  ])('keeps the mark under its place: %s', (_, text, lines) => {
    expect(show(text, [primary(text, 'x')])).toEqual(['   |', ...lines, '   |'])
  })

  it('marks an empty place and the end of the text', () => {
    const end = { line: 1, column: 3, offset: 2 }
    expect(show('a:', [{ range: { start: end, end }, label: 'missing', primary: true }])).toEqual([
      '   |',
      ' 1 | a:',
      '   |   ^ missing',
      '   |',
    ])
  })

  it('cuts a place of several lines to its first one', () => {
    const text = 'a: {\n  b: 1\n}\n'
    expect(show(text, [primary(text, '{\n  b: 1\n}')])).toEqual([
      '   |',
      ' 1 | a: {',
      '   |    ^ to line 3',
      '   |',
    ])
  })

  it('has nothing to show of a place that is not in the text', () => {
    const far = { line: 9, column: 1, offset: 900 }
    const before = { line: 1, column: 9, offset: 2 }
    expect(show('a: 1', [{ range: { start: far, end: far }, label: '', primary: true }])).toEqual([])
    expect(show('a: 1', [{ range: { start: before, end: before }, label: '', primary: true }])).toEqual([])
    expect(show('a: 1', [])).toEqual([])
  })
})

describe('a long line', () => {
  const text = `{"start":1,${' '.repeat(500)}"here":2,${'x'.repeat(500)},"end":3}`

  it('is cut around each place', () => {
    const lines = show(text, [
      related(text, '"end"', 'last'),
      primary(text, '"here"'),
      related(text, '"start"', 'first'),
    ])
    expect(lines).toEqual([
      '   |',
      ` 1 | {"start":1,${' '.repeat(89)}…`,
      '   |  ------- first',
      ` 1 | …${' '.repeat(30)}"here":2,${'x'.repeat(61)}…`,
      `   |  ${' '.repeat(30)}^^^^^^`,
      ` 1 | …${'x'.repeat(29)},"end":3}`,
      `   |  ${' '.repeat(30)}----- last`,
      '   |',
    ])
  })

  it('is one of more than a hundred units', () => {
    for (const end of ['', '\n', '\r\n']) {
      const [whole, longer] = ['x'.repeat(100), 'x'.repeat(101)]
      expect(show(`${whole}${end}`, [primary(whole, 'x')])[1]).toBe(` 1 | ${whole}`)
      expect(show(`${longer}${end}`, [primary(longer, 'x')])[1]).toBe(` 1 | ${whole}…`)
    }
  })

  it('is shown once for places near one another', () => {
    const lines = show(text, [primary(text, '"here"'), related(text, '2', 'value')])
    expect(lines.filter((line) => line.startsWith(' 1 |'))).toHaveLength(1)
  })

  it('cuts no character in half', () => {
    for (const shift of ['', 'x']) {
      const emoji = `${'\u{1f600}'.repeat(200)}${shift}HERE${'\u{1f600}'.repeat(200)}`
      const [, line = ''] = show(emoji, [primary(emoji, 'HERE')])
      expect(line).toMatch(/^ 1 \| …(\u{1f600})+x?HERE(\u{1f600})+…$/u)
    }
  })
})

describe('a hidden part', () => {
  const text = 'user: bob\npassword: "hunter2" # bob\n'
  const secret = rangeOf(text, '"hunter2"')
  const hidden = [{ start: secret.start.offset, end: secret.end.offset }]

  it('is masked with one length, and marks stay in place', () => {
    expect(
      show(text, [{ range: secret, label: '', primary: true }, related(text, '# bob', 'owner')], hidden),
    ).toEqual([
      '   |',
      ' 2 | password: ******** # bob',
      '   |           ^^^^^^^^',
      '   |                    ----- owner',
      '   |',
    ])
  })

  it('is masked for a place beside it, also where the window begins inside it', () => {
    const long = `password: "${'s'.repeat(300)}", here: 1, ${'x'.repeat(200)}`
    const { start, end } = rangeOf(long, `"${'s'.repeat(300)}"`)
    const lines = show(long, [primary(long, 'here')], [{ start: start.offset, end: end.offset }])
    expect(lines.join('\n')).not.toContain('s')
    expect(lines[1]).toMatch(/^ 1 \| …\*{8}, here: 1, x+…$/)
    expect(lines[2]).toBe(`   | ${' '.repeat(11)}^^^^`)
  })
})
