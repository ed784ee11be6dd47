import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatReport, validate } from '../../../src/index.ts'

/**
 * Files of public repositories, which are not part of this one: PORTCULLIS_CORPUS names a folder that holds them in
 * `northflank/`, with an INDEX.md that says of each what it is.
 */
const corpus = process.env['PORTCULLIS_CORPUS']
const folder = corpus === undefined ? undefined : join(corpus, 'northflank')

/** What a file is, by the index: `| file | repository | path | commit | shape | …`. */
function shapes(index: string): Map<string, string> {
  const rows = index.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  return new Map(
    rows.flatMap(([, file, , , , shape]) => (file?.endsWith('.json') && shape ? [[file, shape]] : [])),
  )
}

/** Named for the platform and of no shape of its own, yet with its version or the address of its schema. */
const claimedAll = [
  'Fashionistars__fashionistar_backend__deploy_northflank_northflank.json',
  'hadamaouattara__n8n-orchestrator__northflank-template.json',
]

/** Files that break the schema, each read by hand: `type: deployment` is no order of steps. */
const broken = [
  'hadamaouattara__n8n-orchestrator__northflank-template.json',
  'klogins-hash__ulti-weavi-guy__northflank.json',
]

describe.skipIf(folder === undefined)('files of public repositories', () => {
  const files = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.json'))
  const known =
    folder === undefined ? new Map<string, string>() : shapes(readFileSync(join(folder, 'INDEX.md'), 'utf8'))
  const check = (file: string) => validate(readFileSync(join(folder!, file), 'utf8'), { filename: file })

  it('are all there', () => {
    expect(files.length).toBe(56)
    expect(files.toSorted()).toEqual([...known.keys()].toSorted())
  })

  it.each(files)('%s is what it is', (file) => {
    const { documents, findings } = check(file)
    const shape = known.get(file)!
    const kind =
      shape.startsWith('template') || claimedAll.includes(file)
        ? 'northflank/template'
        : shape.startsWith('service body')
          ? 'northflank/service'
          : null
    expect(documents.map((document) => document.kind)).toEqual([kind])
    const refused = findings.filter(
      ({ category, severity }) => category === 'validity' && severity === 'error',
    )
    expect(refused.map(({ pointer }) => pointer)).toEqual(broken.includes(file) ? ['/spec/spec/type'] : [])
  })

  it('say what they refer to, with two exceptions', () => {
    const found = files.flatMap((file) =>
      check(file).findings.flatMap(({ rule, message }) =>
        rule === 'northflank/unknown-reference' ? [`${file.split('__')[0]}: ${message}`] : [],
      ),
    )
    expect(found).toEqual([
      'creativecommons: This placeholder of secrets is never closed, so it stands for nothing; end it with }.',
      'freddymu: refs.noteline-db is the ref of no node in this file; give the node of that name a ref.',
    ])
  })

  it('show no value of a password', () => {
    for (const file of files) expect(formatReport(check(file), 'json')).not.toContain('mw-admin-pass')
  })
})
