// Checks SARIF files: by the JSON schema, then with Microsoft's SARIF validator, its general rules and those of GitHub
// Advanced Security.
// The validator is no dependency of the project: a native program of about 100 MB. Once:
//   npm install --prefix DIR --ignore-scripts @microsoft/sarif-multitool@5.7.0
// then, with Node 22.18 or newer (older ones: bundle this file with esbuild first):
//   SARIF_MULTITOOL=DIR node scripts/check-sarif.ts FILE…
// Exit status: 0 no error and no warning, 1 some, 2 the validator did not run or did not read a file.

import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Log } from 'sarif'
import schema from '../test/helpers/sarif-schema/sarif-2.1.0.json' with { type: 'json' }

const levels = ['error', 'warning', 'note'] as const
type Level = (typeof levels)[number]

interface Complaint {
  readonly level: Level
  readonly rule: string
  readonly text: string
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
const isSarif = ajv.compile<Log>(schema)

function schemaErrors(): Complaint[] {
  return (isSarif.errors ?? []).map(({ instancePath, message }) => {
    return { level: 'error', rule: 'schema', text: `${instancePath} ${message ?? ''}` }
  })
}

/** `/path/file.sarif(12,3): warning SARIF1001: …` */
const complaintLine = /^.*(\(\d+,\d+\)): (\w+) (\w+): (.*)$/

/** What the validator says of one file; throws where it did not run to its end. */
function validate(program: string, file: string, scratch: string): Complaint[] {
  const output = join(scratch, 'validation.sarif')
  rmSync(output, { force: true })
  // A log that breaks the schema passes the validator without a word.
  const log: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isSarif(log)) return schemaErrors()

  const options = [
    '--max-file-size-in-kb',
    '1000000',
    '--rule-kind',
    'Sarif;Ghas',
    '--level',
    'Error;Warning;Note',
    '--output',
    output,
  ]
  const run = spawnSync(program, ['validate', ...options, file], { encoding: 'utf8', maxBuffer: 2 ** 30 })
  if (run.error) throw run.error
  // The exit status is 0 even with errors; a log that was not written, or a failed run, is what tells.
  const validation = JSON.parse(readFileSync(output, 'utf8')) as Log
  const [first] = validation.runs
  if (!first?.invocations?.every(({ executionSuccessful }) => executionSuccessful))
    throw new Error(run.stdout)
  const analysed = /^Done\. (\d+) files? scanned/m.exec(run.stdout)
  if (analysed?.[1] !== '1') throw new Error(`the file was not scanned:\n${run.stdout}`)

  const complaints = run.stdout.split('\n').flatMap((line): Complaint[] => {
    const [, place, level, rule, text] = complaintLine.exec(line) ?? []
    return place && rule && text && isLevel(level) ? [{ level, rule, text: `${place}: ${text}` }] : []
  })
  const inLog = (first.results ?? []).length
  if (complaints.length !== inLog)
    throw new Error(`${complaints.length} of ${inLog} complaints understood:\n${run.stdout}`)
  return complaints
}

function isLevel(word: string | undefined): word is Level {
  return levels.some((level) => level === word)
}

function main(files: readonly string[]): number {
  const folder = process.env['SARIF_MULTITOOL']
  if (!folder || files.length === 0) {
    console.error('usage: SARIF_MULTITOOL=DIR node scripts/check-sarif.ts FILE…')
    return 2
  }
  const program = join(
    folder,
    'node_modules/@microsoft',
    `sarif-multitool-${process.platform}`,
    'Sarif.Multitool',
  )
  const scratch = mkdtempSync(join(tmpdir(), 'check-sarif-'))
  const totals = { error: 0, warning: 0, note: 0 }
  try {
    // npm no longer runs the script that would have set the bit.
    chmodSync(program, 0o755)
    for (const file of files) {
      const complaints = validate(program, file, scratch)
      for (const { level } of complaints) totals[level]++
      const counts = levels.map(
        (level) => `${complaints.filter((each) => each.level === level).length} ${level}s`,
      )
      console.log(`${file}: ${counts.join(', ')}`)
      for (const { level, rule, text } of complaints)
        if (level !== 'note') console.log(`  ${level} ${rule} ${text}`)
      const notes = new Set(complaints.filter(({ level }) => level === 'note').map(({ rule }) => rule))
      if (notes.size > 0) console.log(`  notes of ${[...notes].join(', ')}`)
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return 2
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  console.log(
    `${files.length} files: ${totals.error} errors, ${totals.warning} warnings, ${totals.note} notes`,
  )
  return totals.error + totals.warning > 0 ? 1 : 0
}

process.exitCode = main(process.argv.slice(2))
