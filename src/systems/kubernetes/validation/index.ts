import type { Service } from '../document.ts'
import type { Release } from '../release.ts'
import { addressRules } from './address-rules.ts'
import { defaulted } from './defaults.ts'
import { metadataRules, nameRules } from './metadata-rules.ts'
import { portRules } from './port-rules.ts'
import { type Refusal, refusalsOf, type ServerRule, submit } from './server-rule.ts'
import { typeRules } from './type-rules.ts'

export type { Refusal } from './server-rule.ts'

/** What the server checks of every Service, new or changed. */
export const serviceRules: readonly ServerRule[] = [
  ...metadataRules,
  ...portRules,
  ...addressRules,
  ...typeRules,
]

/** What the server checks of a Service that is created. */
export const createRules: readonly ServerRule[] = [...nameRules, ...serviceRules]

/** Without those that shared rules say of the same document. */
const unspokenRules = createRules.filter((rule) => !rule.spokenFor)

/**
 * What the API server of a release refuses in a new Service that it could decode; `spokenFor` leaves out what shared
 * rules say of the same document.
 */
export function createRefusals(service: Service, release: Release, { spokenFor = false } = {}): Refusal[] {
  return refusalsOf(
    spokenFor ? unspokenRules : createRules,
    submit(defaulted(service, release), service, release),
  )
}
