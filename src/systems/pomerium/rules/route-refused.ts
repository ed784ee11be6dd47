import { isMap } from '../../../schema/json-schema.ts'
import type { RefusalCheck } from '../routes/refusal.ts'
import {
  base64,
  bearerTokens,
  certificatePairs,
  exclusiveFields,
  publicAccess,
  type TokenSettings,
} from '../routes/refused-pairs.ts'
import { dependsOn, from, mcp, redirect, ssh, target, upstreams } from '../routes/refused-urls.ts'
import type { RouteRule, RoutesView } from '../routes/view.ts'

export const routeRefused: RouteRule = {
  id: 'pomerium/route-refused',
  summary: 'A route that the validator of Pomerium refuses.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      One route that is refused keeps the whole file from loading, so that no route of it works, or keeps its old
      state in a cluster that runs. Each cause is told at its place, with what to write instead.`,
    bad: `
      routes:
        - from: https://app.example.com/admin
          to: http://app:8080
          policy: { allow: { or: [{ domain: example.com }] } }`,
    good: `
      routes:
        - from: https://app.example.com
          prefix: /admin/
          to: http://app:8080
          policy: { allow: { or: [{ domain: example.com }] } }`,
  },

  *check(view) {
    const checks: readonly RefusalCheck[] = [
      from,
      target,
      upstreams,
      ssh,
      redirect,
      publicAccess,
      certificatePairs,
      base64,
      exclusiveFields,
      dependsOn,
      mcp,
      bearerTokens(tokenSettings(view)),
    ]
    for (const route of view.routes) {
      // What the annotations of an Ingress leave open stands in its spec.
      const own =
        route.dialect === 'ingress' ? checks.filter((check) => check !== from && check !== upstreams) : checks
      for (const check of own) yield* check(route)
    }
  },
}

function tokenSettings({ dialect, document }: RoutesView): TokenSettings {
  if (dialect !== 'core' || !isMap(document)) return { providers: undefined }
  const { bearer_token_format: format, identity_providers: providers } = document
  return {
    ...(typeof format === 'string' && { format }),
    providers: isMap(providers)
      ? Object.keys(providers)
      : providers === undefined && Object.hasOwn(document, 'identity_providers')
        ? undefined
        : [],
  }
}
