import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AccessDiff, diffAccess } from '../../src/index.ts'
import { service } from './kubernetes-documents.ts'
import { coreFile, policy, type ReadProxy, zeroFiles } from './pomerium-documents.ts'

const verdictOf = (base: unknown, head: unknown) => diffAccess(base, head).verdict
const mirrored: Readonly<Record<AccessDiff['verdict'], AccessDiff['verdict']>> = {
  same: 'same',
  wider: 'narrower',
  narrower: 'wider',
  different: 'different',
  unknown: 'unknown',
}
const opposite = { opened: 'closed', closed: 'opened', unknown: 'unknown' } as const
/** Which listeners were opened and closed; with how many requests that is shown is not the same both ways. */
const inShort = ({ changes }: AccessDiff, turn = false) =>
  [
    ...new Set(
      changes.map(({ direction, listener }) => `${turn ? opposite[direction] : direction} ${listener}`),
    ),
  ].toSorted()
const runs = { numRuns: 60 }

type Fields = Readonly<Record<string, unknown>>

/** Lists within a value the other way round, those of the named keys only. */
function turned(value: unknown, keys: ReadonlySet<string>, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => turned(item, keys))
    return keys.has(key) ? items.toReversed() : items
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, turned(item, keys, name)]))
}

const documentsOf = ({ documents }: ReadProxy): unknown => documents
const systems: readonly [string, fc.Arbitrary<unknown>, ReadonlySet<string>][] = [
  [
    'a core file',
    coreFile.map(documentsOf),
    new Set(['allow', 'deny', 'and', 'or', 'not', 'nor', 'in', 'source_ip']),
  ],
  [
    'Zero',
    zeroFiles.map(documentsOf),
    new Set(['ppl', 'policyIds', 'and', 'or', 'not', 'nor', 'in', 'source_ip']),
  ],
  ['a Service', service, new Set(['ports', 'loadBalancerSourceRanges', 'externalIPs'])],
]

describe.each(systems)('comparing two versions of %s', (_, document, unordered) => {
  it('is the same where nothing changes', () => {
    fc.assert(
      fc.property(document, (one) => {
        expect(diffAccess(one, structuredClone(one))).toEqual({ verdict: 'same', changes: [] })
      }),
      runs,
    )
  })

  it('is the mirror image the other way round', () => {
    fc.assert(
      fc.property(document, document, (one, other) => {
        const [there, back] = [diffAccess(one, other), diffAccess(other, one)]
        expect(back.verdict).toBe(mirrored[there.verdict])
        expect(inShort(back, true)).toEqual(inShort(there))
      }),
      runs,
    )
  })

  it('does not mind the order of lists that have none', () => {
    fc.assert(
      fc.property(document, (one) => {
        expect(verdictOf(one, turned(one, unordered))).toBe('same')
      }),
      runs,
    )
  })
})

const core = (policy: readonly Fields[], more: Fields = {}) => [
  {
    filename: 'config.yaml',
    kind: 'pomerium/config',
    value: { routes: [{ from: 'https://app.example.com', to: 'http://app:8080', policy, ...more }] },
  },
]
const criteria = fc.constantFrom<Fields>(
  { email: 'c@z.com' },
  { domain: 'y.com' },
  { authenticated_user: true },
  { source_ip: '192.0.2.0/24' },
  { http_method: 'POST' },
  { 'claim/groups': 'sales' },
)

describe('a policy of Pomerium', () => {
  it('with one allow more never narrows', () => {
    fc.assert(
      fc.property(policy, criteria, fc.constantFrom('and', 'or'), (rules, criterion, operator) => {
        const more = core([...rules, { allow: { [operator]: [criterion] } }])
        expect(['same', 'wider']).toContain(verdictOf(core(rules), more))
      }),
      runs,
    )
  })

  it('with one deny more never widens', () => {
    fc.assert(
      fc.property(
        policy,
        criteria,
        fc.constantFrom('and', 'or', 'not', 'nor'),
        (rules, criterion, operator) => {
          const more = core([{ deny: { [operator]: [criterion] } }, ...rules])
          expect(['same', 'narrower']).toContain(verdictOf(core(rules), more))
        },
      ),
      runs,
    )
  })

  const allow = (...list: readonly Fields[]) => [{ allow: { or: list } }]
  it.each<[string, unknown, unknown]>([
    [
      'two halves of a block',
      core(allow({ source_ip: ['198.51.100.0/25', '198.51.100.128/25'] })),
      core(allow({ source_ip: '198.51.100.0/24' })),
    ],
    [
      'a list of texts for one criterion each',
      core(allow({ email: { in: ['a@x.com', 'b@x.com'] } })),
      core(allow({ email: 'b@x.com' }, { email: { is: 'a@x.com' } })),
    ],
    [
      'De Morgan',
      core([{ allow: { nor: [{ http_method: 'GET' }, { http_path: '/a' }] } }]),
      core([{ allow: { or: [{ http_method: { not: 'GET' } }, { http_path: { not: '/a' } }] } }]),
    ],
    [
      'another pattern of the same language',
      core(allow({ domain: 'x.com' }), { regex: '/(a|b)/[0-9][0-9]*' }),
      core(allow({ domain: 'x.com' }), { regex: '/[ab]/[0-9]+' }),
    ],
    [
      'the prefix of everything',
      core(allow({ domain: 'x.com' }), { prefix: '/' }),
      core(allow({ domain: 'x.com' })),
    ],
    [
      'a flag for the policy that it is',
      core([], { allowed_domains: ['x.com'] }),
      core(allow({ domain: 'x.com' })),
    ],
    [
      'a rule that another one holds',
      core(allow({ domain: 'x.com' }, { email: 'a@x.com' })),
      core(allow({ domain: 'x.com' })),
    ],
  ])('is the same by any other words: %s', (_, one, other) => {
    expect(verdictOf(one, other)).toBe('same')
  })
})

describe('the source ranges of a Service', () => {
  const balanced = (...ranges: readonly string[]) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { type: 'LoadBalancer', ports: [{ port: 443 }], loadBalancerSourceRanges: ranges },
  })
  const blocks = ['10.0.0.0/8', '10.1.0.0/16', '198.51.100.0/24', '2001:db8::/32', '0.0.0.0/1']
  it('with one more never narrow', () => {
    fc.assert(
      fc.property(
        fc.subarray(blocks, { minLength: 1 }),
        fc.constantFrom(...blocks, '203.0.113.7/32'),
        (list, block) => {
          expect(['same', 'wider']).toContain(verdictOf(balanced(...list), balanced(...list, block)))
        },
      ),
      runs,
    )
  })

  it('are the same by any other blocks', () => {
    const halves = balanced('198.51.100.0/25', '198.51.100.128/25', '198.51.100.7/32')
    expect(verdictOf(halves, balanced('198.51.100.0/24'))).toBe('same')
    expect(verdictOf(balanced('198.51.100.9/24'), balanced('198.51.100.0/24'))).toBe('same')
  })
})
