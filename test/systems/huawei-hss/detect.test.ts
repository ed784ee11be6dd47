import { describe, expect, it } from 'vitest'
import { systems } from '../../../src/registry.ts'
import { isOpenPorts } from '../../../src/systems/huawei-hss/detect.ts'
import { page, row } from '../../helpers/huawei-hss.ts'

const firstRelease = {
  host_id: 'a',
  status: 'unknow',
  port: 22,
  type: 'TCP',
  pid: 812,
  path: '/usr/sbin/sshd',
}
const statistic = { port: 123, type: 'UDP', num: 4, status: 'danger' }

describe('what is an inventory of HSS', () => {
  it.each<[string, unknown]>([
    ['an answer', page([row()])],
    ['one page of it', page([row()], 37)],
    ['an answer without a total', { data_list: [row()] }],
    ['an empty answer', page([])],
    ['an answer with a key of later releases', { ...page([row({ later: 1 })]), more: 1 }],
    ['an answer of which one row is broken', page(['oops', row()])],
    ['a row with a status that nobody knows', page([row({ status: 'open' })])],
    ['a row with a protocol that nobody knows', page([row({ type: 'ICMP' })])],
    ['a row with a port in quotes', page([row({ port: '22' })])],
    ['rows of the first release', page([firstRelease])],
    ['rows of the statistics', page([statistic])],
    ['rows alone', [row()]],
    ['rows of the first release alone', [firstRelease]],
    ['rows of the statistics alone', [statistic]],
    ['rows alone, one of them broken', [null, row()]],
    ['the servers of a port', [row({ host_ip: '192.0.2.5', host_name: 'web-1', container_name: '' })]],
  ])('%s', (_, value) => expect(isOpenPorts(value)).toBe(true))
})

describe('what is none', () => {
  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'open'],
    ['an empty list', []],
    ['an empty object', {}],
    ['rows that are no list', { total_num: 1, data_list: row() }],
    ['an empty answer beside something else', { total_num: 0, data_list: [], hosts: [] }],
    ['an empty list of data', { data_list: [] }],
    ['an empty answer with a total in quotes', { total_num: '0', data_list: [] }],
    [
      'an answer on servers',
      page([{ host_id: 'a', host_name: 'web-1', host_ip: '192.0.2.5', status: 'ACTIVE' }]),
    ],
    ['an answer on users', page([{ host_id: 'a', user_name: 'root', status: 'normal' }])],
    ['an answer on processes', page([{ host_id: 'a', path: '/bin/a', pid: 1, num: 3 }])],
    ['an answer on rules', page([{ id: 'a', port: 22, type: 'TCP' }])],
    ['rows with a key of another tool', [row({ state: 'LISTEN' })]],
    ['rows with two keys', [{ port: 22, type: 'TCP' }]],
    ['ports of a Kubernetes Service', [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }]],
    ['rows of osquery', [{ pid: '1', port: '22', protocol: '6', family: '2', address: '0.0.0.0', path: '' }]],
    ['rows of ss by jc', [{ netid: 'tcp', state: 'LISTEN', local_address: '0.0.0.0', local_port: '22' }]],
    ['interfaces of Zabbix', [{ hostid: '1', type: 1, port: '10050', ip: '192.0.2.5' }]],
    ['connections of psutil', [{ fd: 3, type: 1, laddr: ['0.0.0.0', 22], status: 'LISTEN', pid: 1 }]],
    ['health checks', [{ port: 8080, type: 'TCP', path: '/status', status: 'normal' }]],
    ['a JSON Patch', [{ op: 'add', path: '/a', value: { port: 1, type: 'TCP' } }]],
    ['inherited keys', [Object.create(row())]],
    ['a list of lists', [[row()]]],
  ])('%s', (_, value) => expect(isOpenPorts(value)).toBe(false))
})

it('no other system claims an inventory', () => {
  for (const value of [page([row()]), page([]), [row()], [statistic], page([statistic])]) {
    const claims = systems.filter((system) => system.detect(value).length > 0)
    expect(claims.map(({ name }) => name)).toEqual(['huawei-hss'])
  }
})
