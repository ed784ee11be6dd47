import { describe, expect, it } from 'vitest'
import { reporters } from '../../src/reporters/index.ts'
import { expectGolden } from '../helpers/golden.ts'
import { contextOf, reportOf } from '../helpers/report.ts'
import { sampleReport } from '../helpers/sample-report.ts'

const extensions = {
  text: 'txt',
  json: 'json',
  sarif: 'sarif',
  github: 'log',
  markdown: 'md',
  junit: 'xml',
  gitlab: 'json',
} as const satisfies Record<keyof typeof reporters, string>

const names = Object.keys(reporters) as (keyof typeof reporters)[]

describe.each(names)('%s', (name) => {
  it('shows a report with every shape of finding', () => {
    const { report, context } = sampleReport()
    expectGolden(`reporters/golden/${name}.golden.${extensions[name]}`, reporters[name](report, context))
  })

  it('shows a clean run', () => {
    const entry = {
      file: 'ok.yaml',
      index: 0,
      pointer: '',
      kind: 'kubernetes/service',
      status: 'checked',
    } as const
    const text = reporters[name](reportOf([], [entry]), contextOf({ 'ok.yaml': 'a: 1\n' }))
    expectGolden(`reporters/golden/${name}-clean.golden.${extensions[name]}`, text)
  })

  it('ends with one line break and gives equal bytes for equal input', () => {
    const first = sampleReport()
    const second = sampleReport()
    const text = reporters[name](first.report, first.context)
    expect(text).toMatch(/[^\n]\n$/)
    expect(reporters[name](second.report, second.context)).toBe(text)
  })
})
