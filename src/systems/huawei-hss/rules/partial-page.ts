import { defineRule } from '../../../rule.ts'
import type { OpenPorts } from '../document.ts'
import { rowCount, totalOf } from '../rows.ts'

export const partialPage = defineRule<OpenPorts>({
  id: 'huawei-hss/partial-page',
  summary: 'One page of an answer that has more rows.',
  category: 'upkeep',
  severity: 'note',
  docs: {
    why: `
      A query answers ten rows unless it names a \`limit\`, and a misspelt \`limit\` is passed over. Where
      \`total_num\` is above the number of rows, the rest is on other pages, and a port that is not listed here may
      be open all the same.`,
    bad: `
      total_num: 37
      data_list:
        - { host_id: web-1, laddr: 0.0.0.0, port: 8080, type: TCP, pid: 812, path: /usr/bin/app, status: unknown }`,
    good: `
      total_num: 1
      data_list:
        - { host_id: web-1, laddr: 0.0.0.0, port: 8080, type: TCP, pid: 812, path: /usr/bin/app, status: unknown }`,
  },

  *check(document) {
    const rows = rowCount(document)
    const total = totalOf(document)
    if (rows === undefined || total === undefined || total <= rows) return
    yield {
      at: ['total_num'],
      message: `total_num is ${total}, and this page holds ${rows} ${rows === 1 ? 'row' : 'rows'}, so a port that is not listed may be open all the same; ask for the other pages with limit and offset.`,
      related: [{ at: ['data_list'], message: `${rows} of ${total}` }],
    }
  },
})
