import { mkdirSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { checkConfig, fileRules } from '../src/config.ts'
import { findConfig, loadConfig } from '../src/config-file.ts'
import { UserError } from '../src/errors.ts'
import { scratch } from './helpers/spawn.ts'

const files = scratch()
afterAll(files.remove)
const at = (name: string) => `${files.path}/${name}`

describe('a configuration', () => {
  it.each<[unknown]>([
    [{}],
    [{ preset: 'strict' }],
    [{ rules: { schema: 'off', syntax: 'error', 'allow-denied': { severity: 'note' } } }],
    [{ files: [{ match: '**/*.json', kind: 'northflank/service' }], ignore: ['a/**'] }],
    [{ suppressions: { requireReason: true, requireExpiry: false } }],
    [{ $schema: 'https://example.com/config.schema.json' }],
  ])('%j is one', (config) => expect(checkConfig(config)).toEqual(config))

  it.each<[unknown, RegExp]>([
    [null, /expected an object/],
    [[], /expected an object/],
    ['strict', /expected an object/],
    [{ presets: 'strict' }, /presets.*preset/],
    [{ preset: 'lax' }, /lax.*recommended/],
    [{ rules: ['schema'] }, /rules/],
    [{ rules: { schema: 'loud' } }, /loud/],
    [{ rules: { schema: {} } }, /schema is none of off, note, warning, error/],
    [{ rules: { schema: null } }, /null/],
    [{ files: { match: '*', kind: 'northflank/service' } }, /files/],
    [{ files: [{ match: '*' }] }, /kind/],
    [{ files: [{ match: '*', kind: 'nothing' }] }, /"nothing" is no kind/],
    [{ ignore: 'a' }, /ignore/],
    [{ ignore: [''] }, /ignore/],
    [{ suppressions: { requireReason: 'yes' } }, /requireReason/],
    [{ suppressions: { requireReasons: true } }, /requireReasons.*requireReason/],
    [JSON.parse('{"__proto__": 1}') as unknown, /__proto__/],
  ])('%j is none', (config, message) => {
    expect(() => checkConfig(config)).toThrow(UserError)
    expect(() => checkConfig(config)).toThrow(message)
  })
})

describe('the globs', () => {
  const rules = fileRules({
    files: [
      { match: 'deploy/*.json', kind: 'northflank/service' },
      { match: '**/*.json', kind: 'northflank/service-ports' },
    ],
    ignore: ['vendor/**', '**/generated-*.yaml'],
  })
  it.each([
    ['deploy/a.json', 'northflank/service'],
    ['deploy/more/a.json', 'northflank/service-ports'],
    ['a.json', 'northflank/service-ports'],
    ['.hidden/a.json', 'northflank/service-ports'],
    ['deploy/a.yaml', undefined],
    ['', undefined],
  ])('%s is of kind %s', (name, kind) => expect(rules.kindOf(name)).toBe(kind))

  it.each([
    ['vendor/a.json', true],
    ['vendor/b/c/a.json', true],
    ['vendor/.hidden/a.json', true],
    ['a/vendor/a.json', false],
    ['generated-a.yaml', true],
    ['b/generated-a.yaml', true],
    ['b/not-generated-a.yaml', false],
    ['', false],
  ])('%s is ignored: %s', (name, ignored) => expect(rules.ignores(name)).toBe(ignored))
})

describe('the nearest file', () => {
  it('is found upward, YAML before JSON', () => {
    mkdirSync(at('near/a/b/c'), { recursive: true })
    expect(findConfig(at('near/a/b/c'))).toBeUndefined()
    const far = files.write('near/portcullis.config.json', '{}')
    expect(findConfig(at('near/a/b/c'))).toBe(far)
    const near = files.write('near/a/b/portcullis.config.json', '{}')
    expect(findConfig(at('near/a/b/c'))).toBe(near)
    expect(findConfig(at('near/a/b'))).toBe(near)
    expect(findConfig(at('near/a'))).toBe(far)
    const preferred = files.write('near/a/b/portcullis.config.yaml', '')
    expect(findConfig(at('near/a/b/c'))).toBe(preferred)
  })
})

describe('a configuration file', () => {
  const load = (text: string, name = 'portcullis.config.yaml') =>
    loadConfig(files.write(`load/${name}`, text))

  it.each([
    ['preset: strict\n', 'portcullis.config.yaml'],
    ['{"preset": "strict"}', 'portcullis.config.json'],
    ['\ufeffpreset: strict\r\n', 'portcullis.config.yaml'],
  ])('%j is read', (text, name) => expect(load(text, name).config).toEqual({ preset: 'strict' }))

  it.each(['', '\n', '# nothing\n', '---\n', 'null\n', '{}'])('%j says nothing', (text) => {
    expect(load(text).config).toEqual({})
  })

  it.each<[string, RegExp]>([
    ['preset: [', /portcullis\.config\.yaml:1:\d+: This is no YAML/],
    ['preset: strict\npreset: strict\n', /:2:1: "preset" stands twice/],
    ['preset: lax\n', /:1:9: .*lax/],
    ['rules:\n  schema: loud\n', /:2:11: .*loud/],
    ['rules:\n  nothing: 5\n', /:2:12: /],
    ['- a\n', /:1:1: .*expected an object/],
    ['preset: strict\n---\npreset: strict\n', /:(2|3):1: .*second/],
    ['files: [{ match: "*", kind: nothing }]\n', /portcullis\.config\.yaml.*"nothing" is no kind/],
    ['\u0000', /binary/],
    [`${'['.repeat(100_000)}`, /nested more than/],
  ])('%j is refused with its place', (text, message) => {
    expect(() => load(text)).toThrow(UserError)
    expect(() => load(text)).toThrow(message)
  })

  it('that is JSON may hold no comments', () => {
    expect(() => load('{"preset": "strict" /* why */}', 'portcullis.config.json')).toThrow(
      /:1:21: JSON has no comments/,
    )
  })

  it('that is not there is refused', () => {
    expect(() => loadConfig(at('gone.yaml'))).toThrow(/cannot be read: there is no such file/)
    expect(() => loadConfig(files.path)).toThrow(/cannot be read: it is a folder/)
  })

  it('speaks of files by their names from its own folder', () => {
    const { files: about } = load(
      'files: [{ match: "*.json", kind: northflank/service }]\nignore: [vendor/**]\n',
    )
    expect(about.kindOf(at('load/a.json'))).toBe('northflank/service')
    expect(about.kindOf(at('load/more/a.json'))).toBeUndefined()
    expect(about.kindOf(at('a.json'))).toBeUndefined()
    expect(about.ignores(at('load/vendor/a.json'))).toBe(true)
    expect(about.ignores(at('vendor/a.json'))).toBe(false)
  })
})
