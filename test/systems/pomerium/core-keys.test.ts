import { describe, expect, it } from 'vitest'
import { validate } from '../../../src/index.ts'
import { lowerCaseKeys, pathAsWritten } from '../../../src/systems/pomerium/core-keys.ts'

describe('the keys of a core file', () => {
  it('lose their capitals at every depth, in lists too', () => {
    const written = { Routes: [{ From: 'https://A', Policy: { Allow: { Or: [{ 'claim/Team': 'Shop' }] } } }] }
    expect(lowerCaseKeys(written)).toEqual({
      routes: [{ from: 'https://A', policy: { allow: { or: [{ 'claim/team': 'Shop' }] } } }],
    })
    const at = ['routes', 0, 'policy', 'allow', 'or', 0, 'claim/team']
    expect(pathAsWritten(written, at)).toEqual(['Routes', 0, 'Policy', 'Allow', 'Or', 0, 'claim/Team'])
  })

  it('share what has no capitals with what was given', () => {
    const written = { routes: [{ from: 'https://a' }], Address: ':443', list: [] }
    const read = lowerCaseKeys(written) as typeof written
    expect(read.routes).toBe(written.routes)
    expect(read.list).toBe(written.list)
    expect(lowerCaseKeys(written.routes)).toBe(written.routes)
    expect(lowerCaseKeys('Text')).toBe('Text')
    expect(lowerCaseKeys(null)).toBe(null)
  })

  it('stay as they are where another one takes their place', () => {
    expect(lowerCaseKeys({ routes: 1, Routes: 2 })).toEqual({ routes: 1, Routes: 2 })
    expect(lowerCaseKeys({ Routes: 2, routes: 1 })).toEqual({ routes: 1, Routes: 2 })
    const both = { Routes: 1, ROUTES: 2 }
    expect(lowerCaseKeys(both)).toEqual({ routes: 1, ROUTES: 2 })
    expect(pathAsWritten(both, ['routes'])).toEqual(['Routes'])
    expect(pathAsWritten(both, ['ROUTES'])).toEqual(['ROUTES'])
  })

  it('may be ones that every object inherits', () => {
    const written = JSON.parse('{"__proto__": {"From": 1}, "constructor": {"To": 2}, "toString": 3}')
    const read = lowerCaseKeys(written) as object
    expect(JSON.stringify(read)).toBe('{"__proto__":{"from":1},"constructor":{"to":2},"tostring":3}')
    expect(pathAsWritten(written, ['__proto__', 'from'])).toEqual(['__proto__', 'From'])
    expect(pathAsWritten(written, ['tostring'])).toEqual(['toString'])
    expect(pathAsWritten(written, ['nothing', 0, 'here'])).toEqual(['nothing', 0, 'here'])
  })

  it('are read once where a part is shared', () => {
    let shared: object = { Deep: 1 }
    for (let level = 0; level < 60; level++) shared = { A: shared, B: shared }
    const read = lowerCaseKeys(shared) as { a: unknown; b: unknown }
    expect(read.a).toBe(read.b)
  })
})

describe('a finding', () => {
  const text =
    'Routes:\n  - From: https://app.example.com\n    To: http://app\n    TLS_Skip_Verify: true\n    Timeout: 1d\n'

  it('points at the key as it is written', () => {
    const { findings } = validate(text, { filename: 'config.yaml', only: ['pomerium/duration-dialect'] })
    expect(
      findings.map(({ pointer, range }) => [pointer, text.slice(range!.start.offset, range!.end.offset)]),
    ).toEqual([['/Routes/0/Timeout', '1d']])
  })

  it('tells of a key that differs from another one in case only', () => {
    const twice = `${text}routes: []\n`
    const { findings } = validate(twice, {
      filename: 'config.yaml',
      kind: 'pomerium/config',
      only: ['unknown-key'],
    })
    expect(findings.map(({ pointer }) => pointer)).toEqual(['/Routes'])
  })
})
