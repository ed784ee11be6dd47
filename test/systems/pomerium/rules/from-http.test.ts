import { routes, staff, zeroRoute } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const from = (text: string) => routes(`from: ${text}, to: "http://app:8080", ${staff}`)

ruleTable('pomerium/from-http', {
  silent: {
    https: from('https://app.example.com'),
    'https in another case': from('HTTPS://app.example.com').replace(
      'routes:',
      '# portcullis: kind=pomerium/config\nroutes:',
    ),
    'a raw connection': routes(`from: "tcp+https://db.example.com:5432", to: "tcp://db:5432", ${staff}`),
    SSH: routes(`from: "ssh://node", to: "ssh://node:22", ${staff}`),
    'http in the host': from('https://http.example.com'),
    'the API': zeroRoute('from: https://app.example.com'),
  },
  reports: {
    'a core file': {
      document: from('«http://app.example.com»'),
      messages: [
        '"http://app.example.com" is no URL of HTTPS, which is all that Pomerium supports: browsers keep the session from plain HTTP; write https.',
      ],
      severities: ['warning'],
    },
    'another case': { document: `# portcullis: kind=pomerium/config\n${from('«HTTP://app.example.com»')}` },
    'a port': { document: from('«"http://localhost:8443"»') },
    'the API': { document: zeroRoute('from: «http://app.example.com»') },
  },
})
