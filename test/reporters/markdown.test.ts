import { describe, expect, it } from 'vitest'
import { markdown, markdownWithin } from '../../src/reporters/markdown.ts'
import { contextOf, findingOf, reportOf } from '../helpers/report.ts'

const context = contextOf({})
const findings = Array.from({ length: 40 }, (_, index) =>
  findingOf({
    severity: index % 2 === 0 ? 'note' : 'error',
    message: `problem é ${index}.`,
    file: `${index % 4}.yaml`,
  }),
)
const report = reportOf(findings)
const rows = (text: string) => text.split('\n').filter((line) => /^\| (error|note) /.test(line))
const blocks = (text: string) => text.match(/^(error|note)\[/gm) ?? []

describe('markdownWithin', () => {
  const whole = markdownWithin(1_000_000)(report, context)

  it('has a row and a block for each finding where there is room', () => {
    expect(rows(whole)).toHaveLength(40)
    expect(blocks(whole)).toHaveLength(40)
    expect(whole).not.toMatch(/not (listed|shown)/)
    expect(markdown(report, context)).toBe(whole)
  })

  it('keeps to every budget, cuts whole rows and blocks, and counts what is missing', () => {
    for (let budget = 400; budget < Buffer.byteLength(whole) + 500; budget += 97) {
      const text = markdownWithin(budget)(report, context)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget)
      const unlisted = Number(/^(\d+) more findings? not listed/m.exec(text)?.[1] ?? 0)
      const untold = Number(/^(\d+) findings? not shown in full/m.exec(text)?.[1] ?? 0)
      expect(rows(text)).toHaveLength(40 - unlisted)
      expect(blocks(text)).toHaveLength(40 - untold)
      expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length)
      expect((text.match(/^```$/gm) ?? []).length).toBe(blocks(text).length * 2)
    }
  })

  it('keeps the errors where not all rows fit', () => {
    const text = markdownWithin(3000)(report, context)
    expect(rows(text).length).toBeGreaterThan(3)
    expect(
      rows(text)
        .slice(0, 20)
        .every((line) => line.startsWith('| error')),
    ).toBe(true)
  })
})

it('stays below what GitHub takes with a hundred thousand findings', () => {
  const many = reportOf(Array.from({ length: 100_000 }, () => findings[0]!))
  const text = markdown(many, context)
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
  expect(text).toMatch(/\d+ more findings not listed here/)
})
