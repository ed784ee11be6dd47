import { toPointer } from '../../../position.ts'
import { defineRule, type Problem } from '../../../rule.ts'
import { isWhole, type Service } from '../document.ts'
import { releaseName, releaseOf } from '../release.ts'
import { createRefusals, type Refusal } from '../validation/index.ts'

export const serviceRefused = defineRule<Service>({
  id: 'kubernetes/service-refused',
  summary: 'The API server of the release refuses the Service.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      What the API server checks when a Service is created, for the release that \`kubernetes.version\` of the
      configuration names (the newest known one by default): names, ports, addresses, what each type may have. The
      finding points at the field that the server names; an absent one at what it is absent from. It is a warning
      where only some clusters refuse.`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        type: ClusterIP
        ports:
          - port: 443
            nodePort: 30443`,
    good: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        type: NodePort
        ports:
          - port: 443
            nodePort: 30443`,
  },

  *check(service, { platforms }) {
    // What cannot be decoded is not validated: the server stops there, too.
    if (!isWhole(service)) return
    const release = releaseOf(platforms)
    yield* refusalProblems(createRefusals(service, release, { spokenFor: true }), releaseName(release))
  },
})

/** Refusals as problems, one for each field that the server names. */
export function* refusalProblems(refusals: readonly Refusal[], server: string): Iterable<Problem> {
  const byField = new Map<string, Refusal[]>()
  for (const refusal of refusals) {
    const field = toPointer(refusal.at)
    byField.set(field, [...(byField.get(field) ?? []), refusal])
  }
  for (const list of byField.values()) {
    const [first, ...others] = list
    if (!first) continue
    const more =
      others.length > 0
        ? `, and ${others.length} more ${others.length > 1 ? 'things' : 'thing'} is wrong with this field`
        : ''
    yield {
      at: first.at,
      message: `${first.message}${more} (${server}).`,
      ...(list.every(({ doubt }) => doubt) && { severity: 'warning' as const }),
    }
  }
}
