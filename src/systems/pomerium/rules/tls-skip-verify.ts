import { defineRule } from '../../../rule.ts'
import { flagAt, has, isOpen, textsAt } from '../fields.ts'
import { parseUrl } from '../go-url.ts'
import { type RouteView, routeNames } from '../route-view.ts'
import type { PomeriumView } from '../view.ts'

export const tlsSkipVerify = defineRule<PomeriumView>({
  id: 'pomerium/tls-skip-verify',
  summary: 'A route that takes any certificate of its upstream.',
  category: 'exposure',
  severity: 'warning',
  docs: {
    why: `
      Whoever can get between the proxy and the upstream can then read and change what users send, and the identity
      that the proxy passes on. A certificate that no public authority signs is verified with \`tls_custom_ca\`, and
      one of another name with \`tls_upstream_server_name\`.`,
    bad: `
      routes:
        - from: https://app.example.com
          to: https://app:8443
          tls_skip_verify: true
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
    good: `
      routes:
        - from: https://app.example.com
          to: https://app:8443
          tls_custom_ca_file: /etc/pomerium/ca.pem
          policy: [{ allow: { or: [{ domain: { is: example.com } }] } }]`,
  },

  *check({ routes }) {
    for (const route of routes) {
      const skips = flagAt(route, 'tlsSkipVerify')
      if (skips?.value !== true || !mayUseTls(route)) continue
      yield {
        at: skips.at,
        message: `${routeNames.keyOf('tlsSkipVerify', route.dialect)} takes any certificate of the upstream, so whoever gets in between reads and changes everything; name the authority or the server name instead.`,
      }
    }
  },
})

/** Whether some upstream is spoken to by TLS, as far as the document tells. */
function mayUseTls(route: RouteView): boolean {
  const upstreams = textsAt(route, 'to')
  if (upstreams === undefined) return !has(route, 'redirect') && !has(route, 'response')
  return upstreams.length === 0 || upstreams.some(({ value }) => isTls(value))
}

function isTls(text: string): boolean {
  const verdict = parseUrl(text)
  return isOpen(text) || !verdict.ok || verdict.url.scheme.startsWith('https')
}
