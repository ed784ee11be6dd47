import { config, route, routes, staff, zeroRoute } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/coerced-type', {
  silent: {
    'a text': route('host_rewrite_header: X-Host'),
    'a text in quotes': route('host_rewrite_header: "true"'),
    'a number that stays what it is': config('idp_client_id: 12345'),
    'flags as texts and as 0 and 1': route('allow_websockets: "true", allow_spdy: 1, tls_skip_verify: 0'),
    'a whole number as a text': config('xff_num_trusted_hops: "2"', 'otel_bsp_max_export_batch_size: "512"'),
    'one text for a list': route('allowed_domains: example.com').replace(`${staff}, `, ''),
    'texts with commas': route('allowed_domains: "a.example,b.example"').replace(`${staff}, `, ''),
    'a time': route('timeout: 30s'),
    'a choice by its number': route('load_balancing_policy: 2'),
    'no value': route('host_rewrite_header: null'),
    'what the API refuses': zeroRoute('hostRewriteHeader: X-Host'),
    'true in a policy': route('name: a').replace('domain: { is: example.com }', 'accept: true'),
    'names of headers with capitals': route('set_request_headers: { X-Team: shop }'),
    'names of options with capitals':
      'Routes:\n  - { From: https://app.example.com, To: "http://app", Policy: [] }\n',
    'names of claims without capitals': route('allowed_idp_claims: { groups: [staff] }').replace(
      `${staff}, `,
      '',
    ),
  },
  silentThoughBroken: {
    'a flag that is none': route('allow_websockets: maybe'),
    'a list for a text': route('host_rewrite_header: [true]'),
  },
  reports: {
    'true for a name': {
      document: route('host_rewrite_header: «true»'),
      messages: [
        'true becomes the text "1" without a word from core; write "true" in quotes if the word is meant.',
      ],
      severities: ['warning'],
    },
    'false for a name': {
      document: config('cookie_domain: «False»'),
      messages: [
        'false becomes the text "0" without a word from core; write "False" in quotes if the word is meant.',
      ],
    },
    'true in a header': { document: route('set_request_headers: { X-Debug: «true» }') },
    'true in a list': { document: route('remove_request_headers: [X-A, «true»]') },
    'true for a list': { document: config('idp_scopes: «true»') },
    'a number that loses its end': {
      document: config('cookie_name: «1.10»'),
      messages: ['1.1 becomes the text "1.1" without a word from core; write "1.10" in quotes.'],
    },
    'a number in another form': { document: route('set_request_headers: { X-Id: «0x1F» }') },
    'true for a number': {
      document: config('xff_num_trusted_hops: «true»'),
      messages: ['true becomes the number 1 without a word from core; write the number.'],
    },
    'a fraction for a whole number': {
      document: route('regex_priority_order: «1.5»'),
      messages: ['1.5 becomes the number 1 without a word from core; write a whole number.'],
    },
    'an underscore in a number': {
      document: config('xff_num_trusted_hops: «"1_000"»'),
      messages: ['"1_000" becomes the number 1000 without a word from core; write it as a number.'],
    },
    'a text in another base': {
      document: config('xff_num_trusted_hops: «"010"»'),
      messages: ['"010" becomes the number 8 without a word from core; write it as a number.'],
    },
    'an empty text for a number': { document: config('xff_num_trusted_hops: «""»') },
    'a number for a flag': {
      document: config('autocert: «2»'),
      messages: ['2 becomes true without a word from core; write true or false in place of 2.'],
    },
    'true for a time': {
      document: route('timeout: «true»'),
      messages: ['true becomes 1 nanoseconds without a word from core; write a length of time such as 30s.'],
    },
    'true for a choice': { document: route('load_balancing_policy: «true»') },
    'blanks behind commas': {
      document: config('idp_scopes: «"openid, email"»'),
      messages: [
        '"openid, email" becomes a list with the entry " email", blank included without a word from core; write a list.',
      ],
    },
    'a name of a claim with capitals': {
      document: routes(
        'from: https://app.example.com, to: "http://app", allowed_idp_claims: { «Department»: [shop], groups: [a] }',
      ),
      messages: [
        '"Department" becomes "department", as core takes the capitals from every key, so the one that is meant is never looked at; no key of this file can name it.',
      ],
      severities: ['warning'],
    },
    'a parameter of a sign-in with capitals': {
      document: config('idp_request_params: { «accessType»: offline }'),
    },
    'a value deep in a route': {
      document: route(
        'redirect: { host_redirect: «true» }, rewrite_response_headers: [{ header: a, value: «true» }]',
      ).replace('to: "http://app:8080", ', ''),
    },
  },
})
