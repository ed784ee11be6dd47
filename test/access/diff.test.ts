import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AccessDiff, diffAccess, UserError } from '../../src/index.ts'
import { allow, deny, pathRules, placeholder, port, ports, rule, security } from '../helpers/northflank.ts'
import { template } from '../helpers/northflank-template.ts'

const told = ({ verdict, changes }: AccessDiff) => [
  verdict,
  ...changes.map(({ direction, listener }) => `${direction} ${listener}`),
]
const named = (name: string, fields = '', id = name) =>
  `id: ${id}, name: ${name}, internalPort: 8080, protocol: HTTP, public: true${fields}`
const list = (...blocks: readonly string[]) => security(`policies: [${blocks.join(', ')}]`)
const mirrored: Readonly<Record<AccessDiff['verdict'], AccessDiff['verdict']>> = {
  same: 'same',
  wider: 'narrower',
  narrower: 'wider',
  different: 'different',
  unknown: 'unknown',
}
const opposite = { opened: 'closed', closed: 'opened', unknown: 'unknown' } as const

describe('diffAccess', () => {
  it.each<[string, string, string, string[]]>([
    [
      'a list that grows',
      list(allow('198.51.100.0/24')),
      list(allow('198.51.100.0/23')),
      ['wider', 'opened port p01'],
    ],
    [
      'a DENY more',
      list(deny('10.0.0.0/8')),
      list(deny('10.0.0.0/8', '11.0.0.0/8')),
      ['narrower', 'closed port p01'],
    ],
    [
      'one address for another',
      list(allow('198.51.100.7')),
      list(allow('198.51.100.8')),
      ['different', 'opened port p01', 'closed port p01'],
    ],
    [
      'a port that is made public',
      port('').replace('public: true', 'public: false'),
      port(''),
      ['wider', 'opened port p01'],
    ],
    [
      'a port that is new',
      ports(named('web')),
      ports(named('web'), named('api')),
      ['wider', 'opened port api'],
    ],
    [
      'a path rule that opens',
      pathRules(rule('office', 'prefix / 0')),
      pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a 5')),
      ['different', 'opened port p01', 'closed port p01'],
    ],
    [
      'a protocol that is not published',
      port('').replace('protocol: HTTP', 'protocol: TCP'),
      port(''),
      ['wider', 'opened port p01'],
    ],
  ])('sees %s', (_, before, after, expected) => {
    expect(told(diffAccess(before, after))).toEqual(expected)
    const back = diffAccess(after, before)
    expect(back.verdict).toBe(mirrored[expected[0] as AccessDiff['verdict']])
  })

  it.each<[string, string, string]>([
    ['the same text', list(allow('10.0.0.0/8')), list(allow('10.0.0.0/8'))],
    ['blocks merged', list(allow('10.0.0.0/9', '10.128.0.0/9')), list(allow('10.0.0.0/8'))],
    [
      'policies in another order',
      list(allow('10.0.0.0/8'), deny('10.1.0.0/16')),
      list(deny('10.1.0.0/16'), allow('10.0.0.0/8')),
    ],
    ['an ALLOW that another one covers', list(allow('10.0.0.0/8')), list(allow('10.0.0.0/8', '10.1.2.3'))],
    ['ports in another order', ports(named('web'), named('api')), ports(named('api'), named('web'))],
    ['a port renamed, by its id', ports(named('web', '', 'p01')), ports(named('www', '', 'p01'))],
    [
      'a port renamed, with nothing else like it',
      ports(named('web')).replace('id: web, ', ''),
      ports(named('www')).replace('id: www, ', ''),
    ],
    [
      'rules in another order',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a 5')),
      pathRules(rule('home', 'prefix /a 5'), rule('office', 'prefix / 0')),
    ],
    [
      'other numbers for the same priorities',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a 5')),
      pathRules(rule('office', 'prefix / 3'), rule('home', 'prefix /a 9')),
    ],
    [
      'a rule that nothing reaches',
      pathRules(rule('office', 'prefix / 9')),
      pathRules(rule('office', 'prefix / 9'), rule('home', 'exact /a 1')),
    ],
    [
      'a pattern of the same language',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'regex /v[0-9]+ 5')),
      pathRules(rule('office', 'prefix / 0'), rule('home', 'regex /v[0-9][0-9]* 5')),
    ],
    [
      'a password that is another one',
      security('credentials: [{ username: admin, password: "one-password-1", type: basic-auth }]'),
      security('credentials: [{ username: admin, password: "two-password-2", type: basic-auth }]'),
    ],
    ['nothing of a known kind', 'a: 1', 'a: 1'],
  ])('is "same" where only the words change: %s', (_, before, after) => {
    expect(told(diffAccess(before, after))).toEqual(['same'])
    expect(told(diffAccess(after, before))).toEqual(['same'])
  })

  it('pairs documents wherever they stand', () => {
    const [web, api] = [
      ports(named('web', ', security: { policies: [{ action: ALLOW, addresses: [10.0.0.0/8] }] }')),
      ports(named('api')),
    ]
    const base = [
      { filename: 'a.yaml', text: web },
      { filename: 'b.yaml', text: api },
    ]
    const head = [{ filename: 'new/all.yaml', text: `${api}---\n${web}` }]
    expect(told(diffAccess(base, head))).toEqual(['same'])
    expect(
      told(
        diffAccess(base, [head[0]!, { filename: 'c.yaml', text: web.replace('10.0.0.0/8', '10.0.0.0/7') }]),
      ).slice(1),
    ).not.toEqual([])
  })

  it('names the service where a template has several', () => {
    const service = (name: string, fields: string) =>
      `{ kind: DeploymentService, spec: { name: ${name}, ports: [{ name: web, internalPort: 80, protocol: HTTP, ${fields} }] } }`
    const base = template([service('a', 'public: false'), service('b', 'public: true')])
    const head = template([service('b', 'public: true'), service('a', 'public: true')])
    expect(told(diffAccess(base, head))).toEqual(['wider', 'opened port web of a'])
  })

  it('tells the places before and after, and a request that shows it', () => {
    const before = pathRules(rule('office', 'prefix / 0'))
    const after = pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /admin 9'))
    const { changes } = diffAccess(before, after)
    const base = '/ports/0/security/securePathConfiguration/rules'
    expect(changes[0]).toMatchObject({
      direction: 'opened',
      listener: 'port p01',
      witness: { path: '/admin', source: '203.0.113.7', port: 443 },
      before: { file: 'document', document: 0, pointer: `${base}/0/paths/0` },
      after: { pointer: `${base}/1/paths/0` },
      message: 'Newly reachable: from 203.0.113.7 → port p01, path /admin (before: from 198.51.100.0/24).',
    })
  })

  it('tells a listener that is new in one change, with what is open first', () => {
    const after = pathRules(rule('office', 'prefix / 0'), rule('open', 'prefix /status 9'))
    const { changes } = diffAccess('ports: []', after, { kind: 'northflank/service' })
    expect(changes).toHaveLength(1)
    expect(changes[0]).not.toHaveProperty('before')
    expect(changes[0]!.witness?.path).toBeDefined()
  })

  it('leaves open what rests on a value that is filled in elsewhere', () => {
    const open = template([
      '{ kind: DeploymentService, spec: { name: a, ports: [{ name: web, internalPort: 80, protocol: HTTP, public: true, security: { policies: [{ action: ALLOW, addresses: ["PLACEHOLDER"] }] } }] } }'.replace(
        'PLACEHOLDER',
        placeholder('args.a'),
      ),
    ])
    expect(told(diffAccess(open, open))).toEqual(['same'])
    const other = open.replace('args.a', 'args.b')
    expect(told(diffAccess(open, other))).toEqual([
      'unknown',
      'unknown port web of a',
      'unknown port web of a',
    ])
    const none = open.replace(/, security: .*\] \} \}\]/, ' }]')
    expect(diffAccess(open, none).verdict).toBe('unknown')
  })

  it('never shows the value of a header that carries a secret', () => {
    const header = (value: string) => security(`headers: [{ name: X-Api-Key, value: ${value} }]`)
    const diff = diffAccess(header('first-secret-value'), header('second-secret-value'))
    expect(diff.verdict).toBe('different')
    expect(JSON.stringify(diff)).not.toMatch(/(first|second)-secret/)
  })

  it('refuses options that are none, and never throws on a document', () => {
    expect(() => diffAccess('', '', { rules: {} } as object)).toThrow(UserError)
    for (const bad of ['', '{', 'ports: 7', 'ports: [{ name: }]', null, 7, [], 'a: &a [*a]'])
      expect(diffAccess(bad, port('')).changes.length).toBeLessThan(2)
  })
})

const block = fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '198.51.100.0/24', '0.0.0.0/1', '203.0.113.7')
const entry = fc.record({
  action: fc.constantFrom('ALLOW', 'DENY'),
  addresses: fc.array(block, { minLength: 1, maxLength: 3 }),
})
const rules = fc.array(
  fc.record({
    path: fc.constantFrom('/', '/a', '/a/b', '/b'),
    routingMode: fc.constantFrom('prefix', 'exact'),
    priority: fc.integer({ min: 0, max: 4 }),
    policies: fc.array(entry, { minLength: 1, maxLength: 2 }),
  }),
  { maxLength: 3 },
)
const document = fc.record({ policies: fc.array(entry, { maxLength: 3 }), rules }).map((made) => made)
type Made = {
  policies: { action: string; addresses: string[] }[]
  rules: { path: string; routingMode: string; priority: number; policies: unknown[] }[]
}
const body = ({ policies, rules }: Made) => ({
  ports: [
    {
      name: 'web',
      internalPort: 80,
      protocol: 'HTTP',
      public: true,
      security: {
        policies,
        ...(rules.length > 0 && {
          securePathConfiguration: {
            enabled: true,
            rules: rules.map(({ policies, ...path }) => ({
              accessMode: 'protected',
              paths: [path],
              securityPolicies: { requiredPolicies: { policies } },
            })),
          },
        }),
      },
    },
  ],
})
const compare = (before: Made, after: Made) =>
  diffAccess(body(before), body(after), { kind: 'northflank/service' })
const runs = { numRuns: 60 }

describe('laws of diffAccess', () => {
  it('a document is the same as itself', () => {
    fc.assert(
      fc.property(document, (one) => {
        expect(told(compare(one as Made, one as Made))).toEqual(['same'])
      }),
      runs,
    )
  })

  it('the other way round is the mirror image', () => {
    fc.assert(
      fc.property(document, document, (one, other) => {
        const [forth, back] = [compare(one as Made, other as Made), compare(other as Made, one as Made)]
        expect(back.verdict).toBe(mirrored[forth.verdict])
        const kinds = (diff: AccessDiff) => new Set(diff.changes.map(({ direction }) => direction))
        expect(kinds(back)).toEqual(new Set([...kinds(forth)].map((each) => opposite[each])))
      }),
      runs,
    )
  })

  it('one ALLOW more in a list that has some never narrows, one DENY more never widens', () => {
    fc.assert(
      fc.property(document, block, (made, more) => {
        const one = made as Made
        const added = (action: string) => ({
          ...one,
          policies: [...one.policies, { action, addresses: [more] }],
        })
        const ways = (action: string) => compare(one, added(action)).changes.map(({ direction }) => direction)
        // Beside path rules it is open what the policies of the port do: then it may stay unknown.
        if (one.policies.some(({ action }) => action === 'ALLOW'))
          expect(ways('ALLOW')).not.toContain('closed')
        expect(ways('DENY')).not.toContain('opened')
        if (one.rules.length === 0) expect([...ways('ALLOW'), ...ways('DENY')]).not.toContain('unknown')
      }),
      runs,
    )
  })

  it('the order of lists that have none does not matter', () => {
    fc.assert(
      fc.property(document, (made) => {
        const one = made as Made
        const shuffled = { policies: [...one.policies].reverse(), rules: [...one.rules].reverse() }
        expect(told(compare(one, shuffled))).toEqual(['same'])
      }),
      runs,
    )
  })
})
