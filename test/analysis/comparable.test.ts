import { describe, expect, it } from 'vitest'
import { isComparable } from '../../src/analysis/regex/comparable.ts'
import { checkRegex } from '../../src/analysis/regex/syntax.ts'
import { validate } from '../../src/index.ts'

const refusedByTheEngine = [
  String.raw`/\C`,
  '/(?P<é>a)',
  '/(?P<n>a)(?P<n>b)',
  '/a{99999999999}',
  `/${'('.repeat(1500)}a${')'.repeat(1500)}`,
]

describe('patterns that RE2 takes and the engine behind the automata does not', () => {
  it.each(refusedByTheEngine)('%s', (pattern) => {
    expect(checkRegex(pattern).ok).toBe(true)
    expect(isComparable(pattern)).toBe(false)
  })

  it.each(refusedByTheEngine)('%s leaves a question open and breaks nothing', (path) => {
    const rule = (paths: object[], address: string) => ({
      accessMode: 'protected',
      paths,
      securityPolicies: { requiredPolicies: { policies: [{ action: 'ALLOW', addresses: [address] }] } },
    })
    const rules = [
      rule([{ path: '/', routingMode: 'prefix', priority: 0 }], '10.0.0.0/8'),
      rule([{ path, routingMode: 'regex', priority: 0 }], '192.0.2.0/24'),
      rule([{ path: '/a', routingMode: 'exact', priority: 5 }], '198.51.100.0/24'),
    ]
    const security = { securePathConfiguration: { enabled: true, rules } }
    const port = { id: 'p01', name: 'p01', internalPort: 80, protocol: 'HTTP', public: true, security }
    const { findings } = validate({ ports: [port] })
    expect(findings.map(({ rule }) => rule)).toEqual(findings.map(() => 'undecided'))
    expect(findings.map(({ message }) => message).join()).not.toContain('bug')
    expect(findings.length).toBeGreaterThan(0)
  })
})

it.each(['/a(', '/(?=a)'])('what RE2 refuses is not comparable: %s', (pattern) => {
  expect(isComparable(pattern)).toBe(false)
})
