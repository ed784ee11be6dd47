import { defineRule } from '../../../rule.ts'
import type { Service } from '../document.ts'

export const kindCase = defineRule<Service>({
  id: 'kubernetes/kind-case',
  summary: 'A kind that is Service but for its case.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      Kinds are told apart by case. The API server knows no kind \`service\` and answers 400, although the example
      bodies of the OKD 3.9 reference write it so.`,
    bad: `
      apiVersion: v1
      kind: service
      metadata:
        name: storefront
      spec:
        ports:
          - port: 443`,
    good: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        ports:
          - port: 443`,
  },

  *check({ kind }) {
    if (kind === undefined || kind === 'Service' || kind.toLowerCase() !== 'service') return
    yield {
      at: ['kind'],
      message: `"${kind}" is no kind that the API server knows, so it refuses the object; write Service.`,
    }
  },
})
