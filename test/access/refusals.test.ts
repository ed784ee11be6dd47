import { describe, expect, it } from 'vitest'
import { compareVersions } from '../../src/access/compare.ts'
import { noConfig } from '../../src/config-file.ts'
import { diffAccess, validateUpdate } from '../../src/index.ts'
import { diffReporters } from '../../src/reporters/access/diff.ts'
import { service, stream } from '../helpers/kubernetes.ts'

const at = (address: string, name = 'web', more = '') =>
  service(`clusterIP: ${address}\nports: [{ port: 443 }]${more}`, `name: ${name}, namespace: shop`)
const told = (base: unknown, head: unknown) =>
  diffAccess(base, head).refused?.map(({ rule, place }) => [rule, place.file, place.pointer])
const moved = ['kubernetes/update-refused', 'document', '/spec/clusterIP']

describe('what the platform refuses of a change', () => {
  it.each<[string, unknown, unknown, unknown]>([
    ['another address', at('10.0.0.7'), at('10.0.0.8'), [moved]],
    ['the same address', at('10.0.0.7'), at('10.0.0.7'), undefined],
    ['another Service', at('10.0.0.7'), at('10.0.0.8', 'api'), undefined],
    ['a Service that is new', '', at('10.0.0.8'), undefined],
    [
      'what is refused by itself, which a check tells',
      at('10.0.0.7'),
      at('10.0.0.7', 'web', '\ntype: Nothing'),
      undefined,
    ],
    [
      'one of several, in another order',
      stream(at('10.0.0.7'), at('10.0.0.9', 'api')),
      stream(at('10.0.0.9', 'api'), at('10.0.0.8')),
      [moved],
    ],
    [
      'one file of two that name the same Service',
      [
        { filename: 'staging.yaml', text: at('10.0.0.7') },
        { filename: 'production.yaml', text: at('10.1.0.7') },
      ],
      [
        { filename: 'production.yaml', text: at('10.1.0.8') },
        { filename: 'staging.yaml', text: at('10.0.0.7') },
      ],
      [['kubernetes/update-refused', 'production.yaml', '/spec/clusterIP']],
    ],
  ])('%s', (_, base, head, expected) => expect(told(base, head)).toEqual(expected))

  it('is told in the words of validateUpdate', () => {
    const [finding] = validateUpdate(at('10.0.0.7'), at('10.0.0.8')).findings
    expect(diffAccess(at('10.0.0.7'), at('10.0.0.8')).refused?.[0]?.message).toBe(finding!.message)
  })

  it('changes nothing about who gets in', () => {
    expect(diffAccess(at('10.0.0.7'), at('10.0.0.8'))).toMatchObject({ verdict: 'same', changes: [] })
  })

  it('is silent where the rule is off', () => {
    const config = { rules: { 'kubernetes/update-refused': 'off' as const } }
    expect(diffAccess(at('10.0.0.7'), at('10.0.0.8'), { config })).not.toHaveProperty('refused')
  })

  it('stands in every format and among the findings', () => {
    const read = (text: string) => ({
      inputs: [{ file: 'web.yaml', text, unknown: 'skip' as const }],
      loaded: noConfig,
    })
    const { diff, outcome } = compareVersions(read(at('10.0.0.7')), read(at('10.0.0.8')))
    const { findings } = outcome.report
    expect(findings.map(({ rule, severity, pointer }) => [rule, severity, pointer])).toEqual([
      ['kubernetes/update-refused', 'error', '/spec/clusterIP'],
    ])
    const { message } = findings[0]!
    expect(diffReporters.text(diff, { color: false })).toContain(
      `! ${message} [kubernetes/update-refused]\n    after: web.yaml:5:14\n`,
    )
    expect(JSON.parse(diffReporters.json(diff))).toMatchObject({
      refused: [{ rule: 'kubernetes/update-refused', message, place: { file: 'web.yaml' } }],
    })
    expect(diffReporters.markdown(diff)).toContain(
      '#### Refused by the platform\n\n| Refusal | Rule | Place |',
    )
    expect(diffReporters.markdown(diff)).toContain('kubernetes/update-refused | web.yaml:5:14 |')
  })
})
