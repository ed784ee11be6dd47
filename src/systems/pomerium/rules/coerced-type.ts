import { once } from '../../../once.ts'
import type { Path } from '../../../position.ts'
import type { Problem, Surroundings } from '../../../rule.ts'
import { defineRule } from '../../../rule.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { shown } from '../../../schema/words.ts'
import { coercion } from '../coercions.ts'
import { typedValues } from '../typed-values.ts'
import type { PomeriumView } from '../view.ts'

/** Keys below which the names of maps are told apart by their case, by everyone but the loader. */
const namesMatter: ReadonlySet<string> = new Set([
  'allowed_idp_claims',
  'idp_request_params',
  'authorization_url_params',
])

export const coercedType = defineRule<PomeriumView>({
  id: 'pomerium/coerced-type',
  summary: 'A value or key of which the loader of core makes another one without a word.',
  category: 'validity',
  severity: 'warning',
  docs: {
    why: `
      The loader converts what does not fit: true becomes the text "1", a fraction loses its end, a text is split at
      its commas with blanks kept, and every key loses its capitals. What was meant is then looked for in vain, such as
      a header named true or a claim named Department.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          host_rewrite_header: true
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
    good: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          host_rewrite_header: X-Host
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
  },

  *check({ dialect, document }, surroundings) {
    if (dialect !== 'core') return
    const scalars = once(() => scalarsByPath(surroundings))
    for (const { type, value, at } of typedValues(document)) {
      if (type === 'map' || type === 'claims') yield* renamed(value, at, surroundings)
      const found = coercion(type, value, () => scalars().get(JSON.stringify(surroundings.written(at))))
      if (!found) continue
      yield {
        at,
        message: `${shown(value)} becomes ${found.becomes} without a word from core; ${found.advice}.`,
      }
    }
  },
})

/** The plain scalars of the document as they are written, by their paths. */
function scalarsByPath({ plainScalars }: Surroundings): ReadonlyMap<string, string> {
  return new Map(plainScalars().flatMap(({ at, value, key }) => (key ? [] : [[JSON.stringify(at), value]])))
}

/** Names in a map that lose their capitals, where these matter. */
function* renamed(map: unknown, at: Path, { written }: Surroundings): Generator<Problem> {
  if (!isMap(map) || !namesMatter.has(String(at.at(-1)))) return
  for (const name of Object.keys(map)) {
    const place = [...at, name]
    const given = String(written(place).at(-1))
    if (given === name) continue
    yield {
      at: place,
      key: true,
      message: `${shown(given)} becomes ${shown(name)}, as core takes the capitals from every key, so the one that is meant is never looked at; no key of this file can name it.`,
    }
  }
}
