import fc from 'fast-check'

/** Pieces of YAML that mean something to a parser, often by themselves and more so together. */
const pieces = [
  ...[' ', '  ', '    ', '\n', '\n  ', '\n    ', '\n\n', '\n---\n', '\n--- ', '\n...\n', '\t', '\r\n'],
  ...['- ', '-', '? ', ': ', ':', ', ', ',', '[', ']', '{', '}', '[]', '{}', '#', ' # c', '# c\n'],
  ...['a', 'b c', 'a: ', 'b:\n', 'a: 1\n', '- x\n', '"', "'", '"a b"', "'it''s'", '"\\n"', '"\\x41"', '""'],
  ...['|', '>', '|\n', '>-\n', '|+\n', '|2\n', '>1-\n', '&a ', '*a', '!!str ', '!t ', '<<: ', '%', '@', '`'],
  ...[
    '0',
    '-1',
    '1.5',
    '1e3',
    '0x1F',
    '0o17',
    '017',
    '.inf',
    '-.INF',
    '.nan',
    '-0',
    '9007199254740993',
    '1_0',
  ],
  ...[
    '~',
    'null',
    'true',
    'False',
    'yes',
    'on',
    '',
    '22:22',
    '__proto__',
    'constructor',
    '\\',
    'é',
    '😀',
    '=',
  ],
  ...[
    '---',
    '...',
    '--',
    '--- a',
    '- - ',
    '-\n',
    ' :',
    ' #',
    ':#',
    '?',
    '!',
    '&',
    '*',
    '<<',
    '"a": ',
    "'b': ",
  ],
]

/** Pieces in any order: hardly any of it is YAML. */
const anyPieces = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((list) => list.join(''))

const scalars = [
  ...[
    'a',
    'b c',
    '1',
    '0',
    '-0',
    '1.50',
    '0x1f',
    '017',
    'true',
    'NULL',
    '~',
    '',
    'x:y',
    'a#b',
    'http://a/b?c=d',
  ],
  ...[
    '"a"',
    '"a\\tb\\u00e9"',
    "'a'",
    "'it''s'",
    '""',
    "''",
    '[]',
    '{}',
    '[a, b]',
    '{a: 1, b: [c]}',
    '[{a: b}, c]',
  ],
  ...[
    '{"a": 1}',
    '{"a":1}',
    '["a","b"]',
    '[a: b]',
    '{a, b: }',
    '{ a: "x, y", b: \'z\' }',
    '"a: b"',
    'a, b]',
    '-a',
  ],
  ...[
    '- a',
    '?a',
    ':a',
    '*',
    '/a/*',
    'a: b',
    'a:',
    'a :b',
    '- - a',
    '.5',
    '+1',
    '10.0.0.0/8',
    '2001:db8::1',
    '::/0',
  ],
  ...[
    '2020-01-01',
    '12e03',
    '1_000',
    '<<',
    '=',
    '|',
    '>',
    '|-',
    '>+',
    '| # c',
    '> #c',
    '|2',
    '>-1',
    '&a b',
    '*a',
  ],
  ...[
    '!!str 1',
    '! a',
    '"a',
    "'a",
    '[a',
    '{a',
    'a]',
    '%a',
    '@a',
    '`a',
    '"a" b',
    '[a] b',
    '"a"#c',
    'a #c',
    '# c',
  ],
  ...[
    '[a,\n b]',
    '{a: 1,\n   b: 2}',
    '"a\n  b"',
    "'a\n\n   b'",
    'a\n   b',
    '"a\\\n  b"',
    '[a, # c\n  b]',
    '[\n]',
  ],
]
const keys = [
  'a',
  'b',
  'c d',
  '1',
  '"k"',
  "'k'",
  'true',
  '~',
  '',
  '__proto__',
  'on',
  '[x]',
  '{x: y}',
  'a.b/c',
  '- k',
]
const comments = ['', '', '', '', ' # c', '#c', '  #', ' ']

/** Lines with an indentation, marks of items, a key and a value: some of it is YAML. */
const lines = fc
  .array(
    fc.record({
      indent: fc.constantFrom(0, 0, 2, 2, 4, 1, 3),
      mark: fc.constantFrom('', '', '', '- ', '- ', '-', '- - ', '-   ', '? ', ': ', '# '),
      key: fc.option(fc.constantFrom(...keys)),
      colon: fc.constantFrom(': ', ': ', ':', ':  ', ' : '),
      value: fc.constantFrom(...scalars),
      comment: fc.constantFrom(...comments),
    }),
    { maxLength: 8 },
  )
  .map((list) =>
    list
      .map(
        ({ indent, mark, key, colon, value, comment }) =>
          `${' '.repeat(indent)}${mark}${key === null ? '' : key + colon}${value}${comment}`,
      )
      .join('\n'),
  )

/** A value in a style of its own at every step: nearly all of it is YAML. */
const styled = fc.letrec<{ flow: string; block: string[] }>((tie) => ({
  flow: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom('a', 'b c', '1', '"x y"', "'z'", 'true', 'null', '-1', '1.0', 'a-b', 'a/b', '""'),
    fc.array(tie('flow'), { maxLength: 3 }).map((list) => `[${list.join(', ')}]`),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', '"c"', '1', "'d e'"), tie('flow')), {
        maxLength: 3,
        selector: ([key]) => key,
      })
      .map((list) => `{ ${list.map(([key, value]) => `${key}: ${value}`).join(', ')} }`),
  ),
  block: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('flow').map((flow) => [flow]),
    fc.constantFrom<string[]>(
      ['|', '  text', '', '    more', '  end'],
      ['|-', '  a', '  \tb', '  c\td'],
      ['>', '  a', '  \tb', ' \t', '  c\t'],
      ['>-', '  folded', '  on', '', '  two'],
      ['|+', '  kept', ''],
    ),
    fc.constantFrom<string[]>(
      ['plain', '  on two lines'],
      ['"quoted', '', '  on three"'],
      ["'a", "  b'"],
      ['# c', ''],
    ),
    fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((items) => [
      '',
      ...items.flatMap((item) => {
        const [first = '', ...rest] = item
        return first === '' && rest.length > 0
          ? [`- ${rest[0]}`, ...rest.slice(1).map((line) => `  ${line}`)]
          : [`- ${first}`, ...rest.map((line) => `  ${line}`)]
      }),
    ]),
    fc
      .uniqueArray(
        fc.tuple(fc.constantFrom('a', 'b', '"c"', '1', 'd e', '__proto__'), tie('block'), fc.boolean()),
        {
          minLength: 1,
          maxLength: 3,
          selector: ([key]) => key,
        },
      )
      .map((list) => [
        '',
        ...list.flatMap(([key, value, commented]) => {
          const [first = '', ...rest] = value
          return [...(commented ? ['# c'] : []), `${key}: ${first}`, ...rest.map((line) => `  ${line}`)]
        }),
      ]),
  ),
}))
const documents = fc
  .array(styled.block, { minLength: 1, maxLength: 3 })
  .map((list) => list.map((each) => `${each.join('\n').replace(/^\n/, '')}\n`).join('---\n'))

const changes = fc.array(
  fc.record({
    at: fc.nat(),
    length: fc.constantFrom(0, 0, 0, 1, 1, 2, 6),
    by: fc.constantFrom(...pieces, ...scalars),
  }),
  { maxLength: 3 },
)

function changed(text: string, list: readonly { at: number; length: number; by: string }[]): string {
  let result = text
  for (const { at, length, by } of list) {
    const start = at % (result.length + 1)
    result = result.slice(0, start) + by + result.slice(start + length)
  }
  return result
}

/** A stretch of a file's lines, with a few changes. */
const mutated = (texts: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...texts), fc.nat(), fc.integer({ min: 1, max: 30 }), changes)
    .map(([text, from, count, list]) => {
      const all = text.split('\n')
      const first = from % all.length
      return changed(all.slice(first, first + count).join('\n'), list)
    })

/** Texts of every sort; `texts` are real ones. */
export const yamlTexts = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 1, arbitrary: anyPieces },
    { weight: 1, arbitrary: lines },
    { weight: 2, arbitrary: documents },
    { weight: 2, arbitrary: fc.tuple(documents, changes).map(([text, list]) => changed(text, list)) },
    { weight: 3, arbitrary: mutated(texts) },
  )
