import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lint } from '../src/lint.ts'
import { readSources } from '../src/source/index.ts'
import { inTurn, type Pair, timed } from './measure.ts'

/** Files of public repositories: PORTCULLIS_CORPUS names a folder that holds them in `kubernetes/`. */
const corpus = process.env['PORTCULLIS_CORPUS']

/** Linting files with Services among many other objects against reading them with the same parser, in one process. */
export function run(): Pair[] {
  if (corpus === undefined) return []
  const folder = join(corpus, 'kubernetes')
  const inputs = readdirSync(folder)
    .filter((file) => /\.(ya?ml|json)$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8'), unknown: 'skip' as const }))
  const read = () => inputs.reduce((sum, { text, file }) => sum + readSources(text, file).length, 0)
  const check = () => lint(inputs, { today: '2026-01-01' }).report.summary.documents
  return [
    inTurn(
      `${inputs.length} files with ${check()} Services / reading them`,
      1.3,
      15,
      () => timed(check),
      () => timed(read),
    ),
  ]
}
