import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Report, validate, validateUpdate } from '../../../src/index.ts'
import { toPointer } from '../../../src/position.ts'

/**
 * What API servers say of Services and of changes to them: their own defaulting and validation code was run on each
 * object, release by release, but for what `read` names, where it was read instead. The rows cover the subjects of
 * TestValidateServiceCreate, TestValidateServiceUpdate, TestValidateObjectMeta and the registry's strategy tests.
 */
interface Verdicts {
  readonly releases: readonly string[]
  /** Releases of which the code was read and not run. */
  readonly read: readonly string[]
  readonly rows: readonly Row[]
}

interface Row {
  readonly name: string
  /** The function of the server that decides. */
  readonly source: string
  readonly object: Fields
  /** What is stored, for a change. */
  readonly old?: Fields
  /** From a release on: the fields that the server names, or that it cannot decode the object. */
  readonly from: Readonly<Record<string, readonly string[] | 'decode'>>
  /** Releases in which the harness differs from a real server, so that the verdict was read. */
  readonly read?: readonly string[]
  /** Releases that do not store such an object. */
  readonly without?: readonly string[]
}

type Fields = Readonly<Record<string, unknown>>

const { releases, rows }: Verdicts = JSON.parse(
  readFileSync(new URL('verdicts.json', import.meta.url), 'utf8'),
)

/** The pointer of a field as the server names it, or of its nearest parent that the object has. */
function pointerOf(field: string, object: Fields): string {
  const words = field.replace('spec.LoadBalancerSourceRanges', 'spec.loadBalancerSourceRanges')
  const rest = [...words.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)].map(
    ([, name, key = '']) => name ?? (/^\d+$/.test(key) ? Number(key) : key),
  )
  const { clusterIPs } = (object['spec'] ?? {}) as { readonly clusterIPs?: readonly string[] }
  const steps =
    rest[0] === 'spec' && rest[1] === 'clusterIPs' && !clusterIPs?.length ? ['spec', 'clusterIP'] : rest
  const path: (string | number)[] = []
  let value: unknown = object
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) break
    path.push(step)
    value = (value as Record<string | number, unknown>)[step]
  }
  return toPointer(path)
}

const refused = ({ findings }: Report) => [
  ...new Set(
    findings
      .filter(({ category, severity }) => category === 'validity' && severity === 'error')
      .map(({ pointer }) => pointer),
  ),
]

function verdictOf({ from }: Row, release: string): readonly string[] | 'decode' {
  const last = releases.slice(0, releases.indexOf(release) + 1).findLast((one) => Object.hasOwn(from, one))
  return from[last!]!
}

const ours = ({ old, object }: Row, version: string): string[] => {
  const options = { kind: 'kubernetes/service', config: { kubernetes: { version } } }
  return refused(old ? validateUpdate(old, object, options) : validate(object, options)).toSorted()
}

describe.each(releases)('Kubernetes %s', (release) => {
  it.each(
    rows.filter(({ without = [] }) => !without.includes(release)).map((row) => [row.name, row] as const),
  )('%s', (_, row) => {
    const theirs = verdictOf(row, release)
    const found = ours(row, release)
    // A server that cannot decode an object names no field.
    if (theirs === 'decode') expect(found).not.toEqual([])
    else expect(found).toEqual([...new Set(theirs.map((field) => pointerOf(field, row.object)))].toSorted())
  })
})

it('holds enough of each', () => {
  expect(rows.filter(({ old }) => !old).length).toBeGreaterThanOrEqual(200)
  expect(rows.filter(({ old }) => old).length).toBeGreaterThanOrEqual(60)
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
})

it('counts OKD 3.9 as Kubernetes 1.9, and what is newer than known as the newest', () => {
  for (const row of rows.slice(0, 120)) {
    expect([row.name, ours(row, 'okd-3.9')]).toEqual([row.name, ours(row, '1.9')])
    expect([row.name, ours(row, '1.99')]).toEqual([row.name, ours(row, releases.at(-1)!)])
  }
})

it('takes annotations of 256 KiB and no byte more', () => {
  const service = (text: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', annotations: { a: text } },
    spec: { ports: [{ port: 80 }] },
  })
  const most = 256 * 1024 - 1
  expect(refused(validate(service('x'.repeat(most))))).toEqual([])
  expect(refused(validate(service('x'.repeat(most + 1))))).toEqual(['/metadata/annotations'])
  expect(refused(validate(service('é'.repeat(most / 2))))).toEqual([])
  expect(refused(validate(service('é'.repeat(most / 2 + 1))))).toEqual(['/metadata/annotations'])
})
