import type { System } from '../../system.ts'
import { detect } from './detect.ts'
import { kinds, project } from './kinds.ts'

/** Kubernetes and OKD: Services, and who reaches them. https://kubernetes.io/docs/concepts/services-networking/service */
export const kubernetes: System = {
  name: 'kubernetes',
  detect,
  kinds,
  project,
}
