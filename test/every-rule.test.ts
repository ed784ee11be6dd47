import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rules, validate, validateUpdate } from '../src/index.ts'
import { dedent } from '../src/reporters/rule-docs.ts'

const optionsOf = (kind: string | undefined) => ({
  filename: 'example.yaml',
  today: '2026-01-01',
  ...(kind !== undefined && { kind }),
})

describe.each(rules)('$id', (rule) => {
  const found = (example: string, only?: string) => {
    const options = { ...optionsOf(rule.docs.kind), ...(only !== undefined && { only: [only] }) }
    const { before } = rule.docs
    const report =
      before === undefined
        ? validate(dedent(example), options)
        : validateUpdate(dedent(before), dedent(example), options)
    return report.findings.map((finding) => finding.rule)
  }

  it('reports its own bad example', () => {
    expect(found(rule.docs.bad, rule.strict ? rule.id : undefined)).toContain(rule.id)
  })

  it('has a good example with no finding at all', () => {
    expect(found(rule.docs.good)).toEqual([])
    expect(found(rule.docs.good, rule.id)).toEqual([])
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
