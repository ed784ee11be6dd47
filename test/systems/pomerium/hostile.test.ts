import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kinds, validate } from '../../../src/index.ts'

const ours = kinds.map(({ id }) => id).filter((id) => id.startsWith('pomerium/'))
const findingsOf = (value: unknown, kind: string) => {
  const { findings } = validate(value as object, { kind })
  expect(findings.filter(({ message }) => /\bbug\b/.test(message))).toEqual([])
  return findings
}
const nest = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = wrap(value)
  return value
}

const odd: readonly (readonly [string, unknown])[] = [
  ['a number', 5],
  ['a text', 'text'],
  ['true', true],
  ['lists of nothing', [null, [], {}, 'x', 5]],
  ['lists in lists', nest(900, (inner) => [inner])],
  ['maps in maps', nest(900, (inner) => ({ routes: inner }))],
  [
    'keys of every object',
    JSON.parse('{"__proto__": {"from": 1}, "constructor": {"routes": []}, "toString": 1}'),
  ],
  [
    'routes with keys of every object',
    { routes: [JSON.parse('{"__proto__": 1, "constructor": {}, "from": {}}')] },
  ],
  [
    'nothing for every option',
    { routes: [null], policy: null, downstream_mtls: null, identity_providers: { a: null } },
  ],
  [
    'nothing for every field',
    { from: null, to: [null], ppl: null, policyIds: null, healthCheck: null, mcp: null },
  ],
  [
    'maps for everything',
    { from: {}, to: {}, ppl: {}, timeout: {}, op: {}, path: {}, metadata: {}, name: {} },
  ],
  [
    'lists for everything',
    { from: [], to: [], ppl: [], timeout: [], metadata: [], annotations: [], name: [] },
  ],
  [
    'operations of every kind',
    [
      { op: 'add' },
      { path: '/a' },
      { op: 5, path: {} },
      null,
      { op: 'add', path: '/logLevel', value: nest(300, (inner) => ({ inner })) },
    ],
  ],
  [
    'annotations that are no texts',
    {
      kind: 'Ingress',
      metadata: {
        annotations: { 'ingress.pomerium.io/timeout': { a: 1 }, 'ingress.pomerium.io/policy': [5] },
      },
    },
  ],
  ['annotations that are none', { kind: 'Ingress', metadata: { annotations: 5 } }],
]

const keys = `
  routes policy from to prefix regex timeout redirect response mcp server health_checks interval
  downstream_mtls ca match_subject_alt_names identity_providers issuer audiences jwt_claims_headers
  runtime_flags databroker_cluster_nodes services allowed_idp_claims idp_scopes set_request_headers
  authenticate_service_url Routes __proto__ logLevel identityProvider cookieSecret metadata annotations
  ingress.pomerium.io/timeout op path value allow and email is ppl healthCheck circuitBreakerThresholds`
  .trim()
  .split(/\s+/)
const numbers = [0, -1, 1.5, Number.MAX_SAFE_INTEGER]
const texts =
  'x true 1d 30s :0 https://a.example https:// oidc none {} a,b, [::1 ( 99999999999999999999h add /logLevel'

describe('a document of any shape', () => {
  it.each(ours.flatMap((kind) => odd.map(([name, value]) => [kind, name, value] as const)))(
    'as %s: %s gives findings and no failure',
    (kind, name, value) => {
      const findings = findingsOf(value, kind)
      if (typeof value !== 'object') expect(findings.map(({ rule }) => rule)).toContain('schema')
      expect(name).not.toBe('')
    },
  )

  it('never fails a rule', () => {
    const key = fc.constantFrom(...keys)
    const leaf = fc.constantFrom<unknown>(...numbers, ...texts.split(' '), '', null, true, false, [], {})
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 5 }),
      ),
    }))
    fc.assert(
      fc.property(value, fc.constantFrom(...ours), (value, kind) => {
        findingsOf(value, kind)
      }),
      { numRuns: 3000, seed: 1 },
    )
  })
})

describe('a text of any size', () => {
  const check = (text: string, kind = 'pomerium/config') => findingsOf(text, kind).map(({ rule }) => rule)

  it('is read in time', { timeout: 20_000 }, () => {
    expect(
      check(
        `routes: [{ from: "https://a.example", to: "http://a", timeout: "${'9999h'.repeat(200_000)}" }]\n`,
      ),
    ).toContain('pomerium/duration-dialect')
    expect(check(`shared_secret: "${'A'.repeat(1_000_000)}"\n`)).not.toContain('syntax')
    expect(check(`idp_scopes: "${'a, '.repeat(300_000)}"\n`)).toContain('pomerium/coerced-type')
    expect(check(`metrics_address: "${':'.repeat(1_000_000)}"\n`)).toContain('pomerium/settings-refused')
    expect(check(`authenticate_service_url: "${'a'.repeat(1_000_000)}://"\n`)).toContain(
      'pomerium/settings-refused',
    )
    expect(
      check(`downstream_mtls: { match_subject_alt_names: [{ dns: "${'('.repeat(100_000)}" }] }\n`),
    ).toContain('pomerium/settings-refused')
    const operations = Array.from({ length: 5000 }, () => '{ op: replace, path: /logLevel, value: 5 }').join(
      ',\n',
    )
    expect(check(`[${operations}]\n`, 'pomerium/settings-patch')).toContain('schema')
  })

  it('may have numbers for keys', () => {
    expect(check('1: 2\nroutes:\n  - { 3: 4, from: https://a.example, to: http://a }\n')).toContain(
      'unknown-key',
    )
  })
})

describe('many routes', () => {
  const list = Array.from({ length: 5000 }, (_, index) => ({
    from: `https://h${index % 200}.example.com`,
    to: 'http://app:8080',
    prefix: `/p${index}/`,
    timeout: '30s',
    set_request_headers: { 'X-Id': String(index) },
    allowed_domains: ['example.com'],
  }))
  const own = [
    'duration-dialect',
    'coerced-type',
    'action-conflict',
    'tls-skip-verify',
    'wildcard-all',
    'settings-refused',
  ]

  it('are checked in a moment', () => {
    const start = performance.now()
    const { findings } = validate(
      { authenticate_service_url: 'https://h1.example.com', routes: list },
      {
        kind: 'pomerium/config',
        only: own.map((id) => `pomerium/${id}`),
      },
    )
    expect(findings).toEqual([])
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
