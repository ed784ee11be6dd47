import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Log, Result, Run } from 'sarif'
import { describe, expect, it } from 'vitest'
import type { Category, Severity } from '../../src/finding.ts'
import { lineHashes } from '../../src/fingerprint.ts'
import { gitHubLimits, type SarifLimits, sarif, sarifWithin } from '../../src/reporters/sarif.ts'
import { contextOf, findingOf, placeOn, relatedOf, reportOf, ruleOf } from '../helpers/report.ts'
import { sampleReport } from '../helpers/sample-report.ts'

const schema = JSON.parse(
  readFileSync(new URL('../helpers/sarif-schema/sarif-2.1.0.json', import.meta.url), 'utf8'),
) as object
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
const isSarif = ajv.compile<Log>(schema)

/** Reads a log that must keep the schema. */
function read(text: string): Run {
  const log: unknown = JSON.parse(text)
  expect(isSarif(log) ? [] : isSarif.errors).toEqual([])
  const [run] = (log as Log).runs
  return run!
}
const text = 'a: 1\nb:\n  - x\n  - y\n'
const context = contextOf({ 'a.yaml': text })
const resultOf = (given: Parameters<typeof findingOf>[0]): Result =>
  read(sarif(reportOf([findingOf({ file: 'a.yaml', ...given })]), context)).results![0]!

describe('the schema', () => {
  it('is met by every shape of finding and by a clean run', () => {
    const { report, context } = sampleReport()
    expect(read(sarif(report, context)).results).toHaveLength(4)
    const clean = read(sarif(reportOf([]), contextOf({}, { rules: () => [ruleOf({})] })))
    expect(clean.results).toEqual([])
    expect(clean.tool.driver.rules).toHaveLength(1)
  })

  it('is one that refuses what is wrong', () => {
    const { report, context } = sampleReport()
    const good = sarif(report, context)
    for (const [from, to] of [
      ['"level": "error"', '"level": "fatal"'],
      ['"startLine": 8', '"startLine": -1'],
      ['"uri": "service.yaml"', '"uri": "ser vice.yaml"'],
    ] as const) {
      expect(good).toContain(from)
      expect(isSarif(JSON.parse(good.replace(from, to)))).toBe(false)
    }
  })
})

describe('a result', () => {
  it('names its rule by id and index', () => {
    const { report, context } = sampleReport()
    const run = read(sarif(report, context))
    for (const { ruleId, ruleIndex } of run.results!)
      expect(run.tool.driver.rules![ruleIndex!]!.id).toBe(ruleId)
  })

  it('has its rule also where the run did not list it', () => {
    const run = read(sarif(reportOf([findingOf({ rule: 'left-out', severity: 'note' })]), contextOf({})))
    expect(run.tool.driver.rules!.map(({ id }) => id)).toEqual(['left-out'])
    expect(run.results![0]!.ruleIndex).toBe(0)
  })

  it('has one place, with the hash that GitHub would compute', () => {
    const result = resultOf(placeOn('a.yaml', text, 'y'))
    expect(result.locations).toHaveLength(1)
    expect(result.locations![0]!.physicalLocation!.region).toEqual({
      startLine: 4,
      startColumn: 5,
      endLine: 4,
      endColumn: 6,
    })
    expect(result.partialFingerprints).toEqual({
      primaryLocationLineHash: lineHashes(text)[3],
      'portcullis/v1': '0123456789abcdef0123456789abcdef',
    })
  })

  it('is cut to its first line', () => {
    const region = resultOf(placeOn('a.yaml', text, 'x\n  - y')).locations![0]!.physicalLocation!.region
    expect(region).toEqual({ startLine: 3, startColumn: 5 })
  })

  it('has a line but no hash where it was given as a value', () => {
    const result = resultOf({ pointer: '/b/0' })
    expect(result.locations![0]!.physicalLocation!.region).toEqual({ startLine: 1 })
    expect(result.locations![0]!.logicalLocations![0]!.fullyQualifiedName).toBe('/b/0')
    expect(Object.keys(result.partialFingerprints!)).toEqual(['portcullis/v1'])
  })

  it('links each related place from its message', () => {
    const result = resultOf({
      ...placeOn('a.yaml', text, 'y'),
      message: 'matches ^[a](1)$.',
      related: [
        relatedOf(placeOn('a.yaml', text, 'x'), 'denied here'),
        relatedOf(placeOn('b.yaml', text, 'x'), 'and [here](2)\\'),
      ],
    })
    expect(result.message.text).toBe('matches ^[a\\](1)$. See: [denied here](1), [and \\[here\\](2)\\\\](2).')
    expect(result.relatedLocations!.map(({ id, message }) => [id, message!.text])).toEqual([
      [1, 'denied here'],
      [2, 'and [here](2)\\'],
    ])
  })

  it('keeps its witness', () => {
    expect(resultOf({ witness: { source: '192.0.2.1', host: 'h' } }).properties).toEqual({
      category: 'effect',
      witness: { host: 'h', source: '192.0.2.1' },
    })
  })
})

describe('a file', () => {
  it.each<[string, { uri: string; uriBaseId?: string }]>([
    ['a/b.yaml', { uri: 'a/b.yaml', uriBaseId: '%SRCROOT%' }],
    ['./a//b.yaml', { uri: 'a/b.yaml', uriBaseId: '%SRCROOT%' }],
    ['a b#c%d?.yaml', { uri: 'a%20b%23c%25d%3F.yaml', uriBaseId: '%SRCROOT%' }],
    ['é/東.yaml', { uri: '%C3%A9/%E6%9D%B1.yaml', uriBaseId: '%SRCROOT%' }],
    ['c:d.yaml', { uri: 'c%3Ad.yaml', uriBaseId: '%SRCROOT%' }],
    ['<stdin>', { uri: '%3Cstdin%3E', uriBaseId: '%SRCROOT%' }],
    ['a\ud800', { uri: 'a%EF%BF%BD', uriBaseId: '%SRCROOT%' }],
    ['../a.yaml', { uri: '../a.yaml', uriBaseId: '%SRCROOT%' }],
    ['../../a.yaml', { uri: '../../a.yaml', uriBaseId: '%SRCROOT%' }],
    ['a/../b.yaml', { uri: 'b.yaml', uriBaseId: '%SRCROOT%' }],
    ['/etc/a b.yaml', { uri: 'file:///etc/a%20b.yaml' }],
    ['C:\\a\\b c.yaml', { uri: 'file:///C:/a/b%20c.yaml' }],
  ])('%j', (file, location) => {
    const run = read(sarif(reportOf([findingOf({ file })]), context))
    expect(run.results![0]!.locations![0]!.physicalLocation!.artifactLocation).toEqual({
      ...location,
      index: 0,
    })
    expect(run.artifacts![0]!.location).toEqual(location)
  })
})

describe('a rule', () => {
  const descriptor = (given: Parameters<typeof ruleOf>[0]) =>
    read(sarif(reportOf([]), contextOf({}, { rules: () => [ruleOf(given)] }))).tool.driver.rules![0]!

  it('has all that GitHub reads', () => {
    expect(descriptor({ id: 'northflank/sso-empty' })).toMatchObject({
      id: 'northflank/sso-empty',
      name: 'NorthflankSsoEmpty',
      shortDescription: { text: 'An allowed address that is denied too.' },
      fullDescription: { text: 'DENY always wins, so the entry lets nobody in.' },
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['security', 'effect', 'access-control', 'northflank'], precision: 'very-high' },
    })
    expect(descriptor({}).help!.markdown).toContain(
      '```yaml\nallow: [203.0.113.7]\ndeny: [203.0.113.0/24]\n```',
    )
    expect(descriptor({}).help!.text).toContain('Not reported:\n\n    allow: [198.51.100.7]')
  })

  it('has a name other than its id', () => expect(descriptor({ id: 'syntax' }).name).toBe('SyntaxProblem'))

  const table: [Category, Severity, 'security-severity' | 'problem.severity', string][] = [
    ['exposure', 'error', 'security-severity', '8.1'],
    ['exposure', 'warning', 'security-severity', '6.1'],
    ['exposure', 'note', 'security-severity', '3.1'],
    ['effect', 'error', 'security-severity', '7.1'],
    ['effect', 'warning', 'security-severity', '5.1'],
    ['effect', 'note', 'security-severity', '2.1'],
    ['validity', 'error', 'problem.severity', 'error'],
    ['validity', 'warning', 'problem.severity', 'warning'],
    ['upkeep', 'note', 'problem.severity', 'recommendation'],
  ]
  it.each(table)('of %s and %s has %s %s', (category, severity, property, value) => {
    const { properties } = descriptor({ category, severity })
    expect(properties![property]).toBe(value)
    const scored = property === 'security-severity'
    expect(properties![scored ? 'problem.severity' : 'security-severity']).toBeUndefined()
    expect(properties!.tags!.includes('security')).toBe(scored)
  })

  it('keeps to the lengths that GitHub allows', () => {
    const long = descriptor({
      id: 'x-'.repeat(300),
      summary: 's'.repeat(2000),
      docs: { why: 'w'.repeat(2000), bad: '', good: '' },
    })
    expect(long.name!.length).toBeLessThanOrEqual(255)
    expect(long.shortDescription!.text.length).toBeLessThanOrEqual(1024)
    expect(long.fullDescription!.text.length).toBeLessThanOrEqual(1024)
  })
})

describe('limits', () => {
  const findings = (['note', 'error', 'warning', 'error'] as const).map((severity, index) =>
    findingOf({ severity, message: `message ${index}.` }),
  )
  /** The run, and what is said beside it. */
  const within = (limits: Partial<SarifLimits>, list: Parameters<typeof reportOf>[0]) => {
    const said: string[] = []
    const reporter = sarifWithin({ ...gitHubLimits, ...limits })
    const text = reporter(reportOf(list), { ...context, notice: (notice) => said.push(notice) })
    return { run: (JSON.parse(text) as Log).runs[0]!, said, text }
  }

  it('puts the most severe results first and tells of those left out', () => {
    const { run, said, text } = within({ results: 3 }, findings)
    read(text)
    expect(run.results!.map(({ message }) => message.text)).toEqual([
      'message 1.',
      'message 3.',
      'message 2.',
    ])
    const [invocation] = run.invocations!
    expect(invocation!.executionSuccessful).toBe(true)
    expect(said).toEqual([
      '1 result left out of the SARIF log, which holds 3 at most. The most severe were kept; the other formats have all of them.',
    ])
    expect(invocation!.toolExecutionNotifications).toEqual([
      { level: 'warning', descriptor: { id: 'results-cut' }, message: { text: said[0] } },
    ])
  })

  it('has no notice where all fit', () => {
    const { run, said } = within({ results: 4 }, findings)
    expect(run.invocations).toEqual([{ executionSuccessful: true }])
    expect(said).toEqual([])
  })

  it('are 25,000 results, ranked and otherwise in their order', () => {
    const severities = ['note', 'warning', 'error'] as const
    const many = Array.from({ length: 30_000 }, (_, index) =>
      findingOf({ severity: severities[index % 3]!, message: `${index}` }),
    )
    const { run, said } = within({}, many)
    expect(said).toEqual([expect.stringMatching(/^5000 results left out .* which holds 25000 at most/)])
    const numbers = run.results!.map(({ message }) => Number(message.text))
    const ranked = [2, 1, 0].flatMap((rest) =>
      many.map((_, index) => index).filter((index) => index % 3 === rest),
    )
    expect(numbers).toEqual(ranked.slice(0, 25_000))
  })

  it('are so many bytes once compressed, however long the messages are', () => {
    expect(gitHubLimits.bytes).toBe(10_000_000)
    const bytes = 400_000
    // Random digits hardly compress.
    const digits = randomDigits(4000)
    const many = Array.from({ length: 600 }, (_, index) =>
      findingOf({
        severity: index % 2 === 0 ? 'note' : 'error',
        message: digits.slice(index % 1000) + digits.slice(0, index % 977) + index,
        witness: { path: `/${randomDigits(2000, index)}` },
      }),
    )
    const { run, said, text } = within({ bytes }, many)
    expect(gzipSync(text).length).toBeLessThan(bytes)
    expect(gzipSync(text).length).toBeGreaterThan(bytes * 0.7)
    const { length } = run.results!
    expect(said).toEqual([
      expect.stringMatching(new RegExp(`^${600 - length} results left out .* 400000 bytes at most`)),
    ])
    const levels = run.results!.map(({ level }) => level)
    expect(levels.lastIndexOf('error')).toBeLessThan(
      levels.includes('note') ? levels.indexOf('note') : length,
    )
    expect(levels.filter((level) => level === 'error').length).toBe(Math.min(300, length))
  })

  it('end with a log of no results, where not even one fits', () => {
    const { run, said, text } = within({ bytes: 10 }, findings)
    read(text)
    expect(run.results).toEqual([])
    expect(said[0]).toMatch(/^4 results left out/)
  })
})

/** Digits that look random, and are the same each time. */
function randomDigits(length: number, seed = 1): string {
  let state = seed + 1
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 16) % 10
  }).join('')
}

it('leaves suppressed findings out', () => {
  const suppressed = [findingOf({ rule: 'suppressed-rule', message: 'suppressed.' })]
  expect(sarif(reportOf([]), { ...context, suppressed })).not.toContain('suppressed')
})
