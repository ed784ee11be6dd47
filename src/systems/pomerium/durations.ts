/** A length of time in nanoseconds, or why the form does not take the text: half a sentence about it. */
export type DurationVerdict =
  | { readonly ok: true; readonly nanoseconds: bigint }
  | { readonly ok: false; readonly reason: string }

/** Nanoseconds of each unit that Go takes. */
const goUnits: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
])

/** Nanoseconds of each unit that Zero takes; a year counts 365 days here, which matters to no verdict. */
const zeroUnits: ReadonlyMap<string, bigint> = new Map([
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
  ['d', 86_400_000_000_000n],
  ['w', 604_800_000_000_000n],
  ['y', 31_536_000_000_000_000n],
])

/** The longest time that Go counts, about 292 years. */
export const longest = 2n ** 63n - 1n

/** Digits beyond which a number is too large for any form. */
const mostDigits = 40

const refuse = (reason: string): DurationVerdict => ({ ok: false, reason })

/**
 * Reads a text as `time.ParseDuration` does: signs, decimal fractions and the units ns, us, ms, s, m and h.
 * https://pkg.go.dev/time#ParseDuration
 */
export function goDuration(text: string): DurationVerdict {
  const [, sign = '', body = ''] = /^([-+]?)(.*)$/s.exec(text) ?? []
  if (body === '0') return { ok: true, nanoseconds: 0n }
  if (body === '') return refuse('is no length of time')
  const part = /(\d*)(?:\.(\d*))?([^\d.]*)/sy
  let total = 0n
  while (part.lastIndex < body.length) {
    const [found, whole = '', fraction = '', unit = ''] = part.exec(body) ?? ['']
    if (found === '' || whole + fraction === '') return refuse('is no length of time')
    if (unit === '') return refuse('lacks a unit')
    const size = goUnits.get(unit)
    if (size === undefined) return refuse(`has the unit ${JSON.stringify(unit.slice(0, 20))}`)
    if (whole.length > mostDigits) return refuse('is longer than the 292 years that Go counts')
    const decimals = fraction.slice(0, mostDigits)
    total += BigInt(whole || '0') * size + (BigInt(decimals || '0') * size) / 10n ** BigInt(decimals.length)
    if (total > longest + (sign === '-' ? 1n : 0n))
      return refuse('is longer than the 292 years that Go counts')
  }
  return { ok: true, nanoseconds: sign === '-' ? -total : total }
}

/** Reads a text as the API of Zero does: `^([0-9]+(y|w|d|h|m|s|ms))+$`. */
export function zeroDuration(text: string): DurationVerdict {
  if (!/^(?:\d+(?:y|w|d|h|m|s|ms))+$/.test(text)) return refuse('is none of the lengths of time of Zero')
  let total = 0n
  for (const [, count = '', unit = ''] of text.matchAll(/(\d+)(ms|[ywdhms])/g)) {
    if (count.length > mostDigits) return { ok: true, nanoseconds: 10n ** BigInt(mostDigits) }
    total += BigInt(count) * zeroUnits.get(unit)!
  }
  return { ok: true, nanoseconds: total }
}

/** The longest time that a protobuf message holds, in seconds: about 10,000 years. */
const longestMessage = 315_576_000_000n

/**
 * Reads a text as protobuf reads a Duration in JSON: seconds only, with at most nine decimals.
 * https://protobuf.dev/programming-guides/json/
 */
export function protobufDuration(text: string): DurationVerdict {
  const found = /^([-+]?)(0|[1-9]\d*)?(?:(\.)(\d{0,9}))?s$/.exec(text)
  if (!found || (found[2] === undefined && found[3] === undefined)) return refuse('is no number of seconds')
  const [, sign, whole = '0', , fraction = ''] = found
  if (whole.length > mostDigits || BigInt(whole) > longestMessage)
    return refuse('is longer than the 10,000 years that the field holds')
  const size = BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'))
  return { ok: true, nanoseconds: sign === '-' ? -size : size }
}

/** The same length of time as core takes it, in hours, minutes and seconds: `36h`. */
export function asGo(nanoseconds: bigint): string {
  return inUnits(nanoseconds, ['h', 'm', 's', 'ms', 'us', 'ns'], goUnits)
}

function inUnits(nanoseconds: bigint, units: readonly string[], sizes: ReadonlyMap<string, bigint>): string {
  let rest = nanoseconds
  const parts = units.flatMap((unit) => {
    const size = sizes.get(unit)!
    const count = rest / size
    rest -= count * size
    return count === 0n ? [] : [`${count}${unit}`]
  })
  return parts.join('') || '0s'
}

/** A text that one form refuses and that was written for another one, as a length of time. */
export function meantDuration(text: string): bigint | undefined {
  const verdicts = [goDuration(text), zeroDuration(text.replaceAll(/\s/g, ''))]
  return verdicts.flatMap((verdict) => (verdict.ok ? [verdict.nanoseconds] : []))[0]
}

/** A length of time in seconds, as protobuf takes it: `90s`, `0.5s`. */
export function asSeconds(nanoseconds: bigint): string {
  const digits = nanoseconds.toString().padStart(10, '0')
  const fraction = digits.slice(-9).replace(/0+$/, '')
  return `${digits.slice(0, -9)}${fraction === '' ? '' : `.${fraction}`}s`
}
