import type { System } from '../../system.ts'
import { detect } from './detect.ts'
import { kinds } from './kinds.ts'
import { northflankProject } from './project.ts'

/** Northflank: the ports of services and who may pass them. https://northflank.com/docs/v1/api */
export const northflank: System = {
  name: 'northflank',
  detect: (value) => {
    const kind = detect(value)
    return kind ? [{ kind, at: [] }] : []
  },
  kinds,
  project: northflankProject,
}
