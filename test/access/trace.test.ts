import { describe, expect, it } from 'vitest'
import { type Request, type Trace, traceRequest, UserError } from '../../src/index.ts'
import { allow, deny, pathRules, port, ports, rule, security, user } from '../helpers/northflank.ts'
import { template } from '../helpers/northflank-template.ts'

const anybody: Request = { credentials: [], headers: {}, identity: {}, facts: [] }
const said = ({ steps }: Trace) => steps.map(({ message }) => message)
const web = (fields = '') => `id: web, name: web, internalPort: 8080, protocol: HTTP, public: true${fields}`

describe('traceRequest', () => {
  const office = security(`policies: [${allow('198.51.100.0/24')}, ${deny('198.51.100.128/25')}]`)

  it.each<[string, string, Request, Trace['decision']]>([
    ['an address that is allowed', office, { source: '198.51.100.7' }, 'allowed'],
    ['one that is allowed and denied', office, { source: '198.51.100.200' }, 'denied'],
    ['one that is not allowed', office, { source: '203.0.113.7' }, 'denied'],
    ['no address: it depends on that', office, {}, 'unknown'],
    ['no address, where nobody is asked for one', port(''), {}, 'allowed'],
    ['a port that is not public', port('').replace('public: true', 'public: false'), {}, 'denied'],
    [
      'a private port, from inside',
      port('').replace('public: true', 'public: false'),
      { facts: ['inside the network'] },
      'allowed',
    ],
    ['a credential', security(`credentials: [${user('admin')}]`), { credentials: ['admin'] }, 'allowed'],
    ['another credential', security(`credentials: [${user('admin')}]`), { credentials: ['staff'] }, 'denied'],
    ['credentials left out', security(`credentials: [${user('admin')}]`), {}, 'unknown'],
    [
      'a header in another case of its name',
      security('headers: [{ name: X-Env, value: staging }]'),
      { headers: { 'x-ENV': 'staging' } },
      'allowed',
    ],
    [
      'a header with another value',
      security('headers: [{ name: X-Env, value: staging }]'),
      { headers: { 'x-env': 'Staging' } },
      'denied',
    ],
    [
      'what one mechanism is enough for, beside one that is left out',
      security(
        `verificationMode: or, credentials: [${user('admin')}], policies: [${allow('198.51.100.0/24')}]`,
      ),
      { credentials: ['admin'] },
      'allowed',
    ],
    [
      'a path under a rule',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a 5')),
      { path: '/a/b', source: '203.0.113.7' },
      'allowed',
    ],
    [
      'a path that no rule takes: that is not documented',
      pathRules(rule('office', 'prefix /a 5')),
      { path: '/b', source: '198.51.100.7' },
      'unknown',
    ],
    [
      'a path that a prefix takes on one reading',
      pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a 5')),
      { path: '/ab', source: '203.0.113.7' },
      'unknown',
    ],
    [
      'the same, where both readings agree',
      pathRules(rule('office', 'prefix / 0'), rule('office', 'prefix /a 5')),
      { path: '/ab', source: '198.51.100.7' },
      'allowed',
    ],
    [
      'two paths of one priority that disagree',
      pathRules(rule('office', 'prefix / 5'), rule('home', 'exact /a 5')),
      { path: '/a', source: '203.0.113.7' },
      'unknown',
    ],
    [
      'two paths of one priority that agree',
      pathRules(rule('office', 'prefix / 5'), rule('officeInHalves', 'exact /a 5')),
      { path: '/a', source: '198.51.100.7' },
      'allowed',
    ],
  ])('%s', (_, text, request, decision) => {
    // What is asked about is left open where the case leaves it out.
    expect(traceRequest(text, request).decision).toBe(decision)
  })

  it('names the entries that took the request', () => {
    const text = pathRules(rule('office', 'prefix / 0'), rule('home', 'prefix /a 5'))
    const base = '/ports/0/security/securePathConfiguration/rules'
    const trace = traceRequest(
      text,
      { ...anybody, path: '/a', source: '203.0.113.7' },
      { filename: 'p.yaml' },
    )
    expect(trace).toMatchObject({
      decision: 'allowed',
      listener: { file: 'p.yaml', document: 0, pointer: '/ports/0', range: { start: { line: 2 } } },
      route: { file: 'p.yaml', pointer: `${base}/1/paths/0` },
    })
    expect(said(trace)).toEqual([
      'port p01 is reached from the internet.',
      'prefix /a (priority 5) takes it.',
      'prefix / (priority 0) matches as well, and is asked later.',
      'asks: from 203.0.113.7: met.',
      'The request is let in.',
    ])
  })

  it('says what the decision depends on', () => {
    const text = security(
      `verificationMode: and, credentials: [${user('admin')}], policies: [${allow('198.51.100.0/24')}]`,
    )
    expect(said(traceRequest(text, {})).at(-1)).toBe('Depends on the credentials, the source address.')
    expect(said(traceRequest(text, { source: '198.51.100.7' })).at(-1)).toBe('Depends on the credentials.')
    expect(said(traceRequest(text, { credentials: [] })).at(-1)).toBe('The request is refused.')
    const rest = said(traceRequest(pathRules(rule('open', 'prefix / 0')), { path: '/' }))
    expect(rest.at(-1)).toMatch(/^Depends on whether /)
  })

  it('finds the port by its domain, and by its number', () => {
    const two = ports(
      web(
        ', domains: [app.example.com], security: { policies: [{ action: ALLOW, addresses: [198.51.100.7] }] }',
      ),
      'id: api, name: api, internalPort: 9000, protocol: HTTP, public: true, domains: [api.example.com], disableNfDomain: true',
    )
    const decide = (request: Request) => traceRequest(two, { source: '203.0.113.7', ...request })
    expect(decide({ host: 'app.example.com' })).toMatchObject({
      decision: 'denied',
      listener: { pointer: '/ports/0' },
    })
    expect(decide({ host: 'APP.example.com', port: 443 })).toMatchObject({
      decision: 'denied',
      listener: { pointer: '/ports/0' },
    })
    expect(decide({ host: 'api.example.com' })).toMatchObject({
      decision: 'allowed',
      listener: { pointer: '/ports/1' },
    })
    // The platform gives the first port a name of its own, and not the second one.
    expect(decide({ host: 'p01--shop--abc.code.run' })).toMatchObject({
      decision: 'denied',
      listener: { pointer: '/ports/0' },
    })
    expect(decide({ host: 'api.example.com', port: 8443 }).decision).toBe('denied')
    const both = decide({})
    expect(both.decision).toBe('unknown')
    expect(both).not.toHaveProperty('listener')
    expect(said(both).at(-1)).toBe('Which of these the request comes to is open, so the decision is.')
  })

  it('says that nothing takes the request', () => {
    expect(traceRequest('ports: []', { host: 'a.b' }, { kind: 'northflank/service' })).toEqual({
      decision: 'denied',
      steps: [{ message: 'These documents have no listener, so nothing takes the request.' }],
    })
    const none = traceRequest(ports(web(', disableNfDomain: true, domains: [a.example.com]')), {
      host: 'b.example.com',
      port: 443,
    })
    expect(none).toEqual({
      decision: 'denied',
      steps: [{ message: 'No listener takes a request to b.example.com:443.' }],
    })
  })

  it('reads several documents together', () => {
    const text = template([
      '{ kind: LoadBalancer, spec: { name: lb, spec: { type: tcp, ports: [{ port: "5432" }] } } }',
    ])
    const documents = [
      { filename: 'a.yaml', text: port('') },
      { filename: 'b.yaml', text },
    ]
    expect(traceRequest(documents, { port: 5432 })).toMatchObject({
      decision: 'unknown',
      listener: { file: 'b.yaml', pointer: '/spec/spec/steps/0/spec/spec/ports/0' },
    })
  })

  it('never repeats the value of a header that carries a secret', () => {
    const trace = traceRequest(security('headers: [{ name: Authorization, value: Bearer-very-secret }]'), {
      headers: {},
    })
    expect(JSON.stringify(trace)).not.toContain('very-secret')
    expect(said(trace)).toContain('asks: with the right value of header authorization: not met.')
  })

  it.each<[string, unknown]>([
    ['an attribute that does not exist', { url: 'https://a.b' }],
    ['a path without a slash', { path: 'admin' }],
    ['a block of addresses', { source: '10.0.0.0/8' }],
    ['no address', { source: 'office' }],
    ['a port that does not exist', { port: 0 }],
    ['a port in words', { port: '443' }],
    ['a host with a path', { host: 'a.b/c' }],
    ['credentials that are no list', { credentials: 'admin' }],
    ['an identity with something else', { identity: { name: 'a' } }],
    ['headers that are no texts', { headers: { a: 1 } }],
    ['no object', 'GET /'],
    ['nothing', null],
  ])('refuses a request with %s', (_, request) => {
    expect(() => traceRequest(port(''), request as Request)).toThrow(UserError)
  })
})
