import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareVersions } from '../src/access/compare.ts'
import { accessRules } from '../src/access/rules.ts'
import { noConfig } from '../src/config-file.ts'
import { rules, validate, validateUpdate } from '../src/index.ts'
import { dedent } from '../src/reporters/rule-docs.ts'
import { compared } from './helpers/drift.ts'

const optionsOf = (kind: string | undefined) => ({
  filename: 'example.yaml',
  today: '2026-01-01',
  ...(kind !== undefined && { kind }),
})

/** The rules that a change from one text to another one is told by. */
function changed(before: string, after: string): string[] {
  const side = (text: string) => ({
    inputs: [{ file: 'example.yaml', text, unknown: 'warn' as const }],
    loaded: noConfig,
  })
  return compareVersions(side(before), side(after)).outcome.report.findings.map(({ rule }) => rule)
}

describe.each(rules)('$id', (rule) => {
  const { docs } = rule
  const found = (example: 'bad' | 'good', only?: string) => {
    const choice = only === undefined ? {} : { only: [only] }
    const options = { ...optionsOf(docs.kind), ...choice }
    const text = dedent(docs[example])
    const before = docs.before && dedent(docs.before)
    if (before !== undefined && accessRules.includes(rule)) return changed(before, text)
    const report = docs.observed
      ? compared(text, dedent(docs.observed[example]), choice)
      : before === undefined
        ? validate(text, options)
        : validateUpdate(before, text, options)
    return report.findings.map((finding) => finding.rule)
  }

  it('reports its own bad example', () => {
    expect(found('bad', rule.strict ? rule.id : undefined)).toContain(rule.id)
  })

  it('has a good example with no finding at all', () => {
    expect(found('good')).toEqual([])
    expect(found('good', rule.id)).toEqual([])
    // What is compared with an inventory is a document to be checked as well.
    if (docs.observed || docs.before)
      expect(validate(dedent(docs.good), optionsOf(docs.kind)).findings).toEqual([])
  })

  it('is described in a form that every output has room for', () => {
    expect(rule.summary).toMatch(/^[A-Z].*\.$/)
    expect(rule.summary.length).toBeLessThanOrEqual(100)
    expect(dedent(rule.docs.why).length).toBeGreaterThan(80)
    expect(dedent(rule.docs.why).length).toBeLessThan(1000)
  })
})

describe('the registry', () => {
  const filesOf = (folder: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => name.replace(/\.ts$/, ''))
  const systems = readdirSync('src/systems')

  it('holds every rule file and no other rule', () => {
    const expected = [
      ...filesOf('src/rules'),
      ...systems.flatMap((system) => filesOf(`src/systems/${system}/rules`).map((id) => `${system}/${id}`)),
      ...accessRules.map(({ id }) => id),
      ...filesOf('src/drift/rules').map((id) => `drift/${id}`),
    ]
    const pipeline = [
      'syntax',
      'schema',
      'unknown-key',
      'unknown-document',
      'undecided',
      'unused-suppression',
    ]
    expect(rules.map(({ id }) => id).toSorted()).toEqual([...pipeline, ...expected].toSorted())
  })

  it('has no id twice', () => expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length))
})
