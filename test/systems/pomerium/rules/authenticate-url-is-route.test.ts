import { config, routes, staff, zeroRoute, zeroSettings } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const both = (url: string, from: string, fields = 'name: a', more = '') =>
  `authenticate_service_url: ${url}\n${more}${routes(`from: ${from}, to: "http://app:8080", ${staff}, ${fields}`)}`
const zero = (url: string, from: string, fields = 'prefix: /') =>
  `${zeroSettings(`authenticateServiceUrl: ${url}`)}---\n${zeroRoute(`from: ${from}, ${fields}`)}`
const same = 'https://login.example.com'

ruleTable('pomerium/authenticate-url-is-route', {
  silent: {
    'another host': both(same, 'https://app.example.com'),
    'a host within the other': both(same, 'https://a.login.example.com'),
    'another port': both(same, '"https://login.example.com:8443"'),
    'a star, which is never asked for a host that is named': both(same, '"https://*.example.com"'),
    'a raw connection': both(same, '"tcp+https://login.example.com:443"').replace(
      'http://app:8080',
      'tcp://app:443',
    ),
    'no sign-in URL': routes(`from: ${same}, to: "http://app", ${staff}`),
    'a sign-in URL that is filled in': both(`"$\{LOGIN}"`, same),
    'a route that is filled in': both(same, `"https://$\{HOST}"`).replace(
      'authenticate',
      '# portcullis: kind=pomerium/config\nauthenticate',
    ),
    'a prefix beside the pages of the sign-in': both(same, same, 'prefix: /app/'),
    'a path beside them': both(same, same, 'path: /app'),
    'a pattern beside them': both(same, same, 'regex: "/app/.*"'),
    'a pattern that does not compile': both(same, same, 'regex: "("'),
    'a proxy that leads to the service elsewhere': both(same, same, 'name: a', 'services: proxy\n'),
    'the service without a proxy': both(same, same, 'name: a', 'services: authenticate\n'),
    'another host in Zero': zero(same, 'https://app.example.com'),
    'a prefix beside the pages in Zero': zero(same, same, 'prefix: /app/'),
    'settings of Zero without a route': zeroSettings(`authenticateServiceUrl: ${same}`),
    'no routes': config(`authenticate_service_url: ${same}`),
  },
  reports: {
    'the same URL': {
      document: both(same, `«${same}»`),
      messages: [
        '"https://login.example.com" is where users sign in, and the pages for that come first: its front page never reaches this route; give one of them a host of its own.',
      ],
      severities: ['error'],
      witnesses: [{ host: 'login.example.com', path: '/' }],
      related: [same],
    },
    'another case': { document: both('https://LOGIN.example.com', `«${same}»`) },
    'the usual port': { document: both('"https://login.example.com:443"', `«${same}»`) },
    'a path in the sign-in URL': {
      document: both('https://login.example.com/', '«https://login.example.com/»'),
    },
    'the same port': { document: both('http://localhost:8443', '«http://localhost:8443»') },
    'a prefix that takes everything': { document: both(same, `«${same}»`, 'prefix: /') },
    'the front page alone': { document: both(same, `«${same}»`, 'path: /') },
    'a pattern that takes the front page': { document: both(same, `«${same}»`, 'regex: "/(app)?"') },
    'both services by their names': {
      document: both(same, `«${same}»`, 'name: a', 'services: authenticate,proxy\n'),
    },
    'settings and a route of Zero': { document: zero(same, `«${same}»`), related: [same] },
    'a list of routes of Zero': {
      document: `${zeroSettings(`authenticateServiceUrl: ${same}`)}---\n- ${zeroRoute('from: https://app.example.com')}- ${zeroRoute(`from: «${same}»`)}`,
    },
    'the internal URL': {
      document: `authenticate_internal_service_url: ${same}\n${routes(`from: «${same}», to: "http://app", ${staff}`)}`,
    },
    'two routes, of which one is beside them': {
      document: `authenticate_service_url: ${same}\n${routes(
        `from: ${same}, to: "http://a", prefix: /a/, ${staff}`,
        `from: «${same}», to: "http://b", ${staff}`,
      )}`,
    },
  },
})
