import type { At } from '../../../position.ts'
import type { Problem } from '../../../rule.ts'
import { filledText, has, textAt } from '../fields.ts'
import { isStandIn } from '../secrets.ts'
import { type SettingsField, type SettingsView, settingsNames } from '../settings-view.ts'
import { consequence, known, refusal } from './values.ts'

/** Bytes of a key of the cipher that Pomerium uses. https://pkg.go.dev/golang.org/x/crypto/chacha20poly1305 */
const keyBytes = 32

/** Bytes that a text of base64 stands for, as `base64.StdEncoding` of Go reads it; undefined where it is none. */
export function decodedBytes(text: string): number | undefined {
  const characters = text.replaceAll(/[\r\n]/g, '')
  const padding = /={0,2}$/.exec(characters)?.[0].length ?? 0
  const digits = characters.slice(0, characters.length - padding)
  if (characters.length % 4 !== 0 || !/^[A-Za-z0-9+/]*$/.test(digits)) return undefined
  return (characters.length / 4) * 3 - padding
}

/** Keys and certificates that core cannot decode, and halves of pairs. No value is shown. */
export function* refusedEncodings(view: SettingsView): Generator<Problem> {
  yield* refusedKey(view, 'sharedSecret', 'sharedSecretFile')
  if (signsIn(view)) yield* refusedKey(view, 'cookieSecret', 'cookieSecretFile')
  if (view.dialect !== 'core') return
  for (const field of ['certificate', 'certificateKey', 'autocertTrustedCa'] as const)
    yield* refusedBase64(view, field)
  yield* refusedMetrics(view)
  yield* refusedMac(view)
  yield* refusedPair(view, 'certificate', 'certificateKey')
  yield* refusedPair(view, 'certificateFile', 'certificateKeyFile')
  yield* refusedPair(view, 'autocertEabKeyId', 'autocertEabMacKey')
  yield* refusedTwins(view, 'autocertTrustedCa', 'autocertTrustedCaFile')
}

/** Whether a service runs that reads the cookies of sessions. */
function signsIn(view: SettingsView): boolean {
  const services = textAt(view, 'services')?.value ?? 'all'
  return /\b(?:all|authenticate|proxy)\b/i.test(services)
}

/** A text that can be judged: neither filled in elsewhere, nor standing for a value that is still to be put in. */
function decodable(text: At<string> | undefined): At<string> | undefined {
  const plain = known(text)
  return plain && !isStandIn(plain.value) ? plain : undefined
}

const nameOf = ({ dialect }: SettingsView, field: SettingsField) => settingsNames.keyOf(field, dialect)

function* refusedKey(view: SettingsView, field: SettingsField, file: SettingsField): Generator<Problem> {
  const text = decodable(filledText(view, field))
  // A file takes the place of the value.
  if (!text || has(view, file)) return
  const bytes = decodedBytes(text.value)
  const reason =
    field === 'sharedSecret' && text.value.trim() !== text.value
      ? 'has blanks around it'
      : bytes === undefined
        ? 'is no base64'
        : bytes === keyBytes
          ? undefined
          : `stands for ${bytes} bytes and not for ${keyBytes}`
  if (reason === undefined) return
  yield {
    at: text.at,
    message: `${nameOf(view, field)} ${reason}, so Pomerium does not start with it; write 32 random bytes in base64.`,
  }
}

function* refusedBase64(view: SettingsView, field: SettingsField): Generator<Problem> {
  const text = decodable(filledText(view, field))
  if (!text || decodedBytes(text.value) !== undefined) return
  const advice = 'write the PEM text in base64, or name a file'
  yield refusal(view, text, 'is no base64', advice, nameOf(view, field))
}

function* refusedMetrics(view: SettingsView): Generator<Problem> {
  const text = decodable(filledText(view, 'metricsBasicAuth'))
  if (!text) return
  const plain =
    decodedBytes(text.value) === undefined ? undefined : atob(text.value.replaceAll(/[\r\n]/g, ''))
  if (plain?.includes(':')) return
  const reason = plain === undefined ? 'is no base64' : 'has no colon between user and password'
  yield refusal(view, text, reason, 'write user:password in base64', nameOf(view, 'metricsBasicAuth'))
}

function* refusedMac(view: SettingsView): Generator<Problem> {
  const text = decodable(filledText(view, 'autocertEabMacKey'))
  if (!text) return
  const characters = text.value.replaceAll(/[\r\n]/g, '')
  if (/^[A-Za-z0-9_-]*$/.test(characters) && characters.length % 4 !== 1) return
  const name = nameOf(view, 'autocertEabMacKey')
  yield refusal(
    view,
    text,
    'is no base64 of the kind that URLs take',
    'write it with - and _, without =',
    name,
  )
}

/** Two settings of which none may be given without the other. */
function* refusedPair(view: SettingsView, one: SettingsField, other: SettingsField): Generator<Problem> {
  for (const [given, missing] of [
    [one, other],
    [other, one],
  ] as const) {
    const text = filledText(view, given)
    if (!text || (has(view, missing) && textAt(view, missing)?.value !== '')) continue
    yield {
      at: text.at,
      message: `${nameOf(view, given)} without ${nameOf(view, missing)} is half of a pair, so ${consequence(view)}; write both.`,
    }
  }
}

/** Two settings of which only one may be given. */
function* refusedTwins(view: SettingsView, one: SettingsField, other: SettingsField): Generator<Problem> {
  const second = filledText(view, other)
  if (!filledText(view, one) || !second) return
  yield {
    at: second.at,
    message: `${nameOf(view, one)} and ${nameOf(view, other)} are both given, so ${consequence(view)}; keep one of them.`,
  }
}
