import { defineRule } from '../../../rule.ts'
import { entriesOf, type Service } from '../document.ts'

export const quotedTargetPort = defineRule<Service>({
  id: 'kubernetes/quoted-target-port',
  summary: 'A targetPort that is a number in quotes.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      A targetPort is a number, or the name of a port of the pods. In quotes 8080 is a name, and the API server refuses
      it, since a name must hold a letter.`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        ports:
          - port: 443
            targetPort: "8443"`,
    good: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        ports:
          - port: 443
            targetPort: 8443`,
  },

  *check({ spec }) {
    for (const { value, index } of entriesOf(spec?.ports)) {
      const { targetPort } = value
      if (typeof targetPort !== 'string' || !/^\d+$/.test(targetPort)) continue
      const shown = targetPort.length > 20 ? `${targetPort.slice(0, 20)}…` : targetPort
      yield {
        at: ['spec', 'ports', index, 'targetPort'],
        message: `"${shown}" in quotes is the name of a port and no number, and the API server refuses a name without a letter; write ${shown} without quotes.`,
      }
    }
  },
})
