import { defineRule, firstRelated } from '../../../rule.ts'
import type { OpenPorts } from '../document.ts'
import { rowsOf } from '../rows.ts'

export const statusAlias = defineRule<OpenPorts>({
  id: 'huawei-hss/status-alias',
  summary: 'The status "unknow", which newer releases spell "unknown".',
  category: 'upkeep',
  severity: 'note',
  docs: {
    why: `
      Older releases of the platform, and the example of its own reference, write \`unknow\` where the list of
      values says \`unknown\`. Both mean that the number is in no table of known ports. Whoever compares the field
      with \`unknown\` misses these rows.`,
    bad: `
      total_num: 1
      data_list:
        - { host_id: web-1, laddr: 0.0.0.0, port: 8080, type: TCP, pid: 812, path: /usr/bin/app, status: unknow }`,
    good: `
      total_num: 1
      data_list:
        - { host_id: web-1, laddr: 0.0.0.0, port: 8080, type: TCP, pid: 812, path: /usr/bin/app, status: unknown }`,
  },

  *check(document) {
    const [first, ...others] = rowsOf(document).filter(({ value }) => value.status === 'unknow')
    if (!first) return
    const rows = others.length === 0 ? 'in one row' : `in ${others.length + 1} rows`
    yield {
      at: [...first.at, 'status'],
      message: `"unknow" is how older releases spell "unknown", and it stands ${rows}; read both as one, or write "unknown".`,
      related: firstRelated(others, ({ at }) => ({ at: [...at, 'status'], message: 'and here' })),
    }
  },
})
