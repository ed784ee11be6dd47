import fc from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'
import { checkRegex, regexHygiene, regexOddities } from '../../src/analysis/regex/syntax.ts'
import table from './re2-verdicts.json' with { type: 'json' }

/** A pattern as text, or as parts with the number of times each is repeated. */
type Row = (typeof table.rows)[number]

const textOf = ({ pattern, parts }: Row): string =>
  pattern ?? parts!.map(([text, times]) => String(text).repeat(Number(times ?? 1))).join('')

const nameOf = ({ pattern, parts }: Row): string => JSON.stringify(pattern ?? parts)

/** The pattern with «» around the place of the trouble, and what other engines call it. */
function marked(pattern: string): readonly [string, string | undefined] {
  const verdict = checkRegex(pattern)
  if (verdict.ok) return [pattern, 'accepted']
  const { offset, length } = verdict
  const end = offset + length
  return [
    `${pattern.slice(0, offset)}«${pattern.slice(offset, end)}»${pattern.slice(end)}`,
    verdict.elsewhere,
  ]
}

const unmarked = (text: string): string => text.replace(/[«»]/g, '')

describe('the verdicts of RE2', () => {
  it('come from a table of some size', () => {
    expect(table.version).toBe('2024-07-02')
    expect(table.rows.length).toBeGreaterThan(1000)
    expect(table.rows.filter(({ re2 }) => re2 === 'ok').length).toBeGreaterThan(400)
    expect(new Set(table.rows.map(nameOf)).size).toBe(table.rows.length)
  })

  it('are ours, row for row', () => {
    const wrong = table.rows.filter((row) => checkRegex(textOf(row)).ok !== (row.re2 === 'ok'))
    expect(wrong.map((row) => `${nameOf(row)}: ${row.re2}`)).toEqual([])
  })

  it('changed since 2022 for (?<name>…) and for repeated assertions alone', () => {
    const changed = table.rows.filter((row) => row.re2In2022 !== undefined)
    expect(changed.length).toBeGreaterThan(5)
    expect(changed.filter((row) => !/\(\?<|\\b\{1000\}/.test(textOf(row))).map(nameOf)).toEqual([])
  })

  it('have a place inside the pattern and half a sentence as the reason', () => {
    for (const row of table.rows) {
      const verdict = checkRegex(textOf(row))
      if (verdict.ok) continue
      const { offset, length, reason } = verdict
      expect(offset).toBeGreaterThanOrEqual(0)
      expect(length).toBeGreaterThanOrEqual(1)
      expect(offset + length).toBeLessThanOrEqual(textOf(row).length)
      expect(reason).toMatch(/^[a-z][^\n]*[^.\s]$/)
      expect(reason.length).toBeLessThan(120)
    }
  })
})

describe('a pattern that no engine takes', () => {
  it.each(
    [
      '«(»a',
      'a«(»b(c)',
      '«(»a(b',
      '«(»?:a',
      '«(»?P<n>a',
      '«(»(a)',
      'a«)»',
      '(a)«)»b',
      '«)»(',
      '«[»a',
      'x«[»^a-z',
      'a«[»\\]',
      '(«[»a)',
      '«*»a',
      '«+»',
      '«?»',
      '«??»',
      'a|«*»',
      '(|«*?»)',
      '(?:«+»)',
      '(?i)«*»',
      '«{2}»',
      '(a|«{2,3}?»)',
      '\\Q\\E«*»',
      'a«{3,1}»',
      'a«{3,1}?»b',
      'ab«{2000,1999}»',
      '[«z-a»]',
      '[a-c«9-0»]',
      '[«\\x{5a}-A»]',
      '[«é-a»]',
      '«\\»',
      'abc«\\»',
      'é\u{1F600}«\\»',
      '(a«\\»',
      '[[:alpha:]«[:foo:]»]',
      '«[»[:alpha:]',
      '[«[:^foo:]»]',
      '«\\p{Foo}»',
      'a«\\p{}»',
      '«\\pX»y',
      '[a«\\p{Foo}»]',
      'a«\\p{Greek»',
      '«\\p»',
      '«\\x{110000}»',
      'a«\\x{»}',
      'a«\\x{»41',
      '«(?P»n)',
      '«(?z)»a',
      '«(?i;»a)',
      'a«(?»',
      '«(?--»i)',
      '«(?{»x})',
      '«(?#»comment',
      '(?P<n>a)«(?P=m)»',
      '(?<n>a)«\\k<m>»',
      '(a)«(?2)»',
      '«(?&n)»',
      '«\\k»',
      '«\\g»a',
      '«\\u»00g1',
      '«\\c»',
      'a(«*»ACCEPT',
      '(«*»)',
      'a«\ud800»b',
      '[«\udc00»]',
      '\\«\ud800»',
    ].filter((text) => text.includes('«') && text.includes('»') && !text.includes('«»')),
  )('%s', (text) => {
    expect(marked(unmarked(text))).toEqual([text, undefined])
  })

  it.each([
    ['(?P<', '«(?P<»'],
    ['(?P<n', '«(?P<»n'],
    ['a(?<n m>b)', 'a«(?<n m>»b)'],
    ['(?P<>a)', '«(?P<>»a)'],
    ['(?P<n.m>a)', '«(?P<n.m>»a)'],
  ])('%s', (pattern, place) => {
    expect(marked(pattern)).toEqual([place, undefined])
  })

  it.each([
    ['(?=a(', '«(»?=a('],
    ['(?=a', '«(»?=a'],
    ['(?=[a)', '(?=«[»a)'],
    ['(?<=a)*+[z-a]', '(?<=a)*+[«z-a»]'],
    ['a++(', 'a++«(»'],
    ['a++)', 'a++«)»'],
    ['(a)\\1\\', '(a)\\1«\\»'],
    ['(?>a){3,1}', '(?>a)«{3,1}»'],
    ['a{1001}{3,1}', 'a{1001}«{3,1}»'],
    ['(?#a)*', '(?#a)«*»'],
    ['(?|*)', '(?|«*»)'],
    ['(?<=*a)', '(?<=«*»a)'],
    ['(?x) a # (\n )', '(?x) a # (\n «)»'],
    ['\\u0041\\x{110000}', '\\u0041«\\x{110000}»'],
    ['\\p{Emoji}\\p{Foo}', '\\p{Emoji}«\\p{Foo}»'],
    ['[a[b](c', '[a[b]«(»c'],
  ])('is not saved by what another engine takes: %s', (pattern, place) => {
    expect(marked(pattern)).toEqual([place, undefined])
  })
})

describe('a pattern that another engine takes', () => {
  it.each([
    ['look-around', '«(?=»a)'],
    ['look-around', 'a«(?!»b)'],
    ['look-around', '«(?<=»a)b'],
    ['look-around', '^/«(?<!»a|b)*'],
    ['look-around', '«(?=»a)(?!b)'],
    ['look-around', '«(?=»\\()'],
    ['look-around', '«(?=»[(])'],
    ['atomic group', '/«(?>»a|ab)c'],
    ['back-reference', '(a)«\\1»'],
    ['back-reference', '«\\9»'],
    ['back-reference', '(?<n>a)«\\k<n>»'],
    ['back-reference', "(?P<n>a)«\\k'n'»"],
    ['back-reference', '(?P<n>a)«\\k{n}»b'],
    ['back-reference', '(?P<n>a)«(?P=n)»*'],
    ['back-reference', '(a)«\\g1»'],
    ['back-reference', '(a)«\\g{-1}»'],
    ['recursion', '(?<n>a)«\\g<n>»'],
    ['recursion', 'a«(?R)»?b'],
    ['recursion', '(a)«(?1)»'],
    ['recursion', '(?<n>a)«(?&n)»'],
    ['recursion', '(?P<n>a)«(?P>n)»'],
    ['possessive quantifier', 'a«++»'],
    ['possessive quantifier', 'x(a|b)«*+»y'],
    ['possessive quantifier', 'a«?+»'],
    ['possessive quantifier', 'a«{2,3}+»b'],
    ['stacked quantifier', 'a«**»'],
    ['stacked quantifier', 'a«{2}{3}»'],
    ['stacked quantifier', 'a«*???»'],
    ['conditional', '(a)«(?(1)»b|c)'],
    ['conditional', "(?<n>a)?«(?('n')»b)"],
    ['conditional', '«(?»(?=a)b|c)'],
    ['named group', "«(?'n'»a)"],
    ['named group', '«(?<$n>»a)'],
    ['named group', '(?<o>a)«(?<c-o>»b)'],
    ['anchor', 'a«\\Z»'],
    ['anchor', '«\\G»a'],
    ['match reset', 'a«\\K»b'],
    ['character escape', '«\\h»+'],
    ['character escape', '«\\R»'],
    ['character escape', '«\\X»'],
    ['character escape', '«\\e»'],
    ['character escape', '«\\u0041»'],
    ['character escape', '[«\\u4e00»-\\u9fa5]'],
    ['character escape', '«\\u{1F600}»'],
    ['character escape', '«\\U0001F600»'],
    ['character escape', '«\\cA»b'],
    ['character escape', '«\\N{U+41}»'],
    ['character escape', '«\\o{17}»'],
    ['character escape', '«\\x4»'],
    ['character escape', '[a«\\b»]'],
    ['character escape', '[«\\1»]'],
    ['letter escape', '«\\i»'],
    ['letter escape', '«\\é»'],
    ['letter escape', '[«\\A»]'],
    ['quoting', 'a«\\E»'],
    ['quoting', '[«\\Q]\\E»]'],
    ['Unicode property', '«\\p{Alphabetic}»'],
    ['Unicode property', '«\\P{Emoji}»'],
    ['Unicode property', '[a«\\p{Script=Greek}»]'],
    ['Unicode property', '«\\p{greek}»'],
    ['Unicode property', '«\\p{L&}»'],
    ['Unicode property', '«\\p{IsGreek}»'],
    ['Unicode property', '«\\p{javaLowerCase}»'],
    ['Unicode property', '«\\p{Garay}»'],
    ['comment', 'a«(?#note)»b'],
    ['comment', 'a«(?#note)»*'],
    ['inline flag', '«(?x)» a # (\n b'],
    ['inline flag', '«(?u)»a'],
    ['inline flag', 'a«(?n:»b)'],
    ['inline flag', '«(?^i:»b)'],
    ['inline flag', '«(?i-)»b'],
    ['branch reset', '«(?|»(a)|(b))'],
    ['absence operator', '«(?~»a)'],
    ['callout', 'a«(?C1)»'],
    ['verb', 'a«(*ACCEPT)»'],
    ['verb', '«(*pla:»a)'],
    ['repeat count', 'a«{1001}»'],
    ['repeat count', 'a«{0,5000}»'],
    ['repeat count', '(?:a{100})«{11}»'],
    ['repeat count', '((a{10}){10})«{11,}?»'],
    ['class syntax', 'a«[^]»*'],
    ['class syntax', '«[]»'],
    ['class syntax', '[a«--»b]'],
    ['class syntax', '[«a-\\d»]'],
    ['class syntax', '[«[:<:]»]'],
    ['class syntax', '([a«[»b](])'],
  ])('%s: %s', (elsewhere, text) => {
    expect(marked(unmarked(text))).toEqual([text, elsewhere])
  })

  it('names the size of the program last', () => {
    const pattern = '(\\pL{500}){2}'
    expect(marked(pattern)).toEqual([`«${pattern}»`, 'program size'])
  })
})

describe('hostile patterns', () => {
  const long: readonly (readonly [string, string])[] = [
    ['groups in groups', `${'('.repeat(50_000)}a${')'.repeat(50_000)}`],
    ['groups that stay open', '('.repeat(100_000)],
    ['classes in classes', '[a'.repeat(50_000)],
    ['classes that stay open', '[[:'.repeat(33_000)],
    ['look-ahead in look-ahead', `${'(?='.repeat(20_000)}a${')'.repeat(20_000)}`],
    ['look-ahead and a class that stays open', `(?=a)${'[[b'.repeat(30_000)}`],
    ['alternatives', 'a|'.repeat(50_000)],
    [
      'different Unicode classes',
      Array.from({ length: 6_000 }, (_, n) => `[\\pL\\x{${(n + 256).toString(16)}}]`).join(''),
    ],
    ['names', Array.from({ length: 9_000 }, (_, n) => `(?<n${n}>a)`).join('')],
    ['references', `(?<n>a)${'\\k<n>'.repeat(20_000)}`],
    ['repeats', 'a{1000}'.repeat(14_000)],
    ['repeats in repeats', '((((a{1000}){1000}){1000}){1000})'],
    ['names that do not end', '(?<n>(?<'.repeat(12_000)],
    ['properties', '\\p{Greek}'.repeat(10_000)],
    ['comments', '(?#'.repeat(33_000)],
    ['backslashes', '\\'.repeat(99_999)],
    ['verbs', '(*A:'.repeat(25_000)],
    ['braces', '{1,'.repeat(33_000)],
    ['hyphens in a class', `[${'-'.repeat(99_990)}]`],
    ['a host of many labels', 'a.'.repeat(50_000)],
  ]

  it.each(long)('take less than a second: %s', (_, pattern) => {
    const start = performance.now()
    const verdict = checkRegex(pattern)
    regexOddities(pattern)
    regexHygiene(pattern)
    // Generous, as machines differ: what this guards against takes minutes.
    expect(performance.now() - start).toBeLessThan(5_000)
    expect(typeof verdict.ok).toBe('boolean')
  })

  it('take time in proportion to their length', () => {
    const time = (times: number) => {
      const runs = Array.from({ length: 5 }, (_, run) => {
        // An answer is kept, so that each run asks about another pattern.
        const pattern = `${'(?:[a-z]+|\\d{2}){3}/'.repeat(times)}${run}`
        const start = performance.now()
        expect(checkRegex(pattern).ok).toBe(true)
        return performance.now() - start
      })
      return Math.min(...runs)
    }
    expect(time(4_000)).toBeLessThan(40 * time(400) + 20)
  })
})

const pieces =
  '( ) [ ] { } * + ? | ^ $ . \\ a b - , 1 0 (? (?: (?i) (?P<n> (?<m> (?= (?! (?> (?# [^ [:alpha:] \\d \\b \\A \\z \\Z \\Q \\E \\C \\pL \\p{Greek} \\p{Emoji} \\x \\x41 \\u0041 \\1 \\k<m> {2} {2,} {3,1} > < : = ! é \u{1f600} && --'.split(
    ' ',
  )
const patterns = fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map((parts) => parts.join(''))

/** Where re2js 2.10.0 is known to refuse what RE2 takes: the byte, and names. */
const onlyRe2 = /\\C|\(\?P?<[^>]*[^\x20-\x7e]|\(\?P?<([^>]*)>.*\(\?P?<\1>/s
/** Where it takes what RE2 refuses. */
const onlyRe2js = /\\p\{(?:Alphabetic|Cn|LC|Emoji)\}/i

const compiles = (compile: () => unknown): boolean => {
  try {
    compile()
    return true
  } catch {
    return false
  }
}

describe('beside other engines', () => {
  it('takes what re2js takes, and no more, but for the known differences', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const { ok } = checkRegex(pattern)
        const other = compiles(() => RE2JS.compile(pattern))
        if (ok && !other) expect(pattern).toMatch(onlyRe2)
        if (!ok && other) expect(pattern).toMatch(onlyRe2js)
      }),
      { seed: 1, numRuns: 4_000 },
    )
  })

  it('calls nothing broken that JavaScript takes in a strict mode', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const verdict = checkRegex(pattern)
        // POSIX classes are a set of letters to JavaScript, which nobody means.
        if (verdict.ok || verdict.elsewhere || pattern.includes('[:')) return
        expect(compiles(() => new RegExp(pattern, 'u'))).toBe(false)
        expect(compiles(() => new RegExp(pattern, 'v'))).toBe(false)
      }),
      { seed: 2, numRuns: 4_000 },
    )
  })

  it('never throws and marks a place inside, whatever the text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ maxLength: 30 }),
      patterns,
    )
    fc.assert(
      fc.property(texts, (pattern) => {
        const verdict = checkRegex(pattern)
        for (const { offset, length } of regexOddities(pattern))
          expect(offset + length).toBeLessThanOrEqual(pattern.length)
        regexHygiene(pattern)
        if (verdict.ok) return
        expect(verdict.length).toBeGreaterThan(0)
        expect(verdict.offset + verdict.length).toBeLessThanOrEqual(pattern.length)
      }),
      { seed: 3, numRuns: 3_000 },
    )
  })

  it('knows where re2js differs', () => {
    for (const pattern of [
      '\\C',
      '(?P<n>a)(?P<n>b)',
      '(?P<é>a)',
      'a{99999999999}',
      `${'('.repeat(1001)}a${')'.repeat(1001)}`,
    ]) {
      expect(checkRegex(pattern)).toEqual({ ok: true })
      expect(compiles(() => RE2JS.compile(pattern))).toBe(false)
    }
    for (const pattern of ['\\p{Alphabetic}', '\\p{Emoji}', '\\p{LC}', '\\p{Cn}', '(\\pL{500}){2}']) {
      expect(checkRegex(pattern).ok).toBe(false)
      expect(compiles(() => RE2JS.compile(pattern))).toBe(true)
    }
  })
})

describe('the size of a program', () => {
  // The greatest numbers of copies that RE2 2024-07-02 takes, found by bisection.
  const copies = (piece: string, times: number): string =>
    `${`${piece}{1000}b`.repeat(Math.floor(times / 1000))}${times % 1000 ? `${piece}{${times % 1000}}` : ''}`

  it.each([
    ['.', 58_244],
    ['(?s:.)', 69_892],
    ['[^a]', 58_244],
    ['[^é]', 26_883],
    ['[a-zé-ü]', 174_704],
    ['[^a-zé-ü]', 24_963],
    ['\\w', 139_770],
    ['\\W', 38_830],
    ['(?i:\\W)', 15_885],
    ['(?i:k)', 139_770],
    ['(?i:[^k])', 19_970],
    ['(?i:σ)', 139_770],
    ['(?i:[à-ž])', 43_684],
    ['[\\x{80}-\\x{10ffff}]', 87_363],
    ['\\p{Greek}', 7_060],
    ['é', 349_321],
    ['(a)', 232_920],
    ['(?:a*)', 349_321],
    ['(?:a|bc)', 174_704],
    ['(?:ab|cd)', 139_770],
    ['(?:|a)', 232_920],
    ['[A-Z]', 698_294],
    ['((?:|a)*)', 99_841],
    ['(?:(?:(?i)a)k)', 349_321],
    ['(?:(?:(?s)a).)', 53_764],
  ])('%s may be repeated %i times', (piece, times) => {
    expect(checkRegex(copies(piece, times)).ok).toBe(true)
    expect(checkRegex(copies(piece, times + 1)).ok).toBe(false)
  })

  it('does not grow with repeated assertions or with nothing', () => {
    expect(checkRegex('(?:\\b){1000}'.repeat(1_000)).ok).toBe(true)
    expect(checkRegex('(?:){1000}'.repeat(1_000)).ok).toBe(true)
  })
})

describe('what RE2 accepts in silence', () => {
  const oddities = (pattern: string) =>
    regexOddities(pattern).map(({ offset, length, message }) => [
      pattern.slice(offset, offset + length),
      message,
    ])

  it.each([
    ['/users/{id}', '{id}', 'reads {id} as text, not as a placeholder'],
    ['/u/{id:[0-9]+}', '{id:[0-9]+}', 'reads {id:[0-9]+} as text, not as a placeholder'],
    ['a{,2}b', '{,2}', 'reads {,2} as text, not as a repeat'],
    ['a{01}', '{01}', 'reads {01} as text, not as a repeat'],
    ['a{ 2 }', '{ 2 }', 'reads { 2 } as text, not as a repeat'],
    ['a{99999999999}', '{99999999999}', 'reads {99999999999} as text, not as a repeat'],
    ['[a-z&&[^b]]', '&&', 'reads && in a class as text, not as a set operation'],
    ['[a-z-[aeiou]]', '-[', 'reads -[ in a class as text, not as a set operation'],
    ['[\\w--[a]]', '--', 'reads -- in a class as text, not as a set operation'],
    ['x[:digit:]', '[:digit:]', 'reads [:digit:] as a set of characters; the class is [[:digit:]]'],
    ['[0A-z]', 'A-z', 'takes the characters between Z and a into the range A-z'],
    ['(a)\\10', '\\10', 'reads \\10 as an octal escape, not as a back-reference'],
    ['a\\C', '\\C', 'matches a single byte with \\C, which may be a part of a character'],
    ['\\<a', '\\<', 'reads \\< as text, not as the border of a word'],
  ])('%s', (pattern, part, message) => expect(oddities(pattern)).toEqual([[part, message]]))

  it.each([
    'a{2}',
    'a{2,}',
    'a\\{id\\}',
    '\\Q{id}\\E',
    '[{id}]',
    '[[:digit:]]',
    '[A-Za-z]',
    '[A-Z-a]',
    '[a-z-]',
    '[+--]',
    '[!-[]',
    '[\\--z]',
    '\\0',
    '\\012',
    '/{id',
    '(?={id})',
    '{id}(',
  ])('nothing odd in %s', (pattern) => expect(oddities(pattern)).toEqual([]))

  it('is listed in the order of its places', () => {
    expect(oddities('[A-z]{id}\\C{x}').map(([part]) => part)).toEqual(['A-z', '{id}', '\\C', '{x}'])
  })
})

describe('anchors that change nothing', () => {
  const anchors = (pattern: string) =>
    regexHygiene(pattern).anchors.map(({ offset, length }) => [
      offset,
      pattern.slice(offset, offset + length),
    ])

  it.each([
    [
      '^/api$',
      [
        [0, '^'],
        [5, '$'],
      ],
    ],
    [
      '\\A/api\\z',
      [
        [0, '\\A'],
        [6, '\\z'],
      ],
    ],
    ['^/api', [[0, '^']]],
    ['/api$', [[4, '$']]],
    [
      '^a|b$',
      [
        [0, '^'],
        [4, '$'],
      ],
    ],
    ['(?i)^a', [[4, '^']]],
    [
      '^$',
      [
        [0, '^'],
        [1, '$'],
      ],
    ],
    ['^', [[0, '^']]],
    ['$', [[0, '$']]],
    ['/api', []],
    ['a^b$c', []],
    ['a\\$', []],
    ['[$]', []],
    ['\\Qa$', []],
    ['(^a$)', []],
    ['^*a', []],
    ['a$?', []],
    ['', []],
    ['(^a', []],
  ] as [string, [number, string][]][])('%s', (pattern, expected) =>
    expect(anchors(pattern)).toEqual(expected),
  )
})

describe('unescaped dots in a host name', () => {
  const dots = (pattern: string) =>
    regexHygiene(pattern).dots.map(({ offset, length, sample }) => [
      `${pattern.slice(0, offset)}«${pattern.slice(offset, offset + length)}»${pattern.slice(offset + length)}`,
      sample,
    ])

  it.each([
    [
      'api.example.com',
      [
        ['api«.»example.com', 'apixexample.com'],
        ['api.example«.»com', 'api.examplexcom'],
      ],
    ],
    ['^example.com$', [['^example«.»com$', 'examplexcom']]],
    ['api\\.example.com', [['api\\.example«.»com', 'api.examplexcom']]],
    [
      '(a|b.example.com|c)',
      [
        ['(a|b«.»example.com|c)', 'bxexample.com'],
        ['(a|b.example«.»com|c)', 'b.examplexcom'],
      ],
    ],
    ['[a-z]+.example\\.org', [['[a-z]+«.»example\\.org', 'axexample.org']]],
    ['https?://example.com/.*', [['https?://example«.»com/.*', 'http://examplexcom/']]],
    [
      '(?i)API.Example.COM',
      [
        ['(?i)API«.»Example.COM', 'APIxExample.COM'],
        ['(?i)API.Example«.»COM', 'API.ExamplexCOM'],
      ],
    ],
    [
      '(x.example.dev)?',
      [
        ['(x«.»example.dev)?', 'xxexample.dev'],
        ['(x.example«.»dev)?', 'x.examplexdev'],
      ],
    ],
    ['api\\.example\\.com', []],
    ['api[.]example[.]com', []],
    ['.*', []],
    ['a.*b', []],
    ['v1.2', []],
    ['/index.html', []],
    ['/jquery.min.js', []],
    ['a.b', []],
    ['example.?com', []],
    ['\\Qapi.example.com\\E', []],
    ['api.example.com(', []],
  ] as [string, [string, string][]][])('%s', (pattern, expected) => expect(dots(pattern)).toEqual(expected))

  it('come with samples that the pattern matches', () => {
    const label = fc.constantFrom('api', 'www', 'a-b', 'x1', '[a-z]+', '(?:a|b)', '\\d', 'b{2}')
    const host = fc
      .array(label, { minLength: 1, maxLength: 4 })
      .map((labels) => `^${labels.join('.')}.example.com$`)
    fc.assert(
      fc.property(host, (pattern) => {
        const found = regexHygiene(pattern).dots
        expect(found.length).toBeGreaterThan(0)
        for (const { sample } of found) {
          expect(RE2JS.compile(pattern).matches(sample)).toBe(true)
          expect(RE2JS.compile(pattern.replaceAll('.', '\\.')).matches(sample)).toBe(false)
        }
      }),
      { seed: 4, numRuns: 200 },
    )
  })
})
