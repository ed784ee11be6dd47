import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'
import { diffAccess, mapAccess, traceRequest } from '../../src/index.ts'

/** Files of public projects: PORTCULLIS_CORPUS names a folder that holds them. */
const corpus = process.env['PORTCULLIS_CORPUS']
const folders = ['fixtures', ...(corpus === undefined ? [] : [corpus])]
const files = folders.flatMap((folder) =>
  globSync('**/*.{yaml,yml,json}', { cwd: folder })
    .toSorted()
    .map((file) => join(folder, file)),
)

describe('every file', () => {
  it.each(files)('%s is the same as itself, and can be mapped and traced', (file) => {
    const documents = [{ filename: file, text: readFileSync(file, 'utf8') }]
    expect(diffAccess(documents, documents)).toEqual({ verdict: 'same', changes: [] })
    const { rows } = mapAccess(documents)
    for (const { listener, access, path, place } of rows) {
      for (const words of [listener, access, path]) expect(words).not.toMatch(/undefined|\[object|NaN/)
      expect(place).toMatchObject({ file, range: {} })
    }
    const { decision } = traceRequest(documents, { source: '203.0.113.7' })
    if (rows.length === 0) expect(decision).toBe('denied')
  })
})

it('there are files to read', () => expect(files.length).toBeGreaterThan(50))
