import { everyTime } from '../../../analysis/condition.ts'
import type { Path } from '../../../position.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { closest, shown } from '../../../schema/words.ts'
import type { Range } from './tests.ts'
import type { PplProblem, ReadData } from './tree.ts'

/*
 * What these criteria take is documented and their code is not public, so what is written otherwise is refused here only
 * where the documentation leaves no doubt. https://www.pomerium.com/docs/internals/ppl#date-matcher
 */

const dayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** `*`, a list of days with commas, or a range with a dash; full names or the first three letters. */
export function readDays(at: Path, data: unknown): ReadData {
  if (typeof data !== 'string')
    return refused(
      at,
      `${shown(data)} is what day_of_week holds, and Pomerium takes a text such as mon-fri only.`,
    )
  if (data.trim() === '*') return clock('weekday', [{ first: 1, last: 7 }], 'on any day')
  const words = data.split(/[,-]/).map((word) => word.trim().toLowerCase())
  const days = words.map((word) => dayNames.findIndex((name) => name === word || name.slice(0, 3) === word))
  const wrong = words.find((_, index) => days[index] === -1)
  if (wrong !== undefined)
    return refused(
      at,
      `${shown(wrong)} is no day of the week, so Pomerium refuses ${shown(data)}; write days as mon or monday, a list as mon,wed and a range as mon-fri.`,
    )
  const [first = 0, last = 0, ...more] = days
  if (data.includes('-')) {
    if (data.includes(',') || more.length > 0)
      return refused(
        at,
        `${shown(data)} mixes lists and ranges, and Pomerium takes either one; write the days one by one.`,
      )
    // Whether a range may go over the end of the week is not documented.
    if (first > last) return { test: undefined, problems: [] }
    return clock('weekday', [{ first: first + 1, last: last + 1 }], `on ${data}`)
  }
  return clock(
    'weekday',
    days.map((day) => ({ first: day + 1, last: day + 1 })),
    `on ${data}`,
  )
}

/** An object with `after` and `before`, both ISO 8601. */
export function readDate(at: Path, data: unknown): ReadData {
  return readWindow({
    at,
    data,
    name: 'date',
    clock: 'date',
    keys: ['after', 'before'],
    read: instantOf,
    form: 'a date such as 2030-01-02T16:20:00',
  })
}

/** An object with `timezone`, `after` and `before`. */
export function readTimeOfDay(at: Path, data: unknown): ReadData {
  const timezone = isMap(data) ? data['timezone'] : undefined
  if (
    isMap(data) &&
    typeof timezone !== 'string' &&
    !(Object.hasOwn(data, 'timezone') && timezone === undefined)
  ) {
    const place = Object.hasOwn(data, 'timezone') ? [...at, 'timezone'] : at
    return refused(place, 'time_of_day has no timezone, which it needs; write one such as Europe/Berlin.')
  }
  return readWindow({
    at,
    data,
    name: 'time_of_day',
    clock: `time in ${String(timezone)}`,
    keys: ['timezone', 'after', 'before'],
    read: timeOf,
    form: 'a time such as 16:20 or 4:20 PM',
  })
}

interface Window {
  readonly at: Path
  readonly data: unknown
  readonly name: string
  readonly clock: string
  readonly keys: readonly string[]
  read(text: string): number | undefined
  readonly form: string
}

function readWindow({ at, data, name, clock: clockName, keys, read, form }: Window): ReadData {
  if (!isMap(data))
    return refused(
      at,
      `${shown(data)} is what ${name} holds, and Pomerium takes a map with ${keys.join(', ')} only.`,
    )
  const problems: PplProblem[] = []
  for (const key of Object.keys(data)) {
    if (keys.includes(key)) continue
    const meant = closest(key, keys)
    const fix = meant ? `; did you mean ${meant}` : `: it takes ${keys.join(', ')} only`
    problems.push({
      kind: 'operator',
      at: [...at, key],
      key: true,
      message: `${shown(key)} is not taken by ${name}, so Pomerium refuses the policy${fix}.`,
    })
  }
  let vague = false
  const bound = (key: 'after' | 'before'): number | undefined => {
    const value = data[key]
    const number = typeof value === 'string' ? read(value) : undefined
    // ISO 8601 has many more forms, and which of them are taken is not documented.
    if (number === undefined && typeof value === 'string' && otherDate.test(value)) vague = true
    else if (Object.hasOwn(data, key) && value !== undefined && number === undefined)
      problems.push({
        kind: 'operator',
        at: [...at, key],
        message: `${shown(value)} is what ${key} of ${name} holds, and Pomerium takes ${form} only.`,
      })
    return number
  }
  const after = bound('after')
  const before = bound('before')
  if (vague || problems.length > 0 || Object.values(data).includes(undefined))
    return { test: undefined, problems }
  const first = after === undefined ? everyTime.first : after + 1
  const last = before === undefined ? everyTime.last : before - 1
  if (first > last)
    problems.push({
      kind: 'dead',
      at,
      message: `after ${String(data['after'])} and before ${String(data['before'])} must both hold, and no time is both, so it never matches; write two criteria under or.`,
    })
  const words = [
    after === undefined ? '' : `after ${String(data['after'])}`,
    before === undefined ? '' : `before ${String(data['before'])}`,
  ]
  const zone = name === 'time_of_day' ? ` in ${String(data['timezone'])}` : ''
  return {
    ...clock(
      clockName,
      first <= last ? [{ first, last }] : [],
      `${words.filter(Boolean).join(' and ')}${zone}`,
    ),
    problems,
  }
}

const clock = (name: string, ranges: readonly Range[], words: string): ReadData => ({
  test: { kind: 'clock', clock: name, ranges, words },
  problems: [],
})

const refused = (at: Path, message: string): ReadData => ({
  test: undefined,
  problems: [{ kind: 'operator', at, message }],
})

const isoDate = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/

const otherDate = /^\d{4}[\dTWZ:.,+ -]*$/

/** Milliseconds since 1970; a date without a zone is taken for UTC, which is not documented. */
function instantOf(text: string): number | undefined {
  if (!isoDate.test(text)) return undefined
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) ? text : text.length > 10 ? `${text}Z` : text
  const instant = Date.parse(zoned.replace(' ', 'T'))
  return Number.isNaN(instant) ? undefined : instant
}

/** Milliseconds since midnight. */
function timeOf(text: string): number | undefined {
  const half = /^(\d{1,2})(?::(\d{2}))? ?([AP]M)$/i.exec(text.trim())
  const whole = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.](\d{1,9}))?)?$/.exec(text.trim())
  if (half) {
    const [hour, minute] = [Number(half[1]), Number(half[2] ?? 0)]
    if (hour < 1 || hour > 12 || minute > 59) return undefined
    return (((hour % 12) + (half[3]!.toUpperCase() === 'PM' ? 12 : 0)) * 60 + minute) * 60_000
  }
  if (!whole) return undefined
  const [hour, minute, second] = [1, 2, 3].map((index) => Number(whole[index] ?? 0)) as [
    number,
    number,
    number,
  ]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(Number(`0.${whole[4] ?? 0}`) * 1000)
}
