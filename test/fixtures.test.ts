import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'
import { formatReport, rules, validate } from '../src/index.ts'
import { expectGolden } from './helpers/golden.ts'

const files = (pattern: string) => globSync(pattern, { cwd: 'fixtures', ignore: '**/*.txt' }).toSorted()
const read = (file: string) => {
  const text = readFileSync(`fixtures/${file}`, 'utf8')
  return validate(text, { filename: basename(file), unknown: 'error', today: '2026-01-01' })
}

const silent = files('*/ok/*')
const reported = files('*/reported/*')

describe('the fixtures', () => {
  it('are there', () => {
    expect(silent.length).toBeGreaterThan(5)
    expect(reported.length).toBeGreaterThan(5)
  })

  it('have every report beside its document', () => {
    const reports = globSync('*/reported/*.txt', { cwd: 'fixtures' }).toSorted()
    expect(reports).toEqual(reported.map((file) => `${file}.txt`).toSorted())
  })

  it('show every rule on documents', () => {
    const shown = new Set(reported.flatMap((file) => read(file).findings.map(({ rule }) => rule)))
    // Whoever reads these documents has not read them as something else, nor taken anything back.
    const elsewhere = ['syntax', 'unknown-document', 'unknown-key', 'unused-suppression']
    // What compares two documents is shown where they are compared.
    const alone = rules.filter(({ docs }) => !docs.observed && !docs.before)
    const missing = alone.filter(({ id, strict }) => !strict && !shown.has(id) && !elsewhere.includes(id))
    expect(missing.map(({ id }) => id)).toEqual([])
  })
})

it.each(silent)('%s has nothing to report', (file) => {
  const { findings, summary } = read(file)
  expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
  expect(summary.documents).toBeGreaterThan(0)
})

describe.each(reported)('%s', (file) => {
  it('gives the report beside it', () => {
    const report = read(file)
    expect(report.findings).not.toEqual([])
    expectGolden(`../fixtures/${file}.txt`, formatReport(report))
  })

  it('gives the same bytes twice', () => {
    expect(formatReport(read(file), 'json')).toBe(formatReport(read(file), 'json'))
  })

  it('points into the text', () => {
    const lines = readFileSync(`fixtures/${file}`, 'utf8').split('\n')
    for (const { range, related } of read(file).findings) {
      for (const place of [range, ...related.map((other) => other.range)]) {
        expect(place).toBeDefined()
        expect(place!.end.offset).toBeGreaterThan(place!.start.offset)
        expect(lines[place!.start.line - 1]!.length).toBeGreaterThanOrEqual(place!.start.column)
      }
    }
  })
})
