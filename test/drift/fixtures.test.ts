import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { driftRules } from '../../src/registry.ts'
import { asText, comparing, rulesIn } from '../helpers/drift.ts'
import { expectGolden } from '../helpers/golden.ts'

const root = 'fixtures/drift'
const read = (form: string) => {
  const observed = readdirSync(`${root}/${form}`).find((name) => name.startsWith('observed'))!
  const text = (name: string) => readFileSync(`${root}/${form}/${name}`, 'utf8')
  return comparing({ 'declared.yaml': text('declared.yaml') }, { [observed]: text(observed) })
}

const bound = [
  'missing-listener warning',
  'loopback-only warning',
  'wider-bind warning',
  'protocol-mismatch warning',
  'undeclared-listener error',
  'undeclared-listener warning',
]

/** The same documents against the same ports, in every form of inventory. */
const forms: Readonly<Record<string, readonly string[]>> = {
  'huawei-hss': [...bound.slice(0, 5), 'huawei-hss/danger-reachable warning', ...bound.slice(5)],
  'huawei-hss-list': bound,
  // One page: what it shows is there, and what it does not show may be there as well.
  'huawei-hss-page': [
    'undecided note',
    'undecided note',
    'huawei-hss/partial-page note',
    'undeclared-listener error',
    'huawei-hss/danger-reachable warning',
  ],
  // Without addresses nothing is known of who reaches what.
  'huawei-hss-first-release': ['undecided note', 'huawei-hss/status-alias note', 'undecided note'],
  ss: bound,
  'ss-header': bound,
  'ss-json': bound,
  osquery: bound,
  // A scan sees who answers, and not what they are bound to.
  nmap: [
    'missing-listener warning',
    'missing-listener warning',
    'missing-listener warning',
    'protocol-mismatch warning',
    'undeclared-listener error',
    'undeclared-listener warning',
  ],
  'nmap-json': ['missing-listener warning', 'undecided note', 'undecided note', 'undeclared-listener error'],
}

it('there is a fixture of every form, and no other', () => {
  expect(readdirSync(root).toSorted()).toEqual(Object.keys(forms).toSorted())
  const shown = new Set(Object.values(forms).flat())
  for (const { id } of driftRules)
    expect([...shown].some((rule) => rule.startsWith(`${id.replace('drift/', '')} `))).toBe(true)
})

describe.each(Object.entries(forms))('%s', (form, expected) => {
  const outcome = read(form)
  const { report, texts } = outcome

  it('gives these findings, and the report beside it', () => {
    expect(rulesIn(report)).toEqual(expected)
    expectGolden(`../${root}/${form}/report.txt`, asText(outcome))
  })

  it('reads both files', () => {
    expect(report.documents.map(({ status }) => status)).toEqual(['checked', 'checked'])
  })

  it('shows what is declared and what was observed', () => {
    for (const finding of report.findings.filter(({ rule }) => /^drift\/|danger/.test(rule))) {
      const files = [finding, ...finding.related].map(({ file }) => file)
      expect(new Set(files).size).toBe(2)
      for (const { file, range } of [finding, ...finding.related]) {
        expect(texts.get(file)!.slice(range!.start.offset, range!.end.offset).trim()).not.toBe('')
      }
    }
  })
})
