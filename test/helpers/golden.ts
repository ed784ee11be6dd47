import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

/**
 * Expects a text to equal the file of that name below `test/`. With UPDATE_GOLDEN=1 in the environment the file
 * is written instead, to be read before it is committed.
 */
export function expectGolden(name: string, text: string): void {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url))
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  expect(text).toBe(readFileSync(path, 'utf8'))
}
