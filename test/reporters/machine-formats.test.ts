import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/finding.ts'
import { github } from '../../src/reporters/github.ts'
import { gitlab } from '../../src/reporters/gitlab.ts'
import { json } from '../../src/reporters/json.ts'
import { junit } from '../../src/reporters/junit.ts'
import { contextOf, findingOf, placeOn, reportOf } from '../helpers/report.ts'
import { sampleReport } from '../helpers/sample-report.ts'
import { parseXml } from '../helpers/xml.ts'

const context = contextOf({})

describe('json', () => {
  it('has every datum of the report, and no other', () => {
    const { report, context } = sampleReport()
    expect(JSON.parse(json(report, context))).toEqual(JSON.parse(JSON.stringify(report)))
  })

  it('has one order of keys, whatever the order given', () => {
    const { report, context } = sampleReport()
    const reversed = reverseKeys(report) as Report
    expect(JSON.stringify(reversed)).not.toBe(JSON.stringify(report))
    expect(json(reversed, context)).toBe(json(report, context))
  })

  function reverseKeys(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(reverseKeys)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, each]) => [key, reverseKeys(each)])
    return Object.fromEntries(entries.reverse())
  }
})

describe('gitlab', () => {
  interface Entry {
    readonly fingerprint: string
    readonly severity: string
    readonly location: { readonly path: string; readonly lines: { readonly begin: number } }
  }
  const entries = (...args: Parameters<typeof findingOf>[0][]) =>
    JSON.parse(gitlab(reportOf(args.map(findingOf)), context)) as Entry[]

  it('has a fingerprint of its own for each of equal findings', () => {
    const all = entries({}, {}, {}, { fingerprint: 'f' })
    expect(all[0]?.fingerprint).toBe('0123456789abcdef0123456789abcdef')
    expect(all[3]?.fingerprint).toBe('f')
    expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(4)
  })

  it.each([
    ['error', 'critical'],
    ['warning', 'major'],
    ['note', 'info'],
  ] as const)('calls %s %s', (severity, level) => expect(entries({ severity })[0]?.severity).toBe(level))

  it('names the line, or the first one where there is none', () => {
    expect(entries({ ...placeOn('./a.yaml', 'a\nb', 'b') })[0]?.location).toEqual({
      path: 'a.yaml',
      lines: { begin: 2 },
    })
    expect(entries({ file: 'a.yaml' })[0]?.location).toEqual({ path: 'a.yaml', lines: { begin: 1 } })
  })
})

describe('junit', () => {
  it('counts what it holds', () => {
    const { report, context } = sampleReport()
    const root = parseXml(junit(report, context))
    const cases = root.children.flatMap(({ children }) => children)
    const failed = cases.filter(({ children }) => children[0]?.name === 'failure')
    expect(root.attributes).toMatchObject({ tests: String(cases.length), failures: String(failed.length) })
    expect(failed).toHaveLength(3)
    for (const suite of root.children) {
      const failures = suite.children.filter(({ children }) => children[0]?.name === 'failure').length
      const skipped = suite.children.filter(({ children }) => children[0]?.name === 'skipped').length
      expect(suite.attributes).toMatchObject({
        tests: String(suite.children.length),
        failures: String(failures),
        skipped: String(skipped),
      })
    }
    expect(root.children.map(({ attributes }) => attributes['skipped'])).toEqual(['0', '0', '0', '1', '0'])
  })
})

describe('github', () => {
  it('points at the first line of a place of several, without columns that GitHub would drop', () => {
    const finding = findingOf({ ...placeOn('a.yaml', 'a:\n  b\n  c', 'b\n  c') })
    expect(github(reportOf([finding]), context)).toMatch(
      /^::error file=a\.yaml,line=2,endLine=2,col=3,title=allow-denied::/,
    )
  })
})
