import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compared, declaring, rulesIn } from '../helpers/drift.ts'

/** A socket in the few words that matter here. */
interface Socket {
  readonly port: number
  readonly udp: boolean
  readonly address: string
}

const addresses = ['0.0.0.0', '[::]', '192.0.2.5', '127.0.0.1', '[::1]'] as const
const isLoopback = (address: string) => address === '127.0.0.1' || address === '[::1]'
/** None of a database, none of a client. */
const port = fc.integer({ min: 40001, max: 40006 })
const socket = fc.record({ port, udp: fc.boolean(), address: fc.constantFrom(...addresses) })
const sockets = fc.array(socket, { maxLength: 8 })
const declarations = fc.uniqueArray(fc.record({ port, udp: fc.boolean() }), {
  maxLength: 6,
  minLength: 1,
  selector: ({ port, udp }) => `${port}/${udp}`,
})

const nameOf = ({ port, udp }: Pick<Socket, 'port' | 'udp'>) => `${port}/${udp ? 'UDP' : 'TCP'}`
const ss = (list: readonly Socket[]) =>
  list
    .map(({ port, udp, address }) =>
      udp ? `udp UNCONN 0 0 ${address}:${port} *:*\n` : `tcp LISTEN 0 9 ${address}:${port} *:*\n`,
    )
    .join('')
/** A row that is nobody's matter, so that there is an inventory at all. */
const quiet: Socket = { port: 1, udp: false, address: '127.0.0.1' }

const findingsOf = (declared: readonly Pick<Socket, 'port' | 'udp'>[], seen: readonly Socket[]) =>
  compared(declaring(...declared.map(nameOf)), ss([quiet, ...seen]))

/** The comparison read straight from its description, one declared and one seen number at a time. */
function expected(declared: readonly Pick<Socket, 'port' | 'udp'>[], seen: readonly Socket[]): string[] {
  const names = new Set(declared.map(nameOf))
  const said: string[] = []
  const taken = new Set<string>()
  for (const one of declared) {
    const rows = seen.filter((row) => nameOf(row) === nameOf(one))
    const other = { ...one, udp: !one.udp }
    if (rows.length === 0) {
      const instead = !names.has(nameOf(other)) && seen.some((row) => nameOf(row) === nameOf(other))
      said.push(`${instead ? 'protocol-mismatch' : 'missing-listener'} ${nameOf(one)}`)
      if (instead) taken.add(nameOf(other))
    } else if (rows.every(({ address }) => isLoopback(address))) said.push(`loopback-only ${nameOf(one)}`)
  }
  for (const name of new Set(seen.map(nameOf))) {
    if (names.has(name) || taken.has(name)) continue
    if (seen.some((row) => nameOf(row) === name && !isLoopback(row.address)))
      said.push(`undeclared-listener ${name}`)
  }
  return said.toSorted()
}

/** Each finding with the number that it speaks of. */
function said(report: ReturnType<typeof compared>): string[] {
  return report.findings
    .map(({ rule, message }) => {
      const [, number, protocol] = /^(\d+)(?:\/(TCP|UDP))?/.exec(message) ?? []
      const over = protocol ?? /declared over (TCP|UDP)/.exec(message)?.[1]
      return `${rule.replace('drift/', '')} ${number}/${over}`
    })
    .toSorted()
}

describe('the comparison', () => {
  it('finds what its description says, and nothing else', () => {
    fc.assert(
      fc.property(declarations, sockets, (declared, seen) => {
        expect(said(findingsOf(declared, seen))).toEqual(expected(declared, seen))
      }),
      { numRuns: 300 },
    )
  })

  it('finds nothing where what is declared is what others reach', () => {
    fc.assert(
      fc.property(fc.uniqueArray(socket, { minLength: 1, maxLength: 8, selector: nameOf }), (list) => {
        const open = list.map((one) => ({
          ...one,
          address: isLoopback(one.address) ? '0.0.0.0' : one.address,
        }))
        expect(rulesIn(findingsOf(open, open))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('does not depend on the order of rows, nor on how often they stand there', () => {
    const shuffled = sockets.chain((seen) =>
      fc.record({
        seen: fc.constant(seen),
        other: fc.shuffledSubarray(seen, { minLength: seen.length }),
        again: fc.subarray(seen),
      }),
    )
    const messages = (report: ReturnType<typeof compared>) =>
      report.findings
        .map(({ message, severity, witness }) => ({ message, severity, witness }))
        .toSorted(byMessage)
    const byMessage = (a: { message: string }, b: { message: string }) => (a.message < b.message ? -1 : 1)
    fc.assert(
      fc.property(declarations, shuffled, (declared, { seen, other, again }) => {
        expect(messages(findingsOf(declared, [...other, ...again]))).toEqual(
          messages(findingsOf(declared, seen)),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('does not depend on the order of what is declared, nor on how it is spread over files', () => {
    fc.assert(
      fc.property(declarations, sockets, fc.nat(), (declared, seen, cut) => {
        const at = cut % declared.length
        const [first, second] = [declared.slice(0, at), declared.slice(at)].map((part) =>
          declaring(...part.toReversed().map(nameOf)),
        ) as [string, string]
        const report = compared({ 'a.yaml': first, 'b.yaml': second }, ss([quiet, ...seen]))
        expect(said(report)).toEqual(expected(declared, seen))
      }),
      { numRuns: 100 },
    )
  })

  it('does not depend on how rows are spread over inventories', () => {
    fc.assert(
      fc.property(declarations, sockets, fc.nat(), (declared, seen, cut) => {
        const at = cut % (seen.length + 1)
        const parts = { a: ss([quiet, ...seen.slice(0, at)]), b: ss([quiet, ...seen.slice(at)]) }
        const report = compared(declaring(...declared.map(nameOf)), parts)
        expect(said(report)).toEqual(expected(declared, seen))
      }),
      { numRuns: 100 },
    )
  })
})
