import { ingress, route, routes, staff, zeroRoute } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const to = (upstreams: string, fields = 'tls_skip_verify: true') =>
  routes(`from: https://app.example.com, to: ${upstreams}, ${staff}, ${fields}`)

ruleTable('pomerium/tls-skip-verify', {
  silent: {
    verified: to('https://app', 'tls_skip_verify: false'),
    'nothing said': to('https://app', 'name: a'),
    'an upstream without TLS': route('tls_skip_verify: true'),
    'upstreams without TLS': to('["http://a", "h2c://b"]'),
    'a raw connection': to('tcp://db:5432').replace(
      'https://app.example.com',
      'tcp+https://db.example.com:5432',
    ),
    'a socket without TLS': to('"unix:///run/app.sock"'),
    'a redirect': routes(
      `from: https://app.example.com, redirect: { host_redirect: a.example.com }, ${staff}, tls_skip_verify: true`,
    ),
    'the API': zeroRoute('to: ["https://app"]'),
    'an annotation that is off': ingress("tls_skip_verify: 'false'"),
    'an annotation that is no flag': ingress("tls_skip_verify: 'yes'"),
  },
  reports: {
    'an upstream with TLS': {
      document: to('https://app', 'tls_skip_verify: «true»'),
      messages: [
        'tls_skip_verify takes any certificate of the upstream, so whoever gets in between reads and changes everything; name the authority or the server name instead.',
      ],
      severities: ['warning'],
    },
    'one of several': { document: to('["http://a", "https://b"]', 'tls_skip_verify: «true»') },
    'with a weight': { document: to('["https://a,1", "https://b,2"]', 'tls_skip_verify: «1»') },
    'a socket with TLS': { document: to('"https+unix:///run/app.sock"', 'tls_skip_verify: «true»') },
    'an upstream that is filled in': { document: to(`"$\{APP}"`, 'tls_skip_verify: «true»') },
    'the API': {
      document: zeroRoute('to: ["https://app"], tlsSkipVerify: «true»'),
      messages: [/^tlsSkipVerify takes/],
    },
    'an annotation': {
      document: ingress("tls_skip_verify: «'true'»"),
      messages: [/^ingress.pomerium.io\/tls_skip_verify takes/],
    },
  },
})
