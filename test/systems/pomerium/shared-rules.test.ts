import { describe, expect, it } from 'vitest'
import { validate } from '../../../src/index.ts'
import { allow, corePolicy, coreRoutes, stream, zeroPolicy, zeroRoute } from '../../helpers/pomerium.ts'
import { ruleTable } from '../../helpers/rule-table.ts'

const entry = (fields: string) =>
  `{ from: https://app.example.com, to: http://app:8080, policy: { allow: { or: [{ domain: example.com }] } }, ${fields} }`
const list = (...routes: readonly string[]) => `routes:\n${routes.map((route) => `  - ${route}\n`).join('')}`
const marked = (fields: string) => `«${entry(fields)}»`
const guests = (fields: string) => marked(fields).replace('domain: example.com', 'domain: example.org')
const quiet = (text: string) => text.replaceAll(/[«»]/g, '')

ruleTable('route-unreachable', {
  silent: {
    'the narrow route first': list(entry('prefix: /a/'), entry('prefix: /')),
    'another host': list(entry('prefix: /'), quiet(guests('prefix: /a/')).replace('app.', 'b.')),
    'a wildcard before an exact host': list(
      entry('prefix: /').replace('app.', '"*.').replace('.com,', '.com",'),
      entry('prefix: /a/'),
    ),
    'another port': list(
      entry('prefix: /'),
      entry('prefix: /a/').replace('example.com,', 'example.com:8443,'),
    ),
    'a tunnel on the same host': coreRoutes('', 'from: tcp+https://app.example.com:22, to: tcp://a:22'),
    'routes of Zero, which are sorted': `[${zeroRoute('prefix: /')}, ${zeroRoute('prefix: /a/')}]`,
    'routes of two namespaces': `[${zeroRoute('prefix: /a/')}, ${zeroRoute('prefix: /a/b/').replace('ns1', 'ns2')}]`,
  },
  reports: {
    'the wide route first': {
      document: list(entry('prefix: /'), guests('prefix: /a/')),
      messages: [
        'route https://app.example.com/a/ (number 2 in order) is never reached: every request for it, such as /a/, is taken by route https://app.example.com, so its own policy never applies; have it asked first, or remove it.',
      ],
      severities: ['error'],
    },
    'with the same access': {
      document: list(entry('prefix: /'), marked('prefix: /a/')),
      messages: [/so it changes nothing, as that asks the same; remove it[.]$/],
    },
    'two that cover it together': {
      document: list(entry('prefix: /a/b'), entry('regex: "/a/[^b].*|/a/"'), guests('prefix: /a/')),
      messages: [/is taken by .* and .* together, so its own policy never applies/],
    },
    'a wildcard behind a wider one': {
      document: list(
        entry('prefix: /').replace('https://app.example.com', '"https://*.example.com"'),
        guests('prefix: /').replace('https://app.example.com', '"https://*.a.example.com"'),
      ),
    },
    'of policy before routes': {
      document: `routes:\n  - ${guests('prefix: /a/')}\npolicy:\n  - ${entry('prefix: /')}\n`,
    },
    'a tunnel that is opened already': {
      document: coreRoutes('from: tcp+https://db.example.com:22, to: tcp://a:22', 'from: x')
        .replace(/ {2}- \{ from: x.*\n/s, '')
        .concat(
          '  - «{ from: tcp+https://proxy.example.com/db.example.com:22, to: tcp://b:22, policy: { allow: { or: [{ domain: example.org }] } } }»\n',
        ),
    },
    'a priority in Zero': {
      document: `[${zeroRoute('prefix: /, regexPriorityOrder: 5, id: r1')}, «${zeroRoute('regex: "/a.*", id: r2')}»]`,
    },
    'in two documents': {
      document: stream(zeroRoute('regex: "/.*", id: r1'), `«${zeroRoute('prefix: /a/, id: r2')}»`),
    },
    'two Ingresses': {
      document: ['', 'x']
        .map(
          (end, index) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app${end}
  annotations:
    ingress.pomerium.io/policy: '{ allow: { or: [{ domain: ${index === 0 ? 'example.com' : 'example.org'} }] } }'${index === 0 ? '\n    ingress.pomerium.io/path_regex: "true"' : ''}
spec:
  ingressClassName: pomerium
  rules:
    - host: app.example.com
      http:
        paths:
          - ${index === 0 ? '' : '«'}{ path: ${index === 0 ? '/.*, pathType: ImplementationSpecific' : '/admin/, pathType: Prefix'}, backend: { service: { name: app, port: { number: 80 } } } }${index === 0 ? '' : '»'}
`,
        )
        .join('---\n'),
    },
  },
})

ruleTable('condition-always', {
  silent: {
    'access for everyone that says so': allow('{ accept: true }'),
    'a restriction': allow('{ domain: a.com }'),
    'an accept beside a deny':
      'allow: { or: [{ accept: true }] }\ndeny: { not: [{ source_ip: 10.0.0.0/8 }] }\n',
  },
  reports: {
    'an accept beside a domain': {
      document: corePolicy('«{ allow: { or: [{ accept: true }, { domain: a.com }] } }»'),
      messages: [
        /^Every request gets in: the rules of route https:\/\/app.example.com \(criterion accept and criterion domain\) keep out nobody/,
      ],
    },
    'an accept that says false': { document: corePolicy('«{ allow: { or: [{ accept: false }] } }»') },
    'any e-mail, the empty one of nobody included': {
      document: corePolicy('«{ allow: { or: [{ email: {} }] } }»'),
    },
    'two halves of everything': {
      document: corePolicy('«{ allow: { or: [{ http_method: GET }, { http_method: { not: GET } }] } }»'),
    },
  },
})

ruleTable('condition-never', {
  silent: {
    'a policy without an allow, which is joined to others': 'deny: { or: [{ domain: a.com }] }\n',
    'what can never match, which is told as such': allow('{ domain: "@a.com" }'),
    'two claims of one name': 'allow: { and: [{ claim/a: b }, { claim/a: c }] }\n',
  },
  reports: {
    'two domains at once': {
      document: corePolicy('«{ allow: { and: [{ domain: a.com }, { domain: b.com }] } }»'),
      messages: [/^Nobody gets in: no request can pass the rules of route/],
    },
    'a domain and an e-mail of another one': {
      document: corePolicy('«{ allow: { and: [{ domain: a.com }, { email: b@c.com }] } }»'),
    },
    'what is denied again': {
      document: corePolicy('«{ allow: { or: [{ email: b@a.com }] }, deny: { or: [{ domain: a.com }] } }»'),
    },
    'one value only, and another one': {
      document: corePolicy('«{ allow: { and: [{ claim/a: { is: b } }, { claim/a: c }] } }»'),
    },
    'times that do not meet': {
      document: zeroPolicy('hours', '«{ allow: { and: [{ day_of_week: mon-wed }, { day_of_week: fri }] } }»'),
    },
    'dates that do not meet': {
      document: zeroPolicy(
        'dates',
        '«{ allow: { and: [{ date: { after: 2030-01-01 } }, { date: { before: 2029-01-01 } }, { domain: a.com }] } }»',
      ),
    },
  },
})

ruleTable('condition-part-dead', {
  silent: {
    'parts that matter': 'allow: { and: [{ domain: a.com }, { claim/b: c }] }\n',
    'a certificate beside a sign-in':
      'allow: { and: [{ authenticated_user: true }, { client_certificate: {} }] }\n',
    'a deny in the domain that is allowed':
      'allow: { or: [{ domain: a.com }] }\ndeny: { or: [{ email: b@a.com }] }\n',
  },
  reports: {
    'a sign-in beside a domain': {
      document: 'allow: { and: [{ authenticated_user: «true» }, { domain: a.com }] }\n',
      messages: [
        'criterion authenticated_user changes nothing: the rules of this policy let in the same requests without it; remove it, or have it count.',
      ],
    },
    'a deny outside of what is allowed': {
      document: 'allow: { or: [{ domain: a.com }] }\ndeny: { or: [{ email: «b@c.com»  }] }\n',
    },
    'an e-mail of an allowed domain': { document: allow('{ domain: a.com }, { email: «b@a.com» }') },
  },
})

ruleTable('allow-everyone', {
  silent: {
    'every address that is kept out':
      'allow: { or: [{ domain: a.com }] }\ndeny: { or: [{ source_ip: 0.0.0.0/0 }] }\n',
    'one network': allow('{ source_ip: 10.0.0.0/8 }'),
  },
  reports: {
    'every address': { document: allow('{ source_ip: [«0.0.0.0/0»] }') },
    'everyone but nobody': {
      document:
        'allow: { or: [{ domain: a.com }] }\ndeny: { not: [{ source_ip: [«0.0.0.0/1», 128.0.0.0/1] }] }\n',
    },
  },
})

ruleTable('address-redundant', {
  silent: { 'addresses apart': allow('{ source_ip: [10.0.0.1, 10.0.0.2] }') },
  reports: { 'one within another': { document: allow('{ source_ip: [10.0.0.0/8, «10.0.0.1»] }') } },
})

ruleTable('address-syntax', {
  silent: { 'a leading zero, which is told as what it is': allow('{ source_ip: 010.0.0.1 }') },
  reports: { 'a name': { document: corePolicy('{ allow: { or: [{ source_ip: [10.0.0.1, «office»] }] } }') } },
})

ruleTable('regex-syntax', {
  silent: { 'a pattern': coreRoutes('regex: "/v[0-9]+"') },
  reports: {
    'what no engine takes': { document: coreRoutes('regex: "/v«(»[0-9]+"') },
    'what RE2 does not take': {
      document: coreRoutes('regex: "/v«(?=»1)[0-9]+"'),
      messages: [/does not compile in RE2/],
    },
    'a pattern of a rewrite': {
      document: coreRoutes('regex_rewrite_pattern: "«[»a", regex_rewrite_substitution: /b'),
    },
    'of an Ingress': {
      document: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: app, annotations: { ingress.pomerium.io/path_regex: "true", ingress.pomerium.io/allow_any_authenticated_user: "true" } }
spec:
  ingressClassName: pomerium
  rules: [{ host: a.example.com, http: { paths: [{ path: "/v«(»", pathType: ImplementationSpecific, backend: { service: { name: app, port: { number: 80 } } } }] } }]
`,
    },
  },
})

ruleTable('regex-empty', {
  silent: { 'a pattern': coreRoutes('regex: "/v[0-9]+"') },
  reports: { 'a pattern without a slash': { document: coreRoutes('regex: «"v[0-9]+"»') } },
})

describe('a tab within the text of an annotation', () => {
  it('is told at its place', () => {
    const text = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app
  annotations:
    ingress.pomerium.io/policy: |
      allow:
      \tor: []
spec: { ingressClassName: pomerium, rules: [] }
`
    const found = validate(text).findings.filter(({ rule }) => rule === 'syntax')
    expect(
      found.map(({ severity, range }) => [severity, range?.start.line, text[range?.start.offset ?? 0]]),
    ).toEqual([['error', 8, '\t']])
  })
})
