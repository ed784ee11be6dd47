import { isMap } from '../../../schema/json-schema.ts'
import { filledText, textAt } from '../fields.ts'
import type { RouteView } from '../route-view.ts'
import { upstreamsOf } from '../routes/upstreams.ts'
import type { RouteRule } from '../routes/view.ts'

export const duplicateRoute: RouteRule = {
  id: 'pomerium/duplicate-route',
  summary: 'Two routes of a core file with one matcher, one target and one name.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      Core derives the id of a route from its from, prefix, path, regex and target, and the proxy names its cluster by
      that and the name of the route. Two clusters of one name are refused, and with them the whole configuration: the
      proxy keeps its last state and tells of a name that stands nowhere in the file.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          policy: { allow: { or: [{ domain: example.com }] } }
        - from: https://app.example.com
          to: http://app:8080
          policy: { allow: { or: [{ email: guest@example.org }] } }`,
    good: `
      routes:
        - from: https://app.example.com
          to: http://app:8080
          policy: { allow: { or: [{ domain: example.com }, { email: guest@example.org }] } }`,
  },

  *check({ dialect, routes }) {
    if (dialect !== 'core') return
    const first = new Map<string, RouteView>()
    for (const route of routes) {
      const key = keyOf(route)
      if (key === undefined) continue
      const earlier = first.get(key)
      if (!earlier) {
        first.set(key, route)
        continue
      }
      yield {
        at: route.at,
        message: `This route has the from, path and target of an earlier one${filledText(route, 'name') ? ' and its name' : ''}, so Pomerium refuses the whole configuration; join the policies of the two in one route.`,
        related: [{ at: earlier.at, message: 'the same route' }],
      }
    }
  },
}

/** What Pomerium tells routes apart by: `generateRouteID` in config/policy.go, `GetClusterID` in config/envoyconfig/routes.go. */
function keyOf(route: RouteView): string | undefined {
  const { fields } = route
  if ([...fields.values()].some(({ value }) => value === undefined)) return undefined
  const texts = (['from', 'prefix', 'path', 'regex'] as const).map(
    (field) => textAt(route, field)?.value ?? '',
  )
  const name = textAt(route, 'name')?.value || 'route'
  const upstreams = upstreamsOf(route)
  const target = upstreams?.length
    ? upstreams.map(({ value }) => value)
    : [sortedJson(fields.get('redirect')?.value), sortedJson(fields.get('response')?.value)]
  return JSON.stringify([name, ...texts, target])
}

const sortedJson = (value: unknown): string =>
  isMap(value) ? JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : ''
