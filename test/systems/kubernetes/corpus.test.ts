import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { validate, validateAll } from '../../../src/index.ts'

/**
 * Files of public repositories, which are not part of this one: PORTCULLIS_CORPUS names a folder that holds them in
 * `kubernetes/`.
 */
const corpus = process.env['PORTCULLIS_CORPUS']
const folder = corpus === undefined ? undefined : join(corpus, 'kubernetes')

/** Services of a text, counted another way: by its parsed documents alone. */
function countServices(text: string): number {
  const inValue = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 0
    const { kind, apiVersion, items } = value as {
      readonly kind?: unknown
      readonly apiVersion?: unknown
      readonly items?: unknown
    }
    if (kind === 'Service' && apiVersion === 'v1') return 1
    return apiVersion === 'v1' && String(kind).endsWith('List') && Array.isArray(items)
      ? items.reduce<number>((sum, item) => sum + inValue(item), 0)
      : 0
  }
  // A document with an error in it, such as a key that stands twice, is none.
  return parseAllDocuments(text, { logLevel: 'silent' }).reduce(
    (sum, document) => sum + (document.errors.length > 0 ? 0 : inValue(document.toJS())),
    0,
  )
}

/** Every error, each read: what an API server refuses, and a key that stands twice. */
const errors = [
  'istio__istio__pilot-pkg-config-kube-gatewaycommon-testdata-deployment-quic-enabled.yaml kubernetes/service-refused /metadata/ownerReferences',
  'istio__istio__pkg-config-analysis-analyzers-testdata-deployment-multi-service-different-ns.yaml kubernetes/service-refused /spec/ports/0/protocol',
  ...Array<string>(5).fill(
    'istio__istio__pkg-config-analysis-analyzers-testdata-deployment-multi-service.yaml kubernetes/service-refused /spec/ports/0/protocol',
  ),
  'istio__istio__pkg-config-analysis-analyzers-testdata-gateway-custom-ingressgateway-svcselector.yaml kubernetes/service-refused /spec/ports/0/nodePort',
  'istio__istio__pkg-config-analysis-analyzers-testdata-service-no-port-name-system-namespace.yaml kubernetes/service-refused /spec/ports/0',
  'istio__istio__pkg-config-analysis-analyzers-testdata-service-no-port-name-system-namespace.yaml kubernetes/service-refused /spec/ports/1',
  'kubernetes__examples___archived-storage-vitess-etcd-service-template.yaml schema /metadata/labels/cell',
  'kubernetes__examples___archived-storage-vitess-etcd-service-template.yaml schema /spec/selector/cell',
  ...Array<string>(3).fill('stackrox__kube-linter__tests-checks-cel.yaml syntax '),
  ...Array<string>(4).fill('stackrox__kube-linter__tests-checks-cel.yaml kubernetes/service-refused '),
  'stackrox__kube-linter__tests-checks-exposed-services.yaml kubernetes/service-refused /spec',
  'yannh__kubeconform__fixtures-multi_invalid.yaml schema /spec/ports/0/port',
  'zegl__kube-score__parser-testdata-invalid-yaml.yaml schema /spec/ports/0/port',
  'zegl__kube-score__parser-testdata-invalid-yaml.yaml schema /spec/ports/0/nodePort',
]

/** What tests of other linters call dangling, and an injection test whose template lacks a label. */
const dangling = [
  'istio__istio__pkg-kube-inject-testdata-inject-deploymentconfig-multi.yaml /items/0/spec/selector',
  'stackrox__kube-linter__tests-checks-dangling-service.yaml /spec/selector',
  'stackrox__kube-linter__tests-checks-dangling-service.yaml /spec/selector',
  'stackrox__kube-linter__tests-checks-sorted-keys.yaml /spec/selector',
  'zegl__kube-score__score-testdata-statefulset-service-name-different-label.yaml /spec/selector',
]

describe.skipIf(folder === undefined)('files of public repositories', () => {
  const files =
    folder === undefined
      ? []
      : readdirSync(folder)
          .filter((name) => /\.(ya?ml|json)$/.test(name))
          .toSorted()
  const texts = files.map((filename) => ({ filename, text: readFileSync(join(folder!, filename), 'utf8') }))
  const reports = texts.map(({ filename, text }) =>
    validate(text, { filename, unknown: 'skip', today: '2026-01-01' }),
  )
  const findings = reports.flatMap((report) => report.findings)

  it('are all there, the long ones too', () => {
    expect(files.length).toBe(193)
    expect(texts.filter(({ text }) => text.length > 100_000).length).toBeGreaterThanOrEqual(12)
  })

  it('hold 391 Services, each of which is found', () => {
    const counts = reports.map(
      ({ documents }) => documents.filter(({ kind }) => kind === 'kubernetes/service').length,
    )
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(391)
    for (const [index, { filename, text }] of texts.entries())
      expect([filename, counts[index]]).toEqual([filename, countServices(text)])
  })

  it('have these errors and no others', () => {
    const found = findings
      .filter(({ severity }) => severity === 'error')
      .map(({ file, rule, pointer }) => `${file} ${rule} ${pointer}`)
    expect(found.toSorted()).toEqual(errors.toSorted())
  })

  it('have these selectors without pods and no others', () => {
    const found = findings
      .filter(({ rule }) => rule === 'kubernetes/selector-dangling')
      .map(({ file, pointer }) => `${file} ${pointer}`)
    expect(found).toEqual(dangling)
  })

  it('are never open to question', () => {
    expect(findings.filter(({ rule }) => rule === 'undecided')).toEqual([])
  })

  it('have no errors of their own together', () => {
    const together = validateAll(texts, { unknown: 'skip', today: '2026-01-01' }).findings
    expect(together.filter(({ severity }) => severity === 'error').length).toBe(errors.length)
  })
})
