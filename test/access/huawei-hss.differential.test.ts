import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffAccess, mapAccess, traceRequest } from '../../src/index.ts'
import { page, row } from '../helpers/huawei-hss.ts'

/*
 * What rows of an inventory say of a request, read directly from
 * https://support.huaweicloud.com/intl/en-us/api-hss2.0/ListPorts.html: a socket is open, on its port and address.
 * What stands before it, and what it asks of callers, is not in it. Shares no code with the program.
 */
interface Seen {
  readonly laddr: string
  readonly port: number
  readonly type: 'TCP' | 'UDP' | 'TCP6'
  readonly host_id: string
}

interface Asked {
  readonly port: number
  readonly protocol: string
  readonly facts: string[]
}

const isOwn = ({ laddr }: Seen) => laddr.startsWith('127.') || laddr === '::1'
const takes = ({ port, type }: Seen, asked: Asked) =>
  port === asked.port && type.slice(0, 3) === asked.protocol

/** Nobody is let in for certain; shut out is who comes to no socket, or from elsewhere to one of the host itself. */
const decides = (rows: readonly Seen[], asked: Asked): 'denied' | 'unknown' =>
  rows.some((seen) => takes(seen, asked) && (!isOwn(seen) || asked.facts.includes('on the host')))
    ? 'unknown'
    : 'denied'

const seen = fc.record({
  laddr: fc.constantFrom('0.0.0.0', '::', '127.0.0.1', '::1', '192.0.2.5'),
  port: fc.constantFrom(22, 443, 6379),
  type: fc.constantFrom('TCP' as const, 'UDP' as const, 'TCP6' as const),
  host_id: fc.constantFrom('server-1', 'server-2'),
})
const rows = fc.array(seen, { minLength: 1, maxLength: 5 })
const asked = fc.record({
  port: fc.constantFrom(22, 443, 6379, 80),
  protocol: fc.constantFrom('TCP', 'UDP'),
  facts: fc.constantFrom<string[]>(
    [],
    ['inside the network'],
    ['inside the network', 'inside the cluster', 'on the host'],
  ),
})
const inventory = (list: readonly Seen[]) => page(list.map((each) => row(each)))

describe('Huawei HSS, against a direct reading', () => {
  it('traceRequest decides as it does', () => {
    const counts = { denied: 0, unknown: 0 }
    fc.assert(
      fc.property(rows, fc.array(asked, { minLength: 5, maxLength: 5 }), (list, requests) => {
        for (const each of requests) {
          const expected = decides(list, each)
          counts[expected]++
          expect(traceRequest(inventory(list), each).decision).toBe(expected)
        }
      }),
      { numRuns: 450 },
    )
    expect(Math.min(counts.denied, counts.unknown)).toBeGreaterThan(300)
  })

  it('mapAccess has a row for each socket, as far away as it is bound', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const reaches = mapAccess(inventory(list)).rows.map(({ reach, port }) => `${reach} ${port}`)
        const expected = list.map((each) => `${isOwn(each) ? 'host' : 'network'} ${each.port}`)
        expect(reaches.toSorted()).toEqual(expected.toSorted())
      }),
      { numRuns: 100 },
    )
  })

  it('diffAccess claims nothing of what an inventory does not tell, and is silent where the sockets are the same', () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const { verdict, changes } = diffAccess(inventory(before), inventory(after))
        for (const { direction, witness } of changes)
          expect([direction, witness]).toEqual(['unknown', undefined])
        const socketsOf = (list: readonly Seen[]) =>
          list
            .map(({ laddr, port, type, host_id }) => `${laddr} ${port} ${type.slice(0, 3)} ${host_id}`)
            .toSorted()
        const same = JSON.stringify(socketsOf(before)) === JSON.stringify(socketsOf(after))
        expect(verdict).toBe(same ? 'same' : 'unknown')
        expect(diffAccess(inventory(before), inventory(before.toReversed())).verdict).toBe('same')
      }),
      { numRuns: 150 },
    )
  })
})
