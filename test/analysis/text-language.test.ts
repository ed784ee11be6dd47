import { describe, expect, it } from 'vitest'
import { Budget } from '../../src/analysis/budget.ts'
import {
  anyText,
  compareTexts,
  defaultSteps,
  describeText,
  exactText,
  findText,
  hostText,
  matchesText,
  noText,
  regexText,
  segmentPrefix,
  type TextLanguage,
  textAfter,
  textContains,
  textKey,
  textPrefix,
  textSuffix,
  unionText,
  wildcardText,
} from '../../src/analysis/text-language.ts'

const find = (inside: readonly TextLanguage[], outside: readonly TextLanguage[] = [], steps = defaultSteps) =>
  findText(inside, outside, new Budget(steps))
const found = (value: string) => ({ kind: 'found', value })
const none = { kind: 'none' }

describe('matchesText', () => {
  it.each<[string, TextLanguage, readonly string[], readonly string[]]>([
    ['any', anyText, ['', 'a', '\n'], []],
    ['none', noText, [], ['', 'a']],
    ['exact', exactText('/a'), ['/a'], ['', '/', '/a/', '/A']],
    ['exact empty', exactText(''), [''], ['a']],
    ['prefix', textPrefix('/a'), ['/a', '/ab', '/a/b'], ['', '/', 'x/a', '/A']],
    ['segment prefix', segmentPrefix('/a'), ['/a', '/a/', '/a/b'], ['', '/', '/ab', '/a-b']],
    ['segment prefix with a slash', segmentPrefix('/a/'), ['/a/', '/a/b'], ['/a', '/ab']],
    ['segment prefix root', segmentPrefix('/'), ['/', '/a'], ['', 'a']],
    ['segment prefix of nothing', segmentPrefix(''), ['', '/', '/a'], ['a']],
    ['suffix', textSuffix('.js'), ['.js', 'a.js'], ['js', 'a.js?']],
    ['contains', textContains('/a/'), ['/a/', 'x/a/y'], ['/a', 'a/']],
    ['whole regex', regexText('/v[0-9]+'), ['/v1', '/v12'], ['/v', '/v1/', 'x/v1', '/v1\n']],
    ['regex search', regexText('/v[0-9]+', { search: true }), ['/v1', 'x/v1/y'], ['/v', '']],
    ['regex search with anchors', regexText('^/v$', { search: true }), ['/v'], ['/v/', 'x/v', '/v\n']],
    ['regex in any case', regexText('k', { ignoreCase: true }), ['k', 'K', '\u212a'], ['x', 'kk']],
    [
      'host',
      hostText('*.Example.com'),
      ['a.example.com', 'a.b.EXAMPLE.com', '.example.com'],
      ['example.com'],
    ],
    [
      'host without a star',
      hostText('Example.com'),
      ['example.com', 'EXAMPLE.COM'],
      ['a.example.com', 'example\u212aom'],
    ],
    ['wildcard', wildcardText('a*b*c'), ['abc', 'a--b--c', 'abbcc'], ['ac', 'acb', 'abcd', 'xabc']],
    ['wildcard parts do not overlap', wildcardText('ab*ba'), ['abba', 'abxba'], ['aba', 'ab']],
    ['wildcard middle parts', wildcardText('*ab*ab*'), ['abab', 'xabyabz'], ['ab', 'aab', 'abb']],
    ['wildcard of a regex sign', wildcardText('a.b*'), ['a.b', 'a.bc'], ['axb']],
    ['after', textAfter('@', exactText('x.org')), ['a@x.org', '@x.org'], ['x.org', 'a@b@x.org', 'a@x.orgs']],
    ['union', unionText([exactText('a'), textPrefix('b')]), ['a', 'b', 'bc'], ['', 'ab', 'c']],
  ])('%s', (_, language, inside, outside) => {
    expect(inside.filter((text) => !matchesText(language, text))).toEqual([])
    expect(outside.filter((text) => matchesText(language, text))).toEqual([])
    for (const text of inside) expect(find([exactText(text)], [language])).toEqual(none)
    for (const text of outside) expect(find([exactText(text), language])).toEqual(none)
    for (const text of outside) expect(find([language, exactText(text)])).toEqual(none)
  })
})

describe('findText', () => {
  it.each<[string, readonly TextLanguage[], readonly TextLanguage[], string | undefined]>([
    ['nothing asked', [], [], ''],
    ['everything excluded', [], [anyText], undefined],
    ['not the empty text', [], [exactText('')], 'a'],
    ['an empty language', [noText], [], undefined],
    ['an empty language excluded', [], [noText], ''],
    ['the shortest of a prefix', [textPrefix('/api')], [], '/api'],
    ['prefix and suffix that overlap', [textPrefix('/a/b'), textSuffix('/b/c')], [], '/a/b/c'],
    ['prefix and suffix apart', [textPrefix('/a'), textSuffix('z')], [], '/az'],
    ['segments and suffix', [segmentPrefix('/a'), textSuffix('z')], [], '/a/z'],
    ['a prefix that leaves segments', [textPrefix('/admin')], [segmentPrefix('/admin')], '/admina'],
    ['segments in the prefix', [segmentPrefix('/admin')], [textPrefix('/admin')], undefined],
    ['prefixes apart', [textPrefix('/a'), textPrefix('/b')], [], undefined],
    ['two that cover a third together', [regexText('/[ab]')], [exactText('/b'), exactText('/a')], undefined],
    ['two that cover all but one', [regexText('/[abc]')], [exactText('/b'), exactText('/a')], '/c'],
    ['readable characters first', [regexText('[^a-z0-9]')], [], '/'],
    ['letters before digits', [regexText('[0-9x-z]')], [], 'x'],
    ['upper case after punctuation in paths', [regexText('[A-Z.]')], [], '.'],
    ['printable before control characters', [regexText('[\\x00-\\x1f€]')], [], '€'],
    ['control characters where nothing else is left', [regexText('[\\x00-\\x1f]')], [], '\0'],
    ['fewest unreadable characters', [regexText('a\\n|zz')], [], 'zz'],
    ['length counts characters and not code units', [regexText('\\x{1F600}|xyz')], [], '\u{1f600}'],
    ['no half surrogate pairs', [regexText('[\\x{D800}-\\x{DFFF}]')], [], undefined],
    ['dot and newline', [regexText('.')], [regexText('[^\\n]')], undefined],
    ['any character and dot', [regexText('(?s:.)')], [regexText('.')], '\n'],
    ['Kelvin sign', [regexText('(?i:k)')], [regexText('[kK]')], '\u212a'],
    [
      'word boundary is ASCII',
      [regexText('é\\b', { search: true })],
      [regexText('é[a-zA-Z0-9_]', { search: true })],
      undefined,
    ],
    ['end of text only', [regexText('a$', { search: true })], [textSuffix('a')], undefined],
    ['end of line', [regexText('(?m)a$', { search: true })], [textSuffix('a')], 'a\n'],
    ['a pattern that nothing matches', [regexText('a\\bb')], [], undefined],
    ['anchors in the middle', [regexText('a^b|a$b')], [], undefined],
    ['hosts in any case', [hostText('*.A.example')], [hostText('*.a.EXAMPLE')], undefined],
    ['host and regex', [hostText('*.example.com'), regexText('[a-z]+\\.example\\.com')], [], 'a.example.com'],
    ['an e-mail domain', [textAfter('@', exactText('x.org')), regexText('[b-z]+@.*')], [], 'b@x.org'],
    ['a separator before', [textAfter('@', textPrefix('x')), regexText('[^@]*')], [], undefined],
    [
      'the first separator counts',
      [textAfter('@', exactText('b')), textSuffix('@b')],
      [textPrefix('@')],
      'a@b',
    ],
    ['the best listed text', [unionText([exactText('zz'), exactText('b'), exactText('B')])], [], 'b'],
    ['a listed text outside', [unionText([exactText('a'), exactText('b')])], [regexText('a')], 'b'],
    ['contains both ways', [textContains('ab'), textContains('ba')], [], 'aba'],
  ])('%s', (_, inside, outside, expected) => {
    const answer = expected === undefined ? none : found(expected)
    expect(find(inside, outside)).toEqual(answer)
    expect(find(inside.toReversed(), outside.toReversed())).toEqual(answer)
  })

  it('says unknown where the steps do not do', () => {
    const exploding = [regexText('(?:a|b)*a(?:a|b){18}')]
    expect(find([regexText('[ab]*')], exploding, 50)).toEqual({
      kind: 'unknown',
      reason: 'the work budget of 50 steps is used up, and simpler patterns and conditions take fewer',
    })
    expect(find([regexText('(?:a|b)*a(?:a|b){18}c')], [regexText('(?:b|a)*a(?:b|a){18}c|x')]).kind).not.toBe(
      'found',
    )
  })

  it('costs the same whether or not a pattern has been asked for before', () => {
    const languages = [regexText('/fresh/[a-z]+(?:/[0-9]+)?'), regexText('/.*/[0-9]')]
    const spent = () => {
      for (let limit = 1; ; limit += 1) if (find(languages, [], limit).kind !== 'unknown') return limit
    }
    expect(spent()).toBe(spent())
  })

  it.each(['a**', '(', '[b-a]', 'x{1001}', '(?=a)', '\\1', 'a{2}{3}', '(?P<n'])(
    'throws a RangeError for %s',
    (pattern) => {
      expect(() => find([regexText(pattern)])).toThrow(RangeError)
      expect(() => find([], [regexText(pattern)])).toThrow(RangeError)
      expect(() => matchesText(regexText(pattern), 'a')).toThrow(RangeError)
    },
  )

  it.each([
    ['deep nesting', `${'('.repeat(900)}a${')'.repeat(900)}`],
    ['nesting beyond the limit', `${'('.repeat(5000)}a${')'.repeat(5000)}`],
    ['open groups', '('.repeat(100_000)],
    ['a long literal', 'a'.repeat(200_000)],
    ['many alternatives', Array.from({ length: 20_000 }, (_, index) => `a${index}`).join('|')],
    ['repeats of a large class', '(?:\\pL{500}){2}'],
    ['repeats of optionals', '(?:a?){1000}(?:b?){1000}(?:c?){1000}'.repeat(30)],
    ['repeats of repeats', '(?:(?:(?:[^a]{10}b?){10}c?){10}d?)*'],
    [
      'many classes',
      Array.from({ length: 3000 }, (_, index) => `[^\\x{${(index * 3 + 256).toString(16)}}]`).join('*'),
    ],
  ])('neither hangs nor overflows on %s', (_, pattern) => {
    const languages = [regexText(pattern), regexText('(?i)[a-z]*b.*|c')]
    const kinds = (run: () => { kind: string }) => {
      try {
        return run().kind
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
        expect(error).not.toHaveProperty('message', 'Maximum call stack size exceeded')
        return 'refused'
      }
    }
    expect(['found', 'none', 'unknown', 'refused']).toContain(kinds(() => find(languages)))
    expect(['found', 'none', 'unknown', 'refused']).toContain(
      kinds(() => find([languages[1]!], [languages[0]!])),
    )
  })
})

describe('hard pairs at the default budget', () => {
  it.each([
    ['a{1000}', 'a{999}b', 'none'],
    ['(a|b)*a(a|b){20}c', '(a|b)*b(a|b){20}d', 'none'],
    ['.*a.{200}', '.*b.{200}c', 'found'],
    ['(a{1,30}){30}b', '(a{1,31}){29}c', 'none'],
    ['(a?){500}a{500}', '(a?){400}b', 'none'],
    ['(?:x{97})+', '(?:x{89})+', 'found'],
    ['(a{1,30}){30}b', '(a{1,31}){29}b', 'found'],
    ['.*a.*b.*c.*d', '.*d.*c.*b.*a', 'none'],
    ['.*a.{200}[xz]c', '.*b.{200}[yw]c', 'none'],
    ['(\\pL{500}){2}', '\\pL+', 'found'],
    ['(?:(?:a|b){10}c?){10}x', '(?:(?:b|a){9}c?){11}x', 'none'],
  ])('%s and %s', (a, b, kind) => {
    expect(find([regexText(a), regexText(b)]).kind).toBe(kind)
    expect(find([regexText(b), regexText(a)]).kind).toBe(kind)
  })
})

describe('names', () => {
  it.each<[TextLanguage, string]>([
    [anyText, 'any text'],
    [noText, 'no text'],
    [exactText('/admin'), '/admin'],
    [exactText(''), 'the empty text'],
    [textPrefix('/api'), '/api…'],
    [segmentPrefix('/api'), '/api or /api/…'],
    [segmentPrefix('/api/'), '/api/…'],
    [textSuffix('.js'), '….js'],
    [textContains('x'), '…x…'],
    [regexText('^/v[0-9]+$'), 'matching ^/v[0-9]+$'],
    [regexText('v', { search: true, ignoreCase: true }), 'containing a match of v in any case'],
    [hostText('*.Example.com'), '*.example.com'],
    [wildcardText('/a/**/b'), '/a/*/b'],
    [textAfter('@', exactText('x.org')), '…@ followed by x.org'],
    [unionText([exactText('a'), textPrefix('b')]), 'a or b…'],
  ])('%o is %s', (language, words) => expect(describeText(language)).toBe(words))

  it('brings equal languages into one form', () => {
    expect(textKey(unionText([exactText('a'), exactText('b')]))).toBe(
      textKey(unionText([exactText('b'), exactText('a')])),
    )
    expect(unionText([exactText('a'), unionText([exactText('a'), anyText])])).toEqual(anyText)
    expect(unionText([exactText('a')])).toEqual(exactText('a'))
    expect(wildcardText('a')).toEqual(exactText('a'))
    expect([textPrefix(''), textSuffix(''), textContains(''), wildcardText('**'), hostText('*')]).toEqual(
      Array.from({ length: 5 }, () => anyText),
    )
    expect(exactText('\ud800')).toEqual(noText)
  })

  it('gives different languages different keys', () => {
    const languages = [
      exactText('a'),
      textPrefix('a'),
      segmentPrefix('a'),
      textSuffix('a'),
      textContains('a'),
      wildcardText('a*'),
      hostText('a*'),
      hostText('a'),
      regexText('a'),
      regexText('a', { search: true }),
      regexText('a', { ignoreCase: true }),
      textAfter('@', exactText('a')),
      textAfter('/', exactText('a')),
      unionText([exactText('a'), exactText('b')]),
      exactText('a,b'),
      unionText([exactText('a","b'), exactText('c')]),
      unionText([exactText('a'), exactText('b'), exactText('c')]),
    ]
    expect(new Set(languages.map(textKey)).size).toBe(languages.length)
  })

  it('refuses a separator that is not one character', () => {
    for (const separator of ['', 'ab', '\ud800'])
      expect(() => textAfter(separator, anyText)).toThrow(RangeError)
  })

  it('orders texts by length, then by unreadable characters, then by preference', () => {
    const texts = ['', 'a', 'b', '0', '/', 'A', 'é', '\n', 'aa', 'a\n']
    expect(texts.toReversed().sort(compareTexts)).toEqual(texts)
  })
})
