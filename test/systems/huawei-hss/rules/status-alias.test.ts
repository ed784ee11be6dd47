import { yamlPage } from '../../../helpers/huawei-hss.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const status = (value: string) => `laddr: 0.0.0.0, port: 8080, type: TCP, status: ${value}`

ruleTable('huawei-hss/status-alias', {
  silent: {
    'no row': 'total_num: 0\ndata_list: []\n',
    'the newer spelling': yamlPage(1, status('unknown')),
    'other statuses': yamlPage(2, status('normal'), 'laddr: 127.0.0.1, port: 1, type: TCP, status: danger'),
    'no status': yamlPage(1, 'laddr: 0.0.0.0, port: 8080, type: TCP, container_id: ""'),
  },
  silentThoughBroken: {
    'another misspelling': yamlPage(1, status('unkown')),
    'the spelling in capitals': yamlPage(1, status('UNKNOW')),
  },
  reports: {
    'one row': {
      document: yamlPage(1, status('«unknow»')),
      messages: [
        '"unknow" is how older releases spell "unknown", and it stands in one row; read both as one, or write "unknown".',
      ],
      severities: ['note'],
    },
    'the first of several, after a newer one': {
      document: yamlPage(3, status('unknown'), status('«unknow»'), status('unknow')),
      messages: [/in 2 rows/],
      related: ['unknow'],
    },
    'a row that is broken elsewhere': {
      document: yamlPage(1, 'port: 70000, type: TCP, laddr: "::", status: «unknow»'),
      broken: true,
    },
  },
})
