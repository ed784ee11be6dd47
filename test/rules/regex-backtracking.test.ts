import { describe, expect, it } from 'vitest'
import { validate } from '../../src/index.ts'
import { security } from '../helpers/northflank.ts'
import { ruleTable } from '../helpers/rule-table.ts'

const id = 'regex-backtracking'
const header = (value: string) => security(`headers: [{ name: X-A, value: ${value}, regexMode: true }]`)

ruleTable(id, {
  options: { config: { preset: 'strict' } },
  silent: {
    'one loop': header("'[a-z]+'"),
    'two loops that differ': header("'[a-z]+[0-9]+'"),
    'a counted repeat': header("'(a|b){3}'"),
    'a pattern that does not compile': header("'([a-z]+)+('"),
    'no regex': security("headers: [{ name: X-A, value: '([a-z]+)+' }]"),
  },
  reports: {
    'a loop in a loop': {
      document: header("«'([a-z]+)+'»"),
      messages: [
        /^\(\[a-z\]\+\)\+ \(value of header X-A\) takes exponential time in a backtracking engine where the whole value must match, on texts that repeat "[a-z]+"; let each character be matched in one way only\.$/,
      ],
      severities: ['note'],
    },
    'two loops on the same text': {
      document: header("«'[a-z]*[a-z]*x'»"),
      messages: [/takes polynomial time/],
    },
  },
})

describe(id, () => {
  it('is for the strict preset only', () => {
    const { findings } = validate(header("'([a-z]+)+'"))
    expect(findings.map(({ rule }) => rule)).not.toContain(id)
  })

  it('shows a text that the pattern does not match', () => {
    const [finding] = validate(header("'([a-z]+)+'"), { only: [id] }).findings.filter(
      ({ rule }) => rule === id,
    )
    const { sample } = finding!.witness as { sample: string }
    expect(sample.length).toBeGreaterThan(20)
    expect(/^[a-z]+$/.test(sample)).toBe(false)
  })
})
