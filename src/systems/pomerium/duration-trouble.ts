import type { Problem } from '../../rule.ts'
import { shown } from '../../schema/words.ts'
import type { DurationField, DurationForm } from './duration-fields.ts'
import {
  asGo,
  asSeconds,
  goDuration,
  longest,
  meantDuration,
  protobufDuration,
  zeroDuration,
} from './durations.ts'
import { isOpen } from './fields.ts'

const forms: Readonly<Record<DurationForm, (field: DurationField) => Iterable<Problem>>> = {
  go: wrongGo,
  zero: wrongZero,
  protobuf: wrongSeconds,
  milliseconds: wrongMilliseconds,
  annotation: wrongAnnotation,
}

/** What is wrong with a length of time in the form of its field. Nothing is said of one that is filled in elsewhere. */
export function* wrongDuration(field: DurationField): Generator<Problem> {
  if (!isOpen(field.value)) yield* forms[field.form](field)
}

function* wrongGo({ value, at }: DurationField): Generator<Problem> {
  if (typeof value === 'number' && value !== 0) {
    const message = `${value} counts nanoseconds here, which is hardly meant; write a unit, such as ${value}s.`
    yield { at, message, severity: 'warning' }
  }
  if (typeof value !== 'string') return
  const verdict = goDuration(value)
  if (!verdict.ok) yield refused(at, value, verdict.reason, 'core refuses the whole file', asGo)
}

function* wrongZero({ value, at }: DurationField): Generator<Problem> {
  const verdict = typeof value === 'string' ? zeroDuration(value) : undefined
  if (!verdict?.ok || verdict.nanoseconds <= longest) return
  const message = `${shown(value)} is longer than the 292 years that the proxy counts, so it may be refused or cut; write a shorter time.`
  yield { at, message, severity: 'warning' }
}

function* wrongSeconds({ value, at }: DurationField): Generator<Problem> {
  const verdict = typeof value === 'string' ? protobufDuration(value) : undefined
  if (!verdict || verdict.ok) return
  yield refused(
    at,
    String(value),
    `${verdict.reason}, which is all that this field takes`,
    'core refuses the whole file',
    asSeconds,
  )
}

function* wrongMilliseconds({ value, at }: DurationField): Generator<Problem> {
  if (typeof value !== 'string' || /^[-+]?\d+$/.test(value)) return
  const reason = 'is no whole number, and this field counts milliseconds'
  yield refused(at, value, reason, 'core refuses the whole file', (time) => String(time / 1_000_000n))
}

/** The controller takes what Go or protobuf takes; the annotation itself is YAML, so that quotes are no part of it. */
function* wrongAnnotation({ value, at }: DurationField): Generator<Problem> {
  if (typeof value !== 'string') return
  const text = value.trim().replace(/^(['"])(.*)\1$/s, '$2')
  const verdict = goDuration(text)
  if (protobufDuration(text).ok || (verdict.ok && text !== '0')) return
  yield refused(at, text, verdict.ok ? 'lacks a unit' : verdict.reason, 'the Ingress is refused', asGo)
}

function refused(
  at: Problem['at'],
  text: string,
  reason: string,
  consequence: string,
  form: (nanoseconds: bigint) => string,
): Problem {
  const meant = meantDuration(text) ?? meantDuration(`${text}s`)
  const advice =
    meant === undefined || meant < 0n || meant > longest ? 'write one such as 30s' : `write ${form(meant)}`
  return { at, message: `${shown(text)} ${reason}, so ${consequence}; ${advice}.` }
}
