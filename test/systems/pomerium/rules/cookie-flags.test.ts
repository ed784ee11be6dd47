import { config, patch, zeroSettings } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/cookie-flags', {
  silent: {
    'nothing said': config('cookie_name: a'),
    'HttpOnly on': config('cookie_http_only: true'),
    'HttpOnly on as a text': config('cookie_http_only: "true"'),
    'HttpOnly without a value': config('cookie_http_only: null'),
    'HttpOnly filled in elsewhere': config(`cookie_http_only: "$\{X}"`),
    ...Object.fromEntries(
      ['strict', 'lax', 'Lax', '""'].map((mode) => [`SameSite ${mode}`, config(`cookie_same_site: ${mode}`)]),
    ),
    'the API': zeroSettings('cookieHttpOnly: true, cookieSameSite: strict'),
    'a patch of another setting': patch('op: replace, path: /skipXffAppend, value: false'),
    'a test of a value': patch('op: test, path: /cookieHttpOnly, value: false'),
  },
  silentThoughBroken: {
    'HttpOnly as a text in the API': zeroSettings('cookieHttpOnly: "false"'),
  },
  reports: {
    'HttpOnly off': {
      document: config('cookie_http_only: «false»'),
      messages: [
        'cookie_http_only is off, so every script on a page behind the proxy can read the session; switch it on.',
      ],
      severities: ['warning'],
    },
    'HttpOnly off as a text and as a number': { document: config('cookie_http_only: «"false"»') },
    'HttpOnly off as a number': { document: config('cookie_http_only: «0»') },
    'SameSite none': {
      document: config('cookie_same_site: «none»'),
      messages: [
        '"none" has browsers send the session with requests that other sites make; write lax or strict.',
      ],
    },
    'SameSite None, in any case': { document: config('cookie_same_site: «None»') },
    'both in the API': {
      document: zeroSettings('cookieHttpOnly: «false», cookieSameSite: «NONE»'),
      messages: [/^cookieHttpOnly is off/, /^"NONE" has/],
    },
    'a patch': { document: patch('op: replace, path: /cookieHttpOnly, value: «false»') },
  },
})
