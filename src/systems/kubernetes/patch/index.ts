import { isMap } from '../../../schema/json-schema.ts'
import { applyJsonPatch, type Operation, type Patched } from './json-patch.ts'
import { applyMergePatch } from './merge-patch.ts'

/** What a patch of any kind makes of a Service. */
export function applyPatch(stored: unknown, patch: unknown): Patched {
  if (Array.isArray(patch)) return applyJsonPatch(stored, patch as readonly (Operation | undefined)[])
  return isMap(patch) ? applyMergePatch(stored, patch) : { value: stored }
}
