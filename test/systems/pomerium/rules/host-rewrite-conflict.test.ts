import { ingress, route, zeroRoute } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/host-rewrite-conflict', {
  silent: {
    'a name': route('host_rewrite: a.internal'),
    'a header': route('host_rewrite_header: X-Host'),
    'a pattern': route(
      'host_path_regex_rewrite_pattern: "^/(.+)/.+$", host_path_regex_rewrite_substitution: "a"',
    ),
    'the header as it came': route('preserve_host_header: true'),
    'a name, and the header as it came off': route('host_rewrite: a.internal, preserve_host_header: false'),
    'a name, and an empty header': route('host_rewrite: a.internal, host_rewrite_header: ""'),
    'a substitution without a pattern': route(
      'host_rewrite: a.internal, host_path_regex_rewrite_substitution: a',
    ),
    'the API': zeroRoute('hostRewrite: a.internal'),
    'an annotation': ingress('host_rewrite: a.internal', "preserve_host_header: 'false'"),
  },
  reports: {
    'a name before a header': {
      document: route('host_rewrite: a.internal, host_rewrite_header: «X-Host»'),
      messages: [
        'host_rewrite_header has no effect beside host_rewrite, which sets the Host header; keep the one that is meant.',
      ],
      severities: ['warning'],
      related: ['a.internal'],
    },
    'a name before a header, written first': {
      document: route('host_rewrite_header: «X-Host», host_rewrite: a.internal'),
      messages: [/^host_rewrite_header has no effect beside host_rewrite,/],
    },
    'a header before a pattern': {
      document: route('host_path_regex_rewrite_pattern: «"^/(.+)$"», host_rewrite_header: X-Host'),
      messages: [/^host_path_regex_rewrite_pattern has no effect beside host_rewrite_header,/],
    },
    'a pattern before the header as it came': {
      document: route('host_path_regex_rewrite_pattern: "^/(.+)$", preserve_host_header: «true»'),
      messages: [/^preserve_host_header has no effect beside host_path_regex_rewrite_pattern,/],
    },
    'all of them': {
      document: route(
        'preserve_host_header: «true», host_path_regex_rewrite_pattern: «a», host_rewrite_header: «X-Host», host_rewrite: a',
      ),
    },
    'the API': {
      document: zeroRoute('hostRewrite: a, preserveHostHeader: «true»'),
      messages: [/^preserveHostHeader has no effect beside hostRewrite,/],
    },
    annotations: {
      document: ingress('host_rewrite: a', "preserve_host_header: «'true'»"),
      messages: [/^ingress.pomerium.io\/preserve_host_header has no effect/],
    },
  },
})
