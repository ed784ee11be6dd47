import type { Validator } from '../schema.ts'

/** The validator of every kind that has a published schema, by `system/name`. Built by scripts/generate-validators.ts. */
export const validators: Readonly<Record<string, Validator>>
