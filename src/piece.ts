import { createRequire } from 'node:module'

/**
 * Loads a file of src/generated/ by its path within it, when it is first needed. The bundles have the `require` of
 * their own folder in its place.
 */
export const requirePiece: (path: string) => unknown = createRequire(new URL('./generated/', import.meta.url))
