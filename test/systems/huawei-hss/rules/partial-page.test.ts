import { yamlPage } from '../../../helpers/huawei-hss.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const row = 'laddr: 0.0.0.0, port: 8080, type: TCP, status: normal'

ruleTable('huawei-hss/partial-page', {
  silent: {
    'no row of none': 'total_num: 0\ndata_list: []\n',
    'every row': yamlPage(1, row),
    'more rows than there were when they were counted': yamlPage(1, row, row),
    'rows alone': yamlPage(1, row).replace(/^.*\n.*\n/, ''),
    'no total': yamlPage(1, row).replace(/^.*\n/, ''),
  },
  silentThoughBroken: {
    'a total in quotes': yamlPage('"37"', row),
    'rows that are a map': 'total_num: 37\ndata_list: { a: 1 }\n# portcullis: kind=huawei-hss/open-ports\n',
    'a broken row, which is one as well': yamlPage(
      2,
      row,
      `${row}, pid2: -1`.replace('port: 8080', 'port: -1'),
    ),
  },
  reports: {
    'one row of many': {
      document: yamlPage('«37»', row),
      messages: [
        'total_num is 37, and this page holds 1 row, so a port that is not listed may be open all the same; ask for the other pages with limit and offset.',
      ],
      severities: ['note'],
    },
    'one row fewer': { document: yamlPage('«3»', row, row), messages: [/holds 2 rows/] },
    'no row of some': {
      document: 'total_num: «1»\ndata_list: []\n',
      messages: [/holds 0 rows/],
      related: ['[]'],
    },
  },
})
