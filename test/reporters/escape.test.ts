import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clip,
  escapeCommandData,
  escapeCommandProperty,
  escapeMarkdown,
  escapeXml,
  jsonText,
  markdownFence,
  visible,
} from '../../src/reporters/escape.ts'

describe('visible', () => {
  it.each([
    ['a letter of any script', 'aé東\u{1f600}', 'aé東\u{1f600}'],
    ['a terminal escape', '\u001b[31mred', '\\u001b[31mred'],
    ['a C1 escape', '\u009b31m', '\\u009b31m'],
    ['line breaks and tabs', 'a\r\n\tb', 'a\\u000d\\u000a\\u0009b'],
    ['NUL and DEL', '\u0000\u007f', '\\u0000\\u007f'],
    ['bidirectional controls', '\u202a\u202e\u2066\u2069\u200f', '\\u202a\\u202e\\u2066\\u2069\\u200f'],
    ['line separators', '\u2028\u2029', '\\u2028\\u2029'],
    ['invisible characters', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['tag characters', '\u{e0041}', '\\u{e0041}'],
    ['half a surrogate pair', 'a\ud800b\udc00', 'a\\ud800b\\udc00'],
  ])('%s', (_, text, shown) => expect(visible(text)).toBe(shown))

  it('covers every C0, C1 and bidirectional control', () => {
    const ranges = [
      [0, 0x1f],
      [0x7f, 0x9f],
      [0x202a, 0x202e],
      [0x2066, 0x2069],
    ] as const
    for (const [first, last] of ranges) {
      for (let code = first; code <= last; code++) {
        expect(visible(String.fromCharCode(code))).toBe(`\\u${code.toString(16).padStart(4, '0')}`)
      }
    }
  })
})

describe('jsonText', () => {
  it('keeps the data and has no unsafe character but line breaks', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), (value) => {
        const text = jsonText(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(visible(text.replaceAll('\n', ''))).toBe(text.replaceAll('\n', ''))
      }),
      { seed: 1, numRuns: 300 },
    )
    expect(jsonText(['\u009b\u202e\u{e0041}'])).toBe('[\n  "\\u009b\\u202e\\udb40\\udc41"\n]\n')
  })
})

it.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['a\u{1f600}bc', 3, 'a…'],
  ['a\u{1f600}bc', 4, 'a\u{1f600}…'],
])('clip %j to %i', (text, limit, clipped) => expect(clip(text, limit)).toBe(clipped))

it.each([
  ['<a b="c">&\'', '&#60;a b=&#34;c&#34;&#62;&#38;&#39;'],
  ['\u0001\ufffe\ud800', '\\u0001\\ufffe\\ud800'],
])('escapeXml %j', (text, escaped) => expect(escapeXml(text)).toBe(escaped))

it.each([
  ['a | b', 'a \\| b'],
  ['a\\| b', 'a\\\\\\| b'],
  ['[x](javascript:0)', '\\[x\\](javascript:0)'],
  ['![x](https://e.test/i.png)', '!\\[x\\](https\\://e.test/i.png)'],
  ['<img src=x>', '&#60;img src=x&#62;'],
  ['&lt;', '&#38;lt;'],
  ['`code` *a* _b_ ~c~', '\\`code\\` \\*a\\* \\_b\\_ \\~c\\~'],
  ['see https://e.test and www.e.test', 'see https\\://e.test and www\\.e.test'],
  ['@team #1 $x$', '&#64;team \\#1 \\$x\\$'],
  ['# heading', '\\# heading'],
  ['- item', '\\- item'],
  ['1. item', '1\\. item'],
  ['203.0.113.7 stays', '203.0.113.7 stays'],
  ['a\nb', 'a\\\\u000ab'],
])('escapeMarkdown %j', (text, escaped) => expect(escapeMarkdown(text)).toBe(escaped))

it('markdownFence is longer than any fence in its text', () => {
  expect(markdownFence('a\n````\nb', 'yaml')).toBe('`````yaml\na\n````\nb\n`````\n')
  expect(markdownFence('a')).toBe('```\na\n```\n')
})

it.each([
  ['a%0A,b:c', 'a%250A,b:c', 'a%250A%2Cb%3Ac'],
  ['a\r\nb', 'a%0D%0Ab', 'a%0D%0Ab'],
])('workflow commands: %j', (text, data, property) => {
  expect(escapeCommandData(text)).toBe(data)
  expect(escapeCommandProperty(text)).toBe(property)
})
