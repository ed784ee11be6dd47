import { describe, expect, it } from 'vitest'
import { validate } from '../../../../src/index.ts'
import { page, row, yamlPage } from '../../../helpers/huawei-hss.ts'
import { ruleTable } from '../../../helpers/rule-table.ts'

const danger = (laddr: string, status = 'danger') =>
  `laddr: ${laddr}, port: 6379, type: TCP, status: ${status}`

ruleTable('huawei-hss/danger-reachable', {
  silent: {
    'no row': 'total_num: 0\ndata_list: []\n',
    ...Object.fromEntries(
      ['127.0.0.1', '127.255.255.254', '"::1"', '"::ffff:127.0.0.1"', '"[::1]"', '127.0.0.53%lo'].map(
        (address) => [`the loopback address ${address}`, yamlPage(1, danger(address))],
      ),
    ),
    'other statuses on the wildcard': yamlPage(2, danger('0.0.0.0', 'unknown'), danger('0.0.0.0', 'normal')),
    'no status': yamlPage(1, 'laddr: 0.0.0.0, port: 6379, type: TCP, container_id: ""'),
  },
  silentThoughBroken: {
    'an address that broke the schema': yamlPage(1, danger('""')),
  },
  reports: {
    ...Object.fromEntries(
      ['0.0.0.0', '"::"', '"[::]"', '"*"', '192.0.2.5', '10.0.0.5', '"fe80::1%eth0"', '128.0.0.1'].map(
        (address) => [
          `the address ${address}`,
          {
            document: yamlPage(1, danger(address, '«danger»')),
            severities: ['warning' as const],
            related: [address],
          },
        ],
      ),
    ),
    'with its process, and what usually listens there': {
      document: yamlPage(1, danger('0.0.0.0', '«danger»')),
      messages: [
        '6379/TCP, the usual port of Redis, has status "danger" and is open on 0.0.0.0 by /usr/bin/app, where others than the server itself reach it; bind it to 127.0.0.1, or close it.',
      ],
      witnesses: [{ port: 6379, protocol: 'TCP' }],
    },
    'each row, the loopback one first': {
      document: yamlPage(3, danger('127.0.0.1'), danger('0.0.0.0', '«danger»'), danger('"::"', '«danger»')),
    },
    'each row, the loopback one last': {
      document: yamlPage(3, danger('"::"', '«danger»'), danger('0.0.0.0', '«danger»'), danger('127.0.0.1')),
    },
    'a row that overlapping pages repeat, once': {
      document: yamlPage(2, danger('0.0.0.0', '«danger»'), danger('0.0.0.0')),
    },
    'port 0, which no request can name': {
      document: yamlPage(1, 'laddr: 0.0.0.0, port: 0, type: UDP6, status: «danger»'),
      witnesses: [{ protocol: 'UDP' }],
    },
  },
})

describe('a dangerous port without an address', () => {
  const rows = [
    row({ status: 'danger', laddr: undefined, port: 1 }),
    row({ status: 'danger', laddr: undefined, port: 2 }),
  ]
  const without = (list: readonly object[]) => JSON.stringify(page(list))

  it('leaves open who reaches it, once for all', () => {
    const { findings } = validate(without(rows))
    expect(findings).toMatchObject([
      {
        rule: 'undecided',
        severity: 'note',
        pointer: '/data_list/0/status',
        related: [{ pointer: '/data_list/1/status' }],
      },
    ])
    expect(findings[0]?.message).toMatch(/^Whether 1\/TCP of status "danger" and 1 more can be reached/)
  })

  it('is open as well where the address is none', () => {
    const { findings } = validate(without([row({ status: 'danger', laddr: 'localhost' })]))
    expect(findings).toMatchObject([{ rule: 'undecided' }])
  })
})
