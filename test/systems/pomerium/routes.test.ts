import { describe, expect, it } from 'vitest'
import { coreListeners, winnerOf, zeroListeners } from './proxy.ts'

/** A route in short: its `from`, and what it asks of the path (`path /a`, `regex /a`, `prefix /a`, `/a` for a prefix). */
type Short = string

interface List {
  readonly routes: readonly Short[]
  /** URLs, each with the number of the route that takes it in the order of a file and once sorted; 0 for none. */
  readonly urls: Readonly<Record<string, readonly [file: number, sorted: number]>>
}

const hosts = 'https://*.example.com'
const app = 'https://app.example.com'

const lists: Readonly<Record<string, List>> = {
  // Hosts.
  'one route': {
    routes: [app],
    urls: { [`${app}/`]: [1, 1], [`${app}/a`]: [1, 1], 'https://other.example.com/': [0, 0] },
  },
  'no route': { routes: [], urls: { [`${app}/`]: [0, 0] } },
  'two hosts': {
    routes: [app, 'https://b.example.com'],
    urls: { 'https://b.example.com/': [2, 2], [`${app}/`]: [1, 1] },
  },
  'a host in capitals': { routes: ['https://App.Example.com'], urls: { [`${app}/`]: [1, 1] } },
  'a wildcard before an exact host': {
    routes: [hosts, app],
    urls: { [`${app}/`]: [2, 2], 'https://b.example.com/': [1, 1] },
  },
  'a wildcard after an exact host': {
    routes: [app, hosts],
    urls: { [`${app}/`]: [1, 1], 'https://b.example.com/': [2, 2] },
  },
  'an exact host never falls through': {
    routes: [`${app} /a/`, hosts],
    urls: { [`${app}/a/b`]: [1, 1], [`${app}/b`]: [0, 0] },
  },
  'nor where the wildcard comes first': {
    routes: [hosts, `${app} path /a`],
    urls: { [`${app}/a`]: [2, 2], [`${app}/b`]: [0, 0] },
  },
  'a star for everything': {
    routes: ['https://*'],
    urls: { [`${app}/`]: [1, 1], 'https://localhost/': [1, 1] },
  },
  'a star spans dots': {
    routes: [hosts],
    urls: { 'https://a.b.example.com/': [1, 1], 'https://example.com/': [0, 0] },
  },
  'a star within a label': {
    routes: ['https://app-*.example.com'],
    urls: { 'https://app-1.example.com/': [1, 1], [`${app}/`]: [0, 0] },
  },
  'a star at the end': {
    routes: ['https://app.*'],
    urls: { [`${app}/`]: [1, 1], 'https://app.org/': [1, 1] },
  },
  'two stars': {
    routes: ['https://*.app.*'],
    urls: { 'https://a.app.org/': [1, 1], 'https://app.org/': [0, 0] },
  },
  'overlapping wildcards': {
    routes: ['https://*.z.example.com', hosts],
    // Sorted by the text of from: "https://*.e…" comes before "https://*.z…".
    urls: { 'https://a.z.example.com/': [1, 2], 'https://a.example.com/': [2, 2] },
  },
  'a wide wildcard first': {
    routes: [hosts, 'https://*.z.example.com'],
    urls: { 'https://a.z.example.com/': [1, 1] },
  },
  'a wildcard that sorts first': {
    routes: [hosts, 'https://*.a.example.com'],
    urls: { 'https://x.a.example.com/': [1, 2] },
  },
  'a star and a wildcard': { routes: ['https://*', hosts], urls: { 'https://b.example.com/': [1, 1] } },
  'another domain with the same end': {
    routes: [hosts],
    urls: { 'https://aexample.com/': [0, 0], 'https://example.com.org/': [0, 0] },
  },
  // Ports.
  'no port takes any': {
    routes: [app],
    urls: { [`${app}:8443/`]: [1, 1], 'http://app.example.com/': [1, 1] },
  },
  'the usual port is none': {
    routes: [`${app}:443`],
    urls: { [`${app}/`]: [1, 1], [`${app}:8443/`]: [1, 1] },
  },
  'another port takes that one': {
    routes: [`${app}:8443`],
    urls: { [`${app}:8443/`]: [1, 1], [`${app}/`]: [0, 0] },
  },
  'a port of its own is a host of its own': {
    routes: [app, `${app}:8443 /a/`],
    urls: {
      [`${app}:8443/a/b`]: [2, 2],
      [`${app}:8443/b`]: [0, 0],
      [`${app}/b`]: [1, 1],
      [`${app}:9000/`]: [1, 1],
    },
  },
  'a wildcard with a port': {
    routes: [`${hosts}:8443`],
    urls: { 'https://b.example.com:8443/': [1, 1], 'https://b.example.com/': [0, 0] },
  },
  'a wildcard is asked for another port of an exact host': {
    routes: [`${app}:8443`, hosts],
    urls: { [`${app}:8443/`]: [1, 1], [`${app}/`]: [2, 2] },
  },
  'http without a port': { routes: ['http://app.example.com'], urls: { [`${app}/`]: [1, 1] } },
  'http sorts before https': { routes: [app, 'http://app.example.com'], urls: { [`${app}/`]: [1, 2] } },
  // Paths.
  'a prefix': {
    routes: [`${app} /a`],
    urls: { [`${app}/a`]: [1, 1], [`${app}/a/b`]: [1, 1], [`${app}/ab`]: [1, 1], [`${app}/b`]: [0, 0] },
  },
  'a prefix with a slash': {
    routes: [`${app} /a/`],
    urls: { [`${app}/a`]: [0, 0], [`${app}/a/`]: [1, 1], [`${app}/ab`]: [0, 0] },
  },
  'a path': {
    routes: [`${app} path /a`],
    urls: { [`${app}/a`]: [1, 1], [`${app}/a/`]: [0, 0], [`${app}/ab`]: [0, 0] },
  },
  'a regex takes the whole path': {
    routes: [`${app} regex /v[0-9]+`],
    urls: { [`${app}/v1`]: [1, 1], [`${app}/v1/a`]: [0, 0], [`${app}/xv1`]: [0, 0] },
  },
  'a regex with anchors': {
    routes: [`${app} regex ^/v[0-9]+$`],
    urls: { [`${app}/v1`]: [1, 1], [`${app}/v1/a`]: [0, 0] },
  },
  'a path without a slash': { routes: [`${app} path a`, `${app}`], urls: { [`${app}/a`]: [2, 2] } },
  'a prefix without a slash': { routes: [`${app} prefix a`], urls: { [`${app}/a`]: [0, 0] } },
  'the prefix of everything': { routes: [`${app} /`], urls: { [`${app}/`]: [1, 1], [`${app}/a`]: [1, 1] } },
  'a bare route first': {
    routes: [app, `${app} /a/`],
    urls: { [`${app}/a/b`]: [1, 2], [`${app}/b`]: [1, 1] },
  },
  'a bare route last': {
    routes: [`${app} /a/`, app],
    urls: { [`${app}/a/b`]: [1, 1], [`${app}/b`]: [2, 2] },
  },
  'nested prefixes, the short one first': {
    routes: [`${app} /a/`, `${app} /a/b/`],
    urls: { [`${app}/a/b/c`]: [1, 2], [`${app}/a/c`]: [1, 1] },
  },
  'nested prefixes, the long one first': {
    routes: [`${app} /a/b/`, `${app} /a/`],
    urls: { [`${app}/a/b/c`]: [1, 1] },
  },
  'a prefix before a path': {
    routes: [`${app} /a`, `${app} path /a`],
    urls: { [`${app}/a`]: [1, 2], [`${app}/ab`]: [1, 1] },
  },
  'a prefix before a regex': {
    routes: [`${app} /a`, `${app} regex /a[0-9]`],
    urls: { [`${app}/a1`]: [1, 2] },
  },
  'a regex before a path': {
    routes: [`${app} regex /a.*`, `${app} path /ab`],
    urls: { [`${app}/ab`]: [1, 2] },
  },
  'a path before a regex': {
    routes: [`${app} path /ab`, `${app} regex /a.*`],
    urls: { [`${app}/ab`]: [1, 1], [`${app}/ac`]: [2, 2] },
  },
  'a bare route before a regex': {
    routes: [app, `${app} regex /a.*`],
    urls: { [`${app}/ab`]: [1, 2], [`${app}/b`]: [1, 1] },
  },
  'two regexes': {
    routes: [`${app} regex /a.*`, `${app} regex /a[bc]`],
    urls: { [`${app}/ab`]: [1, 2], [`${app}/ad`]: [1, 1] },
  },
  'two regexes, the other way round': {
    routes: [`${app} regex /a[bc]`, `${app} regex /a.*`],
    urls: { [`${app}/ab`]: [1, 1] },
  },
  'a regex with a priority': {
    routes: [`${app} regex /a[bc]`, `${app} regex /a.* !1`],
    urls: { [`${app}/ab`]: [1, 2] },
  },
  'the higher priority first': {
    routes: [`${app} regex /a.* !1`, `${app} regex /a[bc] !2`],
    urls: { [`${app}/ab`]: [1, 2] },
  },
  'a negative priority beats none': {
    routes: [`${app} regex /z.*|/ab`, `${app} regex /a.* !-1`],
    urls: { [`${app}/ab`]: [1, 2] },
  },
  'a priority lifts a prefix above a regex': {
    routes: [`${app} regex /a.*`, `${app} /a !0`],
    urls: { [`${app}/ab`]: [1, 2] },
  },
  'a path is above any priority': {
    routes: [`${app} regex /a.* !9`, `${app} path /ab`],
    urls: { [`${app}/ab`]: [1, 2] },
  },
  'paths in any order': {
    routes: [`${app} path /a`, `${app} path /b`],
    urls: { [`${app}/a`]: [1, 1], [`${app}/b`]: [2, 2] },
  },
  'equal routes': { routes: [`${app} /a/`, `${app} /a/`], urls: { [`${app}/a/b`]: [1, 1] } },
  'the same paths on two hosts': {
    routes: [`${app} /a/`, 'https://b.example.com /a/', app],
    urls: {
      [`${app}/a/b`]: [1, 1],
      'https://b.example.com/a/b': [2, 2],
      'https://b.example.com/b': [0, 0],
      [`${app}/b`]: [3, 3],
    },
  },
  'paths of wildcards': {
    routes: [hosts, `${hosts} /a/`],
    urls: { 'https://b.example.com/a/b': [1, 2], 'https://b.example.com/b': [1, 1] },
  },
  'a wildcard whose path does not match is passed over': {
    routes: [`${hosts} path /a`, 'https://*'],
    urls: { 'https://b.example.com/b': [2, 2], 'https://b.example.com/a': [1, 2] },
  },
  // Several matchers: the regex counts, else the path, else the prefix.
  'path and prefix': {
    routes: [`${app} path /a prefix /b`],
    urls: { [`${app}/a`]: [1, 1], [`${app}/b`]: [0, 0] },
  },
  'regex and path': {
    routes: [`${app} regex /c path /a`],
    urls: { [`${app}/c`]: [1, 1], [`${app}/a`]: [0, 0] },
  },
  'regex and prefix': {
    routes: [`${app} regex /c prefix /b`],
    urls: { [`${app}/c`]: [1, 1], [`${app}/b`]: [0, 0] },
  },
  // Tunnels and SSH.
  'a tunnel': {
    routes: ['tcp+https://db.example.com:5432'],
    urls: {
      'tcp+https://db.example.com:5432': [1, 1],
      'tcp+https://db.example.com:5433': [0, 0],
      'https://db.example.com:5432/': [0, 0],
    },
  },
  'a tunnel and a page on one host': {
    routes: ['https://db.example.com', 'tcp+https://db.example.com:5432'],
    urls: { 'tcp+https://db.example.com:5432': [2, 2], 'https://db.example.com/': [1, 1] },
  },
  'a tunnel by way of another host': {
    routes: ['tcp+https://proxy.example.com/db.example.com:5432'],
    urls: { 'tcp+https://db.example.com:5432': [1, 1], 'tcp+https://proxy.example.com:5432': [0, 0] },
  },
  'a tunnel to two hosts': {
    routes: ['tcp+https://proxy.example.com/a.example.com:1/b.example.com:2'],
    urls: {
      'tcp+https://a.example.com:1': [1, 1],
      'tcp+https://b.example.com:2': [1, 1],
      'tcp+https://b.example.com:1': [0, 0],
    },
  },
  'a tunnel of UDP': {
    routes: ['udp+https://dns.example.com:53', 'tcp+https://dns.example.com:53'],
    urls: { 'udp+https://dns.example.com:53': [1, 1], 'tcp+https://dns.example.com:53': [2, 2] },
  },
  'a tunnel without a port': {
    routes: ['tcp+https://db.example.com'],
    urls: { 'tcp+https://db.example.com:1': [1, 1], 'tcp+https://db.example.com:443': [1, 1] },
  },
  SSH: {
    routes: ['ssh://host1'],
    urls: { 'ssh://host1': [1, 1], 'ssh://host2': [0, 0], 'ssh://host1:2222': [1, 1] },
  },
  'SSH beside a page': {
    routes: ['ssh://app.example.com', app],
    urls: { 'ssh://app.example.com': [1, 1], [`${app}/`]: [2, 2] },
  },
  'SSH and a wildcard': {
    routes: ['https://*', 'ssh://host1'],
    urls: { 'ssh://host1': [2, 2], 'https://host1/': [1, 1] },
  },
}

/** The fields of a route, with a name by which it is told from the others. */
function fieldsOf(short: Short, index: number): Record<string, string | number> {
  const [from = '', ...rest] = short.split(' ')
  const fields: Record<string, string | number> = { from, name: `n${index + 1}` }
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.startsWith('!')) fields['priority'] = Number(word.slice(1))
    else if (word.startsWith('/')) fields['prefix'] = word
    else fields[word] = rest.shift() ?? ''
  }
  return fields
}

const coreRoute = ({ priority, ...fields }: Record<string, string | number>) => ({
  ...fields,
  to: 'http://app:8080',
  allow_any_authenticated_user: true,
  ...(priority !== undefined && { regex_priority_order: priority }),
})

const zeroRoute = ({ priority, ...fields }: Record<string, string | number>, index: number) => ({
  ...fields,
  id: `id-${String(index).padStart(3, '0')}`,
  namespaceId: 'ns1',
  to: ['http://app:8080'],
  policyIds: [],
  ...(priority !== undefined && { regexPriorityOrder: priority }),
})

/** Which route has won, by the place that it stands at. */
const numberOf = (listeners: Parameters<typeof winnerOf>[0], url: string): number => {
  const name = winnerOf(listeners, url)
  if (name === 'unknown') return Number.NaN
  const route = listeners.flatMap(({ routes }) => routes).find((candidate) => candidate.name === name)
  const step = route?.at.findLast((each) => typeof each === 'number')
  return route ? Number(step) + 1 : 0
}

describe('which route takes a URL', () => {
  it('is told for many lists', () => expect(Object.keys(lists).length).toBeGreaterThanOrEqual(60))

  it.each(Object.entries(lists))('%s', (_, { routes, urls }) => {
    const fields = routes.map(fieldsOf)
    const file = coreListeners({ routes: fields.map(coreRoute) })
    const sorted = zeroListeners(fields.map(zeroRoute))
    // Sorting does not hang on the order in which the routes are given.
    const backwards = zeroListeners(fields.map(zeroRoute).toReversed())
    for (const [url, [first, second]] of Object.entries(urls)) {
      expect([url, numberOf(file, url)]).toEqual([url, first])
      expect([url, numberOf(sorted, url)]).toEqual([url, second])
      const other = numberOf(backwards, url)
      expect([url, other === 0 ? 0 : routes.length + 1 - other]).toEqual([url, second])
    }
  })

  it('entries of policy come before those of routes', () => {
    const entry = (name: string) => coreRoute({ from: app, name, ...(name === 'late' && { prefix: '/a/' }) })
    const listeners = coreListeners({ routes: [entry('late')], policy: [entry('early')] })
    expect(listeners[0]?.routes.map(({ at }) => at)).toEqual([
      ['policy', 0],
      ['routes', 0],
    ])
  })

  it('the sign-in pages and names of TLS are hosts that no wildcard answers', () => {
    const listeners = coreListeners({
      authenticate_service_url: 'https://auth.example.com',
      routes: [
        coreRoute({ from: hosts, name: 'a' }),
        {
          ...coreRoute({ from: 'https://b.example.com', name: 'b' }),
          tls_downstream_server_name: 'c.example.com',
        },
      ],
    })
    expect(numberOf(listeners, 'https://auth.example.com/')).toBe(0)
    expect(numberOf(listeners, 'https://c.example.com/')).toBe(0)
    expect(numberOf(listeners, 'https://d.example.com/')).toBe(1)
  })

  it('is open where a host is filled in elsewhere', () => {
    const open = coreRoute({ from: ['https://', '$', '{HOST}'].join(''), name: 'a' })
    const listeners = coreListeners({ routes: [coreRoute({ from: app, name: 'b' }), open] })
    expect(winnerOf(listeners, `${app}/`)).toBe('route https://app.example.com')
    expect(winnerOf(listeners, 'https://b.example.com/')).toBe('unknown')
  })

  it('routes of Zero are of the proxy of their namespace', () => {
    const [one, two] = [
      zeroRoute({ from: app, name: 'a' }, 0),
      { ...zeroRoute({ from: app, prefix: '/a/', name: 'b' }, 1), namespaceId: 'ns2' },
    ]
    expect(zeroListeners([one, two]).map(({ routes }) => routes.length)).toEqual([1, 1])
  })

  it('is named so that every route has a name of its own', () => {
    const listeners = coreListeners({
      routes: [`${app} /a`, `${app} path /a`, `${app} regex /a.*`, `${app} /a`, app, `${app}/ path /b`].map(
        (short, index) => {
          const { name: _, ...fields } = fieldsOf(short, index)
          return coreRoute(fields)
        },
      ),
    })
    expect(listeners.flatMap(({ routes }) => routes.map(({ own }) => own?.identity))).toEqual([
      'route https://app.example.com/a',
      'route https://app.example.com/a (exact)',
      'route https://app.example.com matching /a.*',
      'route https://app.example.com/a #2',
      'route https://app.example.com',
      'route https://app.example.com/b',
    ])
    expect(listeners[0]?.routes.map(({ path }) => path)).toEqual([
      '/a',
      'exact /a',
      'regex /a.*',
      '/a',
      '/',
      'exact /b',
    ])
    expect(listeners[0]?.routes[0]?.own).toMatchObject({
      host: 'app.example.com',
      port: 443,
      protocol: 'HTTP',
    })
  })
})
