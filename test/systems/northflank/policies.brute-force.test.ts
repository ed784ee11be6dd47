import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Finding, validate } from '../../../src/index.ts'

/**
 * What a port's own policies let in, once more and as plainly as can be: every request of a small universe is tried
 * under every reading. Every claim must be true, and every true case that is not told elsewhere must be claimed.
 */
const runs = { seed: 1, numRuns: 120 }

interface Asked {
  readonly source: 'office' | 'other' | 'ipv6'
  readonly users: readonly string[]
  /** Value of the header X-A. */
  readonly header: string | undefined
  /** Groups of a member of the organisation; undefined for anybody else. */
  readonly groups: readonly string[] | undefined
  readonly internal: boolean
}

const bits = [false, true]
const requests: Asked[] = (['office', 'other', 'ipv6'] as const).flatMap((source) =>
  [[], ['admin'], ['guest'], ['admin', 'guest']].flatMap((users) =>
    [undefined, 'a', 'b', 'ab', 'z'].flatMap((header) =>
      [undefined, [], ['g1'], ['g2'], ['g1', 'g2']].flatMap((groups) =>
        bits.map((internal): Asked => ({ source, users, header, groups, internal })),
      ),
    ),
  ),
)

interface Readings {
  readonly modeIsOr: boolean
  readonly denyOnlyCounts: boolean
  readonly emptyAllowCloses: boolean
  readonly regexWhole: boolean
}
const readings: Readings[] = bits.flatMap((modeIsOr) =>
  bits.flatMap((denyOnlyCounts) =>
    bits.flatMap((emptyAllowCloses) =>
      bits.map((regexWhole) => ({ modeIsOr, denyOnlyCounts, emptyAllowCloses, regexWhole })),
    ),
  ),
)

const blocks = {
  '198.51.100.0/24': ['office'],
  '0.0.0.0/0': ['office', 'other'],
  '::/0': ['ipv6'],
} as const
type Block = keyof typeof blocks

interface Policy {
  readonly action: 'ALLOW' | 'DENY'
  readonly addresses: readonly Block[]
}
interface Header {
  readonly name: string
  readonly value: string
  readonly regexMode: boolean
}
interface Sso {
  readonly organizationId: string
  readonly directoryGroupIds: readonly string[]
  readonly allowAnyOrgUsers: boolean
  readonly allowInternalTrafficViaPublicDns: boolean
}
interface Security {
  readonly credentials: readonly string[]
  readonly policies: readonly Policy[]
  readonly headers: readonly Header[]
  readonly sso: Sso | undefined
  readonly verificationMode: 'or' | 'and' | undefined
}

function addressesPass(policies: readonly Policy[], { source }: Asked, { emptyAllowCloses }: Readings) {
  const covered = (action: string) =>
    policies.some(
      (policy) =>
        policy.action === action &&
        policy.addresses.some((block) => (blocks[block] as readonly string[]).includes(source)),
    )
  const allows = policies.filter(({ action }) => action === 'ALLOW')
  const open = allows.every(({ addresses }) => addresses.length === 0)
  const admitted = open ? allows.length === 0 || !emptyAllowCloses : covered('ALLOW')
  return admitted && !covered('DENY')
}

function headerPasses({ value, regexMode }: Header, { header }: Asked, { regexWhole }: Readings) {
  if (header === undefined) return false
  if (!regexMode) return header === value
  return new RegExp(regexWhole ? `^(?:${value})$` : value).test(header)
}

function signInPasses(sso: Sso, { groups, internal }: Asked) {
  if (internal && sso.allowInternalTrafficViaPublicDns) return true
  if (groups === undefined) return false
  const wanted = sso.directoryGroupIds
  return wanted.length === 0 || sso.allowAnyOrgUsers || wanted.some((group) => groups.includes(group))
}

function letsIn(security: Security, asked: Asked, reading: Readings): boolean {
  const { credentials, policies, headers, sso, verificationMode } = security
  const others = [
    ...(credentials.length > 0 ? [credentials.some((name) => asked.users.includes(name))] : []),
    ...(headers.length > 0 ? [headers.every((header) => headerPasses(header, asked, reading))] : []),
    ...(sso ? [signInPasses(sso, asked)] : []),
  ]
  const addresses = policies.length > 0 ? [addressesPass(policies, asked, reading)] : []
  const every = [...addresses, ...others].every(Boolean)
  const or = verificationMode === 'or' || (verificationMode === undefined && reading.modeIsOr)
  if (!or || addresses.length + others.length < 2) return every
  const onlyDenies =
    policies.some(({ addresses }) => addresses.length > 0) &&
    policies.every(({ action }) => action === 'DENY')
  if (onlyDenies && !reading.denyOnlyCounts) return addresses[0]! && others.some(Boolean)
  return [...addresses, ...others].some(Boolean)
}

const security: fc.Arbitrary<Security> = fc.record({
  credentials: fc.array(fc.constantFrom('admin', 'guest'), { maxLength: 3 }),
  policies: fc.array(
    fc.record({
      action: fc.constantFrom('ALLOW' as const, 'DENY' as const),
      addresses: fc.uniqueArray(fc.constantFrom(...(Object.keys(blocks) as Block[])), { maxLength: 3 }),
    }),
    { maxLength: 2 },
  ),
  headers: fc
    .array(
      fc.record({
        name: fc.constantFrom('X-A', 'x-a'),
        value: fc.constantFrom('a', 'b', 'ab', 'a*b', 'a|b'),
        regexMode: fc.boolean(),
      }),
      { maxLength: 2 },
    )
    .map((headers) =>
      headers.map((header) => (/[*|]/.test(header.value) ? { ...header, regexMode: true } : header)),
    ),
  sso: fc.option(
    fc.record({
      organizationId: fc.constant('org_a'),
      directoryGroupIds: fc.array(fc.constantFrom('g1', 'g2'), { maxLength: 3 }),
      allowAnyOrgUsers: fc.boolean(),
      allowInternalTrafficViaPublicDns: fc.boolean(),
    }),
    { nil: undefined },
  ),
  verificationMode: fc.constantFrom('or' as const, 'and' as const, undefined),
})

const documentOf = ({ credentials, sso, verificationMode, ...rest }: Security) => ({
  ports: [
    {
      id: 'p01',
      name: 'p01',
      internalPort: 9200,
      protocol: 'HTTP',
      public: true,
      security: {
        ...rest,
        credentials: credentials.map((username) => ({ username, password: 'p', type: 'basic-auth' })),
        ...(sso && { sso }),
        ...(verificationMode && { verificationMode }),
      },
    },
  ],
})

const of = (findings: readonly Finding[], rule: string) => findings.filter((finding) => finding.rule === rule)

const without = (security: Security, pointers: readonly string[]): Security => {
  const keep =
    (key: string) =>
    (_: unknown, index: number): boolean =>
      !pointers.includes(`/ports/0/security/${key}/${index}`)
  const gone = (key: string) => pointers.includes(`/ports/0/security/${key}`)
  const { credentials, policies, headers, sso } = security
  return {
    ...security,
    credentials: credentials.filter(keep('credentials')),
    headers: headers.filter(keep('headers')),
    policies: gone('policies') ? [] : policies,
    sso:
      sso && !gone('sso')
        ? { ...sso, directoryGroupIds: sso.directoryGroupIds.filter(keep('sso/directoryGroupIds')) }
        : undefined,
  }
}

describe('the policies of a port', () => {
  const everyCase = (test: (asked: Asked, reading: Readings) => boolean) =>
    readings.every((reading) => requests.every((asked) => test(asked, reading)))
  const isFilled = ({ credentials, policies, headers, sso }: Security) =>
    credentials.length + policies.length + headers.length > 0 || sso !== undefined

  it('let in everyone or nobody exactly where that is said', () => {
    fc.assert(
      fc.property(security, (security) => {
        const { findings } = validate(documentOf(security))
        const open = everyCase((asked, reading) => letsIn(security, asked, reading))
        const shut = everyCase((asked, reading) => !letsIn(security, asked, reading))
        const { credentials, headers, sso, policies } = security
        const isList = credentials.length + headers.length === 0 && !sso
        const allows = policies.some(({ action, addresses }) => action === 'ALLOW' && addresses.length > 0)
        // A list that stands alone is told of at its entries, and one that nobody passes at the list.
        expect(of(findings, 'condition-always')).toHaveLength(
          isFilled(security) && open && !(isList && allows) ? 1 : 0,
        )
        const told = of(findings, 'allow-nobody').length > 0
        expect(of(findings, 'condition-never')).toHaveLength(shut && !told ? 1 : 0)
        expect(of(findings, 'sensitive-port')).toHaveLength(open ? 1 : 0)
        for (const finding of of(findings, 'condition-always'))
          expect(finding.witness).toEqual({ source: '203.0.113.7', credentials: [] })
      }),
      runs,
    )
  })

  it('let in the same requests without the parts that are said to change nothing', () => {
    let claimed = 0
    fc.assert(
      fc.property(security, (security) => {
        const { findings } = validate(documentOf(security))
        const pointers = of(findings, 'condition-part-dead').map(({ pointer }) => pointer)
        claimed += pointers.length
        const rest = without(security, pointers)
        expect(
          everyCase((asked, reading) => letsIn(security, asked, reading) === letsIn(rest, asked, reading)),
        ).toBe(true)
        const shut = everyCase((asked, reading) => !letsIn(security, asked, reading))
        const open = everyCase((asked, reading) => letsIn(security, asked, reading))
        if (shut || open) {
          expect(pointers).toEqual([])
          return
        }
        // A pair or group that stands there twice is always one of them.
        const twice = new Set(security.credentials).size < security.credentials.length
        const groups = security.sso?.directoryGroupIds ?? []
        if (twice) expect(pointers.some((pointer) => pointer.includes('/credentials/'))).toBe(true)
        if (new Set(groups).size < groups.length)
          expect(pointers.some((pointer) => pointer.includes('/directoryGroupIds/'))).toBe(true)
      }),
      runs,
    )
    expect(claimed).toBeGreaterThan(50)
  })

  it('are passed by the request that shows how a list that only denies is sidestepped', () => {
    let claimed = 0
    fc.assert(
      fc.property(security, (security) => {
        const { findings } = validate(documentOf(security))
        const { credentials, headers, sso, policies, verificationMode } = security
        const denied = new Set(
          policies.flatMap(({ addresses }) => addresses.flatMap((block) => [...blocks[block]])),
        )
        const onlyDenies = denied.size > 0 && policies.every(({ action }) => action === 'DENY')
        const others = credentials.length + headers.length > 0 || sso !== undefined
        const expected = verificationMode === 'or' && onlyDenies && others && denied.size < 3
        const bypass = of(findings, 'northflank/or-deny-bypass')
        expect(bypass).toHaveLength(expected ? 1 : 0)
        for (const { witness } of bypass) {
          claimed += 1
          const { source = '' } = witness as { source?: string }
          const like = source.includes(':') ? 'ipv6' : source.startsWith('198.51.100.') ? 'office' : 'other'
          const asked: Asked = {
            source: like,
            users: [],
            header: undefined,
            groups: undefined,
            internal: false,
          }
          for (const reading of readings)
            expect(letsIn(security, asked, reading)).toBe(reading.denyOnlyCounts)
        }
      }),
      runs,
    )
    expect(claimed).toBeGreaterThan(2)
  })
})
