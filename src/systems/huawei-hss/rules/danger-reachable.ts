import { boundTo } from '../../../inventory.ts'
import type { At } from '../../../position.ts'
import { defineRule, firstRelated, type Problem } from '../../../rule.ts'
import { sensitivePort } from '../../../sensitive-ports.ts'
import type { OpenPorts, PortRow } from '../document.ts'
import { transportOfRow } from '../observe.ts'
import { portName, rowKey, rowsOf } from '../rows.ts'

export const dangerReachable = defineRule<OpenPorts>({
  id: 'huawei-hss/danger-reachable',
  summary: 'A port of status "danger" on an address that is not loopback.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      The platform calls a port \`danger\` by its number alone: it is the usual port of an attacked service or of a
      Trojan. On the loopback address nobody outside of the server reaches it; on any other address everyone does
      whom no firewall keeps away. Beside documents, \`portcullis drift\` names the one that declares the port, and
      makes it an error where that document lets in callers from the internet.`,
    bad: `
      total_num: 1
      data_list:
        - { host_id: db-1, laddr: 0.0.0.0, port: 6379, type: TCP, pid: 991, path: /usr/bin/redis-server, status: danger }`,
    good: `
      total_num: 1
      data_list:
        - { host_id: db-1, laddr: 127.0.0.1, port: 6379, type: TCP, pid: 991, path: /usr/bin/redis-server, status: danger }`,
  },

  *check(document) {
    const seen = new Set<string>()
    const open: At<PortRow>[] = []
    for (const row of rowsOf(document)) {
      if (row.value.status !== 'danger') continue
      // Overlapping pages repeat rows.
      const key = rowKey(row.value)
      if (seen.has(key)) continue
      seen.add(key)
      const { exposure } = boundTo(row.value.laddr)
      if (exposure === 'unknown') open.push(row)
      else if (exposure !== 'loopback') yield reachable(row)
    }
    const [first, ...others] = open
    if (!first) return
    const rest = others.length === 0 ? '' : ` and ${others.length} more`
    yield {
      undecided: true,
      at: [...first.at, 'status'],
      message: `Whether ${portName(first.value)} of status "danger"${rest} can be reached from elsewhere is unknown: no address tells what it is bound to.`,
      related: firstRelated(others, ({ at }) => ({ at: [...at, 'status'], message: 'and here' })),
    }
  },
})

function reachable({ value: row, at }: At<PortRow>): Problem {
  const { port, laddr = '', path } = row
  const usual = port === undefined ? undefined : sensitivePort(port)
  const what = usual ? `, the usual port of ${usual.service},` : ''
  const process = path === undefined ? '' : ` by ${path}`
  const protocol = transportOfRow(row)
  return {
    at: [...at, 'status'],
    message: `${portName(row)}${what} has status "danger" and is open on ${laddr}${process}, where others than the server itself reach it; bind it to 127.0.0.1, or close it.`,
    related: [{ at: [...at, 'laddr'], message: 'not the loopback address' }],
    witness: { ...(port !== undefined && port > 0 && { port }), ...(protocol && { protocol }) },
  }
}
