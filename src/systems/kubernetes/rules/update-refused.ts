import { defineRule } from '../../../rule.ts'
import type { Update } from '../../../system.ts'
import { isWhole, type Service } from '../document.ts'
import { releaseName, releaseOf } from '../release.ts'
import { updateRefusals } from '../update/index.ts'
import { refusalProblems } from './service-refused.ts'

export const updateRefused = defineRule<Update<Service>>({
  id: 'kubernetes/update-refused',
  summary: 'A change of a Service that the API server refuses.',
  category: 'validity',
  severity: 'error',
  docs: {
    why: `
      Some fields stay what they are once a Service exists: its name, its address, its health check port, the class of
      its load balancer. What counts is what the server compares: values that it had chosen are carried over or cleared
      first, as the release does it.`,
    before: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        clusterIP: 10.0.0.7
        ports:
          - port: 443`,
    bad: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        clusterIP: 10.0.0.8
        ports:
          - port: 443`,
    good: `
      apiVersion: v1
      kind: Service
      metadata:
        name: storefront
      spec:
        ports:
          - port: 8443`,
  },

  *check({ old, new: service }, { platforms }) {
    if (!isWhole(service) || !isWhole(old)) return
    const release = releaseOf(platforms)
    yield* refusalProblems(updateRefusals(service, old, release).change, releaseName(release))
  },
})
