import { defineRule } from '../../../rule.ts'
import type { Fields } from '../document.ts'
import { collisionsWithin } from '../patch/merge-patch.ts'

export const patchPortCollision = defineRule<Fields>({
  id: 'kubernetes/patch-port-collision',
  summary: 'A strategic merge patch that hits two ports with one number.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      A strategic merge patch, which \`kubectl patch\` sends unless it is told otherwise, finds the ports that it changes
      by their number alone. Of TCP 53 and UDP 53 the second is merged into the first, and one of them is lost. Send a
      JSON Patch, or a merge patch with \`--type merge\` that lists every port.`,
    bad: `
      spec:
        ports:
          - { name: dns, port: 53, protocol: UDP }
          - { name: dns-tcp, port: 53, protocol: TCP }
        $setElementOrder/ports:
          - port: 53
          - port: 53`,
    good: `
      spec:
        ports:
          - { name: dns, port: 53, protocol: UDP }
        $setElementOrder/ports:
          - port: 53`,
  },

  *check(patch) {
    for (const { at, earlier, port } of collisionsWithin(patch)) {
      yield {
        at,
        message: `Port ${port} stands twice in this patch, and a strategic merge patch knows ports by their number alone, so one of the two is lost; send a JSON Patch.`,
        related: [{ at: earlier, message: 'the port into which it is merged' }],
      }
    }
  },
})
