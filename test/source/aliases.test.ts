import { describe, expect, it } from 'vitest'
import { validate } from '../../src/index.ts'
import { maxAliasValues } from '../../src/source/limits.ts'

const messages = (text: string) =>
  validate(text, { filename: 'a.yaml' }).findings.map(({ message }) => message)
const readable = [expect.stringContaining('No known kind of document') as string]
const port = (index: number, policies: string) =>
  `  - { id: p${index}, name: p${index}, internalPort: ${1000 + index}, protocol: HTTP, public: true, security: { policies: ${policies} } }\n`

describe('aliases', () => {
  it('may repeat one value a thousand times', () => {
    const anchored = port(0, '&office [{ action: ALLOW, addresses: [198.51.100.0/24] }]')
    const text = `ports:\n${anchored}${Array.from({ length: 999 }, (_, index) => port(index + 1, '*office')).join('')}`
    expect(messages(text)).toEqual([])
    const merged = `a: &a { x: 1 }\nb:\n${'  - { <<: *a, y: 2 }\n'.repeat(1000)}`
    expect(messages(merged)).toEqual(readable)
  })

  it('are looked up without a search of the whole document', () => {
    const text = Array.from(
      { length: 30_000 },
      (_, index) => `a${index}: &a${index} x\nb${index}: *a${index}\n`,
    )
    expect(messages(text.join(''))).toEqual(readable)
  })

  it('stand for the last value of their name, and for what is wrong with it', () => {
    const old = '[{ action: ALLOW, addresses: [198.51.100.0/24] }]'
    const text = `x: &a ${old}\ny: &a [{ action: ALLOW, addresses: [nowhere] }]\nports:\n${port(0, '*a')}`
    const [finding] = validate(text, { kind: 'northflank/service-ports' }).findings.filter(
      ({ rule }) => rule === 'address-syntax',
    )
    expect(finding).toMatchObject({ pointer: '/ports/0/security/policies/0/addresses/0' })
    expect(text.slice(finding!.range!.start.offset, finding!.range!.end.offset)).toBe('nowhere')
  })

  it.each([
    ['in a list', 'a: &a [*a]\n'],
    ['in a map', 'a: &a { b: { c: *a } }\n'],
    ['in a key', '&a { ? *a : b }\n'],
    ['in a merge', 'a: &a { <<: *a }\n'],
  ])('within what they repeat are an error: %s', (_, text) => {
    expect(messages(text)).toEqual([
      'An alias stands inside the value that it repeats, so the document never ends.',
    ])
  })

  it('add a million values, and not one more', () => {
    // The list itself is a value, too.
    const list = `[${Array.from({ length: 999 }, () => 1).join(',')}]`
    const text = (more: string) => `a: &a ${list}\nb:\n${'- *a\n'.repeat(maxAliasValues / 1000)}${more}`
    expect(messages(text(''))).toEqual(readable)
    const [message, ...others] = messages(text('c: &c x\nd: *c\n'))
    expect(others).toEqual([])
    expect(message).toMatch(
      /^The aliases of this document add more than 1000000 values .*; repeat less, or split/,
    )
  })

  it('that multiply by merging are stopped as well', () => {
    const lines = Array.from(
      { length: 60 },
      (_, index) => `a${index + 1}: &a${index + 1} { <<: [*a${index}, *a${index}] }\n`,
    )
    expect(messages(`a0: &a0 { x: 1 }\n${lines.join('')}`)).toEqual([expect.stringContaining('alias bomb')])
  })
})
