import { checkRegex } from '../../../analysis/regex/syntax.ts'
import type { At } from '../../../position.ts'
import type { Problem } from '../../../rule.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { shown } from '../../../schema/words.ts'
import { asText, isOpen } from '../fields.ts'
import { mapsAt } from '../lists.ts'
import { isStandIn } from '../secrets.ts'
import type { SettingsView } from '../settings-view.ts'
import { choiceAdvice } from '../words.ts'
import { decodedBytes } from './encoded.ts'
import { consequence, refusal } from './values.ts'

/** Types of names in certificates. https://github.com/pomerium/pomerium/blob/c8ace109/config/mtls.go */
const nameTypes = ['dns', 'email', 'ip_address', 'uri', 'user_principal_name']

/** Certificates that are asked of clients in a way that core refuses. */
export function* refusedMtls(view: SettingsView): Generator<Problem> {
  const mtls = view.fields.get('downstreamMtls')
  if (!mtls || !isMap(mtls.value)) return
  const { value, at } = mtls
  for (const name of ['ca', 'crl']) {
    const text = asText(value[name], 'core') ?? ''
    const file = asText(value[`${name}_file`], 'core') ?? ''
    if (text !== '' && file !== '') {
      const message = `${name} and ${name}_file are both given, so ${consequence(view)}; keep one of them.`
      yield { at: [...at, `${name}_file`], message }
    } else if (!isOpen(text) && !isStandIn(text) && decodedBytes(text) === undefined) {
      const advice = 'write the PEM text in base64, or name a file'
      yield refusal(view, { value: text, at: [...at, name] }, 'is no base64', advice, name)
    }
  }
  for (const matcher of mapsAt(value['match_subject_alt_names'], [...at, 'match_subject_alt_names']))
    yield* refusedName(view, matcher)
}

function* refusedName(
  view: SettingsView,
  { value, at }: At<Readonly<Record<string, unknown>>>,
): Generator<Problem> {
  const [entry, ...others] = Object.entries(value)
  if (!entry || others.length > 0) {
    const message = `A name of a certificate is one type and one pattern and not ${entry ? 'several' : 'nothing'}, so ${consequence(view)}; write one such as dns: .*[.]example[.]com.`
    yield { at, message }
    return
  }
  const [type, pattern] = entry
  if (!nameTypes.includes(type.toLowerCase())) {
    const message = `${shown(type)} is no type of name, so ${consequence(view)}; ${choiceAdvice(type, nameTypes)}.`
    yield { at: [...at, type], key: true, message }
  }
  if (typeof pattern !== 'string') {
    const message = `The pattern of ${shown(type)} is no text, so ${consequence(view)}; write it in quotes.`
    if (pattern !== null && pattern !== undefined) yield { at: [...at, type], message }
    return
  }
  const verdict = isOpen(pattern) ? { ok: true as const } : checkRegex(pattern)
  if (verdict.ok) return
  yield {
    at: [...at, type],
    span: { start: verdict.offset, end: verdict.offset + verdict.length },
    message: `${shown(pattern)} does not compile in RE2, so ${consequence(view)}; it ${verdict.reason}.`,
  }
}
