import { routes, staff, zeroRoute } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const from = (fields: string) => routes(`from: https://app.example.com, ${fields}, ${staff}`)
const redirect = '{ host_redirect: www.example.com }'
const response = '{ status: 200, body: ok }'

ruleTable('pomerium/action-conflict', {
  silent: {
    'an upstream': from('to: "http://app"'),
    'a redirect': from(`redirect: ${redirect}`),
    'a response': from(`response: ${response}`),
    'a redirect and no upstream': from(`to: null, redirect: ${redirect}`),
    'a redirect of the API beside an empty list': zeroRoute(
      'to: [], redirect: { hostRedirect: a.example.com }',
    ),
  },
  reports: {
    'a redirect before an upstream': {
      document: from(`to: «"http://app"», redirect: ${redirect}`),
      messages: [
        'to has no effect beside redirect, which answers every request of the route; keep the one that is meant.',
      ],
      severities: ['warning'],
      related: [redirect],
    },
    'a redirect before an upstream, written first': {
      document: from(`redirect: ${redirect}, to: «["http://app"]»`),
      messages: [/^to has no effect beside redirect,/],
    },
    'a response before an upstream': {
      document: from(`to: «"http://app"», response: ${response}`),
      messages: [/^to has no effect beside response,/],
    },
    'a redirect before a response': {
      document: from(`response: «${response}», redirect: ${redirect}`),
      messages: [/^response has no effect beside redirect,/],
    },
    'all three': {
      document: from(`to: «"http://app"», response: «${response}», redirect: ${redirect}`),
      messages: [/^to has no effect beside redirect,/, /^response has no effect beside redirect,/],
    },
    'the API': {
      document: zeroRoute('to: «["http://app"]», redirect: { hostRedirect: a.example.com }'),
    },
  },
})
