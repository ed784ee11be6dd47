import { describe, expect, it } from 'vitest'
import { readSources } from '../../../src/source/index.ts'
import { parsePpl } from '../../../src/systems/pomerium/ppl/parse.ts'
import type { Target } from '../../../src/systems/pomerium/ppl/tree.ts'
import { type Row, rows, type Verdict, zeroRows } from './ppl-documents.ts'

function verdictsOf(text: string, target: Target): ReadonlySet<Verdict> {
  const [{ value = null }] = readSources(text, 'policy.yaml')
  const { ppl, problems } = parsePpl(value, [], { target })
  const addresses = ppl.rules
    .flatMap(({ groups }) => groups.flatMap(({ criteria }) => criteria))
    .flatMap(({ test }) => (test?.kind === 'source' ? test.entries : []))
  const told = problems.filter(({ severity }) => !severity).map(({ kind }) => kind)
  // What is no address is told by the rule that all systems share.
  const unread = told.length === 0 && addresses.some(({ block }) => !block)
  return new Set(unread ? ['address'] : told.length > 0 ? told : ['ok'])
}

const judged = (list: readonly Row[], target: Target) =>
  it.each(list)('%s: %s (%s)', (text, verdict) => {
    expect([...verdictsOf(text, target)]).toEqual([verdict])
  })

describe('what core says of a policy', () => {
  it('is held for many of them', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150)
    expect(new Set(rows.map(([text]) => text)).size).toBe(rows.length)
  })
  judged(rows, 'core')
})

describe('what Zero says of a policy', () => {
  judged(zeroRows, 'zero')
  const differing = (text: string) =>
    /date|day_of_week|time_of_day|record|pomerium_routes|groups: staff/.test(text)
  judged(
    rows.filter(([text]) => !differing(text)),
    'zero',
  )
})
