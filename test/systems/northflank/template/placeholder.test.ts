// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of the platform
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOpen, placeholdersIn } from '../../../../src/systems/northflank/template/placeholder.ts'

/** What a text refers to, as it is written; calls in brackets. */
const refers = (text: string) =>
  placeholdersIn(text).map(({ start, end, closed, references }) => ({
    text: text.slice(start, end),
    closed,
    references: references.map(({ root, outer, path, inCall }) => {
      const name = `${outer ? 'template.' : ''}${[root, ...path].join('.')}`
      return inCall ? `(${name})` : name
    }),
  }))

describe('whether a value is filled in elsewhere', () => {
  it.each<[unknown, boolean]>([
    ['${args.x}', true],
    ['a ${args.x} b', true],
    ['${}', true],
    ['${args.x', false],
    ['} ${', false],
    ['$args.x', false],
    ['{args.x}', false],
    ['', false],
    [8080, false],
    [['${args.x}'], false],
    [undefined, false],
    [null, false],
  ])('%j: %s', (value, open) => expect(isOpen(value)).toBe(open))
})

describe('what a placeholder refers to', () => {
  it.each<[string, string, string[][]]>([
    ['nothing', 'plain text', []],
    ['an argument', '${args.port}', [['args.port']]],
    ['blanks around it', '${ args.port }', [['args.port']]],
    ['a chain with hyphens and numbers', '${refs.my-api.ports.0.dns}', [['refs.my-api.ports.0.dns']]],
    ['brackets', "${refs['my api'].ports[0].dns}", [['refs.my api.ports.0.dns']]],
    ['several in one text', 'https://${args.a}.${args.b}/', [['args.a'], ['args.b']]],
    [
      'the outer template',
      '${template.args.a}${template.refs.b.id}',
      [['template.args.a'], ['template.refs.b.id']],
    ],
    ['a call', "${fn.if(fn.eq(args.branch, 'main'), 3, refs.x.n)}", [['(args.branch)', '(refs.x.n)']]],
    ['after a call', '${fn.f(args.a) args.b}', [['(args.a)', 'args.b']]],
    ['braces in a quoted text', "${fn.f('}', args.a)} ${args.b}", [['(args.a)'], ['args.b']]],
    ['names in a quoted text', "${fn.f('args.no')}", [[]]],
    ['an escaped quote', "${fn.f('it\\'s }', args.a)}", [['(args.a)']]],
    ['double quotes', '${fn.f("}", args.a)}', [['(args.a)']]],
    [
      'a pattern with a brace and a quote',
      "${fn.replace(args.a, /[}/']+/, args.b)}",
      [['(args.a)', '(args.b)']],
    ],
    ['a lambda with a body', '${fn.map(refs.a.ports, (p) => { p.dns })}', [['(refs.a.ports)']]],
    [
      'a lambda whose value is no reference',
      '${fn.find(refs.a.list, (item) => item.args)}',
      [['(refs.a.list)']],
    ],
    ['other roots', '${secrets.a.args} ${fn.date()} ${FOO}', [[], [], []]],
    ['a root that is only the beginning of a word', '${argsx.a} ${my.args.b}', [[], []]],
    ['a quote outside of it', "it's ${args.a} isn't", [['args.a']]],
    ['a root alone', '${args}', [['args']]],
  ])('%s', (_, text, expected) => {
    const found = refers(text)
    expect(found.map(({ references }) => references)).toEqual(expected)
    expect(found.every(({ closed }) => closed)).toBe(true)
  })

  it('tells where each reference stands', () => {
    const text = 'a ${fn.f(args.b)} ${ refs.c.id }'
    const references = placeholdersIn(text).flatMap((placeholder) => placeholder.references)
    expect(references.map(({ start, end }) => text.slice(start, end))).toEqual(['args.b', 'refs.c.id'])
  })

  it.each([
    ['${args.a', ['args.a']],
    ["${fn.f('}", []],
    ['${fn.f({args.a}', ['(args.a)']],
  ])('%s is never closed and reaches to the end', (text, references) => {
    expect(refers(text)).toEqual([{ text, closed: false, references }])
  })

  it('tells an empty one', () => {
    expect(placeholdersIn('${}${  }${a}').map(({ empty }) => empty)).toEqual([true, true, false])
  })

  it('never fails, ends, and stays in the text', () => {
    const piece = fc.constantFrom(
      '${',
      '}',
      '{',
      "'",
      '"',
      '\\',
      '/',
      '[',
      ']',
      '(',
      ')',
      ',',
      '.',
      'args',
      'refs.a',
      ' ',
      'é',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('')
        let last = 0
        for (const { start, end, references } of placeholdersIn(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(text.startsWith('${', start)).toBe(true)
          expect(end).toBeLessThanOrEqual(text.length)
          for (const reference of references) {
            expect(reference.start).toBeGreaterThan(start)
            expect(reference.end).toBeLessThanOrEqual(end)
            expect(text.slice(reference.start, reference.end)).toContain(reference.root)
          }
          last = end
        }
      }),
      { seed: 1, numRuns: 2000 },
    )
  })

  it.each([
    ['open quotes', "${fn.f('".repeat(50_000)],
    ['slashes', `\${${'(/'.repeat(100_000)}`],
    ['open braces', '${{'.repeat(100_000)],
    ['brackets with quotes', `\${${"a['".repeat(100_000)}`],
    ['one long chain', `\${${'a.'.repeat(200_000)}}`],
  ])('takes time in the length of the text: %s', (_, text) => {
    expect(placeholdersIn(text).length).toBeGreaterThan(0)
  })
})
