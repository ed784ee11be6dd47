import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'

const folder = 'build/dist'
const stampFile = `${folder}.stamp`
const sources = [
  'src/**',
  'schemas/**',
  'scripts/{build,declarations,licenses}.mjs',
  'package.json',
  'tsconfig.json',
]

/**
 * Builds the bundles that the end-to-end tests start, once for each state of the sources. A build that fails leaves
 * none behind, so that those tests fail and the others run.
 */
export default function setup(): void {
  const stamp = stampOf(sources)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && existsSync(folder)) return
  const draft = `${folder}.${process.pid}`
  try {
    execFileSync(process.execPath, ['scripts/build.mjs', draft], { stdio: ['ignore', 'ignore', 'inherit'] })
    rmSync(folder, { recursive: true, force: true })
    renameSync(draft, folder)
    writeFileSync(stampFile, stamp)
  } catch {
    console.error('The build failed, so every end-to-end test will.')
    rmSync(folder, { recursive: true, force: true })
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function stampOf(patterns: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of globSync(patterns).toSorted()) {
    const { mtimeMs, size } = statSync(file)
    hash.update(`${file} ${mtimeMs} ${size}\n`)
  }
  return hash.digest('hex')
}
