import { describe, expect, it } from 'vitest'
import { type AccessDiff, diffAccess, mapAccess, traceRequest } from '../../src/index.ts'
import { ingress, routes, zeroRoute } from '../helpers/pomerium-documents.ts'

const to = 'to: "http://app:8080"'
const by = (criterion: string) => `policy: [{ allow: { and: [${criterion}] } }]`
const staff = by('{ domain: example.com }')
const app = (more: string) => `from: https://app.example.com, ${to}, ${more}`
const open = 'allow_public_unauthenticated_access: true'
const told = ({ verdict, changes }: AccessDiff) => [
  verdict,
  ...changes.map(({ direction, listener }) => `${direction} ${listener}`),
]
const somebody = { identity: { email: 'a@example.com' } }
const page = { host: 'app.example.com', port: 443, path: '/' }

describe('mapAccess of Pomerium', () => {
  const rowsOf = (document: string) =>
    mapAccess(document).rows.map(({ listener, host, port, protocol, path, access }) =>
      [listener, host, port, protocol, path, access].join(' | '),
    )

  it('has a row for each route, by its from and path', () => {
    const document = routes(
      app(`prefix: /admin, ${by('{ domain: example.com }, { claim/groups: admins }')}`),
      app(staff),
      `from: "tcp+https://db.example.com:5432", to: "tcp://db:5432", ${by('{ email: dba@example.com }')}`,
      `from: "https://*.example.com", ${to}, ${open}`,
      `from: "ssh://bastion", to: "ssh://bastion:22", ${by('{ accept: true }')}`,
      `from: "https://shut.example.com", ${to}`,
    )
    expect(rowsOf(document)).toEqual([
      'route https://*.example.com | *.example.com | 443 | HTTP | / | anyone',
      'route ssh://bastion | bastion | 22 | SSH | / | anyone',
      'route https://app.example.com | app.example.com | 443 | HTTP | / | signed in with an e-mail at example.com',
      'route https://app.example.com/admin | app.example.com | 443 | HTTP | /admin | signed in with an e-mail at example.com, signed in with claim groups: admins',
      'route tcp+https://db.example.com:5432 | db.example.com | 5432 | TCP | / | signed in as email dba@example.com',
      'route https://shut.example.com | shut.example.com | 443 | HTTP | / | nobody',
    ])
  })

  it('says in short what is not known, and what nobody can satisfy', () => {
    expect(rowsOf(zeroRoute(''))).toEqual([
      'route https://app.example.com | app.example.com | 443 | HTTP | / | unknown (nobody knows whom policy p1 lets in)',
    ])
    expect(rowsOf(routes(app(by('{ email: a@example.com }, { email: b@example.com }'))))[0]).toMatch(
      /\| nobody$/,
    )
  })

  it('reads Ingresses', () => {
    expect(rowsOf(ingress())).toEqual([
      'route https://app.example.com | app.example.com | 443 | HTTP | / | signed in with an e-mail at example.com',
    ])
  })
})

describe('traceRequest of Pomerium', () => {
  const both = routes(app(`prefix: /admin, ${by('{ email: root@example.com }')}`), app(staff))
  it.each([
    ['who signed in', both, { ...page, ...somebody }, 'allowed'],
    ['nobody, who is sent to sign in', both, page, 'denied'],
    ['the first route that takes it', both, { ...page, path: '/admin', ...somebody }, 'denied'],
    ['a host without a route', both, { ...page, host: 'www.example.com', ...somebody }, 'denied'],
    ['a path that is left open', both, { host: 'app.example.com', ...somebody }, 'unknown'],
    ['anyone, where the route is public', routes(app(open)), page, 'allowed'],
    ['a tunnel to a page', routes(app(open)), { ...page, protocol: 'TCP' }, 'denied'],
  ])('%s', (_, document, request, decision) =>
    expect(traceRequest(document, request).decision).toBe(decision),
  )

  it('names the route that took it', () => {
    const { route, listener, steps } = traceRequest(both, { ...page, path: '/admin' })
    expect([route?.pointer, listener?.pointer]).toEqual(['/routes/0', '/routes/0'])
    expect(steps.map(({ message }) => message)).toContain('route https://app.example.com/admin takes it.')
  })

  it('says that the time is left open', () => {
    const policy = 'policy: [{ allow: { and: [{ day_of_week: mon }] } }]'
    const document = [
      { filename: 'r.yaml', text: zeroRoute('') },
      {
        filename: 'p.yaml',
        text: `{ id: p1, namespaceId: n1, name: p, enforced: false, ppl: ${policy.slice(9, -1)}, description: "", explanation: "", remediation: "" }`,
      },
    ]
    const { decision, steps } = traceRequest(document, { ...page, ...somebody })
    expect([decision, steps.at(-1)?.message]).toEqual(['unknown', 'Depends on the time.'])
  })
})

describe('diffAccess of Pomerium', () => {
  const wild = `from: "https://*.example.com", ${to}, ${open}`
  it.each<[string, string, string, string[]]>([
    [
      'a group less',
      routes(app(by('{ domain: example.com }, { claim/groups: a }'))),
      routes(app(staff)),
      ['wider', 'opened route https://app.example.com'],
    ],
    [
      'a route more',
      routes(app(staff)),
      routes(app(`prefix: /a, ${open}`), app(staff)),
      ['wider', 'opened route https://app.example.com/a'],
    ],
    [
      'a route less',
      routes(app(`path: /a, ${open}`), app(staff)),
      routes(app(`path: /a, ${open}`)),
      ['narrower', 'closed route https://app.example.com'],
    ],
    [
      'a tunnel more on the host of a page',
      routes(app(staff)),
      routes(app(staff), `from: "tcp+https://app.example.com", to: "tcp://a:22", ${staff}`),
      ['wider', 'opened route tcp+https://app.example.com'],
    ],
    [
      'a host that a * answered',
      routes(wild),
      routes(wild, app(staff)),
      ['narrower', 'closed route https://*.example.com'],
    ],
    [
      'a path that no route of the host takes any more',
      routes(wild, app(`path: /a, ${open}`)),
      routes(wild),
      ['wider', 'opened route https://*.example.com'],
    ],
    ['a route by another name', routes(app(`name: a, ${staff}`)), routes(app(`name: b, ${staff}`)), ['same']],
    ['another upstream', routes(app(staff)), routes(app(staff)).replace('app:8080', 'new:8080'), ['same']],
    [
      'routes of different hosts in another order',
      routes(app(staff), wild),
      routes(wild, app(staff)),
      ['same'],
    ],
  ])('%s', (_, base, head, expected) => expect(told(diffAccess(base, head))).toEqual(expected))

  it('follows a route to another file where hosts are apart', () => {
    const other = `from: https://other.example.com, ${to}, ${staff}`
    const one = [{ filename: 'all.yaml', text: routes(app(staff), other) }]
    const two = [
      { filename: 'b.yaml', text: routes(other) },
      { filename: 'a.yaml', text: routes(app(staff)) },
    ]
    expect(told(diffAccess(one, two))).toEqual(['same'])
    expect(told(diffAccess(two, one))).toEqual(['same'])
  })

  it('compares files that have the same hosts each with its own earlier version', () => {
    const files = (staging: string, production: string) => [
      { filename: 'staging.yaml', text: routes(app(staging)) },
      { filename: 'production.yaml', text: routes(app(production)) },
    ]
    const { changes } = diffAccess(files(open, staff), files(open, open).toReversed())
    expect(changes.map(({ direction, after }) => [direction, after?.file])).toEqual([
      ['opened', 'production.yaml'],
    ])
  })

  it('tells each route that is gone, and no place of one that never was', () => {
    const { changes } = diffAccess(routes(app(`prefix: /a, ${staff}`), app(staff)), '')
    expect(changes.map(({ listener, before, after }) => [listener, before?.pointer, after])).toEqual([
      ['route https://app.example.com/a', '/routes/0', undefined],
      ['route https://app.example.com', '/routes/1', undefined],
    ])
  })

  it('leaves open what a version that breaks its schema may have had', () => {
    const broken = `${routes(app(staff))}  - { from: [], ${to} }\n`
    const head = routes(app(staff), `from: https://new.example.com, ${to}, ${open}`)
    expect(told(diffAccess(broken, head))).toEqual(['unknown', 'unknown route https://new.example.com'])
  })
})
