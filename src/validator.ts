import { validators } from './generated/validators.js'
import type { Validator } from './schema.ts'

/** The compiled schema of a kind. */
export function validatorOf(kind: string): Validator {
  const validator = validators[kind]
  if (!validator) throw new Error(`schemas/ holds no schema of ${kind}`)
  return validator
}
