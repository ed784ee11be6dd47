import type { System } from '../../system.ts'
import { detect } from './detect.ts'
import { kinds } from './kinds.ts'
import { project } from './project.ts'

/** Pomerium: routes, the policies on them, and the settings around them. https://www.pomerium.com/docs */
export const pomerium: System = {
  name: 'pomerium',
  detect,
  kinds,
  project,
  // Whoever has not signed in is sent to do so.
  anonymous: true,
}
