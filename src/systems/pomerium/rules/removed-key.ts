import type { Problem } from '../../../rule.ts'
import { defineRule } from '../../../rule.ts'
import { isMap } from '../../../schema/json-schema.ts'
import { annotationPrefix } from '../fields.ts'
import { mapsAt } from '../lists.ts'
import { removedRouteKeys, removedSettings } from '../removed-keys.ts'
import type { PomeriumView } from '../view.ts'

export const removedKey = defineRule<PomeriumView>({
  id: 'pomerium/removed-key',
  summary: 'A key of older releases whose presence refuses the whole file.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      Core passes over most keys that it does not know, and stops at some that it once knew: a rule of access that
      is silently dropped would be worse. Under \`policy\`, the older name of \`routes\`, it only logs them, so that
      the access which they gave is gone.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          allowed_groups: [staff]
          allowed_domains: [example.com]`,
    good: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          policy: [{ allow: { or: [{ claim/groups: staff }, { domain: { is: example.com } }] } }]`,
  },

  *check({ dialect, document }) {
    if (dialect === 'core') yield* inConfig(document)
    if (dialect === 'ingress') yield* inAnnotations(document)
  },
})

function* inConfig(document: unknown): Generator<Problem> {
  const config = isMap(document) ? document : { policy: document }
  for (const [key, advice] of removedSettings) {
    // A key without a value is none to the loader.
    if (!Object.hasOwn(config, key) || config[key] === null) continue
    const message = `${key} is gone, and its presence has core refuse the whole file; ${advice}.`
    yield { at: [key], key: true, message }
  }
  for (const list of ['policy', 'routes']) {
    const at = isMap(document) ? [list] : []
    for (const route of Object.hasOwn(config, list) ? mapsAt(config[list], at) : []) {
      for (const [key, advice] of removedRouteKeys) {
        if (!Object.hasOwn(route.value, key)) continue
        const verdict =
          list === 'routes'
            ? 'is gone, and its presence has core refuse the whole file'
            : 'is gone, and core passes over it'
        yield {
          at: [...route.at, key],
          key: true,
          message: `${key} ${verdict}; ${advice}.`,
          ...(list === 'policy' && { severity: 'warning' as const }),
        }
      }
    }
  }
}

function* inAnnotations(document: unknown): Generator<Problem> {
  const metadata = isMap(document) ? document['metadata'] : undefined
  const annotations = isMap(metadata) ? metadata['annotations'] : undefined
  const key = `${annotationPrefix}allowed_groups`
  if (!isMap(annotations) || !Object.hasOwn(annotations, key)) return
  const message = `${key} is gone, and its presence has the Ingress refused; ${removedRouteKeys.get('allowed_groups')}.`
  yield { at: ['metadata', 'annotations', key], key: true, message }
}
