import { defineRule } from '../../../rule.ts'
import { allowListsOf, entriesOfList } from '../allow-lists.ts'
import type { Fields } from '../document.ts'

export const allowListSeparator = defineRule<Fields>({
  id: 'kubernetes/allow-list-separator',
  summary: 'A list of addresses of a Route or Ingress with the wrong separator.',
  category: 'exposure',
  severity: 'error',
  docs: {
    why: `
      The router of OpenShift wants blanks between the addresses of \`ip_whitelist\`, and ignores a list with any other
      separator without a word, so that everyone gets in. ingress-nginx wants commas in \`whitelist-source-range\`, the
      opposite.`,
    bad: `
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata:
        name: storefront
        annotations:
          haproxy.router.openshift.io/ip_whitelist: 198.51.100.0/24, 203.0.113.7
      spec:
        to:
          kind: Service
          name: storefront`,
    good: `
      apiVersion: route.openshift.io/v1
      kind: Route
      metadata:
        name: storefront
        annotations:
          haproxy.router.openshift.io/ip_whitelist: 198.51.100.0/24 203.0.113.7
      spec:
        to:
          kind: Service
          name: storefront`,
  },

  *check(object) {
    for (const list of allowListsOf(object)) {
      if (entriesOfList(list)) continue
      const fix = list.text
        .trim()
        .split(/[\s,;|]+/)
        .filter((entry) => entry !== '')
        .join(list.separator === 'space' ? ' ' : ',')
      const wanted = list.separator === 'space' ? 'blanks' : 'commas'
      const shown = fix.length > 80 ? '' : `: ${fix}`
      yield {
        at: list.at,
        message: `This list wants ${wanted} between its addresses and has something else: ${list.void}; write it with ${wanted}${shown}.`,
        ...(list.separator === 'space' && { witness: { source: '203.0.113.7' } }),
      }
    }
  },
})
