import { routes, staff, zeroRoute } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const to = (upstreams: string, fields = 'name: a') =>
  routes(`from: https://app.example.com, to: ${upstreams}, ${staff}, ${fields}`)

ruleTable('pomerium/to-path-rewrites', {
  silent: {
    'no path': to('"http://app:8080"'),
    'a slash where the route takes every path': to('"http://app:8080/"'),
    'a slash where its prefix is one': to('"http://app:8080/"', 'prefix: /'),
    'the path of the prefix': to('"http://app:8080/api/"', 'prefix: /api/'),
    'the path of the route': to('"http://app:8080/a"', 'path: /a'),
    'a slash beside a rewrite': to('"http://app:8080/"', 'prefix: /api/, prefix_rewrite: /v1/'),
    'a path of the second upstream only': to('["http://a", "http://b/x"]'),
    'a raw connection': to('"tcp://db:5432/x"').replace(
      'https://app.example.com',
      '"tcp+https://db.example.com:5432"',
    ),
    'a socket': to('"unix:///run/app.sock"'),
    'what is filled in': to(`"http://$\{APP}/x"`),
    'a redirect': to('"http://app/x"', 'redirect: { host_redirect: a.example.com }'),
    'the API': zeroRoute('to: ["http://app:8080"]'),
  },
  reports: {
    'a path': {
      document: to('«"http://app:8080/shop"»'),
      messages: [
        '"http://app:8080/shop" has a path, which takes the place of the prefix: /a becomes /shopa at the upstream.',
      ],
      severities: ['note'],
    },
    'a path that ends in a slash': {
      document: to('«"http://app:8080/shop/"»'),
      messages: [/: \/a becomes \/shop\/a at the upstream\.$/],
    },
    'a path in place of a prefix': {
      document: to('«"http://app:8080/v1"»', 'prefix: /api'),
      messages: [/: \/api\/a becomes \/v1\/a at the upstream\.$/],
    },
    'a slash in place of a prefix': {
      document: to('«"http://app:8080/"»', 'prefix: /api/'),
      messages: [/: \/api\/a becomes \/a at the upstream\.$/],
    },
    'a path in place of a path': {
      document: to('«"http://app:8080/b"»', 'path: /a'),
      messages: ['"http://app:8080/b" has a path, which /a is turned into.'],
    },
    'a path in place of those of a pattern': {
      document: to('«"http://app:8080/b"»', 'regex: "/a.*"'),
      messages: ['"http://app:8080/b" has a path, which every path that the regex takes is turned into.'],
    },
    'a path beside a rewrite': {
      document: to('«"http://app:8080/b"»', 'prefix: /a, prefix_rewrite: /c'),
      messages: ['"http://app:8080/b" has a path, which has no effect beside prefix_rewrite; remove it.'],
    },
    'a path beside a pattern to rewrite': {
      document: to('«"http://app:8080/b"»', 'regex_rewrite_pattern: a, regex_rewrite_substitution: b'),
      messages: [/no effect beside regex_rewrite_pattern; remove it\.$/],
    },
    'the first of several, with a weight': { document: to('[«"http://a/x,1"», "http://b/x,2"]') },
    'the API': { document: zeroRoute('to: [«"https://app/x"»]') },
  },
})
