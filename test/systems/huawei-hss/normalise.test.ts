import { describe, expect, it } from 'vitest'
import { evaluate, undeterminedIn } from '../../../src/analysis/condition.ts'
import { validate } from '../../../src/index.ts'
import type { OpenPorts } from '../../../src/systems/huawei-hss/document.ts'
import { normaliseOpenPorts } from '../../../src/systems/huawei-hss/normalise.ts'
import { observeOpenPorts } from '../../../src/systems/huawei-hss/observe.ts'
import { page, row } from '../../helpers/huawei-hss.ts'

const everyHost = () => true
const model = (value: unknown) => normaliseOpenPorts(value as OpenPorts)
const observe = (value: unknown) => observeOpenPorts(value as OpenPorts)

describe('a row as a listener', () => {
  it.each<[laddr: string | undefined, reach: string]>([
    ['0.0.0.0', 'network'],
    ['::', 'network'],
    ['192.0.2.5', 'network'],
    ['fe80::1', 'network'],
    ['127.0.0.1', 'host'],
    ['127.0.0.53', 'host'],
    ['::1', 'host'],
    ['::ffff:127.0.0.1', 'host'],
    [undefined, 'network'],
    ['nowhere', 'network'],
  ])('on %s is reached from %s', (laddr, reach) => {
    const [listener] = model(page([row({ laddr })])).listeners
    expect(listener?.reach.value).toBe(reach)
  })

  it('has its number, its protocol and a scope of its own', () => {
    const { listeners } = model(page([row({ port: 53, type: 'UDP6', laddr: '::' }), row()]))
    expect(listeners).toMatchObject([
      {
        at: ['data_list', 0],
        identity: 'socket [::]:53/UDP of dd91cd32-a238-4c0e-bc01-3b11653714ac',
        port: { value: 53, at: ['data_list', 0, 'port'] },
        protocol: { value: 'UDP', at: ['data_list', 0, 'type'] },
      },
      { port: { value: 8080 }, protocol: { value: 'TCP' } },
    ])
    expect(new Set(listeners.map(({ scope }) => scope)).size).toBe(2)
  })

  it('takes requests to its port, and leaves open who gets through to the server', () => {
    const [listener] = model([row()]).listeners
    expect(evaluate(listener!.entry!, { port: 8080, protocol: 'TCP' })).toBe(true)
    expect(evaluate(listener!.entry!, { port: 8081, protocol: 'TCP' })).toBe(false)
    expect(evaluate(listener!.entry!, { port: 8080, protocol: 'UDP' })).toBe(false)
    expect(undeterminedIn(listener!.outsiders!, 'placeholder').size).toBe(1)
    expect(listener).not.toHaveProperty('access')
  })

  it('is left out where its number or protocol broke the schema', () => {
    expect(
      model(page([undefined, row({ port: undefined }), row({ type: undefined }), {}])).listeners,
    ).toEqual([])
    expect(model({ data_list: undefined }).listeners).toEqual([])
  })
})

describe('the shared rules', () => {
  it('have nothing against an inventory, which declares nothing', () => {
    const rows = [
      row({ port: 6379, laddr: '0.0.0.0' }),
      row({ port: 6379, laddr: '0.0.0.0' }),
      row({ port: 6379, laddr: '0.0.0.0', pid: 813 }),
      row({ port: 6379, laddr: '::', type: 'TCP6' }),
      row({ port: 22, container_id: 'a' }),
    ]
    expect(validate(page(rows), { config: { preset: 'strict' } }).findings).toEqual([])
    expect(validate(rows, { config: { preset: 'strict' } }).findings).toEqual([])
  })
})

describe('a row as an observed socket', () => {
  it('has all that it says', () => {
    expect(
      observe(page([row({ host_name: 'web-1', container_name: 'cache', status: 'danger' })])).sockets,
    ).toEqual([
      {
        at: ['data_list', 0],
        host: ['web-1', 'dd91cd32-a238-4c0e-bc01-3b11653714ac'],
        address: '0.0.0.0',
        family: 4,
        exposure: 'wildcard',
        port: 8080,
        protocol: 'TCP',
        process: '/usr/bin/app',
        pid: 812,
        container: 'cache',
        status: 'danger',
      },
    ])
  })

  it('has no more than it says', () => {
    expect(observe([{ port: 123, type: 'UDP6', num: 4 }]).sockets).toEqual([
      { at: [0], host: [], exposure: 'unknown', port: 123, protocol: 'UDP' },
    ])
  })
})

describe('what follows from a port that is not shown', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, port) => row({ port }))
  it.each<[string, unknown, string | undefined]>([
    ['an answer with all its rows', page(rows(2)), undefined],
    ['an answer without rows', page([]), undefined],
    ['a total below the rows, as of an answer that grew', page(rows(3), 2), undefined],
    ['one page', page(rows(2), 3), 'holds 2 of 3 rows'],
    ['a page without rows', page([], 3), 'holds 0 of 3 rows'],
    ['rows that are repeated', page([row(), row()]), 'holds rows twice'],
    ['sockets that share a port', page([row(), row({ pid: 813 })]), undefined],
    ['rows alone', rows(9), undefined],
    ['as many rows alone as a page has', rows(10), 'holds 10 rows and no total'],
    ['as many rows alone as the largest page has', rows(200), 'holds 200 rows and no total'],
    ['rows alone, more than a page', rows(201), undefined],
    ['an answer without a total', { data_list: rows(3) }, undefined],
    ['a row without an address', page([row(), row({ port: 1, laddr: undefined })]), 'does not say what'],
    ['a row that broke the schema', page([row(), undefined]), 'has rows that cannot be read'],
    ['a row without a port', page([row(), row({ port: undefined })]), 'has rows that cannot be read'],
    ['no list', { total_num: 0 }, 'has rows that cannot be read'],
  ])('%s', (_, value, gap) => {
    const found = observe(value).gap(443, 'TCP', everyHost)
    if (gap === undefined) expect(found).toBeUndefined()
    else expect(found).toContain(gap)
  })

  it('does not follow for a protocol that it does not list', () => {
    expect(observe(page([])).gap(443, 'SCTP', everyHost)).toBe('lists no sockets of SCTP')
  })
})
