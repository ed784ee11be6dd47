import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  asGo,
  asSeconds,
  type DurationVerdict,
  goDuration,
  longest,
  meantDuration,
  protobufDuration,
  zeroDuration,
} from '../../../src/systems/pomerium/durations.ts'

const read = (verdict: DurationVerdict) => (verdict.ok ? verdict.nanoseconds : verdict.reason)

describe('what Go takes', () => {
  it.each<[string, bigint]>([
    ['0', 0n],
    ['+0', 0n],
    ['-0', 0n],
    ['0s', 0n],
    ['5s', 5_000_000_000n],
    ['1.5h', 5_400_000_000_000n],
    ['.5s', 500_000_000n],
    ['1.s', 1_000_000_000n],
    ['-5s', -5_000_000_000n],
    ['+5s', 5_000_000_000n],
    ['100us', 100_000n],
    ['100µs', 100_000n],
    ['100μs', 100_000n],
    ['1h30m', 5_400_000_000_000n],
    ['1m1h', 3_660_000_000_000n],
    ['1s1s', 2_000_000_000n],
    ['0.3333333333333333333h', 1_199_999_999_999n],
    ['9223372036854775807ns', longest],
    ['-9223372036854775808ns', -longest - 1n],
    ['2562047h', 9_223_369_200_000_000_000n],
  ])('%s', (text, nanoseconds) => expect(read(goDuration(text))).toBe(nanoseconds))
})

describe('what Go refuses', () => {
  it.each<[string, string]>([
    ['', 'is no length of time'],
    ['-', 'is no length of time'],
    ['.', 'is no length of time'],
    ['s', 'is no length of time'],
    ['.s', 'is no length of time'],
    ['5s ', 'has the unit "s "'],
    [' 5s', 'is no length of time'],
    ['--5s', 'is no length of time'],
    ['5s-5s', 'has the unit "s-"'],
    ['30', 'lacks a unit'],
    ['1m30', 'lacks a unit'],
    ['1d', 'has the unit "d"'],
    ['1w', 'has the unit "w"'],
    ['1y', 'has the unit "y"'],
    ['1S', 'has the unit "S"'],
    ['1,5s', 'has the unit ","'],
    ['1e3s', 'has the unit "e"'],
    ['0x10s', 'has the unit "x"'],
    ['9223372036854775808ns', 'is longer than the 292 years that Go counts'],
    ['2562048h', 'is longer than the 292 years that Go counts'],
    ['2562047h2562047h', 'is longer than the 292 years that Go counts'],
    [`${'9'.repeat(100_000)}h`, 'is longer than the 292 years that Go counts'],
  ])('%s', (text, reason) => expect(read(goDuration(text))).toBe(reason))
})

describe('what Zero takes', () => {
  it.each<[string, bigint | string]>([
    ['0s', 0n],
    ['1h30m', 5_400_000_000_000n],
    ['1d', 86_400_000_000_000n],
    ['2w', 1_209_600_000_000_000n],
    ['1y', 31_536_000_000_000_000n],
    ['5m5ms', 300_005_000_000n],
    ['5ms5m', 300_005_000_000n],
    ['1.5h', 'is none of the lengths of time of Zero'],
    ['-5s', 'is none of the lengths of time of Zero'],
    ['100us', 'is none of the lengths of time of Zero'],
    ['0', 'is none of the lengths of time of Zero'],
    ['', 'is none of the lengths of time of Zero'],
    ['5s ', 'is none of the lengths of time of Zero'],
  ])('%s', (text, expected) => expect(read(zeroDuration(text))).toBe(expected))

  it('counts what is too long as too long', () => {
    for (const text of ['293y', `${'9'.repeat(100_000)}y`, '1y'.repeat(10_000)]) {
      const verdict = zeroDuration(text)
      expect(verdict.ok && verdict.nanoseconds > longest).toBe(true)
    }
  })
})

describe('what protobuf takes', () => {
  it.each<[string, bigint | string]>([
    ['60s', 60_000_000_000n],
    ['0.5s', 500_000_000n],
    ['.5s', 500_000_000n],
    ['1.s', 1_000_000_000n],
    ['+1s', 1_000_000_000n],
    ['-1.5s', -1_500_000_000n],
    ['0.000000001s', 1n],
    ['315576000000s', 315_576_000_000_000_000_000n],
    ['315576000001s', 'is longer than the 10,000 years that the field holds'],
    ['0.0000000001s', 'is no number of seconds'],
    ['01s', 'is no number of seconds'],
    ['s', 'is no number of seconds'],
    ['1m', 'is no number of seconds'],
    ['1m0s', 'is no number of seconds'],
    ['60', 'is no number of seconds'],
    ['60 s', 'is no number of seconds'],
    ['', 'is no number of seconds'],
  ])('%s', (text, expected) => expect(read(protobufDuration(text))).toBe(expected))
})

/** A length of time, in whole units of each size, and what that makes by plain arithmetic. */
const parts = fc.array(fc.record({ count: fc.nat(1000), unit: fc.constantFrom('h', 'm', 's', 'ms') }), {
  minLength: 1,
  maxLength: 5,
})
const milliseconds: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

describe('lengths of time', () => {
  it('are read by adding up their parts, in Go and in Zero', () => {
    fc.assert(
      fc.property(parts, (list) => {
        const text = list.map(({ count, unit }) => `${count}${unit}`).join('')
        const sum = list.reduce((total, { count, unit }) => total + count * milliseconds[unit]!, 0)
        expect(read(goDuration(text))).toBe(BigInt(sum) * 1_000_000n)
        expect(read(zeroDuration(text))).toBe(BigInt(sum) * 1_000_000n)
      }),
    )
  })

  it('are the same when they are written and read again', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: longest }), (nanoseconds) => {
        expect(read(goDuration(asGo(nanoseconds)))).toBe(nanoseconds)
        expect(read(protobufDuration(asSeconds(nanoseconds)))).toBe(nanoseconds)
      }),
    )
  })

  it('are never read as something else by one of the forms', () => {
    const text = fc.stringMatching(/^[-+0-9.a-zµ ]{0,12}$/)
    fc.assert(
      fc.property(text, (text) => {
        const verdicts = [goDuration(text), zeroDuration(text), protobufDuration(text)]
        const values = verdicts.flatMap((verdict) => (verdict.ok ? [verdict.nanoseconds] : []))
        // Go cuts what is below a nanosecond, protobuf refuses it.
        expect(new Set(values).size).toBeLessThanOrEqual(1)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['1d', 86_400_000_000_000n],
    ['1 day', undefined],
    ['1h 30m', 5_400_000_000_000n],
    ['1.5h', 5_400_000_000_000n],
  ])('are guessed from %s', (text, meant) => expect(meantDuration(text)).toBe(meant))
})
