import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as library from '../src/index.ts'
import {
  type Config,
  formatReport,
  formats,
  kinds,
  type Report,
  rules,
  UserError,
  type ValidateOptions,
  validate,
  validateAll,
} from '../src/index.ts'
import { cleanPorts, deniedPorts, openPorts, strangeYaml, untidyPorts } from './helpers/documents.ts'

describe('the exports', () => {
  it('are these values', () => {
    expect(Object.keys(library).toSorted()).toEqual([
      'UserError',
      'diffAccess',
      'formatReport',
      'formats',
      'kinds',
      'mapAccess',
      'rules',
      'traceRequest',
      'validate',
      'validateAll',
      'validateUpdate',
    ])
  })

  it('are these types', () => {
    const text = readFileSync('src/index.ts', 'utf8')
    const lists = [...text.matchAll(/^export type \{([^}]*)\}/gm)].flatMap(([, names]) => names!.split(','))
    const own = [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name!)
    expect([...lists.map((name) => name.trim()).filter((name) => name !== ''), ...own].toSorted()).toEqual([
      'AccessChange',
      'AccessDiff',
      'AccessMap',
      'AccessRow',
      'Category',
      'Config',
      'DocumentEntry',
      'DocumentInput',
      'Documents',
      'Finding',
      'FormatOptions',
      'Identity',
      'JsonSchema',
      'Place',
      'Position',
      'Range',
      'ReadOptions',
      'RefusedUpdate',
      'RelatedPlace',
      'Report',
      'ReportFormat',
      'Request',
      'RuleDocs',
      'RuleMeta',
      'RuleSetting',
      'Severity',
      'Summary',
      'Trace',
      'TraceStep',
      'UnknownPolicy',
      'ValidateOptions',
      'Witness',
    ])
  })

  it('name the kinds and rules, with what belongs to them', () => {
    expect(kinds.map(({ id }) => id)).toContain('northflank/service-ports')
    for (const kind of kinds) expect(kind.schema()).toMatchObject({ title: expect.any(String) })
    expect(rules.find(({ id }) => id === 'allow-denied')).toMatchObject({
      severity: 'error',
      category: 'effect',
    })
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  })
})

const rulesOf = ({ findings }: Report) => findings.map(({ rule, severity }) => `${rule} ${severity}`)

describe('validate', () => {
  it('takes a text or a value, and gives the same findings for both but for their ranges', () => {
    const text = validate(deniedPorts, { filename: 'a.json' })
    const value = validate(JSON.parse(deniedPorts), { filename: 'a.json' })
    expect(text.findings).toHaveLength(1)
    const { range, related, ...rest } = text.findings[0]!
    expect(range).toMatchObject({ start: { line: 14, column: 15 } })
    expect(value.findings).toEqual([{ ...rest, related: related.map(({ range: _, ...place }) => place) }])
    expect(value.findings[0]).not.toHaveProperty('range')
  })

  it('gives a finding the shape of the contract', () => {
    const { findings, ...report } = validate(deniedPorts, { filename: 'a.json' })
    expect(report).toEqual({
      version: 1,
      tool: { name: 'portcullis', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
      documents: [
        { file: 'a.json', index: 0, pointer: '', kind: 'northflank/service-ports', status: 'checked' },
      ],
      summary: { files: 1, documents: 1, errors: 1, warnings: 0, notes: 0, suppressed: 0 },
    })
    expect(findings[0]).toMatchObject({
      rule: 'allow-denied',
      severity: 'error',
      category: 'effect',
      file: 'a.json',
      document: 0,
      pointer: '/ports/0/security/policies/0/addresses/0',
      related: [{ file: 'a.json', document: 0, pointer: '/ports/0/security/policies/1/addresses/0' }],
      witness: { source: '203.0.113.7' },
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
  })

  it('applies its options', () => {
    expect(rulesOf(validate(openPorts))).toEqual(['allow-everyone warning'])
    expect(rulesOf(validate(openPorts, { rules: { 'allow-everyone': 'error' } }))).toEqual([
      'allow-everyone error',
    ])
    expect(rulesOf(validate(openPorts, { rules: { 'allow-everyone': 'off' } }))).toEqual([])
    expect(rulesOf(validate(openPorts, { only: ['allow-denied'] }))).toEqual([])
    const config: Config = { rules: { 'allow-everyone': { severity: 'note' } } }
    expect(rulesOf(validate(openPorts, { config }))).toEqual(['allow-everyone note'])
    expect(rulesOf(validate(openPorts, { config, rules: { 'allow-everyone': 'error' } }))).toEqual([
      'allow-everyone error',
    ])
    expect(rulesOf(validate(strangeYaml))).toEqual(['unknown-document warning'])
    expect(rulesOf(validate(strangeYaml, { unknown: 'skip' }))).toEqual([])
    expect(rulesOf(validate(strangeYaml, { unknown: 'error' }))).toEqual(['unknown-document error'])
    expect(validate(cleanPorts, { kind: 'northflank/service' }).documents[0]!.kind).toBe('northflank/service')
    expect(
      rulesOf(validate(openPorts, { kind: undefined, only: undefined } as unknown as ValidateOptions)),
    ).toEqual(['allow-everyone warning'])
  })

  it('applies what the configuration says of files', () => {
    const config: Config = {
      files: [{ match: 'deploy/*.json', kind: 'northflank/service' }],
      ignore: ['vendor/**'],
    }
    const kindOf = (filename: string) =>
      validate(cleanPorts, { filename, config }).documents.map(({ kind }) => kind)
    expect(kindOf('deploy/a.json')).toEqual(['northflank/service'])
    expect(kindOf('other/a.json')).toEqual(['northflank/service-ports'])
    expect(kindOf('vendor/a.json')).toEqual([])
  })

  const wrong = (options: unknown) => () => validate(cleanPorts, options as ValidateOptions)
  it.each<[unknown, RegExp]>([
    [null, /options are no object/],
    ['northflank/service', /options are no object/],
    [[], /options are no object/],
    [{ kinds: 'northflank/service' }, /"kinds" is no option/],
    [{ constructor: 1 }, /"constructor" is no option/],
    [{ kind: 'northflank/nothing' }, /"northflank\/nothing" is no kind/],
    [{ kind: 5 }, /kind must be a text/],
    [{ filename: 5 }, /filename must be a text/],
    [{ only: 'syntax' }, /only must be a list/],
    [{ only: [5] }, /only must be a list/],
    [{ only: ['nothing'] }, /"nothing" is no rule/],
    [{ rules: null }, /rules must be an object/],
    [{ rules: ['syntax'] }, /rules must be an object/],
    [{ rules: { syntax: null } }, /rules must be an object/],
    [{ rules: { nothing: 'off' } }, /"nothing" is no rule/],
    [{ rules: { schema: 'loud' } }, /"loud" is no severity/],
    [{ rules: { syntax: 'off' } }, /cannot be switched off/],
    [{ unknown: 'maybe' }, /unknown must be skip, warn or error/],
    [{ today: 'tomorrow' }, /today must be a date/],
    [{ config: null }, /config must be an object/],
    [{ config: { presett: 'strict' } }, /configuration is wrong: .*presett.*preset/],
    [{ config: { rules: { nothing: 'off' } } }, /"nothing" is no rule/],
    [{ config: { files: [{ match: '*', kind: 'nothing' }] } }, /"nothing" is no kind/],
  ])('refuses the options %j', (options, message) => {
    expect(wrong(options)).toThrow(UserError)
    expect(wrong(options)).toThrow(message)
  })
})

describe('validateAll', () => {
  it('sorts by file, whatever the order', () => {
    const inputs = [
      { filename: 'b.json', text: deniedPorts },
      { filename: 'a.json', text: openPorts },
      { filename: 'c.json', value: JSON.parse(untidyPorts) as unknown },
      { filename: 'd.json', value: undefined },
    ]
    const report = validateAll(inputs)
    expect(report.findings.map(({ file }) => file)).toEqual(['a.json', 'b.json', 'c.json', 'd.json'])
    expect(report.documents.map(({ file }) => file)).toEqual(['a.json', 'b.json', 'c.json', 'd.json'])
    expect(report.summary).toEqual({
      files: 4,
      documents: 3,
      errors: 1,
      warnings: 2,
      notes: 1,
      suppressed: 0,
    })
    expect(validateAll(inputs.toReversed())).toEqual(report)
  })

  it('takes the kind of one document, of all, or of the configuration, in that order', () => {
    const report = validateAll(
      [
        { filename: 'a.json', text: cleanPorts },
        { filename: 'b.json', text: cleanPorts, kind: 'northflank/service-ports-response' },
      ],
      { kind: 'northflank/service' },
    )
    expect(report.documents.map(({ kind }) => kind)).toEqual([
      'northflank/service',
      'northflank/service-ports-response',
    ])
  })

  it('of nothing is a report of nothing', () => {
    expect(validateAll([])).toMatchObject({ documents: [], findings: [], summary: { files: 0 } })
  })

  it.each([
    [undefined],
    ['text'],
    [[null]],
    [['text']],
    [[{ text: '' }]],
    [[{ filename: 'a' }]],
    [[{ filename: 'a', text: 5 }]],
    [[{ filename: 'a', text: '', kind: 5 }]],
  ])('refuses %j', (documents) => {
    expect(() => validateAll(documents as never)).toThrow(UserError)
  })
})

describe('formatReport', () => {
  it('is text by default, with the lines that it speaks of', () => {
    const report = validate(deniedPorts, { filename: 'a.json' })
    expect(formatReport(report)).toBe(formatReport(report, 'text'))
    expect(formatReport(report)).toContain('14 |               "203.0.113.7",')
  })

  it('shows a report that comes from elsewhere without them', () => {
    const report = JSON.parse(JSON.stringify(validate(deniedPorts, { filename: 'a.json' }))) as Report
    expect(formatReport(report)).toContain('a.json:14:15')
    expect(formatReport(report)).not.toContain('14 |')
    for (const format of formats) expect(formatReport(report, format).length).toBeGreaterThan(10)
  })

  it('applies its options', () => {
    const report = validate(deniedPorts)
    expect(formatReport(report, 'text', { color: true })).toContain('\u001b[')
    expect(formatReport(report, 'text', { maxProblems: 0 })).toContain('1 more not shown')
  })

  it('refuses a format that there is none of', () => {
    expect(() => formatReport(validate(cleanPorts), 'html' as never)).toThrow(UserError)
    expect(() => formatReport(validate(cleanPorts), 'toString' as never)).toThrow(UserError)
  })

  it('makes every format, also of a value and of nothing', () => {
    expect(formats).toEqual(['text', 'json', 'sarif', 'github', 'markdown', 'junit', 'gitlab'])
    for (const report of [validate(deniedPorts), validate(JSON.parse(deniedPorts)), validateAll([])]) {
      expect(JSON.parse(formatReport(report, 'json'))).toEqual(JSON.parse(JSON.stringify(report)))
      expect(JSON.parse(formatReport(report, 'sarif'))).toMatchObject({ version: '2.1.0' })
      expect(JSON.parse(formatReport(report, 'gitlab'))).toHaveLength(report.findings.length)
      expect(formatReport(report, 'junit')).toMatch(/^<\?xml /)
      expect(formatReport(report, 'markdown')).toMatch(/^## portcullis/)
    }
  })
})
