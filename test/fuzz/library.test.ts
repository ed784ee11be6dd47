import { describe, expect, it } from 'vitest'
import { validate } from '../../src/index.ts'
import { caseOf, seedTexts } from './cases.ts'
import { bugFaults, faultsOf, placeFaults } from './checks.ts'

const texts = seedTexts()
const blocks = 8
const casesPerBlock = 40

/** The same cases in each run; `session.ts` tries others for as long as one likes. */
describe('broken and made-up documents', () => {
  it('are made of many texts', () => expect(texts.length).toBeGreaterThan(100))

  it.each(Array.from({ length: blocks }, (_, block) => block))('block %i has no fault', (block) => {
    const found = Array.from({ length: casesPerBlock }, (_, index) => {
      const given = caseOf(7, block * casesPerBlock + index, texts)
      return faultsOf(given).map((fault) => `${given.name}: ${fault}`)
    })
    expect(found.flat()).toEqual([])
  })
})

describe('the checks themselves', () => {
  const text = 'ports:\n  - { name: p01, internalPort: 0, protocol: HTTP }\n'
  const given = { name: 'one', filename: 'a.yaml', text, before: text }

  it('find nothing in a plain document', () => expect(faultsOf(given)).toEqual([]))

  it.each([
    ['is not at', { line: 1, column: 1, offset: 8 }, { line: 2, column: 4, offset: 10 }],
    ['is not at', { line: 2, column: 2, offset: 8 }, { line: 2, column: 9, offset: 10 }],
    ['outside of the text', { line: 1, column: 1, offset: 0 }, { line: 9, column: 1, offset: 999 }],
    ['ends before it starts', { line: 2, column: 4, offset: 10 }, { line: 2, column: 2, offset: 8 }],
  ])('find a place that %s', (fault, start, end) => {
    const place = { file: 'a.yaml', document: 0, pointer: '', range: { start, end } }
    expect(placeFaults('validate', [place], text).join('\n')).toContain(fault)
    expect(placeFaults('validate', [{ ...place, range: { start, end: start } }], undefined)).not.toEqual([])
  })

  it('find a rule that failed', () => {
    const report = validate(text)
    const [finding] = report.findings
    const message = 'Whether a is open: the rule failed on this document, which is a bug.'
    expect(bugFaults('validate', report)).toEqual([])
    expect(bugFaults('validate', { ...report, findings: [{ ...finding!, message }] })).toHaveLength(1)
  })
})
