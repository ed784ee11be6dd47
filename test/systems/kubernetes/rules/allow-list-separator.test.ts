import { ruleTable } from '../../../helpers/rule-table.ts'

const route = (
  list: string,
  name = 'ip_whitelist',
  kind = 'Route',
  group = 'route.openshift.io/v1',
) => `apiVersion: ${group}
kind: ${kind}
metadata:
  name: web
  annotations:
    haproxy.router.openshift.io/${name}: ${list}
`
const ingress = (list: string, name = 'whitelist-source-range') => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/${name}: ${list}
`

ruleTable('kubernetes/allow-list-separator', {
  silent: {
    'blanks for the router': route('198.51.100.0/24 203.0.113.7'),
    'several blanks and a tab': route('"198.51.100.0/24  203.0.113.7\\t2001:db8::/32"'),
    'one address': route('198.51.100.0/24'),
    nothing: route('""'),
    'commas for ingress-nginx': ingress('198.51.100.0/24,203.0.113.7'),
    'commas and blanks for ingress-nginx': ingress('198.51.100.0/24, 203.0.113.7'),
    'one block for ingress-nginx': ingress('198.51.100.0/24'),
  },
  reports: {
    'commas for the router': {
      document: route('«198.51.100.0/24,203.0.113.7»'),
      messages: [
        'This list wants blanks between its addresses and has something else: the router ignores the list without a word, and everyone gets in; write it with blanks: 198.51.100.0/24 203.0.113.7.',
      ],
      severities: ['error'],
      witnesses: [{ source: '203.0.113.7' }],
    },
    'commas and blanks': { document: route('«198.51.100.0/24, 203.0.113.7»') },
    semicolons: { document: route('«198.51.100.0/24;203.0.113.7»') },
    'the newer name': { document: route('«198.51.100.0/24,203.0.113.7»', 'ip_allowlist') },
    'an Ingress that becomes a Route': {
      document: route('«198.51.100.0/24,203.0.113.7»', 'ip_whitelist', 'Ingress', 'networking.k8s.io/v1'),
    },
    'a Route of OKD 3': { document: route('«198.51.100.0/24,203.0.113.7»', 'ip_whitelist', 'Route', 'v1') },
    'blanks for ingress-nginx': {
      document: ingress('«198.51.100.0/24 203.0.113.7»'),
      messages: [/^This list wants commas between its addresses/],
    },
    'the newer name of ingress-nginx': {
      document: ingress('«198.51.100.0/24 203.0.113.7»', 'allowlist-source-range'),
    },
  },
})
