import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lint } from '../src/lint.ts'
import { readSources } from '../src/source/index.ts'
import type { Pair } from './whole.ts'

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
  const times = { ours: [] as number[], other: [] as number[] }
  // The first round warms up.
  for (let count = 0; count <= 5; count++) {
    const [ours, other] = [timed(check), timed(read)]
    if (count === 0) continue
    times.ours.push(ours)
    times.other.push(other)
  }
  const [ours, other] = [median(times.ours), median(times.other)]
  return [
    {
      measure: `${inputs.length} files with ${check()} Services / reading them`,
      ratio: ours / other,
      target: 1.3,
      ours,
      other,
    },
  ]
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

function timed(run: () => unknown): number {
  const start = performance.now()
  run()
  return performance.now() - start
}
