import { routes, staff, zeroRoute } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const from = (...hosts: readonly string[]) =>
  routes(...hosts.map((host) => `from: ${host}, to: "http://app:8080", ${staff}`))

ruleTable('pomerium/wildcard-all', {
  silent: {
    'a host': from('https://app.example.com'),
    'a domain': from('"https://*.example.com"'),
    'a part of a name': from('"https://app-*.example.com"'),
    'a dot': from('"https://*.*"'),
    'a path that is a star': from('"https://app.example.com/*"'),
    'the API': zeroRoute('from: "https://*.example.com"'),
  },
  reports: {
    'every host': {
      document: from('«"https://*"»'),
      messages: [
        '"https://*" takes every host that no other route names, wanted or not; name the domain that it is for.',
      ],
      severities: ['warning'],
      witnesses: [{ host: 'a.example.net' }],
    },
    'every host, but for one that another route names': {
      document: from('https://a.example.net', '«"https://*"»'),
      witnesses: [{ host: 'b.example.net' }],
    },
    'every host on a port': { document: from('«"https://*:8443"»') },
    'two stars': { document: from('«"https://**"»') },
    'every raw connection': {
      document: from('«"tcp+https://*:22"»').replace('http://app:8080', 'tcp://app:22'),
    },
    'the API': { document: zeroRoute('from: «"https://*"»') },
  },
})
