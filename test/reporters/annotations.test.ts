import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Finding, type Severity, severities } from '../../src/finding.ts'
import { rankForAnnotations } from '../../src/reporters/annotations.ts'
import { annotationCommands } from '../../src/reporters/github.ts'
import { findingOf } from '../helpers/report.ts'

const many = (severity: Severity, number: number) =>
  Array.from({ length: number }, (_, index) => findingOf({ severity, message: `${severity} ${index}.` }))
const messages = (findings: readonly Finding[]) => findings.map(({ message }) => message)

describe('rankForAnnotations', () => {
  it('puts errors first, in whatever order they come', () => {
    const findings = [...many('note', 1), ...many('error', 2), ...many('warning', 1)]
    const expected = ['error 0.', 'error 1.', 'warning 0.', 'note 0.']
    expect(messages(rankForAnnotations(findings).shown)).toEqual(expected)
    expect(
      messages(rankForAnnotations([findings[1]!, findings[2]!, findings[3]!, findings[0]!]).shown),
    ).toEqual(expected)
  })

  it('fills ten places, and keeps the tenth free from eleven on', () => {
    expect(rankForAnnotations(many('error', 10))).toMatchObject({ shown: { length: 10 }, left: { error: 0 } })
    expect(rankForAnnotations(many('error', 11))).toMatchObject({ shown: { length: 9 }, left: { error: 2 } })
  })

  it('prefers what the pull request touches, within a severity and in the order', () => {
    const findings = [...many('error', 12), ...many('note', 1)]
    const touched = ({ message }: Finding) => message === 'error 11.' || message === 'note 0.'
    const { shown, left } = rankForAnnotations(findings, touched)
    expect(messages(shown).slice(0, 3)).toEqual(['error 11.', 'note 0.', 'error 0.'])
    expect(left).toEqual({ error: 3, warning: 0, note: 0 })
  })

  it('keeps every limit and loses count of nothing', () => {
    const number = fc.nat({ max: 14 })
    fc.assert(
      fc.property(
        number,
        number,
        number,
        fc.nat({ max: 12 }),
        fc.nat({ max: 30 }),
        (errors, warnings, notes, perLevel, total) => {
          const findings = [...many('note', notes), ...many('error', errors), ...many('warning', warnings)]
          const ranked = rankForAnnotations(findings, undefined, { perLevel, total })
          for (const severity of severities) {
            const all = findings.filter((finding) => finding.severity === severity).length
            const shown = ranked.shown.filter((finding) => finding.severity === severity).length
            expect(shown + ranked.left[severity]).toBe(all)
            expect(shown + (ranked.left[severity] > 0 && perLevel > 0 ? 1 : 0)).toBeLessThanOrEqual(
              Math.max(perLevel, 1),
            )
          }
          expect(ranked.shown.length).toBeLessThanOrEqual(total)
        },
      ),
      { seed: 1, numRuns: 300 },
    )
  })
})

it('annotationCommands says in the last slot how many more there are', () => {
  const lines = annotationCommands(rankForAnnotations([...many('warning', 11), ...many('error', 12)])).split(
    '\n',
  )
  expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10)
  expect(lines.filter((line) => line.startsWith('::warning '))).toHaveLength(10)
  expect(lines.slice(-3)).toEqual([
    '::error title=portcullis::3 more errors not shown here; the full report has all of them.',
    '::warning title=portcullis::2 more warnings not shown here; the full report has all of them.',
    '',
  ])
})
