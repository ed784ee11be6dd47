import { defineRule } from '../../../rule.ts'
import { shown } from '../../../schema/words.ts'
import { filledText, has, isOpen, textsAt } from '../fields.ts'
import { parseUrl } from '../go-url.ts'
import { type RouteView, routeNames } from '../route-view.ts'
import type { PomeriumView } from '../view.ts'

export const toPathRewrites = defineRule<PomeriumView>({
  id: 'pomerium/to-path-rewrites',
  summary: 'A path in an upstream URL, which rewrites the paths of requests.',
  category: 'upkeep',
  severity: 'note',
  docs: {
    why: `
      The path of the first upstream takes the place of the route's prefix, as \`prefix_rewrite\` would; of a route
      with a prefix even a bare slash takes it away. Links and redirects of the application then lead to paths that the
      route does not have. Beside a rewrite that is written out, the path has no effect.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: http://app:8080/shop
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
    good: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          prefix_rewrite: /shop/
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
  },

  *check({ routes }) {
    for (const route of routes) {
      const [first] = textsAt(route, 'to') ?? []
      const text = first?.value.replace(/,\d*$/, '')
      if (!first || !text || isOpen(text) || has(route, 'redirect') || has(route, 'response')) continue
      const verdict = parseUrl(text)
      if (!verdict.ok || !/^(?:https?|h2c)$/.test(verdict.url.scheme) || verdict.url.path === '') continue
      const effect = effectOf(verdict.url.path, route)
      if (effect !== undefined) yield { at: first.at, message: `${shown(first.value)} ${effect}.` }
    }
  },
})

/** What the path of an upstream does to requests, as the rest of a sentence; undefined where that is nothing. */
function effectOf(path: string, route: RouteView): string | undefined {
  const rewrite = (['prefixRewrite', 'regexRewritePattern'] as const).find((field) =>
    filledText(route, field),
  )
  if (rewrite !== undefined) {
    if (path === '/') return undefined
    return `has a path, which has no effect beside ${routeNames.keyOf(rewrite, route.dialect)}; remove it`
  }
  if (filledText(route, 'regex')) return `has a path, which every path that the regex takes is turned into`
  const exact = filledText(route, 'path')?.value
  const prefix = filledText(route, 'prefix')?.value ?? '/'
  if ((exact ?? prefix) === path) return undefined
  if (exact !== undefined) return `has a path, which ${exact} is turned into`
  const example = `${prefix}${prefix.endsWith('/') ? '' : '/'}a`
  return `has a path, which takes the place of the prefix: ${example} becomes ${path}${example.slice(prefix.length)} at the upstream`
}
