import { config, route, routes, staff, zeroRoute } from '../../../helpers/pomerium-documents.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

ruleTable('pomerium/show-error-details', {
  silent: {
    'nothing said': route('name: a'),
    off: route('show_error_details: false'),
    'off as a text': route('show_error_details: "0"'),
    'filled in elsewhere': route(`show_error_details: "$\{X}"`),
    'the API': zeroRoute('showErrorDetails: false'),
    'no routes': config('address: ":443"'),
  },
  reports: {
    'a core file': {
      document: route('show_error_details: «true»'),
      messages: [
        'show_error_details shows whoever is kept out which policies were evaluated; leave it off where they are not to know.',
      ],
      severities: ['note'],
    },
    'a text': { document: route('show_error_details: «"true"»') },
    'the API': { document: zeroRoute('showErrorDetails: «true»'), messages: [/^showErrorDetails shows/] },
    'two of three': {
      document: routes(
        `from: https://a.example.com, to: "http://a", ${staff}, show_error_details: «true»`,
        `from: https://b.example.com, to: "http://b", ${staff}`,
        `from: https://c.example.com, to: "http://c", ${staff}, show_error_details: «true»`,
      ),
    },
  },
})
