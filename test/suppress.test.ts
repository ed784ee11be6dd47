import { describe, expect, it } from 'vitest'
import { type ValidateOptions, validate } from '../src/index.ts'

const port = (before: string, inside: string, policy: string) => `${before}ports:
  - name: p01
    internalPort: 8080
    protocol: TCP${inside}
    public: true
    security:
      policies:
        ${policy}
`
const plain = '- { action: ALLOW, addresses: [10.0.0.1/8] }'

/** `rule line`, for what is reported; whatever is suppressed is counted. */
const check = (text: string, options: ValidateOptions = {}) => {
  const { findings, summary } = validate(text, {
    filename: 'case.yaml',
    today: '2026-06-15',
    rules: { 'northflank/missing-port-id': 'off' },
    ...options,
  })
  return {
    found: findings.map(({ rule, range }) => `${rule} ${range!.start.line}`),
    messages: findings.filter(({ rule }) => rule === 'unused-suppression').map(({ message }) => message),
    suppressed: summary.suppressed,
  }
}

it('there is something to suppress', () => {
  expect(check(port('', '', plain))).toMatchObject({
    found: ['public-protocol 4', 'address-canonical 8'],
    suppressed: 0,
  })
})

describe('a suppression', () => {
  it.each<[string, string, string[], number]>([
    ['behind a value', port('', ' # portcullis: ignore public-protocol', plain), ['address-canonical 8'], 1],
    [
      'with a reason',
      port('', ' # portcullis: ignore public-protocol -- old load balancer', plain),
      ['address-canonical 8'],
      1,
    ],
    [
      'of two rules',
      port('', ' # portcullis: ignore public-protocol, address-canonical', plain),
      ['unused-suppression 4', 'address-canonical 8'],
      1,
    ],
    [
      'on a line of its own',
      port('', '', `# portcullis: ignore address-canonical\n        ${plain}`),
      ['public-protocol 4'],
      1,
    ],
    ['above a list', port('# portcullis: ignore public-protocol,address-canonical\n', '', plain), [], 2],
    [
      'of the whole file',
      port('', '', `${plain}\n# portcullis: ignore-file public-protocol`),
      ['address-canonical 8'],
      1,
    ],
    [
      'with an empty line between',
      port('', '', `# portcullis: ignore address-canonical\n\n        # why\n        ${plain}`),
      ['public-protocol 4'],
      1,
    ],
    [
      'that holds until today',
      port('', ' # portcullis: ignore public-protocol until 2026-06-15', plain),
      ['address-canonical 8'],
      1,
    ],
    [
      'until a day to come, with a reason',
      port('', ' # portcullis: ignore public-protocol until 2027-01-01 -- why', plain),
      ['address-canonical 8'],
      1,
    ],
    ['without blanks', port('', ' #portcullis:ignore public-protocol', plain), ['address-canonical 8'], 1],
  ])('%s', (_, text, found, suppressed) => expect(check(text)).toMatchObject({ found, suppressed }))

  it('covers what is indented below its line, and no more', () => {
    const text = port(
      '',
      '',
      `# portcullis: ignore address-canonical\n        - action: ALLOW\n          addresses:\n            - 10.0.0.1/8\n        - { action: DENY, addresses: [10.1.0.1/16] }`,
    )
    expect(check(text)).toMatchObject({ found: ['public-protocol 4', 'address-canonical 12'], suppressed: 1 })
  })

  it('covers a list at the indent of its key', () => {
    const text = `# portcullis: ignore public-protocol\nports:\n- name: p01\n  internalPort: 8080\n  protocol: TCP\n  public: true\n`
    expect(check(text)).toEqual({ found: [], messages: [], suppressed: 1 })
  })

  it('covers one document of a stream', () => {
    const text = `# portcullis: ignore public-protocol\n${port('', '', '[]').replace('        []', '        []')}---\n${port('', '', '[]')}`
    expect(check(text).suppressed).toBe(1)
    expect(check(text).found).toEqual(['public-protocol 14'])
  })

  it('is none inside a text', () => {
    const text = port('', '', '- { action: ALLOW, addresses: ["# portcullis: ignore address-syntax"] }')
    expect(check(text)).toMatchObject({ found: ['public-protocol 4', 'address-syntax 8'], suppressed: 0 })
  })

  it('is none in JSON, which has no comments', () => {
    const text = JSON.stringify({
      ports: [
        {
          name: 'p01',
          internalPort: 1,
          protocol: 'TCP',
          public: true,
          domains: ['# portcullis: ignore public-protocol'],
        },
      ],
    })
    expect(check(text)).toMatchObject({ found: ['public-protocol 1'], suppressed: 0 })
  })
})

describe('an unused suppression', () => {
  it.each<[string, string, string]>([
    [
      'of a rule that found nothing',
      ' # portcullis: ignore address-syntax',
      'This suppression of address-syntax suppresses nothing; remove it.',
    ],
    [
      'of a rule that does not exist',
      ' # portcullis: ignore no-such-rule',
      'This suppression of no-such-rule suppresses nothing; remove it.',
    ],
    [
      'that has ended',
      ' # portcullis: ignore public-protocol until 2026-06-14',
      'This suppression ended on 2026-06-14 and holds nothing back any more; remove or renew it.',
    ],
    [
      'that names no rule',
      ' # portcullis: ignore',
      'This comment is neither "kind=…" nor "ignore RULE [until YYYY-MM-DD] [-- why]", so it says nothing.',
    ],
    [
      'with words that mean nothing',
      ' # portcullis: ignore public-protocol because',
      'This comment is neither "kind=…" nor "ignore RULE [until YYYY-MM-DD] [-- why]", so it says nothing.',
    ],
  ])('%s', (_, comment, message) => {
    const { found, messages, suppressed } = check(port('', comment, plain))
    expect(messages).toEqual([message])
    expect(found).toContain('public-protocol 4')
    expect(suppressed).toBe(0)
  })

  it('is not judged where its rule did not run', () => {
    const text = port('', ' # portcullis: ignore address-syntax', plain)
    expect(check(text, { rules: { 'address-syntax': 'off' } }).messages).toEqual([])
    expect(check(text, { only: ['public-protocol', 'unused-suppression'] }).messages).toEqual([])
  })

  it('lacks the reason or the end that the configuration asks for', () => {
    const text = port('', ' # portcullis: ignore public-protocol', plain)
    const messages = (suppressions: object) => check(text, { config: { suppressions } }).messages
    expect(messages({ requireReason: true })).toEqual([expect.stringMatching(/gives no reason/)])
    expect(messages({ requireExpiry: true })).toEqual([expect.stringMatching(/never ends/)])
    expect(messages({ requireReason: false, requireExpiry: false })).toEqual([])
    const complete = port('', ' # portcullis: ignore public-protocol until 2026-12-31 -- why', plain)
    expect(
      check(complete, { config: { suppressions: { requireReason: true, requireExpiry: true } } }),
    ).toMatchObject({ messages: [], suppressed: 1 })
  })

  it('cannot be suppressed away by another one of the same line', () => {
    const text = port('', ' # portcullis: ignore unused-suppression', plain)
    expect(check(text).messages).toHaveLength(1)
  })
})
